"""A Word document to hand over: real headings and lists, nobody named, and text that stays text."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from tests.render import sheets

from selfcare.render.docx import docx as as_docx
from selfcare.render.docx import runs_right_to_left
from selfcare.render.shown import shown
from selfcare.reports.document import Document, Item, Section

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer"
)


def made(page: Document) -> docx.document.Document:
    return docx.Document(BytesIO(as_docx(sheets.own(page))))


def styled(document: docx.document.Document, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style is not None and each.style.name == style]


def test_headings_and_points_are_headings_and_lists() -> None:
    page = sheets.ordinary()
    document = made(page)
    assert styled(document, "Title") == [page.title]
    assert styled(document, "Heading 1") == [section.heading for section in page.sections]
    assert styled(document, "List Bullet") == [item.text for section in page.sections for item in section.items]
    assert len(styled(document, "Write On")) == sum(section.write_on for section in page.sections)


def test_a_list_is_one_to_word_too() -> None:
    document = made(sheets.ordinary())
    number = document.styles["List Bullet"].element.find(".//{*}numId").val
    assert [each.numId for each in document.part.numbering_part.element.findall("{*}num")] == [number]


def test_its_properties_name_the_page_its_language_and_nobody() -> None:
    properties = made(sheets.ordinary()).core_properties
    assert (properties.title, properties.language) == ("Supervision summary", "en-GB")
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")


def test_nothing_of_the_template_is_left_that_says_what_made_it() -> None:
    with zipfile.ZipFile(BytesIO(as_docx(sheets.own(sheets.ordinary())))) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "app.xml" in name or "custom" in name]
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert b"python-docx" not in everything
    assert b"en-US" not in everything


def test_the_paper_is_a4_and_its_pages_are_numbered() -> None:
    (section,) = made(sheets.ordinary()).sections
    assert [side and round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    fields = [each.get(f"{{{each.nsmap['w']}}}instr") for each in section.footer._element.iter("{*}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_every_style_that_is_used_is_there() -> None:
    document = made(sheets.charted())
    known = {each.style_id for each in document.styles}
    used = {
        each.get(f"{{{each.nsmap['w']}}}val")
        for tag in ("pStyle", "rStyle")
        for each in document.element.iter(f"{{*}}{tag}")
    }
    assert used
    assert used <= known


def test_the_numbers_of_a_chart_are_there_in_words() -> None:
    assert "By week: 7, 6, 4 set aside, gap, 5, 0" in "\n".join(each.text for each in made(sheets.charted()).paragraphs)


def test_control_characters_do_not_break_the_file_and_are_shown() -> None:
    (line,) = styled(made(Document("Page", (), (Section("", (Item(sheets.CONTROLS),)),))), "List Bullet")
    assert line == "a\\x00b\\x1b[2Jc\\x07\\u202ed\\ufffee\\uffff\nf\\rg\th"


@pytest.mark.parametrize(
    ("text", "turned"),
    [("سلام a", True), ("שלום", True), ("12. שלום", True), ("a سلام", False), ("12", False), ("", False)],
)
def test_a_text_runs_as_its_first_letter_does(text: str, turned: bool) -> None:
    assert runs_right_to_left(text) is turned
    paragraphs = made(Document("Page", (text,))).paragraphs[1:2]
    assert [bool(each._p.findall(".//{*}bidi")) for each in paragraphs] == [turned] * len(paragraphs)


@needs_office
def test_libreoffice_opens_it_and_shows_all_of_it_in_order(tmp_path: Path) -> None:
    page = sheets.shareable(sheets.charted())
    said = "\n".join(each.extract_text() for each in printed(as_docx(page), tmp_path).pages)
    assert sheets.missing(page.document, said) == []


@needs_office
def test_libreoffice_opens_the_hostile_one(tmp_path: Path) -> None:
    page = sheets.own(sheets.hostile())
    said = sheets.bare("\n".join(each.extract_text() for each in printed(as_docx(page), tmp_path).pages))
    assert said.count("window.stolen=1") >= sheets.HUGE.count("window.stolen = 1")
    assert sheets.bare(shown(page.document).lead[1])[:20] in said


def printed(content: bytes, folder: Path) -> pypdf.PdfReader:
    """What LibreOffice prints of it."""
    assert OFFICE is not None
    (folder / "page.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "page.docx")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=180)
    assert (folder / "page.pdf").exists(), done.stderr.decode()
    return pypdf.PdfReader(BytesIO((folder / "page.pdf").read_bytes()))
