"""Documents on a screen: bold headings on a terminal, bare lines in plain.

Bold is all there is: it shows on a light and on a dark screen, and no colour says what the words do not.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from selfcare.render.labels import lines_without_chart, named
from selfcare.render.visible import encodable, visible
from selfcare.render.wrapping import in_pieces
from selfcare.reports.document import Document, Item, Section

HEADING = "bold"
USUAL = ""
INDENT = "  "


def show(document: Document, stream: TextIO, width: int) -> None:
    """Write `document` to a terminal, wrapped at `width` columns."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width)
    for style, text in lines(document, width):
        console.print(Text(encodable(text, stream.encoding), style=style), soft_wrap=True)


def in_plain(document: Document, width: int) -> str:
    """The lines of `document` to be read from the top down, by ear too: room to write on is said, not drawn."""
    said = replace(document, sections=tuple(_with_room_said(section) for section in document.sections))
    return "\n".join(text for _, text in lines(said, width))


def _with_room_said(section: Section) -> Section:
    if not section.write_on:
        return section
    room = "1 line" if section.write_on == 1 else f"{section.write_on} lines"
    return replace(section, items=(*section.items, Item(f"Room to write on: {room}.")), write_on=0)


def lines(document: Document, width: int) -> Iterator[tuple[str, str]]:
    """Every line of the document with its style."""
    yield from _wrapped(HEADING, document.title, "", width)
    for line in document.lead:
        yield from _wrapped(USUAL, line, "", width)
    for section in document.sections:
        yield USUAL, ""
        yield from _section(section, width)
    if document.footer:
        yield USUAL, ""
    for line in document.footer:
        yield from _hint(line, width)


def _section(section: Section, width: int) -> Iterator[tuple[str, str]]:
    if section.heading:
        yield from _wrapped(HEADING, section.heading, "", width)
    if section.about:
        yield from _wrapped(USUAL, section.about, INDENT, width)
    for item in section.items:
        yield from _item(item, width)
    for _ in range(section.write_on):
        yield USUAL, INDENT + "_" * (width - len(INDENT) - 2)


def _item(item: Item, width: int) -> Iterator[tuple[str, str]]:
    yield from _wrapped(USUAL, item.text, INDENT, width)
    for label, text in lines_without_chart(item):
        yield from _wrapped(USUAL, named(label) + text, INDENT * 2, width)


def _hint(text: str, width: int) -> Iterator[tuple[str, str]]:
    """A line of the footer, where the commands stand that lead on."""
    for line in visible(text).split("\n"):
        for piece in in_pieces(line, width) or [""]:
            yield USUAL, piece


def _wrapped(style: str, text: str, indent: str, width: int) -> Iterator[tuple[str, str]]:
    """The text's own lines, each wrapped; a word longer than a line is left whole."""
    for line in visible(text).split("\n"):
        room = max(width - len(indent), 20)
        for piece in in_pieces(line, room, longest=room) or [""]:
            yield style, indent + piece
