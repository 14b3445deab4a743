"""Likely names of schools, homes, wards and other places of care: questions, as names of people are."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit
from selfcare.identify.sentences import is_everyday
from selfcare.identify.words import first_names, key, name_words, not_names

_SCHOOL = (
    r"(?:Primary|Secondary|Infants?'?|Junior|High|Grammar|Special|Upper|Lower|Middle|Free)(?: School)?|School"
    r"|Academy|College|(?:Day )?Nursery|Pre-?[Ss]chool|Sixth Form"
)
_CARE = (
    r"House|Lodge|Manor|Grange|Ward|Unit|Surgery|Hospital|Hospice|Infirmary|Clinic|Practice"
    r"|(?:Care|Nursing|Residential|Rest|Children's) Home|(?:[A-Z][a-z]+ )?Centre"
)
_SUFFIX = rf"(?:{_SCHOOL}|{_CARE}|(?i:care home|nursing home|residential home|primary school|high school|school|ward))"
# Possessive, and begun at no hyphen: a long chain of hyphens is read once.
_NAME = r"[A-Z][^\W\d_]*+(?:['-][^\W\d_]++)*+"
_BEGINS = r"(?<![^\W_])(?<![^\W\d_]['-])"
_NAMED = re.compile(rf"{_BEGINS}(?P<name>{_NAME}(?: (?:(?:of|and|the|&) )?{_NAME}){{0,3}}?) {_SUFFIX}(?![^\W_])")
_SAINT = re.compile(
    r"(?<![^\W_])st\.? [^\W\d_]+(?:-[^\W\d_]+)*(?:'?s)?(?: (?:and|&) st\.? [^\W\d_]+(?:'s)?)?(?: [^\W\d_]+){0,2}? "
    r"(?:primary|secondary|school|academy|college|nursery|hospital|hospice|ward|house|infants|juniors|care home)"
    r"(?: school)?(?![^\W_])"
    r"|(?<![^\W_])st\.? [a-z]+'s(?![^\W_])",
    re.IGNORECASE,
)
# A tag is in lower case: "fernhill-house", "oak-lodge-care-home".
_TAGGED = re.compile(
    r"(?<![^\W_])(?<![^\W\d_]['-])(?P<name>[^\W\d_]++(?:'[^\W\d_]++)*+(?:-[^\W\d_]++(?:'[^\W\d_]++)*+)*?)-"
    r"(?:house|lodge|manor|grange|ward|surgery|hospital|hospice|infirmary|academy|college"
    r"|primary|secondary|infants|juniors|nursery|school|(?:care|nursing|residential|childrens)-home)(?![^\W_]|-)"
)

_LOWER = re.compile(
    r"(?<![^\W_])(?:at|to|from|into|near|lives in|living in|moved to) "
    r"(?!(?:opera|halfway|council|guest|coffee|public|full|safe|open) )(?P<name>[^\W\d_]++) "
    r"(?:house|lodge|manor|grange|hospice|surgery|academy|primary|care home|nursing home)(?![^\W_]|')"
)


def organisations(text: str) -> Iterator[Hit]:
    """Oak House, fernhill-house, Hilltop Primary, St Mary's School; not Ward 7, and not the Crisis House."""
    for found in (*_NAMED.finditer(text), *_TAGGED.finditer(text)):
        start = _start_of_name(found)
        if start is not None:
            yield Hit(
                start, found.end(), "organisation_or_school", False, "has the form of a named place of care or school"
            )
    for found in _LOWER.finditer(text):
        if _may_name_a_house(key(found["name"])):
            reason = "has the form of a named place of care, in lower case"
            yield Hit(found.start("name"), found.end(), "organisation_or_school", False, reason)
    for found in _SAINT.finditer(text):
        yield Hit(
            found.start(), found.end(), "organisation_or_school", False, "a school or hospital named after a saint"
        )


def _may_name_a_house(word: str) -> bool:
    """Whether a word in lower case may be a house's: no everyday one, and nobody's own, as in "at sarahs house"."""
    owner = word.removesuffix("s") in first_names() | name_words() and word.endswith("s")
    return not owner and not is_everyday(word) and word not in not_names()


def _start_of_name(found: re.Match[str]) -> int | None:
    """Where the name begins after everyday words, as in "At Oak House"; None if all of them are everyday."""
    for word in re.finditer(r"[^\W\d_]+(?:['-][^\W\d_]+)*", found["name"]):
        plain = key(word[0]).removesuffix("'s")
        acronym = len(word[0]) > 1 and word[0].isupper()
        if not acronym and (plain in name_words() or not is_everyday(plain)):
            return found.start() + word.start()
    return None
