"""Lists of words: first names, surnames, and words that look like names and are none. Data, one entry to a line."""

import re
import unicodedata
from functools import cache
from importlib.resources import files


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
def no_person() -> re.Pattern[str]:
    """The phrases of several words that name nobody, such as "Care Act" and "David Kolb"."""
    return phrases(frozenset(entry for entry in entries("not_names") if " " in entry))


@cache
def phrases(texts: frozenset[str]) -> re.Pattern[str]:
    """Any of `texts` as whole words, in either case, over hyphens too; an empty set matches nothing."""
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    joined = "|".join(re.escape(text).replace(r"\ ", r"[ \n-]+") for text in longest_first)
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])" if joined else r"(?!)", re.IGNORECASE)


def key(word: str) -> str:
    """`word` as the lists have it: lower case, without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
