"""How long something took, as people write it."""

import re

from selfcare.cli.forms import NotUnderstood, understood
from selfcare.guidance.questions import Question

_LENGTH = re.compile(r"(?:([0-9]{1,2}) ?h(?:ours?|rs?)?)? ?(?:([0-9]{1,5}) ?(?:m|mins?|minutes?)?)?")


def minutes_in(question: Question, typed: str) -> int:
    """The minutes in `90`, `90m`, `90 min`, `1h` or `1h30`, within what `question` takes. Raises `NotUnderstood`."""
    found = _LENGTH.fullmatch(" ".join(typed.lower().split()))
    if found is None:
        raise NotUnderstood("Minutes such as 90, or hours such as 1h or 1h30. Enter skips.")
    hours, minutes = (int(digits or 0) for digits in found.groups())
    return int(understood(question, str(60 * hours + minutes)))
