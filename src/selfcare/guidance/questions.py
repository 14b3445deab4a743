"""A question that a form asks, whatever the form: a prompt of a template, a fact of the week, a line of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from selfcare.guidance.reading import Table

Form = Literal["line", "text", "count", "rating", "choice", "ticks"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True)
class Choice:
    """One answer to pick."""

    id: str
    name: str


@dataclass(frozen=True)
class Question:
    """What is asked, and the form of the answer. Every question may be skipped.

    key     the name that the answer is stored under
    form    line: one line of text; text: any text; count: a whole number from 0; rating: 0 to 10;
            choice: one id out of `choices`; ticks: several of them
    most    the highest count, or how many may be ticked; None where there is no limit
    core    asked even in the short run of a form
    """

    key: str
    ask: str
    hint: str
    form: Form
    choices: tuple[Choice, ...]
    most: int | None
    core: bool
    source: str


def question(table: Table, source: str | None = None, forms: Sequence[Form] = FORMS) -> Question:
    """Read one question; `source` stands in for its own when it is part of an entry that names one."""
    form = table.choice("form", forms, default="text")
    choices = table.each("choices", choice)
    if (form in {"choice", "ticks"}) != bool(choices):
        table.problem("choices", "must be given for the forms choice and ticks, and for no other")
    return Question(
        key=table.key(),
        ask=table.text("ask"),
        hint=table.text("hint", default=""),
        form=form,
        choices=choices,
        most=table.number("most", 1, 1000, default=0) or None,
        core=table.flag("core"),
        source=table.text("source", default=source),
    )


def choice(table: Table) -> Choice:
    """Read one answer to pick."""
    return Choice(id=table.id(), name=table.text("name"))
