"""Likely names of people: questions, never findings, since May, Will and Grace are words too."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from selfcare.identify import cues
from selfcare.identify.hits import Hit
from selfcare.identify.sentences import Word, words_of
from selfcare.identify.words import first_names, surnames

Found = tuple[int, str] | None
"""How many words from here on are a name, and why it is thought so."""

_DOTTED = re.compile(r"(?<![\w.])[A-Z]\. ?[A-Z](?:\.(?: ?[A-Z]\.)?)?(?![\w]|\.?[A-Z])")


def person_names(text: str) -> Iterator[Hit]:
    """Names after a title, first names and surnames of the lists, other capitals inside a sentence, and initials."""
    words = words_of(text)
    at = 0
    while at < len(words):
        found = _name_at(words, at)
        length, reason = found or (1, "")
        if found:
            yield Hit(words[at].start, words[at + length - 1].end, "person_name", False, reason)
        at += length
    for initials in _DOTTED.finditer(text):
        if re.sub("[^A-Z]", "", initials[0]).lower() not in cues.NO_INITIALS:
            yield Hit(initials.start(), initials.end(), "person_name", False, "has the form of initials")


def _name_at(words: Sequence[Word], at: int) -> Found:
    for rule in _RULES:
        found = rule(words, at)
        if found:
            return found
    return None


def _titled(words: Sequence[Word], at: int) -> Found:
    """Mr, Mrs, Dr, Nurse, Uncle ... and a name."""
    title = words[at]
    if title.key not in cues.TITLES | cues.LOOSE_TITLES or at + 1 == len(words) or not words[at + 1].joined:
        return None
    name = words[at + 1]
    if name.shape == "lower":
        fits = _is_after_lower_title(title, name)
    elif title.key in cues.LOOSE_TITLES:
        fits = title.shape != "caps" and name.shape in ("title", "initial") and name.sort not in ("plain", "no")
    else:
        fits = title.shape == "title" or (title.shape == "lower" and title.key in ("mr", "mrs", "dr", "prof"))
        fits = fits and (name.shape in ("title", "initial") or name.sort == "name")
    return (_reach(words, at + 2) - at, "a name after a title") if fits else None


def _is_after_lower_title(title: Word, name: Word) -> bool:
    if title.key in cues.LOWER_TITLES:
        return name.sort in ("name", "unknown") or (name.sort == "word" and name.key not in cues.ABSTRACT)
    return title.key in ("dr", "ms", "miss", "nurse") and name.sort == "name"


def _reach(words: Sequence[Word], at: int) -> int:
    """The end of a name that goes on at `at`: more capitals, initials, and particles before a capital."""
    while at < len(words) and words[at].joined and not words[at].opens:
        word = words[at]
        goes_on = at + 1 < len(words) and words[at + 1].joined and words[at + 1].shape == "title"
        if word.shape == "lower" and not (word.key in cues.PARTICLES and goes_on):
            if not (words[at - 1].shape == "lower" and (word.key in surnames() or _is_lower_initial(word))):
                break
        elif (
            (word.shape == "initial" and word.key in ("i", "a"))
            or (word.shape == "caps" and word.sort != "name")
            or (word.shape == "title" and not _may_follow(words[at - 1], word))
        ):
            break
        at += 1
    return at


def _is_lower_initial(word: Word) -> bool:
    return len(word.text) == 1 and word.shape == "lower" and word.key not in ("i", "a", "s")


def _may_follow(first: Word, word: Word) -> bool:
    """Sarah Green, but not Sarah Monday, and no more than one plain word."""
    if word.sort in ("name", "word", "unknown"):
        return True
    return first.sort == "name" and first.key in first_names() and word.key not in cues.DAYS


def _capitals(words: Sequence[Word], at: int) -> Found:
    """One or more words with a capital that may be a name."""
    word = words[at]
    if word.sort != "name" and (word.shape != "title" or word.sort in ("plain", "no")):
        return None
    if word.shape in ("lower", "initial"):
        return None
    length = _reach(words, at + 1) - at
    if any(each.sort == "name" for each in words[at : at + length]):
        return length, "a name common in the UK"
    reason = "" if word.heading else _why_unlisted(words, at, length)
    return (length, reason) if reason else None


def _why_unlisted(words: Sequence[Word], at: int, length: int) -> str:
    """Why words of no list may be a name, or nothing."""
    if length > 1:
        return "two words with capitals"
    if not words[at].opens:
        return "a capital inside a sentence"
    return "a capital before what a person does or has" if _acts(words, at) else ""


def _acts(words: Sequence[Word], at: int) -> bool:
    """Whether the first word of a sentence has something, or does what people do: "Mark's mum", "Will rang"."""
    word = words[at]
    does = words[at + 1].key if at + 1 < len(words) and words[at + 1].joined else ""
    if word.sort == "word" and word.key not in cues.ABSTRACT:
        return word.owns or does in cues.ACTS
    return word.owns or does in (cues.SPEAKS if word.sort == "word" else cues.ACTS | cues.IS)


def _month(words: Sequence[Word], at: int) -> Found:
    """May, June and April where somebody met them or they speak."""
    word = words[at]
    if word.key not in cues.MONTH_NAMES or word.shape != "title":
        return None
    met = at > 0 and word.joined and words[at - 1].key in cues.MET
    speaks = at + 1 < len(words) and words[at + 1].joined and words[at + 1].key in cues.SPEAKS
    return (1, "a month's name where a person's stands") if met or speaks else None


def _in_lower_case(words: Sequence[Word], at: int) -> Found:
    """First names of the list without a capital; those that are words too only where a person's name stands."""
    word = words[at]
    if word.shape != "lower" or word.sort not in ("name", "word"):
        return None
    listed = word.sort == "name" and (word.key in first_names() or word.key.removesuffix("s") in first_names())
    if not listed and not _stands_for_a_person(words, at):
        return None
    return _reach(words, at + 1) - at, "a first name without its capital"


def _stands_for_a_person(words: Sequence[Word], at: int) -> bool:
    """Whether somebody rang or met this word, or it has a mother: "told mark", "grace's mum"."""
    word = words[at]
    if word.owns and at + 1 < len(words):
        return words[at + 1].key in cues.KIN
    return at > 0 and word.joined and words[at - 1].key in cues.MET and word.key not in cues.ABSTRACT


def _initials(words: Sequence[Word], at: int) -> Found:
    """J Smith, J. Smith, j smith; two capitals after "saw" or "with"."""
    word = words[at]
    if _is_lower_initial(word) and at + 1 < len(words) and words[at + 1].joined and words[at + 1].key in surnames():
        return _reach(words, at + 2) - at, "an initial before a name"
    before = words[at - 1].key if at else ""
    if word.shape == "caps" and len(word.text) == 2 and word.sort == "unknown" and word.joined:
        return (1, "has the form of initials") if before in cues.MET_OR_WITH else None
    if word.shape != "initial" or before in cues.BEFORE_A_LETTER or at + 1 == len(words):
        return None
    name = words[at + 1]
    if (word.key in ("i", "a") and not name.dotted) or not name.joined:
        return None
    fits = name.shape == "title" and name.sort in ("name", "unknown", "word")
    return (_reach(words, at + 2) - at, "an initial before a name") if fits else None


_RULES: Final[tuple[Callable[[Sequence[Word], int], Found], ...]] = (
    _titled,
    _month,
    _initials,
    _capitals,
    _in_lower_case,
)
