"""The ways in which a text may be meant: as it is written, and with its hyphens and its invisible characters read away.

A tag writes a name as `maria-smith`; a name that was pasted may have a character inside that nobody sees, or go on in
the next line after a hyphen.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from selfcare.identify.hits import Hit
from selfcare.identify.normalise import fold, without_placeholders

_IN_A_TAG = re.compile(r"(?<=[^\W\d_A-Z])[-_](?=[^\W\d_A-Z])")
_OVER_A_LINE = re.compile(r"(?<=[^\W\d_])-[ \t\r]*\n[ \t]*(?=[^\W\d_])")


@dataclass(frozen=True)
class Reading:
    """A folded text to look through. `places` says where each code point stands in the text as it was given.

    Without `places` all stand where they stood.
    """

    text: str
    places: Sequence[int] | None = None

    def as_given(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Hits of this reading as hits of the text as it was given."""
        for hit in hits:
            if self.places is None:
                yield hit
            else:
                yield replace(hit, start=self.places[hit.start], end=self.places[hit.end - 1] + 1)


def readings(text: str) -> list[Reading]:
    """Each reading of `text` that differs from those before it, the one as it is written first."""
    plain = without_placeholders(fold(text))
    apart = _IN_A_TAG.sub(" ", plain)
    hidden = _hidden(text)
    return [
        Reading(plain),
        *([Reading(apart)] if apart != plain else []),
        *([_without(text, hidden)] if hidden else []),
    ]


def _hidden(text: str) -> set[int]:
    """Where there is something that only a machine sees, or a hyphen at a line's end inside a word."""
    hidden = set() if text.isascii() else {at for at, each in enumerate(text) if unicodedata.category(each) == "Cf"}
    for found in _OVER_A_LINE.finditer(text):
        hidden.update(range(*found.span()))
    return hidden


def _without(text: str, hidden: set[int]) -> Reading:
    places = [at for at in range(len(text)) if at not in hidden]
    return Reading(without_placeholders(fold("".join(text[at] for at in places))), places)
