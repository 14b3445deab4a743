"""Lists of words: first names, surnames, and words that look like names and are none. Data, one entry to a line."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

from selfcare.identify.normalise import blank


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of `data/<name>.txt`: keys as `key` makes them, and phrases of several words."""
    return frozenset(key(line) for line in _lines(name))


def _lines(name: str) -> tuple[str, ...]:
    content = files("selfcare.identify").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in content.splitlines() if line and not line.startswith("#"))


@cache
def pseudonyms() -> tuple[str, ...]:
    """Names to suggest in place of a person's, in their order."""
    return _lines("pseudonyms")


@cache
def common_words() -> frozenset[str]:
    """Words of everyday English that are first names or surnames too, beside those of the other lists."""
    return entries("common_words")


@cache
def first_names() -> frozenset[str]:
    """Names that are no everyday words."""
    return entries("first_names")


@cache
def name_words() -> frozenset[str]:
    """First names that are words as well, such as "will" and "grace"."""
    return entries("name_words")


@cache
def surnames() -> frozenset[str]:
    """Surnames that are no everyday words."""
    return entries("surnames")


@cache
def everyday() -> frozenset[str]:
    """Words that may stand with a capital and name nobody: "She", "Team", "Ward"."""
    return entries("everyday")


@cache
def not_names() -> frozenset[str]:
    """Proper nouns that name no person: places, agencies, theories, products."""
    return frozenset(entry for entry in entries("not_names") if " " not in entry)


@cache
def no_person() -> frozenset[str]:
    """The phrases of several words that name nobody, such as "Care Act" and "David Kolb"."""
    return frozenset(entry for entry in entries("not_names") if " " in entry)


def without_phrases(phrases: frozenset[str], text: str) -> str:
    """`text` with NULs for each of `phrases` in it, as whole words, in either case, over hyphens too."""
    near = text.casefold()
    present = [each for each in phrases if all(word.casefold() in near for word in each.split())]
    for each in sorted(present, key=lambda phrase: (-len(phrase), phrase)):
        text = blank(_whole(each), text)
    return text


@cache
def _whole(phrase: str) -> re.Pattern[str]:
    words = r"[ \n-]+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def key(word: str) -> str:
    """`word` as the lists have it: lower case, without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
