"""Hard moments in words."""

from datetime import date, timedelta

from selfcare.insight.triggers import HardMoment, triggers
from selfcare.reports.document import Item
from selfcare.reports.triggers import lately_in_words, triggers_section, week_chart
from selfcare.when import Week

TODAY = date(2026, 6, 10)
WEEKS = [Week.of(TODAY) - back for back in (1, 0)]


def moments(count: int, *tags: str) -> list[HardMoment]:
    return [HardMoment("overload", TODAY, tags, 8, 5)] * count


def test_the_sentence_counts_and_quotes_the_tags() -> None:
    found = triggers([*moments(1), *moments(2, "home-visit")], WEEKS, TODAY)
    assert lately_in_words(found) == "Three in the last four weeks, two of them tagged home-visit."
    assert lately_in_words(triggers(moments(1, "alone"), WEEKS, TODAY)) == "One in the last four weeks."
    assert lately_in_words(triggers(moments(11), WEEKS, TODAY)) == "11 in the last four weeks."


def test_at_most_two_tags_are_named() -> None:
    found = triggers(moments(2, "a", "b", "c"), WEEKS, TODAY)
    assert lately_in_words(found) == "Two in the last four weeks, all of them tagged a, all of them tagged b."


def test_kinds_have_the_names_of_the_form_and_an_unknown_one_its_own() -> None:
    known = HardMoment("death", TODAY)
    section = triggers_section(triggers([known, HardMoment("[b]", TODAY)], WEEKS, TODAY), Item("by week"))
    by_kind = next(item for item in section.items if item.text == "By kind")
    assert by_kind.lines == (("[b]", "1"), ("A death or a loss", "1"))


def test_how_strong_it_was_is_said_with_how_many() -> None:
    section = triggers_section(triggers(moments(3), WEEKS, TODAY), Item("by week"))
    assert section.items[-1].lines == (("", "8 before, 5 after, of 10 (n=3)"),)


def test_without_a_hard_moment_there_is_no_item() -> None:
    old = HardMoment("death", TODAY - timedelta(days=300))
    assert triggers_section(triggers([old], WEEKS, TODAY), Item("by week")).items == ()


def test_the_chart_reaches_as_high_as_the_fullest_week() -> None:
    chart = week_chart(triggers(moments(4), WEEKS, TODAY))
    assert (chart.top, chart.in_words) == (4, "0, 4")
