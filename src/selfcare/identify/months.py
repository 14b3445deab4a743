"""May, June and the like: whether the name of a month is one where it stands, and no person's."""

import re
from typing import Final

from selfcare.identify import cues

MONTHS: Final = cues.DAYS | cues.MONTH_NAMES
"""Days of the week are among them: "last Sunday"."""

_BEFORE: Final = re.compile(
    r"(?<![^\W_])(?:in|by|since|until|till|last|next|this|early|late|mid|during"
    r"|(?:beginning|start|middle|end|rest|month|week|whole|first|half) of|[0-9]{1,2}(?:st|nd|rd|th)?(?: of)?)[ -]$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r",? (?:[0-9]{1,2}(?:(?:st|nd|rd|th)(?![^\W_])|(?=[,.;:)\n]|$| (?:19|20)[0-9]{2}))|(?:19|20)[0-9]{2}(?![^\W_]))"
    rf"|(?: (?:to|until|till) |-)(?:{'|'.join(sorted(MONTHS))})(?![^\W_])",
    re.IGNORECASE,
)


def is_month(text: str, start: int, end: int) -> bool:
    """Whether the word at `start` to `end` of a folded text is a month: "in May", "3 May", "May 2026", "May to June".

    "From May" and "of May" alone may be a person as well, and so they are none.
    """
    if text[start:end].lower() not in MONTHS:
        return False
    return bool(_BEFORE.search(text[max(0, start - 24) : start]) or _AFTER.match(text, end))
