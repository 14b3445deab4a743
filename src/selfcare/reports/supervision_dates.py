"""The dates of supervision: last held, planned, due by, missed in a row, and the last twelve months in one line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from selfcare import when
from selfcare.guidance import supervision as guide
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import of_kind
from selfcare.journal.journal import kept_setting
from selfcare.journal.session import Session
from selfcare.reports.actions import ago
from selfcare.reports.document import Document, Item, Section
from selfcare.reports.supervision import KINDS_WITH_INTERVAL, last_held, last_planned, read_intervals

YEAR = timedelta(days=365)
MISSED_IN_A_ROW = 2
"""After so many, the page has a sentence that asks for protected time."""
OTHER = "other"


@dataclass(frozen=True)
class KindDates:
    """The dates of one kind of supervision, an id of guidance or nothing where the log names none.

    last      the day on which it was last held, if it was
    planned   the day that was last set for the next one of this kind, even one that has passed
    interval  days between two sessions, if the person wants one
    missed    sessions missed since it was last held
    before    what to see to before the next one, as it meets; empty where there is nothing
    """

    kind: str
    last: date | None
    planned: date | None
    interval: int | None
    missed: int
    before: str

    @property
    def due_by(self) -> date | None:
        """The last day that keeps the interval; one that was never held has no day to be late by."""
        return self.last + timedelta(days=self.interval) if self.last and self.interval else None

    def days_over(self, today: date) -> int:
        """How many days it is past its interval; 0 while it is not."""
        return max(0, (today - self.due_by).days) if self.due_by else 0


@dataclass(frozen=True)
class Year:
    """The last twelve months: sessions held, and sessions missed by reason, those in own words as one."""

    since: date
    held: int
    missed: Mapping[str, int]


@dataclass(frozen=True)
class Dates:
    """All of the page."""

    today: date
    kinds: tuple[KindDates, ...]
    year: Year

    @property
    def ask(self) -> str:
        """The sentence that asks for protected time; empty unless some kind was missed too often in a row."""
        often = any(each.missed >= MISSED_IN_A_ROW for each in self.kinds)
        return guide.line_of("ask-protected-time") if often else ""


def read_dates(session: Session, today: date) -> Dates:
    """The dates from a journal: of each kind that was ever logged, or that the person set an interval for."""
    sessions = of_kind(session, "session")
    intervals = read_intervals(session)
    logged = {each.fields.get("kind", "") for each in sessions}
    wanted = [kind for kind in KINDS_WITH_INTERVAL if kind in logged | _kinds_set(session)]
    others = sorted(logged - set(wanted))
    kinds = tuple(_dates(kind, sessions, intervals.get(kind)) for kind in [*wanted, *others])
    return Dates(today, kinds, _year(sessions, today))


def _kinds_set(session: Session) -> set[str]:
    """The kinds whose interval the person set themselves, to anything but none."""
    values = {kind: kept_setting(session, f"interval_{kind}") for kind in KINDS_WITH_INTERVAL}
    return {kind for kind, value in values.items() if value not in (None, "none")}


def _dates(kind: str, sessions: Iterable[Envelope], interval: int | None) -> KindDates:
    own = [each for each in sessions if each.fields.get("kind", "") == kind]
    planning = last_planned(own)
    return KindDates(
        kind=kind,
        last=last_held(own).get(kind),
        planned=date.fromisoformat(planning.fields["next"]) if planning else None,
        interval=interval,
        missed=sum(1 for _ in takewhile(lambda each: each.fields.get("missed"), reversed(own))),
        before=next((each.before for each in guide.load().modes if each.id == _mode(own)), ""),
    )


def _mode(sessions: Sequence[Envelope]) -> str:
    """How the last session that says so met: the next one is taken to meet in the same way."""
    return next((each.fields["mode"] for each in reversed(sessions) if each.fields.get("mode")), "")


def _year(sessions: Iterable[Envelope], today: date) -> Year:
    since = today - YEAR + timedelta(days=1)
    within = [each for each in sessions if since <= each.day <= today]
    reasons = Counter(_reason(each.fields["missed"]) for each in within if each.fields.get("missed"))
    return Year(since, sum(bool(each.fields.get("held")) for each in within), dict(reasons.most_common()))


def _reason(words: str) -> str:
    """The id of a reason, chosen or written out; anything else is the person's own, and stays with them."""
    typed = words.strip().lower()
    return next((each.id for each in guide.load().missed if typed in (each.id, each.name.lower())), OTHER)


def dates_object(dates: Dates) -> dict[str, Any]:
    """The same as JSON; days are written as 2026-11-21, or null."""
    return {
        "kinds": [
            {
                "kind": each.kind or None,
                "last_held": _iso(each.last),
                "next": _iso(each.planned),
                "interval_days": each.interval,
                "due_by": _iso(each.due_by),
                "overdue_days": each.days_over(dates.today),
                "missed_in_a_row": each.missed,
                "before": each.before or None,
            }
            for each in dates.kinds
        ],
        "ask_for_time": dates.ask or None,
        "last_12_months": {
            "since": dates.year.since.isoformat(),
            "held": dates.year.held,
            "missed": sum(dates.year.missed.values()),
            "reasons": dict(dates.year.missed),
        },
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def dates_document(dates: Dates) -> Document:
    """The page: a section for each kind, the sentence to copy where one is needed, and the year."""
    kinds = [Section(_name(each.kind), tuple(_items(each, dates.today))) for each in dates.kinds]
    asking = [Section("To ask for protected time, as text to copy", (Item(dates.ask),))] if dates.ask else []
    year = Section("The last 12 months", (Item(year_in_words(dates.year)),))
    named = [each.kind for each in dates.kinds if each.kind]
    footer = tuple(f"How often is yours to say: selfcare settings set interval_{kind} 28" for kind in named[:1])
    return Document("Supervision dates", (), (*kinds, *asking, year), footer)


def _name(kind: str) -> str:
    names = {each.id: each.name for each in guide.load().kinds}
    return names.get(kind, kind) or "Supervision, no kind named"


def _items(dates: KindDates, today: date) -> Iterable[Item]:
    yield Item(f"Last held: {when.in_words(dates.last, today) if dates.last else 'not logged yet'}")
    if dates.planned:
        passed = "; that day has passed" if dates.planned < today else ""
        yield Item(f"Next planned: {when.in_words(dates.planned, today)}{passed}")
    if dates.due_by:
        over = dates.days_over(today)
        late = f", overdue: that was {ago(over)}" if over else ""
        yield Item(f"Due by: {when.in_words(dates.due_by, today)}{late}")
    if dates.missed:
        yield Item(f"Missed since then: {dates.missed}" if dates.last else f"Missed: {dates.missed}")
    if dates.before and dates.planned and dates.planned >= today:
        yield Item(f"Before it: {dates.before}")


def year_in_words(year: Year) -> str:
    """One line for an appraisal: how many were held, how many missed, and why."""
    names = {each.id: each.name.lower() for each in guide.load().missed}
    reasons = ", ".join(f"{names.get(reason, 'another reason')} {count}" for reason, count in year.missed.items())
    missed = sum(year.missed.values())
    return f"Held {year.held}, missed {missed}" + (f" ({reasons})." if reasons else ".")
