"""Vehicle registrations: two letters, two digits, three letters (DVLA, since 2001); older forms after a label.

Any letter will do: a plate read from a moving car has its slips.
"""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit
from selfcare.identify.sentences import is_everyday

_LABEL = r"(?<![^\W_])(?:reg(?:istration)?|number plate|plate|vrm|car|van|vehicle)"
_LETTER = "[a-z]"
_CURRENT = rf"{_LETTER}{{2}}[0-9]{{2}}"
_JOINED = re.compile(rf"(?<![^\W_]){_CURRENT}{_LETTER}{{3}}(?![^\W_])", re.IGNORECASE)
_SPACED = re.compile(r"(?<![^\W_])[A-Z]{2}[0-9]{2}[ -]{1,2}(?P<last>[A-Z]{3})(?![^\W_])", re.IGNORECASE)
_LABELLED = re.compile(
    rf"{_LABEL}(?: (?:no|number|plate|reg(?:istration)?|mark))?[.:]?(?: (?:is|was))? "
    rf"(?P<written>{_CURRENT} {{0,2}}{_LETTER}{{3}}|{_LETTER}[0-9]{{1,3}} ?{_LETTER}{{3}})(?![^\W_])",
    re.IGNORECASE,
)


def vehicle_registrations(text: str) -> Iterator[Hit]:
    """Plates as they are written, in either case; "at10 the door" is none."""
    for found in _JOINED.finditer(text):
        yield _hit(found, 0)
    for found in _SPACED.finditer(text):
        if found[0].isupper() or not is_everyday(found["last"].lower()):
            yield _hit(found, 0)
    for found in _LABELLED.finditer(text):
        yield _hit(found, "written")


def _hit(found: re.Match[str], group: str | int) -> Hit:
    return Hit(found.start(group), found.end(group), "vehicle_registration", True, "has the form of a number plate")
