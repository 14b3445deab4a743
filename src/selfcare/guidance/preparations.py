"""What is asked before a supervision session."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.questions import Question, question
from selfcare.guidance.reading import Table


@dataclass(frozen=True)
class PreparationGuide:
    """The questions, in the order in which they are asked."""

    questions: tuple[Question, ...]

    def named(self, *keys: str) -> tuple[Question, ...]:
        """The questions with these keys, in their order here."""
        return tuple(each for each in self.questions if each.key in keys)


def read(content: bytes | str, name: str) -> PreparationGuide:
    """Read a preparations file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _guide)


@cache
def load() -> PreparationGuide:
    """The guide to preparing that ships with the program."""
    return read(reading.shipped("preparations.toml"), "preparations.toml")


def _guide(top: Table) -> PreparationGuide:
    return PreparationGuide(top.each("questions", question))
