"""Daylio's CSV export: a line for each entry. The mood and the activities become tags; a mood is never a number.

Source: Daylio's own exports (`full_date,date,weekday,time,mood,activities,note_title,note`, and lately `scales`).
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from html import unescape

from selfcare.errors import InvalidFile
from selfcare.exchange.entries import Entry, Found, text_of

NEEDED = ("full_date", "time", "mood")
BETWEEN_ACTIVITIES = "|"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})\s*(?:([ap])\.?\s?m\.?)?")
_MARK = re.compile(r"</?(?:b|strong|i|em|u|s|strike|del|font|span|ul|ol|li|p|div|br|h[1-6])(?:\s[^<>]{0,200})?/?>")
_EMPTY = re.compile(r"<br\s?/?>(?=</(?:div|p|li)>)")
_ITEM = re.compile(r"\n?<li(?:\s[^<>]{0,200})?>")
_BREAK = re.compile(r"<(?:br|div|p|h[1-6]|/ul|/ol)(?:\s[^<>]{0,200})?/?>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,6});")


def read(content: bytes) -> Found:
    """The entries of an export, in its order. Raises `InvalidFile`."""
    rows = list(_rows(text_of(content)))
    entries, unread = [], []
    for place, row in rows:
        at, tags = _moment(row), _tags(row)
        text = words_of(row.get("note_title", ""), row.get("note", ""), tags)
        if at is None:
            unread.append(place)
        elif text:
            entries.append(Entry(at, text, place, tags=tags))
    wordless = len(rows) - len(entries) - len(unread)
    return Found(tuple(entries), tuple(unread), wordless, _remarks([row for _, row in rows]))


def _rows(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each row with its place; one with too many or too few cells is empty. Raises `InvalidFile`."""
    limit = csv.field_size_limit(len(text) + 1)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        names = [name.strip().lower() for name in next(lines, [])]
        if not set(NEEDED) <= set(names):
            raise _other_form()
        before = lines.line_num
        for cells in lines:
            if cells:
                whole = len(cells) == len(names)
                yield f"line {before + 1}", dict(zip(names, cells, strict=True)) if whole else {}
            before = lines.line_num
    except csv.Error:
        raise _other_form() from None
    finally:
        csv.field_size_limit(limit)


def _other_form() -> InvalidFile:
    return InvalidFile("This is not CSV as Daylio exports it.", "In Daylio, export your entries as CSV and try again.")


def _moment(row: Mapping[str, str]) -> datetime | None:
    """What the clocks showed; none where that cannot be read."""
    day, clock = row.get("full_date", "").strip(), _TIME.fullmatch(row.get("time", "").strip().lower())
    if clock is None or not _DAY.fullmatch(day):
        return None
    try:
        return datetime.combine(date.fromisoformat(day), _clock(int(clock[1]), int(clock[2]), clock[3]))
    except ValueError:
        return None


def _clock(hour: int, minute: int, half: str | None) -> time:
    """A time of day, by 24 hours, or by twelve in one `half`: a or p. Raises `ValueError`."""
    if half is None:
        return time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValueError("not a time")
    return time(hour % 12 + (12 if half == "p" else 0), minute)


def words_of(title: str, note: str, tags: tuple[str, ...]) -> str:
    """The title and the note; where there is neither, the mood and the activities are what was written."""
    return "\n".join(each for each in (_plain(title), _plain(note)) if each.strip()) or ", ".join(tags)


def _plain(text: str) -> str:
    """A note as it was typed: what was made bold or a list is in HTML, and then each line and list has its marks."""
    if not (_MARK.search(text) or _ENTITY.search(text)):
        return text
    lines = _BREAK.sub("\n", _ITEM.sub("\n- ", _EMPTY.sub("", text)))
    return _ENTITY.sub(lambda found: unescape(found[0]), _MARK.sub("", lines)).replace("\xa0", " ").strip("\n")


def _tags(row: Mapping[str, str]) -> tuple[str, ...]:
    named = [row.get("mood", ""), *row.get("activities", "").split(BETWEEN_ACTIVITIES)]
    return tuple(each.strip() for each in named if each.strip())


def _remarks(rows: list[Mapping[str, str]]) -> tuple[str, ...]:
    rated = sum(1 for row in rows if row.get("scales", "").strip())
    return (f"Daylio's scales, which are numbers, were left out: {rated}.",) if rated else ()
