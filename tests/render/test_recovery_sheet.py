"""The recovery sheet: one page, in text or PDF, from which a person reads the code back and knows what to do."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from selfcare.render.recovery_sheet import PARTS, Sheet, code_on, pdf, text
from selfcare.vault.recovery import code_from, root_from

ROOT = bytes(range(77, 97))
DAY = date(2026, 3, 9)


def sheet(folder: str = "/home/kim/journals/mine") -> Sheet:
    return Sheet(code_from(ROOT), Path(folder), DAY)


def read_back(words: str) -> bytes:
    """The root that the numbered groups on a page stand for."""
    groups = {int(number): group for number, group in re.findall(r"\b([1-9]):?\s+([0-9A-Z]{4})\b", words)}
    assert sorted(groups) == list(range(1, 10))
    return root_from("".join(groups[number] for number in sorted(groups)))


def in_pdf(made: Sheet) -> str:
    reader = pypdf.PdfReader(BytesIO(pdf(made).content))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text()


def on_one_line(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("read", [text, in_pdf])
def test_the_code_is_read_back_from_the_page(read: object) -> None:
    assert callable(read)
    assert read_back(read(sheet())) == ROOT


def test_the_program_reads_the_code_back_from_its_own_page() -> None:
    assert root_from(code_on(text(sheet()))) == ROOT


def test_both_forms_say_which_journal_it_is_for_and_everything_to_do() -> None:
    for words in (on_one_line(text(sheet())), on_one_line(in_pdf(sheet()))):
        assert "/home/kim/journals/mine" in words
        assert "9 March 2026" in words
        for part in PARTS:
            assert all(point in words for point in part.points)
        assert "selfcare vault recovery use" in words


def test_the_text_fits_a_sheet_of_paper() -> None:
    lines = text(sheet()).splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) < 80


@pytest.mark.parametrize(
    "folder", ["/home/" + "verylongname" * 20, "/home/kim/日記 🌱", "/home/#set page()/$x$", "/home/\x1b[2J\u202egnp"]
)
def test_any_folder_is_named_on_one_page_with_its_code(folder: str) -> None:
    assert read_back(in_pdf(sheet(folder))) == ROOT
    assert "\x1b" not in text(sheet(folder))


def test_the_pdf_is_tagged_for_screen_readers_and_names_nobody() -> None:
    reader: Any = pypdf.PdfReader(BytesIO(pdf(sheet()).content))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.root_object["/Metadata"].get_data()
    assert not reader.metadata.author
