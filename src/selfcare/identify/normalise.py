"""Folds the many ways to write a space, a dash or a digit into ASCII, one code point for one.

Offsets in the folded text are offsets in the text as it was given.
"""

import re
import unicodedata

from selfcare.identify.hits import LABELS

_DASHES = "\u00ad\u2043\u2212"  # soft hyphen, hyphen bullet, minus; the others are of the category "Pd"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(LABELS.values())})(?: [0-9]+)?\]")


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character once."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


def fold(text: str) -> str:
    """`text` with plain spaces, hyphens, quotes and digits, of the same length."""
    return text.translate(_FOLDING)


def without_placeholders(text: str) -> str:
    """`text` with each placeholder such as "[phone 1]" blanked out by as many NULs, which no pattern matches."""
    return blank(_PLACEHOLDER, text)


def blank(pattern: re.Pattern[str], text: str) -> str:
    """`text` with NULs, as many as there were code points, for all that `pattern` matches."""
    return pattern.sub(lambda found: "\0" * len(found[0]), text)


def _folded(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\r\v\f\u2028\u2029" or character in _INVISIBLE:
        return " "
    if category == "Pd" or character in _DASHES:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKC", character).replace("\u2019", "'")
    return plain if len(plain) == 1 and plain.isascii() else character


_FOLDING = _Folding()
