"""When each kind of supervision was last held, and how far it is past the interval that the person set."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from selfcare.guidance import supervision as guide
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import of_kind
from selfcare.journal.journal import stored_setting
from selfcare.journal.session import Session
from selfcare.journal.supervision import session_date

KINDS_WITH_INTERVAL = tuple(kind.id for kind in guide.load().kinds)


def read_overdue(session: Session, today: date) -> dict[str, int]:
    """How many whole weeks each kind of supervision is past the interval that the person set for it."""
    past = days_past(of_kind(session, "session"), read_intervals(session), today)
    return {kind: days // 7 for kind, days in past.items() if days >= 7}


def read_intervals(session: Session) -> dict[str, int]:
    """Days between sessions, by kind of supervision; a kind that the person set to `none` is not there."""
    stored = {kind: stored_setting(session, f"interval_{kind}") for kind in KINDS_WITH_INTERVAL}
    return {kind: int(days) for kind, days in stored.items() if days != "none"}


def days_past(sessions: Iterable[Envelope], intervals: Mapping[str, int], today: date) -> dict[str, int]:
    """Days past its interval, below 0 while it is not; a kind that was never held has no date to be late by."""
    held = last_held(sessions)
    return {kind: (today - held[kind]).days - days for kind, days in intervals.items() if kind in held}


def last_planned(sessions: Sequence[Envelope]) -> Envelope | None:
    """The session of one kind, the earliest first, that set the next one; none where no session to come is set.

    One that came in between and set no other leaves a date that lies after it as it was.
    """
    latest = sessions[-1] if sessions else None
    planning = next((each for each in reversed(sessions) if each.fields.get("next")), None)
    if latest is None or planning is None:
        return None
    still_set = planning is latest or planning.fields["next"] > session_date(latest)
    return planning if still_set else None


def last_held(sessions: Iterable[Envelope]) -> dict[str, date]:
    """The day on which each kind of supervision was last held; a session of no kind is under an empty name."""
    held: dict[str, date] = {}
    for each in sessions:
        if day := each.fields.get("held"):
            kind = each.fields.get("kind", "")
            held[kind] = max(held.get(kind, date.min), date.fromisoformat(day))
    return held
