"""UK postcodes, by the letters that each place may hold (Royal Mail, Programmer's Guide to the PAF)."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit

_OUTWARD = r"[a-pr-uwyz](?:[a-hk-y][0-9][abehmnprvwxy]|[a-hk-y][0-9]{1,2}|[0-9][a-hjkpstuw]|[0-9]{1,2})"
_WHOLE = re.compile(
    rf"(?<![^\W_])(?<![0-9]-)(?:(?P<outward>{_OUTWARD}|gir)(?P<gap>[ \n-]{{0,3}})(?P<inward>[0-9][abd-hjlnp-uw-z]{{2}})"
    r"|bfpo ?[0-9]{1,4})(?![^\W_])",
    re.IGNORECASE,
)
_OUTWARD_ALONE = re.compile(
    rf"(?<![^\W_])post ?code(?: area| district)?(?:[:=]| is| was)? ?(?P<outward>{_OUTWARD})(?![^\W_])", re.IGNORECASE
)

# "B12 2nd dose", "M25 3hr": an ordinal or a unit after a letter with a number is no inward half.
_FALSE_INWARD = re.compile(r"1st|2nd|3rd|[04-9]th|[0-9](?:ft|hr|lb|pt|st|ug|yr)")
_SHORT_OUTWARD = re.compile(r"[A-Za-z][0-9]{1,2}")


def postcodes(text: str) -> Iterator[Hit]:
    """Whole postcodes in either case, spaced or not; the first half alone, softer, where the text calls it one."""
    for found in _WHOLE.finditer(text):
        if not _is_false_friend(found):
            yield Hit(found.start(), found.end(), "postcode", True, "has the form of a postcode")
    for found in _OUTWARD_ALONE.finditer(text):
        reason = "the first half of a postcode"
        yield Hit(found.start("outward"), found.end("outward"), "postcode", False, reason)


def _is_false_friend(found: re.Match[str]) -> bool:
    outward, inward = found["outward"], found["inward"]
    if not outward or not found["gap"]:
        return False
    return bool(_SHORT_OUTWARD.fullmatch(outward) and _FALSE_INWARD.fullmatch(inward))
