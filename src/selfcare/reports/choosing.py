"""What there is to choose from before a supervision session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selfcare import when
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find, listed_kinds
from selfcare.journal.kinds import kind_of
from selfcare.journal.risks import open_risks
from selfcare.journal.session import Session
from selfcare.journal.sharing import load
from selfcare.reports.brought import last_session_day

_CHOSEN_ELSEWHERE = ("action", "preparation", "risk", "session")
"""Kinds that have a step of their own, or are nobody's to bring."""


@dataclass(frozen=True)
class Choices:
    """What happened since the last session, or is new to others since then; the latest first.

    since    the day of the last session held; none where none was held yet
    records  what can be brought, at any share level
    risks    the open risks, those that are trigger notes too
    """

    since: date | None
    records: tuple[Envelope, ...]
    risks: tuple[Envelope, ...]

    @property
    def meant(self) -> tuple[Envelope, ...]:
        """What is meant for supervision by now, each once."""
        both = {each.id: each for each in (*self.records, *self.risks) if each.share != "private"}
        return tuple(both.values())


def read_choices(session: Session) -> Choices:
    """The choices, from a journal."""
    material = load(session)
    start = last_session_day(material.sessions)
    since = when.local(start, when.local_zone()).date() if start else None
    shared = [each.record for each in material.shared if start is None or each.since >= start]
    return Choices(since, _to_bring([*_happened(session, start), *shared]), tuple(open_risks(session)[::-1]))


def _happened(session: Session, start: datetime | None) -> list[Envelope]:
    """What happened from `start` on. After midnight it files under the day before; in another zone, maybe one more."""
    if start is None:
        return find(session, Filter(kinds=listed_kinds()))
    found = find(session, Filter(kinds=listed_kinds(), since=start.date() - timedelta(days=2)))
    return [each for each in found if each.happened_at >= start]


def _to_bring(records: Iterable[Envelope]) -> tuple[Envelope, ...]:
    """Those that have something to give, each once."""
    wanted = {each.id: each for each in records if _can_be_brought(each)}
    return tuple(sorted(wanted.values(), key=lambda each: each.happened_at, reverse=True))


def _can_be_brought(record: Envelope) -> bool:
    return record.kind not in _CHOSEN_ELSEWHERE and any(kind_of(record).shareable(record.fields))
