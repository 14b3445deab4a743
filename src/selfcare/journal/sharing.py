"""What of the journal is meant for others, and since when. Private records are here as a number alone."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile

from selfcare.journal import envelope as envelopes
from selfcare.journal.checkins import ordinary_marks
from selfcare.journal.envelope import SHARE_LEVELS, Envelope
from selfcare.journal.finding import listed_kinds, of_kind
from selfcare.journal.records import in_todays_form
from selfcare.journal.session import Session
from selfcare.journal.triggers import TRIGGER, given_fields

History = Sequence[Envelope]
"""Every version of one record, oldest first."""

_OWN_BOOKS = ("session",)
"""Kinds that a summary reads for its dates: nobody kept them back, so they are not counted as left out."""
_OPEN_VERSIONS = """SELECT versions.record_id, versions.envelope, versions.saved_at
    FROM records JOIN versions ON versions.record_id = records.id
    WHERE records.share != 'private' AND records.removed_at IS NULL AND versions.envelope IS NOT NULL
    ORDER BY records.happened_at, records.id, versions.rowid"""
_PRIVATE = """SELECT id, happened_at FROM records
    WHERE share = 'private' AND removed_at IS NULL AND kind IN (SELECT value FROM json_each(:kinds))"""


@dataclass(frozen=True)
class Shared:
    """A record at level theme or share, the moment from which it counts, and from which an action is settled."""

    record: Envelope
    since: datetime
    settled: datetime | None = None


def shared(history: History) -> Shared:
    """The record of a history that is at level theme or share."""
    return Shared(history[-1], counts_from(history), settled_from(history))


@dataclass(frozen=True)
class Material:
    """What a report for others may draw on.

    shared     the records at level theme or share, the earliest first
    private    when each private record happened, by its id; nothing else of them is here
    sessions   the log of supervision sessions, the earliest first
    checkins   the weekly check-ins, the earliest first: for their ratings alone, and only of items that may be shown
    ordinary   the marks that set no week aside
    stood_for  the ids of trigger notes that a risk stands for which is closed, or on the page itself
    """

    shared: tuple[Shared, ...] = ()
    private: Mapping[str, datetime] = field(default_factory=dict)
    sessions: tuple[Envelope, ...] = ()
    checkins: tuple[Envelope, ...] = ()
    ordinary: Set[str] = frozenset()
    stood_for: frozenset[str] = frozenset()


def at_level(record: Envelope, level: str, *, theme: str | None = None, fields: Sequence[str] = ()) -> Envelope:
    """`record` as it is, at a share level; with `theme` as its line for sharing where that is given.

    Of a trigger note `fields` go, by name, or else the usual ones: what was named once is not named for good.
    """
    content = {key: value for key, value in record.fields.items() if key != "shared"}
    if fields:
        content["shared"] = list(fields)
    line = {} if theme is None else {"theme": theme.strip()}
    return envelopes.changed(record, share=level, fields=content, **line)


def counts_from(history: History) -> datetime:
    """The later of when a record happened and when it became as open as it is now."""
    now = history[-1]
    opened = _so_since(history, lambda version: _is_as_open(version, now))
    return max(now.happened_at, opened) if opened else now.happened_at


def settled_from(history: History) -> datetime | None:
    """When an action became settled, whatever was changed in it since; none where it is open."""
    return _so_since(history, lambda version: bool(version.fields.get("settled")))


def _so_since(history: History, is_so: Callable[[Envelope], bool]) -> datetime | None:
    """The moment of the earliest version from which on `is_so` holds; none where it does not hold now."""
    return min((version.changed_at for version in takewhile(is_so, reversed(history))), default=None)


def _is_as_open(version: Envelope, now: Envelope) -> bool:
    """Whether a version gave to others what the record gives `now`, or more."""
    if SHARE_LEVELS.index(version.share) < SHARE_LEVELS.index(now.share):
        return False
    by_field = now.kind == TRIGGER.name and now.share == "share"
    return not by_field or given_fields(version.fields) >= given_fields(now.fields)


def load(session: Session) -> Material:
    """The journal's material; the text of private records is not read."""
    return Material(
        shared=tuple(map(shared, _open_histories(session))),
        private=_private_moments(session),
        sessions=tuple(of_kind(session, "session")),
        checkins=tuple(of_kind(session, "checkin")),
        ordinary=ordinary_marks(session),
        stood_for=stood_for(of_kind(session, "risk")),
    )


def stood_for(risks: Iterable[Envelope]) -> frozenset[str]:
    """The trigger notes that need not be told as a risk any more: a risk that is closed, or shared, stands for them."""
    telling = (each.fields for each in risks if each.fields.get("closed") or each.share != "private")
    return frozenset(content["trigger"] for content in telling if content.get("trigger"))


def _open_histories(session: Session) -> list[list[Envelope]]:
    """The histories of the records that are not private now, by when they happened; the bin stays out.

    A version counts as changed when it was kept here: nobody could share what was still sealed.
    """
    histories: dict[str, list[Envelope]] = {}
    for record_id, content, saved_at in session.rows(_OPEN_VERSIONS):
        version = in_todays_form(envelopes.parse(content.encode()))
        kept = replace(version, changed_at=datetime.fromisoformat(saved_at))
        histories.setdefault(record_id, []).append(kept)
    return list(histories.values())


def _private_moments(session: Session) -> dict[str, datetime]:
    kinds = json.dumps(sorted(set(listed_kinds()) - set(_OWN_BOOKS)))
    return {record: datetime.fromisoformat(moment) for record, moment in session.rows(_PRIVATE, kinds=kinds)}
