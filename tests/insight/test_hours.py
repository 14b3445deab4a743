"""Hours of supervision: what counts in a calendar month, worked out by hand from the rule."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.guidance import supervision
from selfcare.insight.hours import Month, Time, by_month, counted

RULE = supervision.load().hours[0]
DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("minutes", "people", "counts"),
    [
        (90, 1, 90),
        (120, 2, 60),
        (120, 4, 60),
        (120, 5, 24),
        (120, 6, 20),
        (90, 4, 45),
        (50, 3, 25),
        (45, 2, Fraction(45, 2)),
        (100, 6, Fraction(50, 3)),
    ],
)
def test_up_to_four_people_count_half_and_more_divide_the_time(minutes: int, people: int, counts: Fraction) -> None:
    assert counted(Time(DAY, minutes, people), RULE) == counts


@pytest.mark.parametrize(
    ("times", "enough"),
    [
        ([(90, 1)], True),
        ([(89, 1)], False),
        ([(60, 1), (60, 4)], True),
        ([(60, 1), (59, 2)], False),
        ([(60, 1), (120, 6), (60, 6)], True),
        ([(180, 3)], True),
        ([(180, 5)], False),
        ([(100, 6)] * 5, False),
    ],
)
def test_a_month_needs_ninety_minutes_that_count(times: list[tuple[int, int]], enough: bool) -> None:
    (month,) = by_month([Time(DAY, *each) for each in times], RULE, Month(2026, 3), Month(2026, 3))
    assert month.is_enough(RULE) is enough


def test_a_long_month_does_not_make_up_for_the_next() -> None:
    times = [Time(date(2026, 1, 31), 180), Time(date(2026, 3, 1), 90)]
    found = by_month(times, RULE, Month(2026, 1), Month(2026, 3))
    assert [str(each.month) for each in found] == ["2026-03", "2026-02", "2026-01"]
    assert [each.is_enough(RULE) for each in found] == [True, False, True]
    assert [each.minutes for each in found] == [90, 0, 180]


@pytest.mark.parametrize(
    ("month", "back", "earlier"),
    [(Month(2026, 3), 2, "2026-01"), (Month(2026, 1), 1, "2025-12"), (Month(2026, 11), 23, "2024-12")],
)
def test_months_are_counted_back_over_a_new_year(month: Month, back: int, earlier: str) -> None:
    assert str(month - back) == earlier


@given(st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 300), st.integers(1, 20))))
def test_every_minute_is_in_one_month_and_no_more_of_it_counts(times: list[tuple[date, int, int]]) -> None:
    found = by_month([Time(*each) for each in times], RULE, Month(2025, 1), Month(2026, 12))
    assert len(found) == 24
    assert sum(each.minutes for each in found) == sum(minutes for _, minutes, _ in times)
    assert all(each.counted <= each.minutes for each in found)
