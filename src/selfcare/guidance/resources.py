"""Resources: where to read, listen or look further."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.reading import Table

Kind = Literal["guide", "article", "paper", "podcast", "video", "standard"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Resource:
    """A title with who made it; `year` is None and `link` empty where they are not known.

    minutes  about how long it takes at 200 words a minute; None where its length is not known
    """

    id: str
    title: str
    kind: Kind
    by: str
    year: int | None
    link: str
    minutes: int | None
    about: str
    source: str
    replaces: str | None


def read(content: bytes | str, name: str) -> tuple[Resource, ...]:
    """Read a resources file. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("resources", _resource))


@cache
def load() -> tuple[Resource, ...]:
    """The resources that ship with the program."""
    return read(reading.shipped("resources.toml"), "resources.toml")


def _resource(table: Table) -> Resource:
    return Resource(
        id=table.id(),
        title=table.text("title"),
        kind=table.choice("kind", KINDS),
        by=table.text("by"),
        year=table.number("year", 1900, 2100, default=0) or None,
        link=table.text("link", default=""),
        minutes=table.number("minutes", 1, 10_000, default=0) or None,
        about=table.text("about"),
        source=table.text("source"),
        replaces=table.replaces(),
    )
