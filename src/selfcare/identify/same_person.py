"""The people whom a page names in two words or more, and what else on that page is one of their names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from selfcare.identify import cues
from selfcare.identify.guarding import Guard, digest, names_in, parts, spelled, words_in
from selfcare.identify.hits import Hit

_KEY: Final = b"page"
"""The names stand on the page beside it: their hashes hide nothing, and are for comparing alone."""
Words = tuple[str, ...]


@dataclass(frozen=True)
class OnPage:
    """Whole names by each way to write a part of them, and what to look for them with. Parts of two names are none."""

    names: dict[Words, Words]
    guard: Guard

    def hits(self, text: str) -> Iterator[Hit]:
        """Where `text` has one of the names again, whole in any case, or a word of it that is no everyday word."""
        for each in names_in(text, self.guard) if self.names else ():
            yield Hit(each.start, each.end, "person_name", False, "a part of a name that stands on this page")

    def whole(self, written: str) -> str:
        """The whole name of somebody of whom this was `written`; it as it stands where that is nobody's or two's."""
        found = self.names.get(_words(written))
        return " ".join(found) if found else written


def on_page(names: Iterable[str]) -> OnPage:
    """What to know of the names that were found on a page; those of one word tell nothing."""
    wholes = dict.fromkeys(words for words in map(_words, names) if len(words) > 1)
    holders: dict[Words, set[Words]] = {}
    for whole in wholes:
        for part in (whole, *((word,) for word in parts(whole) if word not in cues.TITLES | cues.LOOSE_TITLES)):
            holders.setdefault(part, set()).add(whole)
    guard = Guard(
        _KEY,
        {digest(_KEY, part): frozenset({"1"}) for part in holders},
        frozenset(map(len, holders)),
    )
    return OnPage({part: _only(found) for part, found in holders.items() if len(found) == 1}, guard)


def _only(found: Iterable[Words]) -> Words:
    (whole,) = found
    return whole


def _words(written: str) -> Words:
    """The words of a name; a title counts where one word is all that follows it: Mrs Marsh may not be Leo Marsh."""
    words: Sequence[str] = spelled(written)
    return tuple(words) if len(words) > 1 else tuple(word.key for word in words_in(written))
