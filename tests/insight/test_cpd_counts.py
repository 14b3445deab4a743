"""CPD counted: periods, pieces, hours and gaps, by worked examples."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.guidance import cpd as guidance
from selfcare.guidance.cpd import Profile
from selfcare.insight.cpd import Period, Piece, counted, days_without, is_old, period

DAY = date(2026, 11, 18)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def profile(name: str) -> Profile:
    return next(each for each in guidance.load().profiles if each.id == name)


def have(name: str, *pieces: Piece) -> list[int]:
    return [each.have for each in counted(profile(name), pieces)]


@pytest.mark.parametrize(
    ("today", "first", "closes"),
    [
        (date(2026, 11, 30), date(2025, 12, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 1), date(2027, 11, 30)),
        (date(2027, 1, 1), date(2026, 12, 1), date(2027, 11, 30)),
    ],
)
def test_the_year_of_social_work_england_runs_from_december_to_november(today: date, first: date, closes: date) -> None:
    assert period(profile("swe"), today, date(2031, 1, 1)) == Period(first, closes)


@pytest.mark.parametrize(
    ("own_end", "first", "closes"),
    [
        (date(2027, 4, 30), date(2024, 5, 1), date(2027, 4, 30)),
        (date(2026, 11, 18), date(2023, 11, 19), date(2026, 11, 18)),  # the last day still counts
        (date(2026, 11, 17), date(2026, 11, 18), date(2029, 11, 17)),  # past: the next three years
        (date(2031, 4, 30), date(2025, 5, 1), date(2028, 4, 30)),  # more than a period ahead
        (date(2024, 2, 29), date(2024, 2, 29), date(2027, 2, 28)),  # no 29 February in 2027
    ],
)
def test_a_date_of_ones_own_comes_round_every_period(own_end: date, first: date, closes: date) -> None:
    assert period(profile("nmc"), DAY, own_end) == Period(first, closes)


def test_without_a_date_the_years_up_to_now_count() -> None:
    assert period(profile("nmc"), DAY) == Period(date(2023, 11, 19), None)


@given(DAYS, DAYS | st.none(), st.sampled_from(guidance.load().profiles))
def test_today_is_always_in_the_period(today: date, own_end: date | None, one: Profile) -> None:
    found = period(one, today, own_end)
    assert found.has(today)
    assert found.closes is None or found.closes - found.first < timedelta(days=366 * one.years)


def test_pieces_and_peer_reflections_are_counted_for_social_work_england() -> None:
    assert have("swe") == [0, 0]
    assert have("swe", Piece(DAY), Piece(DAY, with_peer=True)) == [2, 1]


def test_hours_are_counted_in_minutes_and_those_with_others_apart() -> None:
    assert have("nmc", Piece(DAY, 90), Piece(DAY, 50, participatory=True), Piece(DAY)) == [140, 50]


def test_nothing_is_counted_where_no_number_is_known() -> None:
    assert have("hcpc", Piece(DAY, 90)) == have("bacp", Piece(DAY, 90)) == []


@pytest.mark.parametrize(("days", "said"), [(0, 0), (74, 0), (75, 75), (200, 200)])
def test_a_gap_is_remarked_on_after_75_days_and_only_where_it_matters(days: int, said: int) -> None:
    pieces = [Piece(DAY - timedelta(days=400)), Piece(DAY - timedelta(days=days))]
    assert days_without(profile("hcpc"), pieces, DAY) == said
    assert days_without(profile("swe"), pieces, DAY) == 0


def test_there_is_no_gap_before_the_first_piece() -> None:
    assert days_without(profile("hcpc"), [], DAY) == 0


def test_facts_are_old_after_a_year() -> None:
    one = replace(profile("swe"), checked=date(2026, 1, 1))
    assert one.checked
    assert not is_old(one.checked, date(2027, 1, 1))
    assert is_old(one.checked, date(2027, 1, 2))
