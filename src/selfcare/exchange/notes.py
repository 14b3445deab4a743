"""The entries of another journal as notes: the moment and zone of each, and an id that is the same every time."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from selfcare import when
from selfcare.errors import InvalidFile, Usage
from selfcare.exchange.entries import Entry, Found, named
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import handles_of, lasting_id
from selfcare.journal.moments import NOTE
from selfcare.settings import start_of_day
from selfcare.vault.progress import Progress, nothing


@dataclass
class Notes:
    """The notes made of what was found, and everything that a person should hear about it.

    records         one note for each entry, in the order of the file
    not_understood  places that could not be read, never their text
    wordless        how many entries hold no words
    zone_taken      whether there are times that name no zone, which were taken as those of the zone given
    remarks         what was left out or settled, in whole sentences
    """

    records: list[Envelope] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    wordless: int = 0
    zone_taken: bool = False
    remarks: list[str] = field(default_factory=list)


@dataclass
class _Noticed:
    """Places where something about the time had to be settled."""

    far_off: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    local: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unknown_zone: list[str] = field(default_factory=list)
    noon: list[str] = field(default_factory=list)


def notes_of(found: Found, zone: str, tell: Progress = nothing) -> Notes:
    """The notes of another journal; `zone` (IANA) is for the entries that name none.

    A time that the clocks showed twice is the first, one that they skipped moves forward, as everywhere. An entry is
    the same as long as its own journal shows the same time and words: then its id is the same, whatever `zone` is and
    however the lines are broken (jrnl 1 broke them otherwise); of several alike it counts which of them it is. Raises
    `Usage` for a `zone` that is not known, `InvalidFile` where nothing was understood.
    `tell` hears how much of it is done.
    """
    when.local(when.now(), zone)
    made = Notes(not_understood=list(found.not_understood), wordless=found.wordless, remarks=list(found.remarks))
    noticed, seen = _Noticed(), Counter[tuple[datetime, str]]()
    for number, entry in enumerate(found.entries, 1):
        tell(number / len(found.entries))
        try:
            envelopes.refuse_unkeepable_text("".join((entry.text, *entry.tags)))
            moment, lived_in = _when(entry, zone, noticed)
        except (Usage, OverflowError):
            made.not_understood.append(entry.place)
            continue
        shown, words = entry.at.replace(tzinfo=UTC), " ".join(entry.text.split())
        seen[shown, words] += 1
        record_id = lasting_id(shown, f"{seen[shown, words]}\n{words}".encode())
        made.records.append(_note(record_id, entry, moment, lived_in))
    made.remarks += _remarks(noticed, zone)
    if made.not_understood and not made.records and not made.wordless:
        why = " ".join([*made.remarks, "Nothing was changed."])
        raise InvalidFile(f"Nothing in this was understood: {named(made.not_understood)}.", why)
    made.zone_taken = bool(noticed.local)
    return made


def _when(entry: Entry, zone: str, noticed: _Noticed) -> tuple[datetime, str]:
    """The moment of an entry in UTC, and the zone that it was lived in. Raises `Usage`, `OverflowError`."""
    _refuse_far_off(entry.at, entry, noticed)
    lived_in = _zone(entry, zone, noticed)
    moment = entry.at if entry.at.tzinfo else _on_the_clocks(entry, lived_in, noticed)
    _refuse_far_off(moment.astimezone(UTC), entry, noticed)
    if moment > when.now():
        noticed.ahead.append(entry.place)
    return envelopes.to_milliseconds(moment), lived_in


def _refuse_far_off(moment: datetime, entry: Entry, noticed: _Noticed) -> None:
    try:
        when.refuse_far_off(moment.date(), "the file")
    except Usage:
        noticed.far_off.append(entry.place)
        raise


def _zone(entry: Entry, zone: str, noticed: _Noticed) -> str:
    if entry.zone is None:
        if entry.at.tzinfo is None:
            noticed.local.append(entry.place)
        return zone
    try:
        when.local(when.now(), entry.zone)
    except Usage:
        noticed.unknown_zone.append(entry.place)
        return zone
    return entry.zone


def _on_the_clocks(entry: Entry, zone: str, noticed: _Noticed) -> datetime:
    """The moment when the clocks of `zone` showed what the entry says."""
    first = entry.at.replace(tzinfo=ZoneInfo(zone), fold=0)
    if entry.day_alone:
        noticed.noon.append(entry.place)
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        there = first.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None) == entry.at.replace(fold=0)
        (noticed.twice if there else noticed.skipped).append(entry.place)
    return first


def _note(record_id: str, entry: Entry, moment: datetime, zone: str) -> Envelope:
    return Envelope(
        id=record_id,
        handle=next(handles_of(record_id)),
        kind=NOTE.name,
        kind_version=NOTE.version,
        happened_at=moment,
        zone=zone,
        day=when.shift_day(moment, zone, start_of_day(envelopes.USUAL_DAY_START)),
        written_at=moment,
        changed_at=moment,
        device="",
        share="private",
        theme="",
        tags=envelopes.tidy_tags(entry.tags),
        fields={"text": entry.text},
    )


def _remarks(noticed: _Noticed, zone: str) -> list[str]:
    years = f"from {when.YEARS[0]} to {when.YEARS[-1]}"
    sentences: list[tuple[list[str], Callable[[str], str]]] = [
        (noticed.far_off, lambda where: f"A day must be {years}, and is not: {where}."),
        (noticed.ahead, lambda where: f"The day has not come yet; it came in as it says: {where}."),
        (noticed.unknown_zone, lambda where: f"A time zone that this computer does not know became {zone}: {where}."),
        (noticed.twice, lambda where: f"The clocks showed this time twice; it was taken as the first: {where}."),
        (noticed.skipped, lambda where: f"The clocks skipped this time; it was moved forward: {where}."),
        (noticed.noon, lambda where: f"A day without a time was taken as its noon: {where}."),
    ]
    return [sentence(named(places)) for places, sentence in sentences if places]
