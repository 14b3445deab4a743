"""Records at fixed moments, as the journal would hold them, for the tests of reports."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from selfcare.guidance import checkins, supervision
from selfcare.journal.envelope import Envelope
from selfcare.journal.kinds import UNLISTED
from selfcare.journal.sharing import History, Material, shared, stood_for
from selfcare.reports.brought import Values, values

ZONE = "Europe/London"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def record(
    kind: str,
    fields: Mapping[str, Any],
    *,
    days_ago: float = 1,
    share: str = "private",
    theme: str = "",
    tags: tuple[str, ...] = (),
) -> Envelope:
    """A record written as it happened, so many days before `NOW`."""
    moment = NOW - timedelta(days=days_ago)
    return Envelope(
        id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}{sorted(fields.items())}{days_ago}{theme}{tags}")),
        handle="k7m2q",
        kind=kind,
        kind_version=1,
        happened_at=moment,
        zone=ZONE,
        day=moment.date(),
        written_at=moment,
        changed_at=moment,
        device="",
        share=share,
        theme=theme,
        tags=tuple(sorted(tags)),
        fields=fields,
    )


def note(text: str, **parts: Any) -> Envelope:
    return record("note", {"text": text}, **parts)


def later(envelope: Envelope, *, days_ago: float, **parts: Any) -> Envelope:
    """The next version of a record, so many days before `NOW`."""
    return replace(envelope, changed_at=NOW - timedelta(days=days_ago), **parts)


def held(*, days_ago: float, logged_days_ago: float | None = None, **fields: Any) -> Envelope:
    """A session held so many days before `NOW`, and logged then or later."""
    day = (NOW - timedelta(days=days_ago)).date().isoformat()
    session = record("session", {"held": day, **fields}, days_ago=days_ago)
    logged = NOW - timedelta(days=days_ago if logged_days_ago is None else logged_days_ago)
    return replace(session, written_at=logged, changed_at=logged)


def material(histories: Iterable[History]) -> Material:
    """What `sharing.load` gives for a journal of these records."""
    kept = sorted(histories, key=lambda history: (history[-1].happened_at, history[-1].id))
    latest = [history[-1] for history in kept]
    listed = [each for each in latest if each.kind not in UNLISTED and each.kind != "session"]
    return Material(
        shared=tuple(shared(each) for each in kept if each[-1].share != "private"),
        private={each.id: each.happened_at for each in listed if each.share == "private"},
        sessions=tuple(each for each in latest if each.kind == "session"),
        checkins=tuple(each for each in latest if each.kind == "checkin"),
        stood_for=stood_for(each for each in latest if each.kind == "risk"),
    )


def brought(
    *records: Envelope | History, since: date | None = None, items: tuple[str, ...] = (), numbers: bool = False
) -> Values:
    """What a summary prepared at `NOW` holds; a record stands for a history of one version."""
    histories = [[each] if isinstance(each, Envelope) else each for each in records]
    shown = [item for item in checkins.load().items if item.id in items]
    return values(material(histories), supervision.load(), shown, now=NOW, zone=ZONE, since=since, numbers=numbers)
