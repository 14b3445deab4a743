"""A person's own usual."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.insight.usual import own_usual
from selfcare.insight.weeks import RatedWeek, comparable
from selfcare.when import Week

FIRST = Week.parse("2026-W01")
WEEKS = st.dictionaries(st.integers(0, 60), st.tuples(st.integers(0, 10), st.booleans()), max_size=40).map(
    lambda given: [RatedWeek(FIRST + n, {"sleep": value}, aside) for n, (value, aside) in given.items()]
)


def rated(values: dict[int, int], aside: tuple[int, ...] = ()) -> list[RatedWeek]:
    """Ratings of sleep by the number of the week, counted from the first week of 2026."""
    return [RatedWeek(FIRST + n, {"sleep": value}, n in aside) for n, value in values.items()]


def usual(values: dict[int, int], before: int, aside: tuple[int, ...] = ()) -> float | None:
    return own_usual(rated(values, aside), "sleep", before=FIRST + before)


def test_four_weeks_make_a_usual_and_three_do_not() -> None:
    assert usual({0: 6, 1: 6, 2: 6}, before=3) is None
    assert usual({0: 6, 1: 4, 2: 7, 3: 6}, before=4) == 6


def test_the_middle_of_an_even_number_may_be_a_half() -> None:
    assert usual({0: 4, 1: 5, 2: 6, 3: 7}, before=4) == 5.5


def test_only_the_eight_latest_weeks_count() -> None:
    values = {0: 0, 1: 0, 2: 0, 3: 0, 4: 0} | dict.fromkeys(range(5, 13), 7)
    assert usual(values, before=13) == 7


def test_the_weeks_that_are_judged_do_not_count() -> None:
    assert usual({0: 6, 1: 6, 2: 6, 3: 6, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0}, before=4) == 6


def test_three_missed_weeks_are_no_break_and_four_are() -> None:
    assert usual({0: 2, 1: 2, 2: 2, 6: 8}, before=7) == 2
    assert usual({0: 2, 1: 2, 2: 2, 7: 8}, before=8) is None
    assert usual({0: 2, 1: 2, 2: 2, 7: 8, 8: 8, 9: 9, 10: 8}, before=11) == 8


def test_a_gap_just_before_the_weeks_judged_counts_too() -> None:
    assert usual({0: 2, 1: 2, 2: 2, 3: 2}, before=7) == 2
    assert usual({0: 2, 1: 2, 2: 2, 3: 2}, before=8) is None


def test_a_gap_after_the_weeks_judged_does_not() -> None:
    assert usual({0: 2, 1: 2, 2: 2, 3: 2, 20: 9}, before=4) == 2


def test_weeks_set_aside_are_left_out_and_are_no_gap() -> None:
    """A month of nights, checked in: the weeks before it still say what is usual."""
    values = {0: 6, 1: 6, 2: 6, 3: 0, 4: 0, 5: 0, 6: 0, 7: 6}
    assert usual(values, before=8, aside=(3, 4, 5, 6)) == 6
    assert usual(values, before=8) == 3


def test_a_week_without_the_item_counts_for_nothing() -> None:
    weeks = [*rated({0: 6, 1: 6, 2: 6, 4: 6}), RatedWeek(FIRST + 3, {"mood": 0})]
    assert own_usual(weeks, "sleep", before=FIRST + 5) == 6
    assert own_usual(weeks, "mood", before=FIRST + 5) is None


@given(WEEKS, st.integers(0, 61), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(weeks: list[RatedWeek], before: int, chance: random.Random) -> None:
    shuffled = chance.sample(weeks, len(weeks))
    assert own_usual(weeks, "sleep", before=FIRST + before) == own_usual(shuffled, "sleep", before=FIRST + before)
    assert list(comparable(shuffled, "sleep")) == sorted(comparable(weeks, "sleep"))


@given(WEEKS, st.integers(0, 61))
def test_a_usual_lies_among_the_ratings_so_that_a_missed_week_is_no_zero(weeks: list[RatedWeek], before: int) -> None:
    earlier = [value for week, value in comparable(weeks, "sleep").items() if week < FIRST + before]
    value = own_usual(weeks, "sleep", before=FIRST + before)
    if value is not None:
        assert len(earlier) >= 4
        assert min(earlier) <= value <= max(earlier)
        assert value * 2 == int(value * 2)


@given(WEEKS, st.integers(0, 61))
def test_turning_every_rating_round_turns_the_usual_round(weeks: list[RatedWeek], before: int) -> None:
    turned = [RatedWeek(one.week, {"sleep": 10 - one.ratings["sleep"]}, one.set_aside) for one in weeks]
    there, back = (own_usual(each, "sleep", before=FIRST + before) for each in (weeks, turned))
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there == pytest.approx(10 - back)


def test_weeks_are_counted_over_the_turn_of_the_year() -> None:
    start = Week.of(date(2026, 12, 14))
    weeks = [RatedWeek(start + n, {"sleep": 5}) for n in range(4)]
    assert own_usual(weeks, "sleep", before=Week.parse("2027-W02")) == 5
