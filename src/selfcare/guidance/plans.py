"""The self-care plan: its four verbs and what is asked about each thing planned."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.questions import Question, question
from selfcare.guidance.reading import Table

VerbId = Literal["repair", "maintain", "grow", "sustain"]
VERBS: tuple[VerbId, ...] = get_args(VerbId)


@dataclass(frozen=True)
class Verb:
    """One of the plan's headings, with the question that opens it."""

    id: str
    name: str
    ask: str
    hint: str
    source: str
    replaces: str | None


@dataclass(frozen=True)
class PlanGuide:
    """The plan's headings, the questions for each item and for its review, and the days until the next one."""

    verbs: tuple[Verb, ...]
    questions: tuple[Question, ...]
    review: tuple[Question, ...]
    review_days: int


def read(content: bytes | str, name: str) -> PlanGuide:
    """Read a plans file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _guide)


@cache
def load() -> PlanGuide:
    """The plan guide that ships with the program."""
    return read(reading.shipped("plans.toml"), "plans.toml")


def _guide(top: Table) -> PlanGuide:
    return PlanGuide(
        verbs=top.each("verbs", _verb),
        questions=top.each("questions", question),
        review=top.each("review", question),
        review_days=top.number("review_days", 1, 366, default=28),
    )


def _verb(table: Table) -> Verb:
    return Verb(
        id=table.id(),
        name=table.text("name"),
        ask=table.text("ask"),
        hint=table.text("hint", default=""),
        source=table.text("source"),
        replaces=table.replaces(),
    )
