"""Puts placeholders such as "[phone 1]" where hits were, the same one for the same value throughout a report."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from selfcare.identify.hits import LABELS, Hit, Kind
from selfcare.identify.normalise import fold
from selfcare.identify.phones import national


@dataclass
class Numbering:
    """The numbers given out so far, from 1 for each kind; one for each report."""

    _given: dict[Kind, dict[str, int]] = field(default_factory=dict, repr=False)

    def placeholder(self, kind: Kind, written: str) -> str:
        """The placeholder for what was `written`, however it was spaced or capitalised."""
        given = self._given.setdefault(kind, {})
        number = given.setdefault(value_of(kind, written), len(given) + 1)
        return f"[{LABELS[kind]} {number}]"


def put_in(text: str, words: Iterable[tuple[Hit, str]]) -> str:
    """`text` with words in place of hits, which are in order and do not overlap."""
    parts: list[str] = []
    done = 0
    for hit, instead in words:
        parts += text[done : hit.start], instead
        done = hit.end
    return "".join([*parts, text[done:]])


def value_of(kind: Kind, written: str) -> str:
    """What was `written`, in the one form that all its spellings share."""
    folded = fold(written)
    if kind == "phone":
        return national(folded)
    return "".join(character for character in folded.casefold() if character.isalnum() or character in "@._+")
