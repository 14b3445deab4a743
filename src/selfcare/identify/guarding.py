"""The name guard: names that are known only as keyed hashes, found in a text, and their pseudonyms put in their place.

Pure values. A guard can say whether a word is a name that it was given; it cannot say which names it was given.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from selfcare.identify import cues
from selfcare.identify.look_alikes import as_latin
from selfcare.identify.months import is_month
from selfcare.identify.normalise import fold, without_placeholders
from selfcare.identify.sentences import is_everyday, words_of
from selfcare.identify.words import common_words, first_names, name_words, surnames

SHARED: Final = "[name]"
"""Stands for a word that is part of the names of two people."""
FOR_S: Final = 4
"""A name of fewer letters with an s after it is another word."""
SHORTEST: Final = 3
"""A word of fewer letters is a name only where it has a capital inside a sentence, as a word of everyday English is."""

_APOSTROPHES: Final = "'\u2018\u2019\u02bc\u02b9\u2032\uff07`\u00b4"
_JOINERS: Final = "\u200c\u200d\u2060"
"""Invisible characters that never part two words."""
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not take apart, as they are written without them."""


@dataclass(frozen=True)
class Guard:
    """The names to look for: keyed hashes of their words, each with the pseudonyms of those who have it.

    key      32 bytes
    names    by digest: of a whole name, and of each of its `parts`
    lengths  of how many words the whole names are
    """

    key: bytes = field(repr=False)
    names: Mapping[str, frozenset[str]]
    lengths: frozenset[int]
    _seen: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def with_word(self, word: str) -> frozenset[str]:
        """The pseudonyms of those who have this word in a name. Each word is hashed once."""
        if word not in self._seen:
            self._seen[word] = self.names.get(digest(self.key, (word,)), frozenset())
        return self._seen[word]

    def with_whole(self, words: Sequence[str]) -> frozenset[str]:
        """The pseudonyms of those who have this whole name of several words; most have a word that nobody has.

        Short words are no proof of that: journals have names of short words alone whose words were not kept.
        """
        if not all(self.with_word(word) for word in words if _tells(word)):
            return frozenset()
        return self.names.get(digest(self.key, words), frozenset())

    def with_s(self, word: str) -> frozenset[str]:
        """The pseudonyms of those whose name is this word without its s, as in "Aminas file", where it is no other."""
        stem = word.removesuffix("s")
        found = self.with_word(stem) if stem != word and len(stem) >= FOR_S else frozenset[str]()
        return found if found and not (is_common(stem) or is_common(word)) else frozenset()

    @cached_property
    def pseudonyms(self) -> Mapping[tuple[str, ...], str]:
        """The pseudonyms by their own words."""
        everyone = frozenset[str]().union(*self.names.values())
        return {words: each for each in everyone if (words := tuple(word.key for word in words_in(each)))}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first words of the pseudonyms."""
        return frozenset(words[0] for words in self.pseudonyms)


@dataclass(frozen=True)
class Guarded:
    """A text without the names, and what was put in for them, in order."""

    text: str
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A name that stands in a text in code points `start` to `end`, and what takes its place."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a text in code points `start` to `end`, without the 's of what it owns, and how a name spells it."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class _Span:
    """Words `first` to `last` (exclusive) stand for one of `pseudonyms`; `named` where they are a name, not that.

    `owns` where the 's of the last word was written without its apostrophe.
    """

    first: int
    last: int
    pseudonyms: frozenset[str]
    named: bool
    owns: bool = False


def guarded(text: str, guard: Guard) -> Guarded:
    """`text` with the pseudonym, or `[name]`, in place of each name; guarding it again changes nothing."""
    used: list[str] = []
    while found := next(_readings_with_names(text, guard), None):
        looked, spans = found
        text = looked.replaced(spans)
        used += map(_stand_in, spans)
    return Guarded(text, tuple(used))


def names_in(text: str, guard: Guard) -> tuple[Standing, ...]:
    """Every name in `text`, in whichever way it is read: in order and without overlaps."""
    found: list[Standing] = []
    for looked, spans in _readings_with_names(text, guard):
        standing = (looked.standing(span) for span in spans)
        found += [new for new in standing if not any(new.start < old.end and old.start < new.end for old in found)]
    return tuple(sorted(found, key=lambda each: each.start))


def spelled(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: no case, accents, apostrophes or hyphens, and no title before it."""
    words = [word.key for word in words_in(name)]
    while len(words) > 1 and words[0] in cues.TITLES | cues.LOOSE_TITLES:
        del words[0]
    return tuple(words)


def parts(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a longer name that are looked for alone: those that tell, or all where none does."""
    return tuple(dict.fromkeys(filter(_tells, words))) or tuple(dict.fromkeys(words))


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST and word not in cues.PARTICLES


def digest(key: bytes, words: Sequence[str]) -> str:
    """The keyed hash of a sequence of words as `spelled` gives them: HMAC-SHA256 in hex."""
    return hmac.digest(key, " ".join(words).encode(), "sha256").hex()


def is_common(word: str) -> bool:
    """Whether a word as `spelled` gives it is one of everyday English, such as "will" and "baker"."""
    if word in common_words() or word in name_words():
        return True
    return word not in first_names() and word not in surnames() and is_everyday(word)


def words_in(text: str) -> list[NameWord]:
    """The words of a text, in order; a hyphen parts two words, an apostrophe does not."""
    return _words_of(text, text.translate(_SORTS).replace("f", "m"))


def _words_of(text: str, sorts: str) -> list[NameWord]:
    return [_word(text, found) for found in _WORD.finditer(sorts)]


def _at_capitals(text: str, words: Sequence[NameWord]) -> list[NameWord]:
    """The words with those taken apart that have a capital after a small letter: "AnneMarie"."""
    return [part for word in words for part in _parts_at_capitals(text, word)]


def _parts_at_capitals(text: str, word: NameWord) -> list[NameWord]:
    inside = range(word.start + 1, word.end)
    starts = [word.start, *(at for at in inside if text[at].isupper() and text[at - 1].islower())]
    if len(starts) == 1:
        return [word]
    return [NameWord(start, end, _key(text[start:end])) for start, end in pairwise([*starts, word.end])]


class _Sorts(dict[int, str]):
    """For `str.translate`: the sort of each character, one letter for one code point, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = _sort(chr(code))
        return self[code]


def _sort(character: str) -> str:
    """a: letter, m: mark, n: new line, s: space, and ' - . for themselves and what is written for them; x: the rest.

    f: invisible, and nobody can say whether it parts two words. h: a hyphen and a line's end inside a word.
    """
    if character in _APOSTROPHES:
        return "'"
    if character in _JOINERS:
        return "m"
    if unicodedata.category(character) == "Cf":
        return "f"
    if character in "\n\u2028\u2029\x85":
        return "n"
    plain = fold(character)
    if plain in (" ", "-", "."):
        return {" ": "s"}.get(plain, plain)
    return {"L": "a", "M": "m"}.get(unicodedata.category(character)[0], "x")


_SORTS: Final = _Sorts()
_WORD: Final = re.compile(r"a[amh]*(?:'a[amh]*)*")
_OVER_A_LINE: Final = re.compile(r"(?<=[amf])[-f][sf]{0,2}n[snf]{0,8}(?=a)")
_WITHIN_A_NAME: Final = re.compile(r"[sm]{1,8}|[sm]{0,4}n[sm]{0,8}|-(?:[sm]{0,4}n[sm]{0,8})?")
_IN_A_LINE: Final = re.compile(r"[sm]{1,8}|-")
_AFTER_A_BEGINNING: Final = re.compile(rf"'?(?:{_WITHIN_A_NAME.pattern})")
_AFTER_AN_INITIAL: Final = re.compile(r"\.s{0,2}")


def _word(text: str, found: re.Match[str]) -> NameWord:
    start, end = found.span()
    if found[0].endswith("'a") and text[end - 1] in "sS":
        end -= 2
    return NameWord(start, end, _key(text[start:end]))


def _key(word: str) -> str:
    """Letters alone, in lower case, without accents."""
    if word.isascii():
        return word.lower() if word.isalpha() else "".join(filter(str.isalpha, word.lower()))
    latin = as_latin(unicodedata.normalize("NFKD", word))
    apart = unicodedata.normalize("NFKD", latin.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if letter.isalpha() and letter not in _APOSTROPHES)


class _Text:
    """A text that is looked through: its words, and what parts each from the one before.

    `sorts` has the sort of each of its characters.
    """

    def __init__(self, text: str, guard: Guard, sorts: str, words: list[NameWord]) -> None:
        self._text = text
        self._guard = guard
        self._sorts = sorts
        self.words = words

    def spans(self) -> Iterator[_Span]:
        """Every name and every pseudonym, in order; a whole name before one word of it."""
        at = 0
        while at < len(self.words):
            found = self._span(at) if self._may_begin(self.words[at].key) else None
            if found:
                yield found
            at = found.last if found else at + 1

    def are_joined(self, first: _Span, second: _Span) -> bool:
        """Whether the two stand together in one line and may be one person."""
        together = first.last == second.first and self._fits(second.first, _IN_A_LINE)
        return together and bool(first.pseudonyms & second.pseudonyms)

    def replaced(self, spans: Sequence[_Span]) -> str:
        """The text with what stands for each of `spans` in its place."""
        pieces: list[str] = []
        done = 0
        for each in map(self.standing, spans):
            pieces += self._text[done : each.start], each.instead
            done = each.end
        return "".join([*pieces, self._text[done:]])

    def standing(self, span: _Span) -> Standing:
        """A span by code points."""
        instead = _stand_in(span) + ("'s" if span.owns else "")
        return Standing(self.words[span.first].start, self.words[span.last - 1].end, instead)

    def _may_begin(self, key: str) -> bool:
        """Whether a name or a pseudonym may begin with this word; nearly all words begin none."""
        guard = self._guard
        if key in guard.beginnings or key in cues.BEGINNINGS or not _tells(key):
            return True
        return bool(guard.with_word(key) or guard.with_s(key))

    def _span(self, at: int) -> _Span | None:
        return self._pseudonym(at) or self._whole(at) or self._apart(at) or self._single(at)

    def _pseudonym(self, at: int) -> _Span | None:
        for length in (2, 1):
            words = self._sequence(at, length)
            if words in self._guard.pseudonyms:
                return _Span(at, at + length, frozenset({self._guard.pseudonyms[words]}), named=False)
        return None

    def _whole(self, at: int) -> _Span | None:
        """The longest whole name of two or more words that begins here."""
        for length in sorted(self._guard.lengths - {0, 1}, reverse=True):
            words = self._sequence(at, length)
            if words and (found := self._guard.with_whole(words)):
                return _Span(at, at + length, found, named=True)
        return None

    def _apart(self, at: int) -> _Span | None:
        """A surname whose beginning stands apart: "O' Brien", "Mc Donald"."""
        if self.words[at].key not in cues.BEGINNINGS or at + 1 == len(self.words):
            return None
        key = self.words[at].key + self.words[at + 1].key
        if is_common(key) or not self._fits(at + 1, _AFTER_A_BEGINNING):
            return None
        found = self._guard.with_word(key)
        return _Span(at, at + 2, found, named=True) if found else None

    def _single(self, at: int) -> _Span | None:
        word = self.words[at]
        found = self._guard.with_word(word.key)
        if not found:
            owner = self._guard.with_s(word.key)
            return _Span(at, at + 1, owner, named=True, owns=True) if owner else None
        if (len(word.key) < SHORTEST or is_common(word.key)) and not self._has_a_telling_capital(word):
            return None
        return _Span(at, at + 1, found, named=True)

    def _has_a_telling_capital(self, word: NameWord) -> bool:
        """Whether it stands with a capital inside a sentence, and is no month; among capitals alone none tells."""
        if self._text[word.start].islower() or word.start in self._openers or self._text.isupper():
            return False
        return not is_month(self._folded, word.start, word.end)

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    @cached_property
    def _openers(self) -> frozenset[int]:
        """Where the first words of sentences begin."""
        return frozenset(word.start for word in words_of(self._folded) if word.opens)

    def _sequence(self, at: int, length: int) -> tuple[str, ...]:
        """So many words from here on, or none where they do not stand together."""
        words = self.words[at : at + length]
        fits = len(words) == length and all(self._fits(each, _WITHIN_A_NAME) for each in range(at + 1, at + length))
        return tuple(word.key for word in words) if fits else ()

    def _fits(self, at: int, gap: re.Pattern[str]) -> bool:
        """Whether `gap`, or the full stop after an initial, is all between a word and the one before it."""
        before, word = self.words[at - 1], self.words[at]
        if before.end == word.start or gap.fullmatch(self._sorts, before.end, word.start):
            return True
        return len(before.key) == 1 and _AFTER_AN_INITIAL.fullmatch(self._sorts, before.end, word.start) is not None


def _readings_with_names(text: str, guard: Guard) -> Iterator[tuple[_Text, list[_Span]]]:
    """Each reading of a text that has names in it, with them.

    What is invisible may stand between two words or inside one, and so may a hyphen at a line's end; a capital inside a
    word may begin another.
    """
    sorts = without_placeholders(text).translate(_SORTS)
    joined = _OVER_A_LINE.sub(lambda found: "h" * len(found[0]), sorts).replace("f", "m")
    for reading in dict.fromkeys((sorts.replace("f", "s"), joined)):
        words = _words_of(text, reading)
        apart = _at_capitals(text, words)
        for each in (words, apart) if len(apart) > len(words) else (words,):
            looked = _Text(text, guard, reading, each)
            if spans := _named(looked):
                yield looked, spans


def _named(text: _Text) -> list[_Span]:
    """The names in a text; those that stand together for one person are one."""
    merged: list[_Span] = []
    for span in text.spans():
        if merged and text.are_joined(merged[-1], span):
            before = merged.pop()
            both = before.pseudonyms & span.pseudonyms
            merged.append(_Span(before.first, span.last, both, before.named or span.named, span.owns))
        else:
            merged.append(span)
    return [span for span in merged if span.named]


def _stand_in(span: _Span) -> str:
    return next(iter(span.pseudonyms)) if len(span.pseudonyms) == 1 else SHARED
