"""The envelope: the one form of whatever a person writes, in the database, sealed, drafted, kept as a version.

Its canonical JSON is also the archive's line. This module imports nothing heavy: a note is sealed through it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from selfcare import when
from selfcare.errors import Usage
from selfcare.journal.handles import handles_of, is_id, new_id
from selfcare.settings import SETTINGS, start_of_day
from selfcare.vault import canonical

SHARE_LEVELS = ("private", "theme", "share")
USUAL_DAY_START = SETTINGS["day_starts_at"].default
"""When a day begins as long as nothing can say when this person's days do."""

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Envelope:
    """One record. Moments are aware, in UTC, in whole milliseconds; `day` is the shift day it files under.

    `fields` holds JSON values only (no decimals), of the form that the kind's model declares.
    """

    id: str
    handle: str
    kind: str
    kind_version: int
    happened_at: datetime
    zone: str
    day: date
    written_at: datetime
    changed_at: datetime
    device: str
    share: str
    theme: str
    tags: tuple[str, ...]
    fields: Mapping[str, Any]

    @property
    def calendar_date(self) -> date:
        """The date that a calendar showed at its moment, as others count it: after midnight `day` is the one before."""
        return when.local(self.happened_at, self.zone).date()


def new(
    kind: str,
    content: Mapping[str, Any],
    *,
    at: datetime | None = None,
    written_at: datetime | None = None,
    tags: tuple[str, ...] = (),
    share: str = "private",
    theme: str = "",
    day_starts_at: str = USUAL_DAY_START,
    kind_version: int = 1,
) -> Envelope:
    """An envelope written now, or at `written_at`, in the local zone; it happened `at`, else when it was written.

    Raises `Usage` for text that cannot be kept exactly.
    """
    written = to_milliseconds(written_at or when.now())
    happened = to_milliseconds(at) if at else written
    zone = when.local_zone()
    record_id = new_id(written)
    envelope = Envelope(
        id=record_id,
        handle=next(handles_of(record_id)),
        kind=kind,
        kind_version=kind_version,
        happened_at=happened,
        zone=zone,
        day=when.shift_day(happened, zone, start_of_day(day_starts_at)),
        written_at=written,
        changed_at=written,
        device="",
        share=share_level(share),
        theme=theme.strip(),
        tags=tidy_tags(tags),
        fields=content,
    )
    refuse_unkeepable(envelope)
    return envelope


def changed(envelope: Envelope, **parts: Any) -> Envelope:
    """`envelope` with some parts changed now."""
    result = replace(envelope, changed_at=to_milliseconds(when.now()), **parts)
    refuse_unkeepable(result)
    return result


def filed(envelope: Envelope, day_starts_at: str) -> Envelope:
    """`envelope` under the day of its moment: what was sealed could not know when this person's day begins."""
    return replace(envelope, day=when.shift_day(envelope.happened_at, envelope.zone, start_of_day(day_starts_at)))


def moved(envelope: Envelope, words: str, day_starts_at: str, *, now: datetime, by_calendar: bool = False) -> Envelope:
    """`envelope` at the past moment that `words` mean, said `now`, on the clocks of its zone; under the day of it.

    Days are counted as they begin at `day_starts_at`, or as the calendar has them. Raises `Usage`, naming `--at`, for
    words that mean none.
    """
    today = None if by_calendar else when.shift_day(now, envelope.zone, start_of_day(day_starts_at))
    happened = when.moment(words, now=now, zone=envelope.zone, today=today)
    return filed(replace(envelope, happened_at=to_milliseconds(happened)), day_starts_at)


def on_date(envelope: Envelope, day: str) -> Envelope:
    """`envelope` at the noon of a past date, written as 2026-11-21, unless its moment is of that date already."""
    if day == envelope.calendar_date.isoformat():
        return envelope
    noon = when.moment(day, now=when.now(), zone=envelope.zone)
    return changed(envelope, happened_at=to_milliseconds(noon))


def day_now(day_starts_at: str = USUAL_DAY_START) -> date:
    """The day that this moment files under, where days begin at `day_starts_at`."""
    return when.shift_day(when.now(), when.local_zone(), start_of_day(day_starts_at))


def texts(envelope: Envelope) -> Iterator[str]:
    """All texts in an envelope: its theme, its tags, and what stands in its fields."""
    return _texts([envelope.theme, list(envelope.tags), envelope.fields])


def share_level(words: str) -> str:
    """A share level as typed; raises `Usage`."""
    if words not in SHARE_LEVELS:
        raise Usage("A share level is private, theme or share.", "private is what every record starts as.")
    return words


def tidy_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags in lower case, without #, sorted, each once."""
    return tuple(sorted({re.sub(r"^[#\s]+|\s+$", "", tag).lower() for tag in tags} - {""}))


def refuse_unkeepable(envelope: Envelope) -> None:
    """Raise `Usage` where a part of the envelope could not be kept exactly as it is."""
    for text in texts(envelope):
        refuse_unkeepable_text(text)
    if not all(_in_reach(each) for each in (envelope.happened_at, envelope.written_at, envelope.changed_at)):
        raise Usage(
            f"A date lies outside the years {when.YEARS[0]} to {when.YEARS[-1]}.",
            "Correct it, or this computer's clock, and try again.",
        )
    try:
        canonical.dump(dict(envelope.fields))
    except canonical.NotCanonical as error:
        raise Usage(f"This cannot be kept exactly as it is: {error}.", "Change it and try again.") from None


def refuse_unkeepable_text(text: str) -> None:
    """Raise `Usage` where `text` holds NUL or half a character: the database could not take it as it is."""
    if "\0" in text:
        raise Usage("The text holds a NUL character, which cannot be kept.", "Remove it and try again.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Usage("The text is not valid Unicode (UTF-8).", "Save it as UTF-8 and try again.")


def _in_reach(moment: datetime) -> bool:
    return moment.astimezone(UTC).year in when.YEARS


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def to_milliseconds(moment: datetime) -> datetime:
    """`moment` in UTC, cut to whole milliseconds."""
    in_utc = moment.astimezone(UTC)
    return in_utc.replace(microsecond=in_utc.microsecond // 1000 * 1000)


def stamp(moment: datetime) -> str:
    """A moment as the envelope's JSON has it: `2026-11-21T23:10:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_object(envelope: Envelope) -> JsonObject:
    """The envelope as a JSON object."""
    content = {field.name: getattr(envelope, field.name) for field in fields(envelope)}
    for name in ("happened_at", "written_at", "changed_at"):
        content[name] = stamp(content[name])
    return content | {"day": envelope.day.isoformat(), "tags": list(envelope.tags), "fields": dict(envelope.fields)}


def dump(envelope: Envelope) -> bytes:
    """The canonical JSON of the envelope."""
    return canonical.dump(to_object(envelope))


def parse(content: bytes) -> Envelope:
    """Read what `dump` wrote; raises `ValueError` for anything else."""
    found = canonical.parse(content)
    if not isinstance(found, dict):
        raise ValueError("an envelope is a JSON object")
    return from_object(found)


def from_object(found: Mapping[str, Any]) -> Envelope:
    """The envelope of a JSON object; raises `ValueError` where a part is missing, unknown or of another form."""
    if set(found) != {field.name for field in fields(Envelope)}:
        raise ValueError("an envelope has other parts")
    texts = ("id", "handle", "kind", "zone", "device", "share", "theme", "day", "happened_at", "written_at")
    if not all(isinstance(found[name], str) for name in (*texts, "changed_at")):
        raise ValueError("a part of the envelope is not text")
    well_formed = (
        is_id(found["id"])
        and type(found["kind_version"]) is int
        and found["kind_version"] >= 1
        and isinstance(found["fields"], dict)
        and isinstance(found["tags"], list)
        and all(isinstance(tag, str) for tag in found["tags"])
        and found["share"] in SHARE_LEVELS
    )
    if not well_formed:
        raise ValueError("a part of the envelope has another form")
    return Envelope(
        **{
            **found,
            "happened_at": _moment(found["happened_at"]),
            "written_at": _moment(found["written_at"]),
            "changed_at": _moment(found["changed_at"]),
            "day": _day(found["day"]),
            "tags": tuple(found["tags"]),
        }
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if not text.endswith("Z") or not _in_reach(moment) or stamp(moment) != text:
        raise ValueError("a moment is written as 2026-11-21T23:10:00.000Z")
    return moment


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    # A day may be the one before its moment's, or the one after it in UTC.
    if day.isoformat() != text or not when.YEARS[0] - 1 <= day.year <= when.YEARS[-1] + 1:
        raise ValueError("a day is written as 2026-11-21")
    return day
