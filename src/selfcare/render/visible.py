"""A person's text on a screen, as text: control characters are shown, never obeyed."""

import re
from dataclasses import replace

from selfcare.reports.document import Document, Section

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that reorder what follows: shown too, since they can make a line read as another."""
_SHOWN = re.compile(f"[{_CONTROLS}{_TURNING}]")


def visible(text: str) -> str:
    """`text` with control characters, half characters and reordering marks written as escapes."""
    return _SHOWN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def encodable(text: str, encoding: str | None) -> str:
    r"""`text` with what `encoding` has no place for written by its name: `\N{GRINNING FACE}`. None takes all text."""
    encoding = encoding or "utf-8"
    return text.encode(encoding, "namereplace").decode(encoding)


def escaped_in_json(text: str) -> str:
    """JSON in which nothing could be obeyed by a terminal; it means the same."""
    return _SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_FOR_PAGES = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\ufffe": "\\ufffe", "\uffff": "\\uffff"})
"""Unicode's own line ends are drawn as a box or not at all; its last two are no characters, and XML refuses them."""


def shown(document: Document) -> Document:
    """`document` for a page: every text visible, headings and footer too, since some of those may be a person's own."""
    document = document.map_text(_on_a_page)
    return replace(
        document,
        title=_on_a_page(document.title),
        sections=tuple(_with_heading_shown(section) for section in document.sections),
        footer=tuple(map(_on_a_page, document.footer)),
    )


def _with_heading_shown(section: Section) -> Section:
    return replace(section, heading=_on_a_page(section.heading), about=_on_a_page(section.about))


def _on_a_page(text: str) -> str:
    return visible(text).translate(_FOR_PAGES)
