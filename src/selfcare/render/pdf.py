"""Documents as PDF: tagged for screen readers (PDF/UA-1), with its fonts inside. What a person wrote stays text.

typst sets the page. It gets every text as data, never as its markup, and can read no file.
"""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import resources
from io import BytesIO
from typing import Literal

from selfcare.errors import Usage
from selfcare.redaction.outgoing import Outgoing, document_of
from selfcare.render import extras
from selfcare.render.charts import drawing
from selfcare.render.labels import is_brief, is_short, named
from selfcare.render.shown import shown
from selfcare.reports.document import Chart, Document, Item, Section

Standard = Literal["ua-1", "1.7"]
TRIAL = b'#set document(title: "Trial")\n#sys.inputs.data'
NO_SHAPE = (
    "Some characters have no shape in any font here: their names stand for them, [like this]. "
    "So this PDF does not claim to meet PDF/UA, the rules for screen readers."
)
LONGEST_PASSWORD = 127
"""Bytes: what PDF takes; a reader would leave out the rest unsaid."""


@dataclass(frozen=True)
class PdfFile:
    """The bytes of the file, and what its maker should know about it, or nothing."""

    content: bytes = field(repr=False)
    notice: str = ""


def pdf(outgoing: Outgoing, password: str | None = None) -> PdfFile:
    """The whole document on A4 paper; with a `password` it is encrypted (AES-256) and opens with that alone.

    Raises `Failed` where the extra is not installed, and `Usage` for a password that is empty or too long.
    """
    extras.need("pdf")
    secret = None if password is None else _secret(password)
    made = typeset(_data(shown(document_of(outgoing))))
    return made if secret is None else PdfFile(_encrypted(made.content, secret), made.notice)


def typeset(data: str, template: str = "page.typ") -> PdfFile:
    """`data`, which is JSON, as a template of typst sets it; both are ours but for the words in `data`.

    With the fonts that typst brings, the same everywhere; where those lack a character, with this computer's too.
    """
    from typst import TypstError

    page = (resources.files("selfcare.render") / "data" / template).read_bytes()
    for own_fonts in (True, False):
        with suppress(TypstError):
            return PdfFile(_compiled(page, data, own_fonts=own_fonts))
    return PdfFile(_compiled(page, _with_names(data), standard="1.7"), NO_SHAPE)


def _compiled(source: bytes, data: str, *, standard: Standard = "ua-1", own_fonts: bool = False) -> bytes:
    """Raises `TypstError` where PDF/UA-1 is wanted and a character has no shape in the fonts."""
    import typst

    return typst.compile(source, sys_inputs={"data": data}, ignore_system_fonts=own_fonts, pdf_standards=standard)


def _with_names(data: str) -> str:
    """`data` with the name of each character that no font can draw in its place. JSON itself is all ASCII."""
    beyond = "".join(sorted({character for character in data if not character.isascii()}))
    return data.translate({ord(character): f"[{_name(character)}]" for character in _without_shape(beyond)})


def _without_shape(characters: str) -> Iterator[str]:
    """Those of `characters` that no font can draw: found by halves, since one trial serves many."""
    from typst import TypstError

    try:
        _compiled(TRIAL, " ".join(characters))
    except TypstError:
        if len(characters) == 1:
            yield characters
            return
        middle = len(characters) // 2
        yield from _without_shape(characters[:middle])
        yield from _without_shape(characters[middle:])


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _data(document: Document) -> str:
    page = {
        "title": document.title,
        "lead": document.lead,
        "sections": [_section(each) for each in document.sections],
        "footer": document.footer,
    }
    return json.dumps(page, ensure_ascii=False)


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": section.heading,
        "about": section.about,
        "items": [_item(each) for each in section.items],
        "write_on": section.write_on,
    }


def _item(item: Item) -> dict[str, object]:
    lines = [{"label": named(label), "text": text, "short": is_short(label, text)} for label, text in item.lines]
    return {
        "text": item.text,
        "brief": is_brief(item),
        "lines": lines,
        "chart": item.chart and _chart(item.text, item.chart),
    }


def _chart(name: str, chart: Chart) -> dict[str, object]:
    return {"words": f"{name} by week: {chart.in_words}", **asdict(drawing(chart))}


def _secret(password: str) -> str:
    """The password in the form that readers bring typed ones into."""
    secret = unicodedata.normalize("NFKC", password)
    if not secret:
        raise Usage("A password with nothing in it locks nothing.", "Give one, or leave --password out.")
    if len(secret.encode()) > LONGEST_PASSWORD:
        raise Usage(f"A PDF takes a password of {LONGEST_PASSWORD} bytes at most.", "Use a shorter one.")
    return secret


def _encrypted(content: bytes, secret: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(secret, algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
