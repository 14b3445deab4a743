"""Documents on a screen: bold headings on a terminal, bare lines in plain."""

import textwrap
from collections.abc import Iterator
from typing import TextIO

from selfcare.render.labels import lines_without_chart, named
from selfcare.render.visible import visible
from selfcare.reports.document import Document, Item, Section

HEADING = "bold"
QUIET = "dim"
USUAL = ""
INDENT = "  "


def show(document: Document, stream: TextIO, *, plain: bool, width: int) -> None:
    """Write `document` to `stream`, wrapped at `width` columns."""
    if plain:
        stream.write("\n".join(text for _, text in lines(document, width)) + "\n")
        stream.flush()
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width)
    for style, text in lines(document, width):
        console.print(Text(text, style=style), soft_wrap=True)


def lines(document: Document, width: int) -> Iterator[tuple[str, str]]:
    """Every line of the document with its style."""
    yield from _wrapped(HEADING, document.title, "", width)
    for line in document.lead:
        yield from _wrapped(QUIET, line, "", width)
    for section in document.sections:
        yield USUAL, ""
        yield from _section(section, width)
    if document.footer:
        yield USUAL, ""
    for line in document.footer:
        yield from _wrapped(QUIET, line, "", width)


def _section(section: Section, width: int) -> Iterator[tuple[str, str]]:
    if section.heading:
        yield from _wrapped(HEADING, section.heading, "", width)
    if section.about:
        yield from _wrapped(QUIET, section.about, INDENT, width)
    for item in section.items:
        yield from _item(item, width)
    for _ in range(section.write_on):
        yield QUIET, INDENT + "_" * (width - len(INDENT) - 2)


def _item(item: Item, width: int) -> Iterator[tuple[str, str]]:
    yield from _wrapped(USUAL, item.text, INDENT, width)
    for label, text in lines_without_chart(item):
        yield from _wrapped(USUAL, named(label) + text, INDENT * 2, width)


def _wrapped(style: str, text: str, indent: str, width: int) -> Iterator[tuple[str, str]]:
    """The text's own lines, each wrapped; a word longer than a line is left whole."""
    for line in visible(text).split("\n"):
        room = max(width - len(indent), 20)
        for piece in textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False) or [""]:
            yield style, indent + piece
