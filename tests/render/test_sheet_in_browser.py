"""The page to hand over in headless Chromium: on one sheet of A4, accessible on every screen, and silent."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from tests.chromium import ask, asked_for, needs_chromium, printed, violations
from tests.render import sheets

from selfcare.redaction.outgoing import Outgoing
from selfcare.render.html import html

pytestmark = needs_chromium


@pytest.mark.parametrize(
    ("dark", "width"), [(False, 1200), (True, 1200), (False, 320)], ids=["light", "dark", "narrow"]
)
def test_axe_finds_nothing_wrong(tmp_path: Path, dark: bool, width: int) -> None:
    assert violations(html(sheets.shareable(sheets.charted())), tmp_path, dark=dark, width=width) == []


@pytest.mark.parametrize("width", [320, 1100])
def test_nothing_of_it_is_wider_than_the_screen(tmp_path: Path, width: int) -> None:
    script = "return [window.innerWidth, window.document.documentElement.scrollWidth]"
    inner, wide = ask(html(sheets.own(sheets.hostile())), tmp_path, script=script, width=width)
    assert inner == width
    assert wide <= width


def paper(outgoing: Outgoing, folder: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(printed(html(outgoing), folder)))


def test_an_ordinary_summary_prints_on_one_sheet_of_a4(tmp_path: Path) -> None:
    page = sheets.shareable(sheets.ordinary())
    (sheet,) = paper(page, tmp_path).pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
    assert sheets.missing(page.document, sheet.extract_text()) == []


def test_a_long_one_prints_on_more_and_loses_nothing(tmp_path: Path) -> None:
    page = sheets.shareable(sheets.long())
    pages = paper(page, tmp_path).pages
    assert 1 < len(pages) <= 4
    assert all(len(sheet.extract_text()) > 200 for sheet in pages)
    assert sheets.missing(page.document, "\n".join(sheet.extract_text() for sheet in pages)) == []


def test_headings_stand_beside_the_text_on_a_wide_screen_and_above_it_on_a_narrow_one(tmp_path: Path) -> None:
    page = html(sheets.shareable(sheets.ordinary()))
    script = """const top = each => window.document.querySelector(each).getBoundingClientRect().top;
        return top("section .content") - top("section h2")"""
    assert ask(page, tmp_path, script=script, width=1100) < 5
    assert ask(page, tmp_path, script=script, width=320) > 15


def test_no_request_leaves_the_page(tmp_path: Path) -> None:
    assert asked_for(html(sheets.own(sheets.hostile())), tmp_path) == []


def test_a_request_would_be_seen(tmp_path: Path) -> None:
    """The proof can fail: a page that loads a picture is heard."""
    assert asked_for("<!doctype html><img src='http://example.org/x.png'>", tmp_path) == [
        b"GET http://example.org/x.png HTTP/1.1"
    ]
