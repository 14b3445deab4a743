"""Topics: what kind of work a reflection is about, so that it can be counted without a word about anyone."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.reading import Table


@dataclass(frozen=True)
class Topic:
    """A kind of work."""

    id: str
    name: str
    source: str
    replaces: str | None


def read(content: bytes | str, name: str) -> tuple[Topic, ...]:
    """Read a topics file. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("topics", _topic))


@cache
def load() -> tuple[Topic, ...]:
    """The topics that ship with the program."""
    return read(reading.shipped("topics.toml"), "topics.toml")


def _topic(table: Table) -> Topic:
    return Topic(id=table.id(), name=table.text("name"), source=table.text("source"), replaces=table.replaces())
