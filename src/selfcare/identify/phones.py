"""Telephone numbers: UK ones by their form (Ofcom, National Telephone Numbering Plan), others by their "+"."""

import re
from collections.abc import Iterator, Set

from selfcare.identify.hits import Hit

_GAP = r"[ \n.-]{0,3}"
_PREFIX = re.compile(rf"(?:(?:\+|00)44{_GAP}(?:\(0\){_GAP})?|\(?0)")
# 9 or 10 digits after the 0, the first two together ("03-03-1987 10" is no number); a bracket only with its pair.
_UK = re.compile(
    rf"(?<![0-9£$€])(?:(?:\+|00)44{_GAP}(?:\(0\){_GAP})?|(?:\((?=0[0-9]{{2,5}}\)))?0)(?:\((?=[0-9]{{2,5}}\)))?"
    r"(?P<rest>[1-357-9][0-9](?:[ )\n.-]{0,3}[0-9]){7,8})(?![0-9])"
)
_ABROAD = re.compile(rf"(?<![0-9])\+(?!44)[1-9][0-9]{{0,2}}(?:{_GAP}\(?[0-9]{{1,5}}\)?){{2,5}}(?![0-9])")
# Each digit by itself, but not the steps of a scale.
_SPACED = re.compile(r"(?<![0-9])(?<![0-9][ .-])0(?! 1 2 3)(?:[ .-][0-9]){9,10}(?![ .-]?[0-9])")
_O_FOR_NOUGHT = re.compile(r"(?<![^\W_])o(?= ?[0-9])|(?<=[0-9])o{1,3}(?= ?[0-9])", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^0-9]")


def phones(text: str, exempt: Set[str] = frozenset()) -> Iterator[Hit]:
    """Numbers of 10 or 11 digits from 0 or +44, and international ones; never the `exempt` (digits only, from 0)."""
    text = _with_noughts(text)
    for found in _SPACED.finditer(text):
        if _digits(found[0]) not in exempt:
            yield Hit(found.start(), found.end(), "phone", True, "has the form of a telephone number, digit by digit")
    for found in _UK.finditer(text):
        if not _begins_with_exempt(found, exempt):
            yield Hit(found.start(), found.end(), "phone", True, "has the form of a telephone number")
    for found in _ABROAD.finditer(text):
        if 9 <= len(digits := _digits(found[0])) <= 15 and digits not in exempt:
            reason = "has the form of an international telephone number"
            yield Hit(found.start(), found.end(), "phone", True, reason)


def national(written: str) -> str:
    """The digits of a UK number from its 0, of any other as they stand: one value for all ways to write it."""
    written = _with_noughts(written)
    prefix = _PREFIX.match(written)
    return "0" + _digits(written[prefix.end() :]) if prefix else _digits(written)


def _with_noughts(written: str) -> str:
    """The same, of the same length, with a 0 for each letter o that stands for one."""
    return _O_FOR_NOUGHT.sub(lambda found: "0" * len(found[0]), written)


def _begins_with_exempt(found: re.Match[str], exempt: Set[str]) -> bool:
    """Whether what stands up to some gap is exempt: "0800 1111, 24 hours" may have been read on too far."""
    rest = found["rest"]
    ends = [at for at in range(1, len(rest)) if not rest[at].isdigit()]
    return any("0" + _digits(rest[:end]) in exempt for end in (*ends, len(rest)))


def _digits(written: str) -> str:
    return _NOT_DIGITS.sub("", written)
