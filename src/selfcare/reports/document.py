"""A document: what a report says, before anyone decides how it looks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from selfcare.when import Week


@dataclass(frozen=True)
class Bar:
    """One week of a chart. `value` is none for a gap; one set `apart` is shown and not compared."""

    week: Week
    value: int | None
    apart: bool = False


@dataclass(frozen=True)
class Chart:
    """Numbers by week, the earliest first, for a form that draws. It holds nothing that a person wrote.

    top      the upper end of the scale, which begins at 0
    usual    the value to compare with, none where there is none yet
    in_words the same numbers for someone who does not see the drawing
    """

    bars: tuple[Bar, ...]
    in_words: str
    usual: float | None = None
    top: int = 10


@dataclass(frozen=True)
class Item:
    """One point of a section: its text, and lines that belong to it, each with a label or none; it may have a chart.

    `record` is the id of the record that it was made from, for the review before it goes to others; no form shows it.
    """

    text: str
    lines: tuple[tuple[str, str], ...] = ()
    chart: Chart | None = None
    record: str = ""

    def map_text(self, change: Callable[[str], str]) -> "Item":
        """The same item with every text changed."""
        text = change(self.text)
        return replace(self, text=text, lines=tuple((change(label), change(words)) for label, words in self.lines))


@dataclass(frozen=True)
class Section:
    """A heading, a line about it where one is needed, its items, and free lines to write on."""

    heading: str
    items: tuple[Item, ...] = ()
    about: str = ""
    write_on: int = 0

    def map_text(self, change: Callable[[str], str]) -> "Section":
        """The same section with every text of its items changed; headings are ours."""
        return replace(self, items=tuple(item.map_text(change) for item in self.items))


@dataclass(frozen=True)
class Document:
    """A title, lines under it, sections, and a footer."""

    title: str
    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()

    def map_text(self, change: Callable[[str], str]) -> "Document":
        """The same document with every text that a person may have written changed."""
        return replace(
            self,
            lead=tuple(change(line) for line in self.lead),
            sections=tuple(section.map_text(change) for section in self.sections),
        )
