"""Reflection templates: what `reflect` asks, from two minutes to fifteen."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.questions import Form, Question, question
from selfcare.guidance.reading import Table

PROMPT_FORMS: tuple[Form, ...] = ("text", "line")


@dataclass(frozen=True)
class Template:
    """A way to reflect. With `pick`, the person chooses at most that many of the prompts; else all are asked."""

    id: str
    name: str
    minutes: int
    about: str
    prompts: tuple[Question, ...]
    pick: int | None
    source: str
    replaces: str | None


@dataclass(frozen=True)
class Templates:
    """Every template, and the `look_again` questions that any finished reflection can take later."""

    templates: tuple[Template, ...]
    look_again: tuple[Question, ...]


def read(content: bytes | str, name: str) -> Templates:
    """Read a templates file. Raises InvalidFile with every problem."""
    return reading.read(
        content,
        name,
        lambda top: Templates(templates=top.each("templates", template), look_again=top.each("look_again", question)),
    )


@cache
def load() -> Templates:
    """The templates that ship with the program."""
    return read(reading.shipped("templates.toml"), "templates.toml")


def template(table: Table) -> Template:
    """Read one template. Its answers are words, so its prompts ask for a line or for text."""
    source = table.text("source")
    return Template(
        id=table.id(),
        name=table.text("name"),
        minutes=table.number("minutes", 1, 60),
        about=table.text("about"),
        prompts=table.each("prompts", lambda row: question(row, source, PROMPT_FORMS), least=1),
        pick=table.number("pick", 1, 20, default=0) or None,
        source=source,
        replaces=table.replaces(),
    )
