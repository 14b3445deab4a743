"""What a person decided about a hit: put other words there, keep it, or leave the record out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from selfcare.identify.hits import Kind
from selfcare.identify.replacing import value_of

Choice = Literal["replace", "keep", "leave-out"]


@dataclass(frozen=True)
class Answer:
    """One decision. `words` stand in place of the hit (none: its placeholder), or are the reason for keeping it."""

    choice: Choice
    words: str = field(default="", repr=False)


class Asked(NamedTuple):
    """What an answer is about: a value of a kind in a record. `digest` stands for the value, which is nowhere."""

    record: str
    digest: str
    kind: Kind


@dataclass(frozen=True)
class Answers:
    """The decisions there are. `digest` gives the keyed hash of a value; `left_out` are ids of records."""

    given: Mapping[Asked, Answer]
    digest: Callable[[str], str]
    left_out: frozenset[str] = frozenset()

    def asked(self, record: str, kind: Kind, written: str) -> Asked:
        """The question that a hit puts: the same one for the same value in a record, however it is spaced."""
        return Asked(record, self.digest(value_of(kind, written)), kind)

    def to(self, record: str, kind: Kind, written: str) -> Answer | None:
        """What was decided about a hit, if anything was."""
        return self.given.get(self.asked(record, kind, written)) if self.given else None


NO_ANSWERS = Answers({}, lambda value: value)
