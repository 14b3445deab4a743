"""Whether the first letters of a command's name were meant as that command: `he` is, `he said no again` is not."""

import re
from typing import Any

from selfcare.cli import app
from selfcare.guidance.own import OWN
from selfcare.journal.envelope import SHARE_LEVELS
from selfcare.journal.handles import ALPHABET, LENGTH

TEXT = ("note", "good")
TAKE_HANDLES = ("show", "edit", "share", "remove")
TAKE_WORDS = ("search",)

_HANDLE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def speaks_for(name: str, words: list[str]) -> bool:
    """Whether `words`, after the first letters of `name`, are what comes after that command, and no sentence."""
    if not words or name in TAKE_WORDS:
        return True
    first, *more = words
    if first.startswith(("-", '"', OWN)) or any(letter.isdigit() for letter in first):
        return True
    if name in TAKE_HANDLES:
        return bool(_HANDLE.fullmatch(first)) and (not more or more[0].startswith("-") or more[0] in SHARE_LEVELS)
    return first in _names_after(name)


def _names_after(name: str) -> list[str]:
    """What may stand first after a command: the commands of a group, templates, items."""
    from selfcare.guidance import checkins, templates

    if name == "reflect":
        return [*(each.id for each in templates.load().templates), "again"]
    if name == "trends":
        return [each.id for each in checkins.load().items]
    entry: Any = app.entry(app.COMMANDS[name]) if name in app.COMMANDS else None
    return list(getattr(entry, "commands", ()))
