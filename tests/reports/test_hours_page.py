"""The page of supervision hours: which sessions count, and what is said of those that do not."""

from datetime import date
from typing import Any

import pytest

from selfcare.guidance import supervision
from selfcare.journal.envelope import Envelope, new
from selfcare.render.terminal import lines
from selfcare.reports.hours import HoursPage, hours_document, hours_object, hours_page

TODAY = date(2026, 3, 20)
RULE = supervision.load().hours[0]


def held(day: str, kind: str | None = "clinical", **others: Any) -> Envelope:
    named = {"kind": kind} if kind else {}
    return new("session", {"held": day, **named, **others})


def page(*sessions: Envelope, months: int = 12, today: date = TODAY, is_theirs: bool = True) -> HoursPage:
    return hours_page(sessions, RULE, today, months, is_theirs=is_theirs)


def counted(*sessions: Envelope) -> dict[str, int]:
    return {each["month"]: each["counted_minutes"] for each in hours_object(page(*sessions))["months"]}


def shown(found: HoursPage) -> str:
    return "\n".join(text for _, text in lines(hours_document(found), 80))


@pytest.mark.parametrize(
    ("session", "minutes"),
    [
        (held("2026-03-02", minutes=60), 60),
        (held("2026-03-02", "group", minutes=120, people=6), 20),
        (held("2026-03-02", "peer", minutes=60), 30),
        (held("2026-03-02", "peer", minutes=60, people=5), 12),
        (held("2026-03-02", "clinical", mode="group", minutes=60, people=4), 30),
        (held("2026-03-02", "clinical", mode="group", minutes=60), 0),
        (held("2026-03-02", "group", minutes=60), 0),
        (held("2026-03-02", "line", minutes=60), 0),
        (held("2026-03-02", None, minutes=60), 0),
        (held("2026-03-02"), 0),
    ],
)
def test_a_session_counts_where_its_kind_length_and_number_are_known(session: Envelope, minutes: int) -> None:
    assert counted(session) == {"2026-03": minutes}
    assert bool(page(session).left_out) is (minutes == 0)


def test_a_missed_session_is_no_time() -> None:
    assert page(new("session", {"kind": "clinical", "missed": "no cover", "minutes": 60})).left_out == ()


def test_the_months_begin_with_the_first_session_and_reach_no_further_back_than_wished() -> None:
    sessions = [held(day, minutes=90) for day in ("2025-11-02", "2026-01-15", "2026-03-02")]
    assert list(counted(*sessions)) == ["2026-03", "2026-02", "2026-01", "2025-12", "2025-11"]
    assert [str(each.month) for each in page(*sessions, months=2).months] == ["2026-03"]
    assert [str(each.month) for each in page(months=2).months] == ["2026-03"]


def test_a_date_that_has_not_come_moves_no_month_and_is_named() -> None:
    slip = held("2027-05-01", minutes=60)
    this_month = held("2026-03-28", minutes=60)
    sessions = [held("2026-02-02", minutes=90), slip, this_month]
    assert counted(*sessions) == {"2026-03": 0, "2026-02": 90}
    told = shown(page(*sessions))
    for each in (slip, this_month):
        assert f"{each.handle}  held {each.fields['held']}: that date has not come yet" in told


def test_the_page_names_the_rule_and_the_day_it_was_checked_and_plainly_the_months_below_it() -> None:
    told = shown(page(held("2026-02-02", minutes=60), held("2026-03-02", "group", minutes=200, people=2)))
    assert "BACP accredited members" in told
    assert "21 November 2026" in told
    assert "  February 2026: 1 h 00; under 1 h 30" in told
    assert "  March 2026, so far: 1 h 40 of 3 h 20 held" in told
    assert not any(word in told.lower() for word in ("fail", "should have", "not met"))


def test_the_month_that_still_runs_is_under_nothing() -> None:
    assert "under" not in shown(page(held("2026-03-02", minutes=10))).partition("By month")[2]


def test_whom_the_rule_does_not_concern_reads_that_first_and_no_remark() -> None:
    sessions = [held("2026-02-02", minutes=60), held("2026-03-02", minutes=90)]
    told = shown(page(*sessions, is_theirs=False))
    assert told.splitlines()[1].startswith("This rule is BACP's; it counts for you only if you are registered there.")
    assert "under" not in told.partition("By month")[2]
    assert "This rule is BACP's" not in shown(page(*sessions))


def test_a_rule_that_was_checked_long_ago_says_so() -> None:
    late = date(RULE.checked.year + 1, RULE.checked.month, RULE.checked.day + 1)
    assert "more than a year ago" in shown(page(today=late))
    assert "more than a year ago" not in shown(page())


def test_what_was_not_counted_says_why_and_other_kinds_are_only_counted() -> None:
    unknown = held("2026-03-02", "group", minutes=60)
    told = shown(page(unknown, held("2026-03-03", "line", minutes=60), held("2026-03-04", "safeguarding")))
    assert f"{unknown.handle}  held 2026-03-02: it does not say how many took part" in told
    assert "Sessions of kinds that this rule does not count: 2" in told
