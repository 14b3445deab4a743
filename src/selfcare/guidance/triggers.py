"""Trigger notes: what is asked after a hard moment, and what is said to keep writing safe."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.lines import Line, line
from selfcare.guidance.questions import Question, question
from selfcare.guidance.reading import Table


@dataclass(frozen=True)
class TriggerGuide:
    """The questions of a trigger note in their order, and the lines shown for safety.

    The `core` questions are always asked; the rest come after "more?". A strength of `strong` or more, from 0 to 10,
    brings the line `pause-first` before writing and `still-strong` after it, or `was-strong` where nobody said how
    strong it is now; `repeats` notes of any strength within `days` days bring `three-in-a-week`.
    """

    questions: tuple[Question, ...]
    safety: tuple[Line, ...]
    strong: int
    repeats: int
    days: int


def read(content: bytes | str, name: str) -> TriggerGuide:
    """Read a triggers file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _guide)


@cache
def load() -> TriggerGuide:
    """The trigger questions that ship with the program."""
    return read(reading.shipped("triggers.toml"), "triggers.toml")


def choice_name(key: str, choice: str) -> str:
    """A choice of the question `key` as the form names it; one that the form does not know is as it was written."""
    choices = (each for question in load().questions if question.key == key for each in question.choices)
    return next((each.name for each in choices if each.id == choice), choice)


def _guide(top: Table) -> TriggerGuide:
    return TriggerGuide(
        questions=top.each("questions", question),
        safety=top.each("safety", line),
        strong=top.number("strong", 1, 10, default=8),
        repeats=top.number("repeats", 1, 50, default=3),
        days=top.number("days", 1, 31, default=7),
    )
