"""Cards: a few lines to read aloud to oneself before something hard, or before going home."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.reading import Table


@dataclass(frozen=True)
class Card:
    """Lines for a certain moment; `about` says when to read them."""

    id: str
    name: str
    about: str
    lines: tuple[str, ...]
    source: str
    replaces: str | None


def read(content: bytes | str, name: str) -> tuple[Card, ...]:
    """Read a cards file, in its order. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("cards", card))


@cache
def load() -> tuple[Card, ...]:
    """The cards that ship with the program."""
    return read(reading.shipped("cards.toml"), "cards.toml")


def card(table: Table) -> Card:
    """Read one card."""
    return Card(
        id=table.id(),
        name=table.text("name"),
        about=table.text("about"),
        lines=table.texts("lines", least=1),
        source=table.text("source"),
        replaces=table.replaces(),
    )
