"""Addresses: a number with the name of a street, a flat, a numbered house."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit

_CLEAR = r"road|street|lane|avenue|crescent|terrace|cul-de-sac|grove|mews|rd|ave|cres|terr"
_OTHER = (
    r"close|court|drive|way|place|park|gardens?|gdns|house|row|walk|view|rise|hill|square|sq|green|parade"
    r"|gate|wharf|villas?|cottages?|buildings?|lodge|manor|towers?|point|heights|estate|st|str|ln|dr|pl|cl|ct"
)
_NUMBER = r"(?:(?:flat|apartment|apt) ?[0-9]{1,4} ?[a-d]?,? )?(?<![0-9:./£$€-])[0-9]{1,4}(?: ?- ?[0-9]{1,4})?[a-d]?,? "
_NAME = r"[A-Z][^\W\d_]*(?:['-][^\W\d_]+)*\.?"
_WRITTEN = re.compile(
    rf"(?<![^\W_]){_NUMBER}(?:(?:The|St\.?|Saint) )?(?:{_NAME} ){{1,3}}?(?i:{_CLEAR}|{_OTHER})(?![^\W_])"
    rf"|(?<![^\W_]){_NUMBER}The {_NAME}(?: {_NAME})?(?![^\W_])"
)
# In lower case only the clear words count, or any after "at", "address" and the like.
_PLAIN = (
    r"(?!(?:min|minute|hour|hr|day|week|month|year|mile|metre|people|staff|car|time)s?(?![^\W_]))"
    r"(?!(?:the|a|an|of|to|in|on|off|per|more|or|and|mph|am|pm|km|m|busy|main|long|full|different|other|by|from|at|x)"
    r"(?![^\W_]))[^\W\d_]+(?:['-][^\W\d_]+)*"
)
_LOWER = re.compile(rf"(?<![^\W_]){_NUMBER}(?:{_PLAIN} ){{1,2}}?(?:{_CLEAR})(?![^\W_])", re.IGNORECASE)
_CUED = re.compile(
    r"(?<![^\W_])(?:at|address(?: is| was)?|lives?(?: at| in)?|living at|home|moved to|outside|near"
    r"|visited|(?:back|round|over|down) to)[:,]? "
    rf"(?P<written>{_NUMBER}(?:{_PLAIN} ){{1,2}}?(?:{_CLEAR}|{_OTHER}))(?![^\W_])",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?<![^\W_])(?:flat|apartment|apt)(?: no\.?| number)? ?[0-9]{1,4} ?(?:[a-d](?![^\W_]))?"
    r"(?![^\W_]|[%:.][0-9]| ?(?:%|times|minutes|mins?|hours?|hrs?|days?|weeks?|months?|years?|people|of|per|rate|st)\b)"
    rf"(?:, ?(?:[0-9]{{1,4}}[a-d]? )?(?:{_NAME} ){{1,3}}?(?i:{_CLEAR}|{_OTHER})(?![^\W_]))?",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    rf"(?i:(?<![^\W_])(?:lives?(?: at| in)?|living (?:at|in)|address(?: is| was)?|home (?:is|at))[:,]?) "
    rf"(?P<written>(?:The )?(?:{_NAME} ){{1,2}}?(?i:house|cottage|lodge|farm|court|villa))(?![^\W_])"
)


def addresses(text: str) -> Iterator[Hit]:
    """Streets with a number, in either case; flats; a named house where the text says that somebody lives there."""
    for pattern, group, reason in (
        (_WRITTEN, 0, "a number with the name of a street or a house"),
        (_LOWER, 0, "a number with the name of a street"),
        (_CUED, "written", "a number with the name of a street or a house"),
        (_FLAT, 0, "a flat with its number"),
        (_HOUSE, "written", "a house where somebody is said to live"),
    ):
        for found in pattern.finditer(text):
            yield Hit(found.start(group), found.end(group), "address", True, reason)
