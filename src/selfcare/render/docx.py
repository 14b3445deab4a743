"""Documents for Word and LibreOffice (DOCX), with real headings and lists. What a person wrote stays text.

python-docx brings a template; its styles, its picture and its author are taken out, and `data/word.xml` put in.
"""

import unicodedata
from importlib import resources
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from selfcare.redaction.outgoing import Outgoing, document_of
from selfcare.render import extras
from selfcare.render.labels import is_short, lines_without_chart, named
from selfcare.render.shown import shown
from selfcare.reports.document import Document, Item, Section

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

LANGUAGE = "en-GB"
BESIDE = "\u2003"
"""Between short lines that share one."""
LEFT_OUT = ("thumbnail", "extended-properties", "stylesWithEffects", "webSettings", "customXml")
"""Parts of the template that say what made it, or nothing at all."""


def docx(outgoing: Outgoing) -> bytes:
    """The whole document, on A4 paper. Raises `Failed` where the extra is not installed."""
    extras.need("docx")
    from docx import Document as NewDocument

    document = shown(document_of(outgoing))
    word = NewDocument()
    _make_ours(word, document.title)
    _write(word, document)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _make_ours(word: "WordDocument", title: str) -> None:
    """The empty template, with our look and without anything that names its makers."""
    _put_look(word)
    for part in (word.part, word.part.package):
        for key in [key for key, rel in part.rels.items() if rel.reltype.rpartition("/")[2] in LEFT_OUT]:
            del part.rels[key]
    properties = word.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title, properties.language = title, LANGUAGE
    _set_paper(word)
    _put_footer(word, title)


def _put_look(word: "WordDocument") -> None:
    from docx.oxml import parse_xml

    look = parse_xml((resources.files("selfcare.render") / "data" / "word.xml").read_bytes())
    places = (word.styles.element, word.part.numbering_part.element, word.settings.element)
    for place, ours in zip(places, list(look), strict=True):
        for element in list(place):
            place.remove(element)
        place.extend(list(ours))


def _set_paper(word: "WordDocument") -> None:
    from docx.shared import Mm

    (paper,) = word.sections
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin = paper.right_margin = Mm(16)
    paper.top_margin, paper.bottom_margin = Mm(13), Mm(15)
    paper.header_distance, paper.footer_distance = Mm(8), Mm(8)


def _put_footer(word: "WordDocument", title: str) -> None:
    """The title, and "1 of 2"."""
    (line,) = word.sections[0].footer.paragraphs
    line.style = "footer"
    line.add_run(f"{title}\t")
    _add_field(line, "PAGE")
    line.add_run(" of ")
    _add_field(line, "NUMPAGES")


def _add_field(line: "Paragraph", name: str) -> None:
    """A number that the program which shows the page works out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    line._p.append(field)
    number = line.add_run("1")
    field.append(number._r)


def _write(word: "WordDocument", document: Document) -> None:
    _add(word, "Title", document.title)
    for line in document.lead:
        _add(word, "About", line)
    for section in document.sections:
        _write_section(word, section)
    if document.footer:
        word.add_paragraph(style="Normal")
    for line in document.footer:
        _add(word, "Small Print", line)


def _write_section(word: "WordDocument", section: Section) -> None:
    if section.heading:
        _add(word, "heading 1", section.heading)
    if section.about:
        _add(word, "About", section.about)
    for item in section.items:
        _write_item(word, item)
    for _ in range(section.write_on):
        word.add_paragraph(style="Write On")


def _write_item(word: "WordDocument", item: Item) -> None:
    lines = lines_without_chart(item)
    lead = _add(word, "List Bullet", item.text, look="Strong" if lines else None)
    lead.paragraph_format.keep_with_next = True if lines else None
    for short, together in groupby(lines, key=lambda line: is_short(*line)):
        if short:
            _write_line(word, *together)
        else:
            for line in together:
                _write_line(word, line)


def _write_line(word: "WordDocument", *together: tuple[str, str]) -> None:
    line = _add(word, "List Continue")
    for number, (label, text) in enumerate(together):
        _add_text(line, BESIDE * bool(number) + named(label), look="Label")
        _add_text(line, text)


def _add(word: "WordDocument", style: str, text: str = "", *, look: str | None = None) -> "Paragraph":
    paragraph = word.add_paragraph(style=style)
    _add_text(paragraph, text, look=look)
    return paragraph


def _add_text(paragraph: "Paragraph", text: str, *, look: str | None = None) -> None:
    """A run of `text`. One from right to left turns its paragraph too, where it is the first."""
    if not text:
        return
    from docx.oxml import OxmlElement

    turned = runs_right_to_left(text)
    if turned and not paragraph.runs:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(text, style=look)
    if turned:
        run.font.rtl = True


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter of `text` belongs to a script that does (Unicode Standard Annex 9, rule P2)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"
