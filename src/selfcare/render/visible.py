"""A person's text on a screen, as text: control characters are shown, never obeyed."""

import unicodedata
from dataclasses import replace

from selfcare.reports.document import Document, Section

_KEPT = "\n\t"
_TURNING = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Marks that reorder what follows: shown too, since they can make a line read as another."""


def visible(text: str) -> str:
    """`text` with control characters, half characters and reordering marks written as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


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


def _escaped(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs"):
        return character.encode("unicode_escape").decode()
    return character
