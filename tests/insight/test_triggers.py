"""Hard moments counted, and nothing more than counted."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from selfcare.insight.triggers import HardMoment, triggers
from selfcare.when import Week

TODAY = date(2026, 6, 10)
WEEKS = [Week.of(TODAY) - back for back in (3, 2, 1, 0)]
RATING = st.none() | st.integers(0, 10)
MOMENTS = st.lists(
    st.builds(
        HardMoment,
        st.sampled_from(["death", "overload"]),
        st.integers(-5, 60).map(lambda back: TODAY - timedelta(days=back)),
        st.lists(st.sampled_from(["visit", "night"])).map(tuple),
        RATING,
        RATING,
    ),
    max_size=20,
)


def ago(days: int, *tags: str, kind: str = "overload") -> HardMoment:
    return HardMoment(kind, TODAY - timedelta(days=days), tags)


def test_they_are_counted_by_kind_and_by_week_and_a_week_without_one_is_a_zero() -> None:
    found = triggers([ago(0), ago(1), ago(20, kind="death"), ago(400)], WEEKS, TODAY)
    assert found.kinds == (("overload", 2), ("death", 1))
    assert [count for _, count in found.weeks] == [1, 0, 0, 2]


def test_only_whole_pairs_say_how_strong_it_was() -> None:
    pairs = ((8, 4), (6, 5), (9, None), (None, 1))
    found = triggers([HardMoment("death", TODAY, (), before, after) for before, after in pairs], WEEKS, TODAY)
    assert (found.paired, found.before, found.after) == (2, 7.0, 4.5)


def test_a_tag_is_named_when_two_of_the_last_four_weeks_share_it() -> None:
    found = triggers([ago(0, "visit", "night"), ago(27, "visit", "visit"), ago(28, "night")], WEEKS, TODAY)
    assert found.lately == 2
    assert found.tags == (("visit", 2),)


@given(MOMENTS, st.randoms(use_true_random=False))
def test_counts_add_up_in_any_order(moments: list[HardMoment], chance: random.Random) -> None:
    found = triggers(moments, WEEKS, TODAY)
    assert triggers(chance.sample(moments, len(moments)), WEEKS, TODAY) == found
    assert sum(count for _, count in found.kinds) == sum(count for _, count in found.weeks) <= len(moments)
    assert [week for week, _ in found.weeks] == WEEKS
    assert all(2 <= count <= found.lately for _, count in found.tags)
    assert (found.before is None) == (found.after is None) == (found.paired == 0)
