"""What is older than the person wanted to keep it, by kind."""

from dataclasses import dataclass
from datetime import date

from selfcare.errors import Usage
from selfcare.journal.envelope import Envelope
from selfcare.journal.retention import CYCLE, NEVER, asked_again_from, kept_for, older_than
from selfcare.journal.session import Session
from selfcare.reports.cpd import read_standing


@dataclass(frozen=True)
class Old:
    """The records of one kind from before the day `limit`, the latest first. `kept_for`: months, or `cycle`."""

    kind: str
    kept_for: str
    limit: date
    records: tuple[Envelope, ...]


def read_old(session: Session, nation: str, today: date) -> tuple[Old, ...]:
    """The kinds that are asked about today, and have something old."""
    wanted = {kind: time for kind, time in kept_for(session).items() if time != NEVER}
    due = [kind for kind in wanted if asked_again_from(session, kind) <= today]
    found = (_old(session, kind, wanted[kind], nation, today) for kind in due)
    return tuple(each for each in found if each.records)


def _old(session: Session, kind: str, time: str, nation: str, today: date) -> Old:
    limit = _cycle_limit(session, nation, today) if time == CYCLE else months_before(today, int(time))
    return Old(kind, time, limit, tuple(older_than(session, kind, limit)))


def _cycle_limit(session: Session, nation: str, today: date) -> date:
    """The first day of the period before this one: what counted before that has been kept for one period more."""
    try:
        standing = read_standing(session, regulator="", nation=nation, since=None, today=today)
    except Usage:  # a regulator of one's own that is there no more
        return date.min
    return months_before(standing.period.first, 12 * standing.profile.years)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date.min
