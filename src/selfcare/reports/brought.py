"""What is brought to a supervision session: the values of the summary, before anyone decides how they are laid out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import takewhile

from selfcare import when
from selfcare.guidance.checkins import CheckinItem
from selfcare.guidance.supervision import Kind, Mode, Purpose, SupervisionGuide
from selfcare.insight.usual import AWAY, own_usual
from selfcare.insight.weeks import comparable
from selfcare.journal.checkins import by_week
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Part
from selfcare.journal.kinds import kind_of
from selfcare.journal.sharing import Material, Shared
from selfcare.reports.checkins import rated_weeks

RISK = "risk-to-share"


@dataclass(frozen=True)
class Brought:
    """One record as others may see it. `parts` is empty at level theme; `tags` are those that name no purpose."""

    record: str
    noun: str
    theme: str
    parts: tuple[Part, ...]
    tags: tuple[str, ...]
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True)
class Plan:
    """The next session as far as the log knows it: names of its kind and mode, and its day."""

    kind: str = ""
    mode: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Values:
    """All that a summary says.

    since      the first day that it covers; none where it covers everything
    good, risks, others    what is brought, each record in one of them
    wellbeing  names of check-in items, and how each stands against the person's own usual
    missed     sessions missed since the last one held
    left_out   how many: private records, texts of records brought as a theme, shared records from before the period
    earlier    the handles of those from before the period, for the person alone
    """

    prepared_on: date
    since: date | None
    plan: Plan
    good: tuple[Brought, ...]
    risks: tuple[Brought, ...]
    others: tuple[Brought, ...]
    wellbeing: tuple[tuple[str, str], ...]
    missed: int
    left_out: Mapping[str, int]
    earlier: tuple[str, ...]


def values(
    material: Material,
    guide: SupervisionGuide,
    items: Sequence[CheckinItem],
    *,
    now: datetime,
    zone: str,
    since: date | None = None,
) -> Values:
    """What `material` gives for a summary prepared `now`, in the zone `zone`.

    It covers what counts from the day `since`, else from the day of the last session held, else everything. A risk to
    share stays until it is no longer shared. `items` are the check-in items that the person lets a summary show.
    """
    today = when.local(now, zone).date()
    start = _beginning(since, zone) if since else last_session_day(material.sessions)
    covered, earlier = _parted(material.shared, start)
    first_day = when.local(start, zone).date() if start else None
    return Values(
        prepared_on=today,
        since=first_day,
        plan=_next_session(material.sessions, guide, today),
        good=tuple(_brought(each, guide) for each in covered if is_good(each)),
        risks=tuple(_brought(each, guide) for each in covered if is_risk(each)),
        others=tuple(_brought(each, guide) for each in covered if not is_good(each) and not is_risk(each)),
        wellbeing=tuple(_against_usual(material.checkins, items, first_day)),
        missed=_missed_in_a_row(material.sessions),
        left_out={
            "private": sum(start is None or happened >= start for happened in material.private),
            "theme": sum(each.share == "theme" for each in covered),
            "earlier": len(earlier),
        },
        earlier=tuple(each.handle for each in earlier),
    )


def _parted(shared: Iterable[Shared], start: datetime | None) -> tuple[list[Envelope], list[Envelope]]:
    """The records that are covered from `start` on, and those from before it."""
    covered: list[Envelope] = []
    earlier: list[Envelope] = []
    for each in shared:
        counts = start is None or each.since >= start or is_risk(each.record)
        (covered if counts else earlier).append(each.record)
    return covered, earlier


def is_good(record: Envelope) -> bool:
    """Whether a record is a good moment."""
    return record.kind == "good"


def is_risk(record: Envelope) -> bool:
    """Whether a record is a trigger note that its writer marked as a risk to share."""
    return record.kind == "trigger" and record.fields.get("next") == RISK


def private_risks(notes: Iterable[Envelope], since: date | None) -> tuple[str, ...]:
    """The handles of the notes from `since` on that were marked as a risk and are private: no page brings them."""
    risks = (each for each in notes if is_risk(each) and each.share == "private")
    return tuple(each.handle for each in risks if since is None or each.day >= since)


def _brought(record: Envelope, guide: SupervisionGuide) -> Brought:
    kind = kind_of(record)
    named = (*record.fields.get("purposes", ()), *record.tags)
    known = {purpose.id: purpose for purpose in guide.purposes}
    return Brought(
        record=record.id,
        noun=kind.noun,
        theme=record.theme,
        parts=tuple(kind.shareable(record.fields)) if record.share == "share" else (),
        tags=tuple(tag for tag in record.tags if tag not in known),
        purposes=tuple(known[name] for name in dict.fromkeys(named) if name in known),
    )


def last_session_day(sessions: Iterable[Envelope]) -> datetime | None:
    """The moment from which the next summary counts; none where no session was held yet.

    That is the beginning of the day of the last session, whenever it was logged: nobody knows at what time it ended,
    and what was shared on that day may not have been in it. Better brought twice than lost.
    """
    held = [(_day(each.fields.get("held")), each.zone) for each in sessions]
    return max((_beginning(day, zone) for day, zone in held if day), default=None)


def _beginning(day: date, zone: str) -> datetime:
    """The first moment of `day`."""
    clocks = when.local(datetime.combine(day, time(), UTC), zone).tzinfo
    return datetime.combine(day, time(), clocks)


def _next_session(sessions: Sequence[Envelope], guide: SupervisionGuide, today: date) -> Plan:
    """The soonest session that lies ahead, by what the last one of each kind set; in that one's mode."""
    last = {each.fields.get("kind"): each for each in sessions}
    ahead = [(day, each) for each in last.values() if (day := _day(each.fields.get("next"))) and day >= today]
    if not ahead:
        return Plan()
    day, session = min(ahead, key=lambda pair: pair[0])
    return Plan(_name(guide.kinds, session.fields.get("kind")), _name(guide.modes, session.fields.get("mode")), day)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _name(known: Iterable[Kind | Mode], wanted: str | None) -> str:
    """A name out of guidance: what else may stand in a log stays there."""
    return next((each.name for each in known if each.id == wanted), "")


def _missed_in_a_row(sessions: Sequence[Envelope]) -> int:
    """How many sessions were missed since the last one held; `sessions` has the earliest first."""
    return sum(1 for _ in takewhile(lambda each: each.fields.get("missed"), reversed(sessions)))


def _against_usual(
    checkins: Iterable[Envelope], items: Sequence[CheckinItem], since: date | None
) -> Iterator[tuple[str, str]]:
    """How each of `items` stood in the latest week that rates it, in words and without numbers."""
    weeks = rated_weeks(by_week(checkins).values())
    for item in items:
        ratings = comparable(weeks, item.id)
        covered = [week for week in ratings if since is None or week.sunday >= since]
        if covered:
            yield item.name, _standing(ratings[covered[-1]], own_usual(weeks, item.id, before=covered[-1]))


def _standing(value: int, usual: float | None) -> str:
    if usual is None:
        return "no usual yet to compare with"
    if abs(value - usual) < AWAY:
        return "about my usual"
    return "higher than my usual" if value > usual else "lower than my usual"
