"""How CPD stands: the period it counts for, what is counted in it, and how long ago the last piece was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selfcare.guidance.cpd import Count, Measure, Profile
from selfcare.journal.envelope import Envelope

HOUR = 60
OLD_AFTER = timedelta(days=365)
NO_END = date.max


@dataclass(frozen=True)
class Piece:
    """One piece of CPD as it counts. `minutes` is 0 where nobody said; `with_peer`: it was talked over with a peer."""

    day: date
    minutes: int = 0
    participatory: bool = False
    with_peer: bool = False


def piece(record: Envelope) -> Piece:
    """A record of kind `cpd` as it counts."""
    content = record.fields
    return Piece(
        day=record.calendar_date,
        minutes=content.get("minutes", 0),
        participatory=content.get("participatory", False),
        with_peer=bool(content.get("peer") or content.get("peer_learned")),
    )


@dataclass(frozen=True)
class Period:
    """The days that count, both included. `closes` is its last day; none where that is not known."""

    first: date
    closes: date | None

    def has(self, day: date) -> bool:
        """Whether `day` counts."""
        return self.first <= day <= (self.closes or NO_END)


@dataclass(frozen=True)
class Counted:
    """One count of a profile, and how much of it there is: pieces, or minutes where it is in hours."""

    count: Count
    have: int


def period(profile: Profile, today: date, own_end: date | None = None) -> Period:
    """The period that `today` is in.

    It ends on the day that the profile has for everybody, else on the person's `own_end` or a whole number of periods
    before or after it. Where neither is known, it is the years up to now, without an end.
    """
    if profile.closes:
        closes = _next_end(_in_year(today.year, *profile.closes), 1, today)
    elif own_end:
        closes = _next_end(own_end, profile.years, today)
    else:
        return Period(_years_after(today, -profile.years) + timedelta(days=1), None)
    return Period(_years_after(closes, -profile.years) + timedelta(days=1), closes)


def _next_end(end: date, years: int, today: date) -> date:
    """The first day from `today` on that is a whole number of `years`-long steps from `end`."""
    steps = -((end.year - today.year) // years)
    while _years_after(end, years * steps) < today:
        steps += 1
    while _years_after(end, years * (steps - 1)) >= today:
        steps -= 1
    return _years_after(end, years * steps)


def _years_after(day: date, years: int) -> date:
    return _in_year(day.year + years, day.month, day.day)


def _in_year(year: int, month: int, day: int) -> date:
    """A day of the calendar in another year; 29 February is the 28th where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def counted(profile: Profile, pieces: Iterable[Piece]) -> tuple[Counted, ...]:
    """What the profile counts, with how much there is. `pieces` are those of the period."""
    found = tuple(pieces)
    return tuple(Counted(each, _have(each.measure, found)) for each in profile.counts)


def _have(measure: Measure, pieces: Sequence[Piece]) -> int:
    if measure == "pieces":
        return len(pieces)
    if measure == "with-peer":
        return sum(each.with_peer for each in pieces)
    if measure == "hours":
        return sum(each.minutes for each in pieces)
    return sum(each.minutes for each in pieces if each.participatory)


def in_hours(count: Count) -> bool:
    """Whether a count is of hours, which are counted in minutes."""
    return count.measure in ("hours", "participatory-hours")


def days_without(profile: Profile, pieces: Iterable[Piece], today: date) -> int:
    """Days since the latest piece, where they are as many as the profile remarks on; else 0.

    Where there is no piece yet, there is nothing to have a gap in.
    """
    days = [each.day for each in pieces if each.day <= today]
    if not profile.gap_days or not days:
        return 0
    gap = (today - max(days)).days
    return gap if gap >= profile.gap_days else 0


def is_old(checked: date, today: date) -> bool:
    """Whether facts looked at on the day `checked` are more than a year old."""
    return today - checked > OLD_AFTER
