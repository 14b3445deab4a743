"""One page in six forms: each says the same, in the same order; and what a person wrote stays text in all of them."""

import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render import sheets

from selfcare.redaction.outgoing import Outgoing
from selfcare.render.as_json import sections
from selfcare.render.docx import docx as as_docx
from selfcare.render.html import html
from selfcare.render.markdown import markdown
from selfcare.render.pdf import pdf
from selfcare.render.plain_text import plain_text
from selfcare.render.shown import shown
from selfcare.reports.document import Document, Item, Section


class Words(HTMLParser):
    """The words of a page, without its style and what repeats a chart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into one element."""
        if tag not in ("meta", "line", "rect", "circle"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Come out of one."""
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Note one text."""
        if not {"head", "title", "text", "details"} & set(self.inside):
            self.said.append(("By week: " if self.inside[-1:] == ["desc"] else "") + data)


def from_markdown(outgoing: Outgoing) -> str:
    """What CommonMark shows, as far as this program writes it."""
    lines = (re.sub(r"^ *- |^#+ |^\* \* \*$|^…+$", "", line) for line in markdown(outgoing).splitlines())
    named = re.sub(r"(?<!\\)\*\*(.*?)(?<!\\)\*\* ", _label, "\n".join(lines))
    unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", named)
    return unescaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _label(found: re.Match[str]) -> str:
    return found[1] + (" " if found[1][-1:] in "?!.:" else ": ")


def from_json(outgoing: Outgoing) -> str:
    """The values, in order, with what stands around the sections."""
    document = outgoing.document
    read = json.loads(json.dumps(sections(outgoing)))
    said = [document.title, *document.lead]
    for section in read:
        said += [section["heading"], section["about"]]
        for item in section["items"]:
            said.append(item["text"])
            for line in item["lines"]:
                said += [
                    line["label"] + (": " if line["label"] and line["label"][-1] not in "?!.:" else ""),
                    line["text"],
                ]
    return "\n".join([*said, *document.footer])


def from_pdf(outgoing: Outgoing) -> str:
    """The text of its pages, without the line at the foot of each."""
    pages = pypdf.PdfReader(BytesIO(pdf(outgoing).content)).pages
    texts = (page.extract_text().strip() for page in pages)
    return "\n".join(re.sub(r"[^\n]*\b\d+ of \d+$", "", text) for text in texts)


def from_docx(outgoing: Outgoing) -> str:
    """The text of its paragraphs."""
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(as_docx(outgoing))).paragraphs)


FORMS: Mapping[str, Callable[[Outgoing], str]] = {
    "text": plain_text,
    "md": from_markdown,
    "json": from_json,
    "html": lambda outgoing: "\n".join(Words(html(outgoing)).said),
    "pdf": from_pdf,
    "docx": from_docx,
}
FORM = pytest.mark.parametrize("read", FORMS.values(), ids=FORMS)
"""Each form as a reader takes it: what it says, as text."""


@FORM
def test_each_form_says_all_of_it_in_order(read: Callable[[Outgoing], str]) -> None:
    page = sheets.shareable(sheets.charted() if read is not from_pdf else sheets.ordinary())
    assert sheets.missing(page.document, read(page)) == []  # what a PDF says of a chart: test_pdf.py


@FORM
def test_the_comparison_can_fail(read: Callable[[Outgoing], str]) -> None:
    page = sheets.shareable(sheets.ordinary())
    other = Document("Other", sections=(Section("No such heading", (Item("Nor this"),)),))
    assert len(sheets.missing(other, read(page))) == 3


WRITTEN = st.text(st.sampled_from("ab zß#*_[]{}<>&$\\/@\"'`~|!?.:-+=1\n"), min_size=1, max_size=30).map(str.strip)
POINT = st.builds(Item, WRITTEN, st.lists(st.tuples(st.just("") | st.just("Label"), WRITTEN), max_size=3).map(tuple))


@FORM
@settings(max_examples=25, deadline=None)
@given(points=st.lists(POINT, max_size=4))
def test_whatever_is_written_is_said(read: Callable[[Outgoing], str], points: list[Item]) -> None:
    page = sheets.own(Document("Page", sections=(Section("Points", tuple(points)),)))
    assert sheets.missing(page.document, read(page)) == []


@pytest.mark.parametrize("name", ["html", "docx"])
def test_the_hostile_page_is_text_to_the_last_character(name: str) -> None:
    page = sheets.own(sheets.hostile())
    assert sheets.missing(shown(page.document), FORMS[name](page)) == []


def test_the_hostile_page_is_text_in_pdf_too() -> None:
    """All that is ASCII, in order. What no font here can draw has its name, and Arabic is joined: test_pdf.py."""
    page = sheets.own(sheets.hostile())
    assert sheets.missing(shown(page.document), from_pdf(page), read=ascii_alone) == []


def ascii_alone(text: str) -> str:
    """`text` without the names of characters, and without what is no ASCII."""
    return re.sub(r"\[[a-z0-9-]+\]|[^\0-\x7f]", "", sheets.bare(text))
