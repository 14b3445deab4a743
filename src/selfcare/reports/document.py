"""A document: what a report says, before anyone decides how it looks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from selfcare.when import Week

Change = Callable[[str, str], str]
"""What becomes of a text, given it and the id of the record that it came from (empty where there is none)."""


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
    `joined` has the items that `drawn_together` made its lines of.
    """

    text: str
    lines: tuple[tuple[str, str], ...] = ()
    chart: Chart | None = None
    record: str = ""
    joined: tuple["Item", ...] = field(default=(), repr=False)

    def map_written(self, change: Change) -> "Item":
        """The same item with every text changed."""
        if self.joined:
            return drawn_together(change(self.text, self.record), [each.map_written(change) for each in self.joined])
        text = change(self.text, self.record)
        lines = tuple((change(label, self.record), change(words, self.record)) for label, words in self.lines)
        return replace(self, text=text, lines=lines)

    def without(self, records: frozenset[str]) -> "Item | None":
        """The same item without what was made from `records`; none where nothing is left of it."""
        if not self.joined:
            return None if self.record in records else self
        kept = [item for each in self.joined if (item := each.without(records))]
        return drawn_together(self.text, kept) if kept else None

    def records(self) -> Iterator[str]:
        """The ids of the records that it was made from."""
        yield from (each for item in self.joined for each in item.records())
        if self.record:
            yield self.record


def drawn_together(text: str, items: Iterable[Item]) -> Item:
    """One item whose lines are the texts of `items` and their lines. What each was made from stays known."""
    joined = tuple(items)
    lines = tuple(line for item in joined for line in (("", item.text), *item.lines))
    return Item(text, lines, joined=joined)


@dataclass(frozen=True)
class Section:
    """A heading, a line about it where one is needed, its items, and free lines to write on.

    `own_heading`, `own_about`: the heading, and the line about it, are a person's words and not ours.
    """

    heading: str
    items: tuple[Item, ...] = ()
    about: str = ""
    write_on: int = 0
    own_heading: bool = False
    own_about: bool = False

    def map_written(self, change: Change) -> "Section":
        """The same section with every text changed that a person may have written."""
        heading = change(self.heading, "") if self.own_heading else self.heading
        about = change(self.about, "") if self.own_about else self.about
        items = tuple(item.map_written(change) for item in self.items)
        return replace(self, heading=heading, about=about, items=items)

    def without(self, records: frozenset[str]) -> "Section":
        """The same section without the items that were made from `records`."""
        return replace(self, items=tuple(kept for item in self.items if (kept := item.without(records))))


@dataclass(frozen=True)
class Document:
    """A title, lines under it, sections, and a footer."""

    title: str
    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()

    def map_written(self, change: Change) -> "Document":
        """The same document with every text that a person may have written changed."""
        return replace(
            self,
            lead=tuple(change(line, "") for line in self.lead),
            sections=tuple(section.map_written(change) for section in self.sections),
        )

    def map_text(self, change: Callable[[str], str]) -> "Document":
        """The same, wherever a text came from."""
        return self.map_written(lambda text, _: change(text))

    def records(self) -> tuple[str, ...]:
        """The ids of the records that it was made from, each once, from the top down."""
        items = (item for section in self.sections for item in section.items)
        return tuple(dict.fromkeys(each for item in items for each in item.records()))

    def without(self, records: frozenset[str]) -> "Document":
        """The same document without what was made from `records`."""
        return replace(self, sections=tuple(section.without(records) for section in self.sections))
