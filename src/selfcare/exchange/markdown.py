"""Notes in Markdown files, one to a file: the date is in its front matter, its first heading or its file name.

Where it is in none of them, the file is not understood: when a file was last changed says nothing about when it was
lived. Front matter is read as plain `key: value` lines and lists, which is what journals write there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from selfcare.errors import InvalidFile
from selfcare.exchange.entries import Entry, Found, named, text_of

DATES = ("date", "created", "created_at", "date created", "creation date")
TAGS = ("tags", "tag")
ZONES = ("timezone", "time_zone", "tz")
TITLE = "title"
NOON = timedelta(hours=12)
WHERE_DATES_STAND = "A file needs a date such as 2026-01-02: in its front matter, its first heading or its name."

Dated = tuple[datetime, bool]

_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*)|\s*)")
_ITEM = re.compile(r"\s*-\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.+)")
_DAY = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_CLOCK = r"(?:[T ,]\s?(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?)?"
_DAY_ALONE = re.compile(_DAY)
_DAY_AND_TIME = re.compile(_DAY + "[T ][0-9:.,+Zz -]{5,30}")
_BEFORE_OFFSET = re.compile(r" (?=[+-][0-9]{2}:?[0-9]{2}$)")
_DATED_HEADING = re.compile(_DAY + _CLOCK + "(?![0-9:])")
_DATED_NAME = re.compile(
    r"(?P<year>[0-9]{4})(?P<between>[-_.]?)(?P<month>[0-9]{2})(?P=between)(?P<day>[0-9]{2})"
    r"(?:[T _-](?P<hour>[0-9]{2})[.h:_-](?P<minute>[0-9]{2}))?(?![0-9])"
)


@dataclass
class _Front:
    """Front matter: its values by key, each a list, and the text below it.

    Where it is `broken`, it begins like that and cannot be read, so that all of it is text.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    body: str = ""
    broken: bool = False

    def first(self, keys: Iterable[str]) -> str:
        """The first value of the first of `keys` that is there."""
        return next((self.values[key][0] for key in keys if self.values.get(key)), "")


def read(files: Iterable[tuple[str, bytes]]) -> Found:
    """The notes of some files, each given with its name, which stands for its place. Every file is read alone.

    Raises `InvalidFile` where none of them can be read.
    """
    entries, unread, broken, wordless, fields = [], [], [], 0, 0
    for name, content in files:
        try:
            front = _split(text_of(content))
        except InvalidFile:
            unread.append(name)
            continue
        entry = _entry(name, front)
        if not front.body.strip():
            wordless += 1
        elif entry is None:
            unread.append(name)
        else:
            entries.append(entry)
            broken += [name] if front.broken else []
            fields += len(front.values.keys() - {*DATES, *TAGS, *ZONES, TITLE})
    if unread and not entries and not wordless:
        raise InvalidFile("There is no text with a date in this.", f"{WHERE_DATES_STAND} Nothing was changed.")
    said = [WHERE_DATES_STAND] if unread else []
    if broken:
        said.append(f"Front matter that could not be read came in as text, its tags too: {named(broken)}.")
    if fields:
        said.append(f"Other fields in the front matter of files were left out: {fields}.")
    return Found(tuple(entries), tuple(unread), wordless, tuple(said))


def _entry(name: str, front: _Front) -> Entry | None:
    dated = _written(front.first(DATES)) or _in_heading(front.body) or _in_name(name)
    if dated is None:
        return None
    at, day_alone = dated
    tags = tuple(tag for key in TAGS for tag in front.values.get(key, []))
    return Entry(at, _with_title(front), name, front.first(ZONES) or None, tags, day_alone=day_alone)


def _with_title(front: _Front) -> str:
    title, body = front.first([TITLE]), front.body
    heading = _HEADING.fullmatch(body.partition("\n")[0])
    return body if not title or (heading and heading[1].strip() == title) else f"{title}\n{body}"


# --- front matter ----------------------------------------------------------------------------------------------------


def _split(text: str) -> _Front:
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if lines[0].rstrip() != "---" or not _is_front(lines[1:end]):
        return _Front({}, text.strip("\n"), broken=_begins_as_front(lines))
    return _Front(_values(lines[1:end]), "\n".join(lines[end + 1 :]).strip("\n"))


def _is_front(lines: Sequence[str]) -> bool:
    """Whether these lines are fields. Two rulers may stand in any text, and what is between them is the person's."""
    fields = [line for line in lines if line.strip() and line[0] not in " #-"]
    return bool(fields) and all(map(_KEY.fullmatch, fields))


def _begins_as_front(lines: Sequence[str]) -> bool:
    """Whether a ruler is followed by a field that we would read."""
    found = _KEY.fullmatch(lines[1]) if len(lines) > 1 and lines[0].rstrip() == "---" else None
    return found is not None and found[1].strip().lower() in {*DATES, *TAGS, *ZONES, TITLE}


def _values(lines: Iterable[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if (item := _ITEM.fullmatch(line)) and key:
            values[key].append(_plain(item[1]))
        elif found := _KEY.fullmatch(line):
            key = found[1].strip().lower()
            values[key] = _listed(key, (found[2] or "").strip())
    return {name: [each for each in said if each] for name, said in values.items()}


def _listed(key: str, value: str) -> list[str]:
    """A value as a list: `[a, b]`; tags also as `a, b` or `a b`."""
    if value.startswith("[") and value.endswith("]"):
        return [_plain(each) for each in value[1:-1].split(",")]
    if key in TAGS:
        return [_plain(each) for each in (value.split(",") if "," in value else value.split())]
    return [_plain(value)]


def _plain(value: str) -> str:
    """A value without its quotation marks."""
    word = value.strip()
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'" else word


# --- dates: a moment, and whether the day alone is said --------------------------------------------------------------


def _written(words: str) -> Dated | None:
    """An ISO date in front matter, with or without time and offset."""
    if not _DAY_AND_TIME.fullmatch(words):
        return _built(_DAY_ALONE.fullmatch(words))
    try:
        return datetime.fromisoformat(_BEFORE_OFFSET.sub("", words)), False
    except ValueError:
        return None


def _in_heading(body: str) -> Dated | None:
    heading = _HEADING.fullmatch(body.partition("\n")[0])
    return _built(_DATED_HEADING.match(heading[1])) if heading else None


def _in_name(name: str) -> Dated | None:
    return _built(_DATED_NAME.match(re.split(r"[/\\]", name)[-1]))


def _built(found: "re.Match[str] | None") -> Dated | None:
    parts = found.groupdict() if found else {}
    try:
        day = datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        hour = parts.get("hour")
        return (day.replace(hour=int(hour), minute=int(parts["minute"])), False) if hour else (day + NOON, True)
    except (LookupError, ValueError):
        return None
