"""A PDF to hand over: tagged, whole, locked where wanted; no character of it is lost or obeyed."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pytest
from pypdf.errors import FileNotDecryptedError
from tests.render import sheets

from selfcare.errors import Usage
from selfcare.render.pdf import NO_SHAPE, pdf
from selfcare.reports.document import Document, Item, Section

UNDRAWN = "\U0010fffd"
"""The last character for private use: no font has it."""


def read(content: bytes, password: str | None = None) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(content), password=password)


def written(words: str) -> pypdf.PdfReader:
    page = Document("Page", sections=(Section("Points", (Item(words),)),))
    return read(pdf(sheets.own(page)).content)


def elements(reader: pypdf.PdfReader) -> Iterator[Any]:
    """Every element of the structure that a screen reader follows, from the top down."""

    def below(node: Any) -> Iterator[Any]:
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                yield from below(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from below(node["/K"])

    yield from below(root(reader)["/StructTreeRoot"])


def root(reader: pypdf.PdfReader) -> Any:
    return reader.root_object


def tags(reader: pypdf.PdfReader) -> list[str]:
    return [each["/S"] for each in elements(reader)]


def test_it_says_that_it_is_tagged_and_meets_pdf_ua() -> None:
    reader = read(pdf(sheets.shareable(sheets.ordinary())).content)
    assert root(reader)["/MarkInfo"]["/Marked"]
    assert root(reader)["/Lang"] == "en-GB"
    assert root(reader)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root(reader)["/Metadata"].get_data()


def test_its_title_is_there_and_nobody_is_named() -> None:
    metadata = read(pdf(sheets.shareable(sheets.ordinary())).content).metadata
    assert metadata is not None
    assert metadata.title == "Supervision summary"
    assert metadata.author is None


def test_headings_and_points_are_headings_and_lists() -> None:
    page = sheets.shareable(sheets.ordinary())
    found = tags(read(pdf(page).content))
    assert found.count("/H1") == 1
    assert found.count("/H2") == len(page.document.sections)
    assert found.count("/L") == sum(bool(section.items) for section in page.document.sections)
    assert found.count("/LI") == sum(len(section.items) for section in page.document.sections)


def test_a_chart_says_its_numbers_to_who_does_not_see_it() -> None:
    reader = read(pdf(sheets.shareable(sheets.charted())).content)
    figures = [each for each in elements(reader) if each["/S"] == "/Figure"]
    assert [each["/Alt"] for each in figures] == ["Energy by week: 7, 6, 4 set aside, gap, 5, 0"]


def fonts(reader: pypdf.PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            yield font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_every_font_is_inside() -> None:
    found = list(fonts(read(pdf(sheets.shareable(sheets.ordinary())).content)))
    assert found
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in found)


def test_an_ordinary_summary_is_one_sheet_of_a4() -> None:
    (page,) = read(pdf(sheets.shareable(sheets.ordinary())).content).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    assert page.extract_text().rstrip().endswith("1 of 1")


def test_a_long_one_flows_on_and_its_pages_are_numbered() -> None:
    pages = read(pdf(sheets.shareable(sheets.long())).content).pages
    ends = [page.extract_text().rstrip().rpartition(" ")[0][-4:] for page in pages]
    assert len(pages) > 1
    assert ends == [f"{number} of" for number in range(1, len(pages) + 1)]


def test_the_same_page_makes_the_same_bytes() -> None:
    page = sheets.shareable(sheets.charted())
    assert pdf(page).content == pdf(page).content


def test_nothing_in_it_acts_or_leads_anywhere() -> None:
    reader = read(pdf(sheets.own(sheets.hostile())).content)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root(reader))
    assert reader.attachments == {}
    assert not any("/Annots" in page for page in reader.pages)


def test_typst_reads_no_markup_and_no_file_of_a_person() -> None:
    said = written('#read("/etc/hostname") #panic() = Heading $x^2$ @ref')
    assert '#read("/etc/hostname") #panic() = Heading $x^2$ @ref' in said.pages[0].extract_text().replace("\n", " ")
    assert tags(said).count("/H2") == 1


def test_line_breaks_stay() -> None:
    said = written("one\n\ntwo\nthree").pages[0].extract_text()
    assert re.search(r"one\s*\n\s*two\s*\n\s*three", said)


def test_a_word_without_an_end_stays_on_the_page() -> None:
    lines = [line for line in written("x" * 3000).pages[0].extract_text().splitlines() if "xx" in line]
    assert sum(line.count("x") for line in lines) == 3000
    assert max(map(len, lines)) < 150


def test_a_character_without_a_shape_gets_its_name_and_the_maker_is_told() -> None:
    made = pdf(sheets.own(Document("Page", ("fine " + UNDRAWN,))))
    assert made.notice == NO_SHAPE
    reader = read(made.content)
    assert "fine [u+10fffd]" in reader.pages[0].extract_text()
    assert root(reader)["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" not in root(reader)["/Metadata"].get_data()


@pytest.mark.parametrize(("written_", "name"), [("🙂", "slightly smiling face"), ("日", "cjk unified ideograph-65e5")])
def test_emoji_and_every_script_survive_as_themselves_or_by_name(written_: str, name: str) -> None:
    made = pdf(sheets.own(Document("Page", (f"so {written_} it is",))))
    said = read(made.content).pages[0].extract_text()
    assert (f"so {written_} it is" in said) is not made.notice.startswith("Some characters")
    assert (f"so [{name}] it is" in said) is (made.notice == NO_SHAPE)


@pytest.mark.parametrize("words", ["Ελληνικά", "Русский", "naïve café", "1 ½ – “quoted” … → ✓"])
def test_usual_letters_and_signs_need_no_font_of_this_computer(words: str) -> None:
    made = pdf(sheets.own(Document("Page", (words,))))
    assert made.notice == ""
    assert words in read(made.content).pages[0].extract_text()


def test_a_password_locks_it_with_aes_256() -> None:
    made = pdf(sheets.shareable(sheets.ordinary()), password="four quiet words here")
    assert b"caseload" not in made.content
    reader = read(made.content)
    assert reader.is_encrypted
    encryption: Any = reader.trailer["/Encrypt"]
    assert encryption["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    assert not reader.decrypt("four quiet words")
    assert reader.decrypt("four quiet words here")
    assert "caseload" in reader.pages[0].extract_text()
    assert "/StructTreeRoot" in root(reader)


def test_a_password_is_the_same_however_its_letters_were_typed() -> None:
    made = pdf(sheets.shareable(sheets.ordinary()), password="cafe\u0301")
    assert read(made.content).decrypt("caf\u00e9")


@pytest.mark.parametrize("password", ["", "é" * 64])
def test_a_password_that_locks_nothing_or_would_be_cut_short_is_refused(password: str) -> None:
    with pytest.raises(Usage) as refused:
        pdf(sheets.shareable(sheets.ordinary()), password=password)
    assert "é" not in refused.value.message


def test_a_word_that_is_wider_than_the_headings_breaks_and_a_usual_one_does_not() -> None:
    wide, long = "Verantwortungsbereichsübergabe", "Responsibilities"
    page = Document("Page", sections=tuple(Section(f"{each} and more", (Item("Kept"),)) for each in (wide, long)))
    lines = read(pdf(sheets.own(page)).content).pages[0].extract_text().splitlines()
    assert not any(wide in line for line in lines)
    assert wide in "".join(lines)
    assert any(long in line for line in lines)
