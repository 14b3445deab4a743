"""Hours of supervision by calendar month, against the rule of a professional body, as it stood on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from selfcare.guidance.supervision import Hours
from selfcare.insight.hours import Month, MonthHours, Time, by_month
from selfcare.journal.envelope import Envelope
from selfcare.journal.supervision import is_shared_time
from selfcare.reports.document import Document, Item, Section

STALE = timedelta(days=365)
PEERS = 2
"""How many shared the time of a peer session that does not say: the two of you."""
WHY_NOT = {
    "no-kind": "it does not say which kind it was",
    "minutes": "it does not say how long it was",
    "people": "it does not say how many took part",
    "ahead": "that date has not come yet",
}
OTHER_KIND = "other-kind"
"""A session of a kind that the rule does not count: nothing about it is to be put right."""


@dataclass(frozen=True)
class HoursPage:
    """The months, the latest first, which still runs, and the sessions held in them that do not count, each with why.

    `is_theirs`: whether the rule is that of the person's own regulator, as far as the settings say.
    """

    rule: Hours
    today: date
    months: tuple[MonthHours, ...]
    left_out: tuple[tuple[Envelope, str], ...]
    is_theirs: bool = True

    @property
    def running(self) -> Month:
        """The month that still runs."""
        return self.months[0].month


def hours_page(
    sessions: Iterable[Envelope], rule: Hours, today: date, months: int, *, is_theirs: bool = True
) -> HoursPage:
    """The last `months` calendar months, with that of the date `today`, from the first in which a session was held."""
    last = Month.of(today)
    every = [each for each in sessions if each.fields.get("held")]
    held = [each for each in every if Month.of(_day(each)) >= last - (months - 1)]
    first = min(last, *(Month.of(_day(each)) for each in held)) if held else last
    why_not = [(each, _why_not(each, rule, today)) for each in held]
    left_out = [(each, why) for each, why in why_not if why]
    times = [Time(_day(each), each.fields["minutes"], _people(each) or 1) for each, why in why_not if not why]
    return HoursPage(rule, today, tuple(by_month(times, rule, first, last)), tuple(left_out), is_theirs)


def _day(session: Envelope) -> date:
    return date.fromisoformat(session.fields["held"])


def _why_not(session: Envelope, rule: Hours, today: date) -> str:
    """Why a session does not count, a key of `WHY_NOT` or `OTHER_KIND`; empty for one that does."""
    kind = session.fields.get("kind")
    if kind not in rule.kinds:
        return OTHER_KIND if kind else "no-kind"
    if session.fields.get("minutes") is None:
        return "minutes"
    if not _people(session):
        return "people"
    return "ahead" if _day(session) > today else ""


def _people(session: Envelope) -> int | None:
    """How many shared the time; none where it was a group and nobody said."""
    content = session.fields
    if "people" in content or not is_shared_time(content.get("kind"), content.get("mode")):
        return int(content.get("people", 1))
    return PEERS if "peer" in (content.get("kind"), content.get("mode")) else None


def hours_object(page: HoursPage) -> dict[str, Any]:
    """The same as JSON; minutes that count are whole, rounded down."""
    return {
        "rule": {
            "who": page.rule.who,
            "text": page.rule.in_words,
            "month_minutes": page.rule.month_minutes,
            "checked": page.rule.checked.isoformat(),
            "source": page.rule.source,
        },
        "months": [
            {
                "month": str(each.month),
                "minutes": each.minutes,
                "counted_minutes": int(each.counted),
                "enough": each.is_enough(page.rule),
                "running": each.month == page.running,
            }
            for each in page.months
        ],
        "not_counted": [{"id": each.id, "handle": each.handle, "why": why} for each, why in page.left_out],
    }


def in_one_line(page: HoursPage) -> str:
    """The months, the latest first, without the rule: "50 min so far in Nov, 1 h 30 in Oct"."""
    return ", ".join(_briefly(each, page.running) for each in page.months)


def _briefly(each: MonthHours, running: Month) -> str:
    so_far = " so far" if each.month == running else ""
    return f"{_clock(each.counted)}{so_far} in {date(each.month.year, each.month.number, 1):%b}"


def hours_document(page: HoursPage) -> Document:
    """The page: the rule and its day, each month, and what was not counted."""
    lead = [] if page.is_theirs else [page.rule.for_others]
    lead += [f"{page.rule.who}: {page.rule.in_words}", f"The rule as of {_in_full(page.rule.checked)}."]
    if page.today - page.rule.checked > STALE:
        lead.append("That is more than a year ago: look the rule up before you rely on it.")
    sections = (
        Section("By month", tuple(_month(each, page) for each in page.months)),
        Section("Not counted", tuple(_left_out(page.left_out))),
    )
    wanting = any(why != OTHER_KIND for _, why in page.left_out)
    footer = ("To put one right, log it again whole, and then: selfcare remove ID",) if wanting else ()
    return Document("Supervision hours", tuple(lead), tuple(each for each in sections if each.items), footer)


def _month(each: MonthHours, page: HoursPage) -> Item:
    day = date(each.month.year, each.month.number, 1)
    is_running = each.month == page.running
    running = ", so far" if is_running else ""
    logged = f" of {_clock(each.minutes)} held" if each.minutes != each.counted else ""
    is_remarked = page.is_theirs and not is_running and not each.is_enough(page.rule)
    enough = f"; under {_clock(page.rule.month_minutes)}" if is_remarked else ""
    return Item(f"{day:%B %Y}{running}: {_clock(each.counted)}{logged}{enough}")


def _left_out(sessions: Sequence[tuple[Envelope, str]]) -> list[Item]:
    others = sum(why == OTHER_KIND for _, why in sessions)
    counted = [Item(f"Sessions of kinds that this rule does not count: {others}")] if others else []
    wanting = [(each, WHY_NOT[why]) for each, why in sessions if why != OTHER_KIND]
    return [*(Item(f"{each.handle}  held {each.fields['held']}: {why}") for each, why in wanting), *counted]


def _clock(minutes: int | Fraction) -> str:
    """Minutes as hours and minutes, rounded down: 1 h 30."""
    hours, rest = divmod(int(minutes), 60)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"


def _in_full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
