"""What is brought to a supervision session: the values of the summary, before anyone decides how they are laid out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from typing import Literal

from selfcare import when
from selfcare.guidance.checkins import CheckinItem
from selfcare.guidance.supervision import Kind, Mode, SupervisionGuide
from selfcare.insight.usual import AWAY, own_usual
from selfcare.insight.weeks import comparable
from selfcare.journal.actions import in_order, is_open
from selfcare.journal.checkins import CheckedWeek, by_week
from selfcare.journal.envelope import Envelope
from selfcare.journal.risks import is_marked
from selfcare.journal.sharing import Material, Shared
from selfcare.reports.checkins import rated_weeks
from selfcare.reports.document import Bar
from selfcare.reports.outward import Brought, brought
from selfcare.reports.preparations import Prepared, prepared, stands_on_the_page
from selfcare.reports.supervision import last_planned

WEEKS_SHOWN = 8
"""As many as the usual is made of."""
NO_OWN_ITEMS: Mapping[str, str] = {}
Place = Literal["good", "actions", "risks", "learning", "plan", "others", "nowhere"]
_PLACES: Mapping[str, Place] = {
    "good": "good",
    "action": "actions",
    "cpd": "learning",
    "reading": "learning",
    "plan_item": "plan",
    "risk": "nowhere",
}
"""Where a kind stands on the page, unless its record is a risk that is open."""


@dataclass(frozen=True)
class Plan:
    """The next session as far as the log knows it: names of its kind and mode, and its day."""

    kind: str = ""
    mode: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Wellbeing:
    """One check-in item: how it stands against the person's own usual, in words.

    `bars` are its numbers for the latest weeks, the earliest first; none where numbers stay with the person. `record`
    is the id of the record that an item of the person's own is kept in, empty for one that ships.
    """

    name: str
    standing: str
    usual: float | None
    bars: tuple[Bar, ...]
    record: str = ""


@dataclass(frozen=True)
class Values:
    """All that a summary says.

    since      the first day that it covers; none where it covers everything
    prepared   what was written for the session itself
    good, actions, risks, learning, own_plan, others    what is brought, each record in one of them
    wellbeing  the check-in items that may be shown
    missed     sessions missed since the last one held
    left_out   how many: private records, texts of records brought as a theme, shared records from before the period
    earlier    the handles of those from before the period, for the person alone
    """

    prepared_on: date
    since: date | None
    plan: Plan
    prepared: Prepared
    good: tuple[Brought, ...]
    actions: tuple[Brought, ...]
    risks: tuple[Brought, ...]
    learning: tuple[Brought, ...]
    own_plan: tuple[Brought, ...]
    others: tuple[Brought, ...]
    wellbeing: tuple[Wellbeing, ...]
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
    numbers: bool = False,
    own_items: Mapping[str, str] = NO_OWN_ITEMS,
) -> Values:
    """What `material` gives for a summary prepared `now`, in the zone `zone`.

    It covers what counts from the day `since`, else from the day of the last session held, else everything. A risk
    stays until it is closed or no longer shared, an action until it was told once that it is settled. `items` are the
    check-in items that the person lets a summary show, with their `numbers` or in words alone; `own_items` has the ids
    of the records of those that are the person's own.
    """
    today = when.local(now, zone).date()
    start = when.beginning(since, zone) if since else last_session_day(material.sessions)
    first_day = when.local(start, zone).date() if start else None
    covered, earlier = _parted(material, start, first_day)
    written = prepared(material, start if since else None, today)

    def at(place: Place) -> tuple[Brought, ...]:
        records = [each for each in covered if _place(each, material.stood_for) == place]
        return tuple(brought(each, today) for each in _in_order(records, today))

    return Values(
        prepared_on=today,
        since=first_day,
        plan=_next_session(material.sessions, guide, today),
        prepared=written,
        good=at("good"),
        actions=at("actions"),
        risks=at("risks"),
        learning=at("learning"),
        own_plan=at("plan"),
        others=at("others"),
        wellbeing=tuple(
            replace(each, record=own_items.get(item, ""))
            for item, each in _against_usual(
                by_week(material.checkins, material.ordinary).values(), items, first_day, numbers=numbers
            )
        ),
        missed=_missed_in_a_row(material.sessions),
        left_out={
            "private": len(written.kept_back | _private_since(material, start)),
            "theme": sum(each.share == "theme" for each in covered),
            "earlier": len(earlier),
        },
        earlier=tuple(each.handle for each in earlier),
    )


def _parted(
    material: Material, start: datetime | None, first_day: date | None
) -> tuple[list[Envelope], list[Envelope]]:
    """The records that are covered, and those from before the days covered."""
    covered: list[Envelope] = []
    earlier: list[Envelope] = []
    for each in material.shared:
        place = _place(each.record, material.stood_for)
        if place == "actions":
            covered += [each.record] if _told_now(each, start, first_day) else []
        elif place != "nowhere":
            counts = start is None or each.since >= start or place == "risks"
            (covered if counts else earlier).append(each.record)
    return covered, earlier


def _told_now(action: Shared, start: datetime | None, first_day: date | None) -> bool:
    """Whether an action is open, or was settled since the last session; the day before may go on after midnight."""
    if action.settled is None or start is None or first_day is None:
        return True
    return action.settled >= start or date.fromisoformat(action.record.fields["settled"]) >= first_day


def _place(record: Envelope, stood_for: Set[str]) -> Place:
    """Where on the page a record stands. A closed risk is done with, and a preparation is told point by point."""
    if stands_on_the_page(record):
        return "nowhere"
    if is_risk(record) and not (is_marked(record) and record.id in stood_for):
        return "risks"
    return _PLACES.get(record.kind, "others")


def _private_since(material: Material, start: datetime | None) -> set[str]:
    return {record for record, happened in material.private.items() if start is None or happened >= start}


def _in_order(records: Sequence[Envelope], today: date) -> Sequence[Envelope]:
    """Open actions first, the supervisor's late ones at their head; all else by when it happened."""
    late_first = in_order((each for each in records if each.kind == "action" and is_open(each)), today)
    return [*late_first, *(each for each in records if each not in late_first)]


def is_risk(record: Envelope) -> bool:
    """Whether a record is an open risk, or a trigger note that its writer marked as one to share."""
    return is_marked(record) or (record.kind == "risk" and not record.fields.get("closed"))


def private_risks(records: Iterable[Envelope], since: date | None) -> tuple[str, ...]:
    """The handles of open risks, and of notes from `since` on marked as one, that are private: no page brings them."""
    private = (each for each in records if is_risk(each) and each.share == "private")
    return tuple(each.handle for each in private if since is None or each.kind == "risk" or each.calendar_date >= since)


def last_session_day(sessions: Iterable[Envelope]) -> datetime | None:
    """The moment from which the next summary counts; none where no session was held yet.

    That is the beginning of the day of the last session, whenever it was logged: nobody knows at what time it ended,
    and what was shared on that day may not have been in it. Better brought twice than lost.
    """
    held = [(_day(each.fields.get("held")), each.zone) for each in sessions]
    return max((when.beginning(day, zone) for day, zone in held if day), default=None)


def _next_session(sessions: Sequence[Envelope], guide: SupervisionGuide, today: date) -> Plan:
    """The soonest session that lies ahead, by what was last set for each kind; in the mode of the one that set it."""
    kinds = {each.fields.get("kind") for each in sessions}
    last = (last_planned([each for each in sessions if each.fields.get("kind") == kind]) for kind in kinds)
    ahead = [(day, each) for each in last if each and (day := _day(each.fields.get("next"))) and day >= today]
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
    checked: Iterable[CheckedWeek], items: Sequence[CheckinItem], since: date | None, *, numbers: bool
) -> Iterator[tuple[str, Wellbeing]]:
    """How each of `items` stood in the latest week that rates it, with its id.

    Why a week was set aside is nobody else's matter.
    """
    weeks = rated_weeks(checked)
    for item in items:
        ratings = comparable(weeks, item.id)
        latest = max((week for week in ratings if since is None or week.sunday >= since), default=None)
        if latest is None:
            continue
        usual = own_usual(weeks, item.id, before=latest)
        span = [latest - back for back in reversed(range(WEEKS_SHOWN))] if numbers else []
        bars = tuple(Bar(week, ratings.get(week)) for week in span)
        yield item.id, Wellbeing(item.name, _standing(ratings[latest], usual), usual, bars)


def _standing(value: int, usual: float | None) -> str:
    """In words that hold for every item: 10 is the better end, so a low workload is no small one."""
    if usual is None:
        return "no usual yet to compare with"
    if abs(value - usual) < AWAY:
        return "about my usual \u2192"
    return "better than my usual \u2191" if value > usual else "less good than my usual \u2193"
