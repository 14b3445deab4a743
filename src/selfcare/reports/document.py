"""A document: what a report says, before anyone decides how it looks."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Item:
    """One point of a section: its text, and lines that belong to it, each with a label or none."""

    text: str
    lines: tuple[tuple[str, str], ...] = ()

    def map_text(self, change: Callable[[str], str]) -> "Item":
        """The same item with every text changed."""
        return Item(change(self.text), tuple((change(label), change(text)) for label, text in self.lines))


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
