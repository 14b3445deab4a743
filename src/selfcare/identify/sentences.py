"""A text as words, each with what matters for telling a name: its capitals, its place in the sentence, its lists."""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from selfcare.identify.cues import ABBREVIATED
from selfcare.identify.words import everyday, first_names, key, name_words, not_names, surnames

Shape = Literal["lower", "title", "caps", "initial"]
Sort = Literal["name", "word", "plain", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, without the 's of what it owns.

    shape   how it is written: lower case, a capital first, capitals beyond the first, one capital alone
    sort    a name of the lists, a name that is a word too, everyday, a proper noun of no person, or unknown
    opens   it is the first of a sentence, line or bracket, where a capital says nothing
    joined  only a space (or a full stop after an initial or title, then `dotted`) parts it from the word before
    heading it stands in a line where nearly every word has a capital
    """

    text: str
    start: int
    line: int
    key: str
    shape: Shape
    sort: Sort
    owns: bool
    opens: bool
    joined: bool
    dotted: bool
    heading: bool = False

    @property
    def end(self) -> int:
        """Where it ends, before any 's."""
        return self.start + len(self.text)


_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['-](?:{_LETTER})+)*")
_OPENS = re.compile(r"[.!?:\u2026][\s\"')\]*]|\n|[\"(\u201c\u201d*\u2022#]$|^\s*[.!?:\u2026-]\s*$|\s-\s|(?<!\w)'$")
_NAME_CAPITALS = re.compile(r"(?:Mc|Mac|O|D|De|Fitz|Al|Le|La)?[^\W\d_]")
_ENDINGS: Final = ("s", "es", "ed", "d", "ing", "ly", "ies")
_HEADING_WORDS = 3
WIDEST_GAP = 3
"""So many spaces at most are between two words that belong together."""


def words_of(text: str) -> list[Word]:
    """The words of a folded text, in order."""
    words: list[Word] = []
    end, line = 0, 0
    for found in _WORD.finditer(text):
        gap = text[end : found.start()]
        line += gap.count("\n")
        words.append(_word(found, gap, words[-1] if words else None, line))
        end = found.end()
    return [word for _, each in groupby(words, key=lambda word: word.line) for word in _with_headings(list(each))]


def _word(found: re.Match[str], gap: str, before: Word | None, line: int) -> Word:
    text = found[0].removesuffix("'s").removesuffix("'S") or found[0]
    dotted = gap in (". ", ".") and before is not None and (before.shape == "initial" or before.key in ABBREVIATED)
    spaced = gap != "" and len(gap) <= WIDEST_GAP and not gap.strip(" ")
    return Word(
        text,
        found.start(),
        line,
        key(text),
        _shape(text),
        _sort(key(found[0]), key(text)),
        owns=text != found[0],
        opens=before is None or (not dotted and _OPENS.search(gap) is not None),
        joined=before is not None and not before.owns and (dotted or spaced),
        dotted=dotted,
    )


def _shape(text: str) -> Shape:
    if not text[0].isupper():
        return "lower"
    if len(text) == 1:
        return "initial"
    beyond = (
        part[len(start[0]) :] if (start := _NAME_CAPITALS.match(part)) else part for part in re.split("['-]", text)
    )
    return "caps" if any(letter.isupper() for part in beyond for letter in part) else "title"


def _sort(written: str, plain: str) -> Sort:
    """The lists that a word is in. What names nobody goes before names, names before their use as a word."""
    if written in everyday() and plain not in name_words():
        return "plain"
    if plain in not_names() or written in not_names():
        return "no"
    if plain in first_names() or plain in surnames():
        return "name"
    return "word" if plain in name_words() else _sort_unlisted(plain)


def _sort_unlisted(plain: str) -> Sort:
    """By its parts or its ending; "sarahs mum" has lost its apostrophe."""
    if "-" in plain:
        return _sort_of_parts(plain.split("-"))
    if is_everyday(plain):
        return "plain"
    return "name" if plain.endswith("s") and plain[:-1] in first_names() else "unknown"


def _sort_of_parts(parts: list[str]) -> Sort:
    sorts = {_sort(part, part) for part in parts if part}
    if parts[0] in first_names():
        return "name"
    if sorts & {"plain", "no"}:
        return "plain"
    return "name" if "name" in sorts else "unknown"


def is_everyday(word: str) -> bool:
    """Whether a word in lower case is an everyday one, in its usual endings too."""
    if word in everyday():
        return True
    return len(word) > 4 and any(word.endswith(ending) and _without(word, ending) & everyday() for ending in _ENDINGS)


def _without(word: str, ending: str) -> set[str]:
    stem = word.removesuffix(ending)
    return {stem, stem + "e", stem + "y", stem[:-1]} if ending in ("ing", "ed", "ies") else {stem}


def _with_headings(line: list[Word]) -> list[Word]:
    """The words of a line, marked where it is written like a heading: Care Plan Review With Family."""
    long = [word for word in line if len(word.text) > 3]
    plain = sum(word.sort in ("plain", "no") for word in line)
    if len(line) < _HEADING_WORDS or any(word.shape == "lower" for word in long) or plain < len(line) / 2:
        return line
    return [replace(word, heading=True) for word in line]
