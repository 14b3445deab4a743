"""Cyrillic and Greek letters that look like Latin ones, as they are read in a word that has Latin letters too.

A small part of Unicode's confusables (UTS 39). A word that is wholly of another script stays as it is.
"""

import re
from typing import Final

_PAIRS: Final = (
    ("АВЕЅІЈКМНОРСТУХҺԀԚԜӀ", "ABESIJKMHOPCTYXHDQWI"),
    ("авеѕіјкмнорстухһԁԛԝӏ", "abesijkmhopctyxhdqwl"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("αβεικνορτυχ", "abeikvoptyx"),
)
_LATIN: Final = str.maketrans("".join(other for other, _ in _PAIRS), "".join(latin for _, latin in _PAIRS))
_ANY_LATIN: Final = re.compile("[A-Za-z]")


def as_latin(word: str) -> str:
    """`word` with Latin letters for those that look like them, where it has Latin letters already."""
    return word.translate(_LATIN) if _ANY_LATIN.search(word) else word
