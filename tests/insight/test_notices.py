"""Notices: what they need, what they say, and what they leave alone."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.guidance import notices as guidance
from selfcare.guidance.checkins import CheckinItem
from selfcare.guidance.notices import Direction, Measure, NoticeRule
from selfcare.insight.notices import WAYS, WORK_WAYS, Notice, notices
from selfcare.insight.weeks import RatedWeek
from selfcare.when import Week

FIRST = Week.parse("2026-W01")
MIRROR: dict[Direction, Direction] = {"fall": "rise", "rise": "fall"}


def item(name: str, condition: bool = False) -> CheckinItem:
    return CheckinItem(name, name.title(), "?", "none", "plenty", "me", True, condition, "test", None)


def rule(measure: Measure, direction: Direction, points: int = 0, weeks: int = 1, items: int = 0) -> NoticeRule:
    words = {"many": "{count} things", "signs": "{count} signs", "overdue": "{kind}: {weeks}"}
    text = words.get(measure, "{item} {weeks} {value}") + (" of {usual}" if measure == "usual" else "")
    return NoticeRule(f"{measure}-{direction}", measure, direction, points, weeks, items, text, "the rule", "test")


BELOW, ABOVE = rule("usual", "fall", 2, 2), rule("usual", "rise", 2, 2)
FALLING, CLIMBING = rule("run", "fall", 3, 3), rule("run", "rise", 3, 3)
LOW, UP_AGAIN = rule("level", "fall", 3, 2), rule("level", "rise", 3, 2)
MANY_BELOW, MANY_ABOVE = rule("many", "fall", 2, 1, 4), rule("many", "rise", 2, 1, 4)
SIGNS, OVERDUE = rule("signs", "fall", items=3), rule("overdue", "fall", weeks=1)
RULES = (BELOW, ABOVE, FALLING, CLIMBING, LOW, UP_AGAIN, MANY_BELOW, MANY_ABOVE, SIGNS)
MIRRORED = (BELOW, ABOVE, FALLING, CLIMBING, MANY_BELOW, MANY_ABOVE)

SLEEP, LOAD = item("sleep"), item("load", condition=True)
NAMES = ("sleep", "mood", "calm", "team", "load")
ITEMS = [item(name, name == "load") for name in NAMES]


def said(values: Sequence[int | None], *rules: NoticeRule, of: CheckinItem = SLEEP) -> list[Notice]:
    """The notices for weeks in a row; None is a week that was missed."""
    weeks = [RatedWeek(FIRST + n, {of.id: value}) for n, value in enumerate(values) if value is not None]
    return list(notices(weeks, [of], rules))


def test_two_below_the_usual_two_weeks_running_is_noticed() -> None:
    (notice,) = said([6, 6, 6, 6, 4, 4], BELOW)
    assert notice == Notice("usual-fall", ("sleep",), (FIRST + 4, FIRST + 5), "Sleep 2 4 of 6", "the rule", WAYS)


def test_a_half_in_the_usual_is_shown() -> None:
    (notice,) = said([6, 7, 6, 7, 4, 3], BELOW)
    assert notice.text == "Sleep 2 3 of 6.5"


@pytest.mark.parametrize(
    "values",
    [
        [6, 6, 6, 6, 4],  # one week
        [6, 6, 6, 6, 4, 5],  # one point in the second
        [6, 6, 6, 6, 5, 4],
        [6, 6, 6, 4, 4],  # a usual needs four weeks before the first one judged
        [6, 6, 6, 6, 4, None, 4],  # not running
        [6, 6, 6, 6, None, None, None, None, 4, 4],  # a gap of four weeks starts afresh
        [6, 6, 6, 6, 4, 4, 6],  # over
        [6, 6, 6, 6, 8, 8],
    ],
)
def test_what_is_not_below_the_usual_is_not_noticed(values: list[int | None]) -> None:
    assert said(values, BELOW) == []


def test_a_rise_is_said_as_plainly_and_asks_for_nothing() -> None:
    (notice,) = said([6, 6, 6, 6, 8, 8], ABOVE)
    assert (notice.rule_id, notice.text, notice.ways) == ("usual-rise", "Sleep 2 8 of 6", ())


def test_three_steps_down_running_are_noticed_and_two_are_not() -> None:
    assert [n.rule_id for n in said([8, 7, 6, 5], FALLING, CLIMBING)] == ["run-fall"]
    assert [n.rule_id for n in said([5, 6, 7, 8], FALLING, CLIMBING)] == ["run-rise"]
    assert said([8, 8, 6, 5], FALLING) == []
    assert said([8, 7, None, 6, 5], FALLING) == []
    assert said([9, 6, 3], FALLING) == []
    assert said([8, 7, 6, 5], replace(FALLING, points=4)) == []


def test_low_for_two_weeks_is_noticed_without_a_usual() -> None:
    assert [n.text for n in said([3, 2], LOW)] == ["Sleep 2 2"]
    assert said([4, 3], LOW) == said([3, None, 3], LOW) == said([2], LOW) == []


def test_up_again_is_noticed_after_a_low_as_long() -> None:
    assert [n.weeks for n in said([3, 3, 4, 5], UP_AGAIN)] == [(FIRST + 2, FIRST + 3)]
    assert said([3, 4, 4, 5], UP_AGAIN) == said([3, 3, 4, 3], UP_AGAIN) == said([6, 6, 6, 6], UP_AGAIN) == []


def test_four_items_below_their_usual_in_one_week_are_one_notice() -> None:
    weeks = [RatedWeek(FIRST + n, dict.fromkeys(NAMES, 6)) for n in range(4)]
    three = [*weeks, RatedWeek(FIRST + 4, {"sleep": 4, "mood": 4, "calm": 3, "team": 5, "load": 6})]
    four = [*weeks, RatedWeek(FIRST + 4, {"sleep": 4, "mood": 4, "calm": 3, "team": 2, "load": 6})]
    assert notices(three, ITEMS, [MANY_BELOW]) == ()
    (notice,) = notices(four, ITEMS, [MANY_BELOW])
    assert (notice.items, notice.text, notice.ways) == (("sleep", "mood", "calm", "team"), "4 things", WAYS)


def test_a_fall_in_a_condition_of_the_work_leads_to_the_agenda_and_the_employer_first() -> None:
    (notice,) = said([6, 6, 6, 6, 4, 4], BELOW, of=LOAD)
    assert notice.ways[:2] == ("supervision", "employer")
    weeks = [RatedWeek(FIRST + n, dict.fromkeys(NAMES, 6)) for n in range(4)]
    (many,) = notices([*weeks, RatedWeek(FIRST + 4, dict.fromkeys(NAMES, 3))], ITEMS, [MANY_BELOW])
    assert many.ways[:2] == ("supervision", "employer")


def test_what_is_offered_is_what_the_guidance_has_words_for() -> None:
    shipped = guidance.load()
    assert tuple(offer.id for offer in shipped.offers) == WAYS
    assert tuple(offer.id for offer in shipped.work_offers) == WORK_WAYS


def test_there_is_always_the_way_of_doing_nothing_now() -> None:
    assert WAYS[-1] == WORK_WAYS[-1] == "nothing"


def test_early_signs_are_counted_in_the_latest_week_only() -> None:
    earlier = RatedWeek(FIRST, {}, signs=5)
    assert notices([earlier, RatedWeek(FIRST + 1, {}, signs=2)], ITEMS, [SIGNS]) == ()
    (notice,) = notices([RatedWeek(FIRST + 1, {}, signs=3), earlier], ITEMS, [SIGNS])
    assert notice.text == "3 signs"


def test_overdue_supervision_is_noticed_from_its_week_on_without_any_check_in() -> None:
    assert notices([], ITEMS, [OVERDUE], overdue={"line": 0}) == ()
    (notice,) = notices([], ITEMS, [OVERDUE], overdue={"line": 0, "clinical": 1})
    assert (notice.text, notice.ways) == ("clinical: 1", WORK_WAYS)


def test_a_week_set_aside_is_compared_with_nothing() -> None:
    values = [6, 6, 6, 6, 3, 3]
    weeks = [RatedWeek(FIRST + n, {"sleep": value}, set_aside=n == 5) for n, value in enumerate(values)]
    assert notices(weeks, ITEMS, RULES) == ()


def test_no_check_in_means_no_notice() -> None:
    assert notices([], ITEMS, RULES) == ()


def test_every_shipped_rule_can_be_said() -> None:
    """Each rule's own words, filled in: nothing left in braces."""
    down = [RatedWeek(FIRST + n, dict.fromkeys(NAMES, v), signs=9) for n, v in enumerate([9, 9, 9, 9, 8, 3, 2, 1])]
    up = [RatedWeek(FIRST + n, dict.fromkeys(NAMES, v)) for n, v in enumerate([1, 1, 1, 2, 3, 3, 8, 9])]
    climb = [RatedWeek(FIRST + n, dict.fromkeys(NAMES, v)) for n, v in enumerate([5, 6, 7, 8])]
    rules = guidance.load().rules
    spoken = [n for weeks in (down, up, climb) for n in notices(weeks, ITEMS, rules, overdue={"line": 2})]
    assert {notice.rule_id for notice in spoken} == {rule.id for rule in rules}
    assert not any("{" in notice.text or "}" in notice.text for notice in spoken)
    past = [n for weeks in (down, up, climb) for n in notices(weeks, ITEMS, [rule.in_the_past for rule in rules])]
    assert {notice.rule_id for notice in past} == {rule.id for rule in rules} - {"supervision-overdue"}
    assert not any("{" in notice.text or "has been" in notice.text or "now" in notice.text for notice in past)
    assert all("Sun 22 Feb 2026" in n.text for n in notices(down, ITEMS, [rule.in_the_past for rule in rules]))


RATING = st.none() | st.integers(0, 10)
HISTORIES = st.lists(st.none() | st.fixed_dictionaries(dict.fromkeys(NAMES, RATING)), max_size=16)


def weeks_of(history: list[dict[str, int | None] | None], turned: bool = False) -> list[RatedWeek]:
    return [
        RatedWeek(FIRST + n, {k: 10 - v if turned else v for k, v in ratings.items() if v is not None})
        for n, ratings in enumerate(history)
        if ratings is not None
    ]


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(history: list[dict[str, int | None] | None], chance: random.Random) -> None:
    weeks = weeks_of(history)
    assert notices(chance.sample(weeks, len(weeks)), ITEMS, RULES) == notices(weeks, ITEMS, RULES)


@given(HISTORIES)
def test_turning_every_rating_round_turns_falls_into_rises(history: list[dict[str, int | None] | None]) -> None:
    there = {(n.rule_id, n.items, n.weeks) for n in notices(weeks_of(history), ITEMS, MIRRORED)}
    back = {(n.rule_id, n.items, n.weeks) for n in notices(weeks_of(history, turned=True), ITEMS, MIRRORED)}
    turned = {f"{m}-{one}": f"{m}-{MIRROR[one]}" for m in ("usual", "run", "many") for one in MIRROR}
    assert {(turned[id_], items, weeks) for id_, items, weeks in there} == back


LEAST_RATED = {"usual": 6, "run": 4, "level": 2, "many": 5}


@given(HISTORIES)
def test_no_notice_comes_from_fewer_ratings_than_its_rule_needs(history: list[dict[str, int | None] | None]) -> None:
    weeks = weeks_of(history)
    for notice in notices(weeks, ITEMS, RULES):
        measure = notice.rule_id.split("-")[0]
        assert all(sum(name in week.ratings for week in weeks) >= LEAST_RATED[measure] for name in notice.items)


@given(HISTORIES)
def test_a_missed_week_is_no_zero(history: list[dict[str, int | None] | None]) -> None:
    """Every week that a notice rests on was rated."""
    rated = {(week.week, name) for week in weeks_of(history) for name in week.ratings}
    for notice in notices(weeks_of(history), ITEMS, RULES):
        assert {(week, name) for week in notice.weeks for name in notice.items} <= rated
