"""Daylio's backup: a ZIP whose `backup.daylio` is JSON in base64. It says more of the time than the CSV export does.

Source: what people who read their own backups have published; Daylio itself does not describe the form.

    dayEntries   `year`, `month` (from 0), `day`, `hour`, `minute`, `timeZoneOffset` (milliseconds), `mood` and `tags`
                 by their ids, `note_title`, `note`, `assets` (pictures and sound)
    customMoods  `id`, `custom_name`, or `predefined_name_id` of one of Daylio's own five
    tags         `id`, `name`: the activities
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, BinaryIO

from selfcare.errors import InvalidFile
from selfcare.exchange.daylio_csv import words_of
from selfcare.exchange.entries import Entry, Found, text_of
from selfcare.exchange.unzipping import unzipped

NAME = "backup.daylio"
MOODS = {1: "rad", 2: "good", 3: "meh", 4: "bad", 5: "awful"}

Names = Mapping[int, str]
"""What Daylio calls its moods, or the activities, by their ids."""


def read(file: BinaryIO) -> Found:
    """The entries of a backup, in its order. Raises `InvalidFile`."""
    content = _content(file)
    moods, activities = _names(content, "customMoods"), _names(content, "tags")
    entries, unread, wordless, attached = [], [], 0, 0
    for number, each in enumerate(_objects(content, "dayEntries"), 1):
        place = f"entry {number}"
        at, tags = _moment(each), _tags(each, moods, activities)
        text = words_of(_text(each, "note_title"), _text(each, "note"), tags)
        attached += len(_list(each, "assets"))
        if at is None:
            unread.append(place)
        elif text:
            entries.append(Entry(at, text, place, tags=tags))
        else:
            wordless += 1
    said = (f"Pictures and sound stay where they are: {attached}.",) if attached else ()
    return Found(tuple(entries), tuple(unread), wordless, said)


def _content(file: BinaryIO) -> Mapping[str, Any]:
    try:
        (raw,) = unzipped(file, lambda name: name == NAME)
        content = json.loads(text_of(base64.b64decode(b"".join(raw.split()), validate=True)))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("dayEntries"), list):
        raise InvalidFile("This is no backup as Daylio makes it.", "In Daylio, make a new one, or export as CSV.")
    return content


def _names(content: Mapping[str, Any], key: str) -> Names:
    return {each["id"]: _name(each) for each in _objects(content, key) if type(each.get("id")) is int}


def _name(named: Mapping[str, Any]) -> str:
    """Of an activity its name; of a mood the person's own name for it, else Daylio's."""
    own, shipped = _text(named, "name") or _text(named, "custom_name"), named.get("predefined_name_id")
    return own.strip() or (MOODS.get(shipped, "") if type(shipped) is int else "")


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    """What the clocks showed and how far they were from UTC, where that is said; none where it cannot be read."""
    parts = [entry.get(name) for name in ("year", "month", "day", "hour", "minute")]
    if not all(type(part) is int for part in parts):
        return None
    year, month, *rest = parts
    offset = entry.get("timeZoneOffset")
    try:
        shown = datetime(year, month + 1, *rest)  # type: ignore[arg-type, operator]
        zone = timezone(timedelta(milliseconds=offset)) if type(offset) is int else None
        return shown.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _tags(entry: Mapping[str, Any], moods: Names, activities: Names) -> tuple[str, ...]:
    done = [each for each in _list(entry, "tags") if type(each) is int]
    mood = entry.get("mood")
    named = [moods.get(mood, "") if type(mood) is int else "", *(activities.get(each, "") for each in done)]
    return tuple(each for each in named if each)


def _text(entry: Mapping[str, Any], key: str) -> str:
    found = entry.get(key)
    return found if isinstance(found, str) else ""


def _list(content: Mapping[str, Any], key: str) -> list[Any]:
    found = content.get(key)
    return found if isinstance(found, list) else []


def _objects(content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [each if isinstance(each, dict) else {} for each in _list(content, key)]
