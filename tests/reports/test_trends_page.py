"""The page of trends in its three forms, from values alone."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.guidance import checkins as guidance
from selfcare.insight.helped import helped
from selfcare.insight.notices import Notice
from selfcare.insight.triggers import HardMoment, triggers
from selfcare.journal.checkins import CheckedWeek
from selfcare.render.terminal import lines
from selfcare.reports.document import Document
from selfcare.reports.toolbox import Toolbox
from selfcare.reports.trends import Trends, page_document, plain_document, screen_document, trends
from selfcare.when import Week

LATEST = Week(2026, 20)
SLEEP = next(item for item in guidance.load().items if item.id == "sleep")
FALLEN = Notice("fall", ("sleep",), (LATEST,), "Sleep has been lower.", "The rule.", ())
EMPTY_BOX = Toolbox({}, {}, frozenset(), frozenset(), helped([]))


def checked(ratings: Mapping[int, int], marks: Mapping[int, list[str]] | None = None) -> dict[Week, CheckedWeek]:
    """Weeks before the latest, with a rating for sleep."""
    weeks = {}
    for back, value in ratings.items():
        content = {"ratings": {"sleep": value}, "facts": {"marks": (marks or {}).get(back, [])}}
        weeks[LATEST - back] = CheckedWeek(LATEST - back, content, date(2026, 6, 1))
    return weeks


def found(weeks: dict[Week, CheckedWeek], count: int, name: str = "Sleep") -> Trends:
    return Trends(trends(weeks, [replace(SLEEP, name=name)], LATEST, count), ())


def shown(document: Document) -> list[str]:
    return [text for _, text in lines(document, 80)]


def test_one_line_holds_bars_numbers_gaps_and_the_usual_and_marks_a_fall() -> None:
    page = shown(screen_document(found(checked({6: 7, 5: 7, 4: 7, 3: 7, 1: 4, 0: 0}), 7)))
    assert page[-1].split() == ["Sleep", "▆▆▆▆·▄▁", *["7", "7", "7", "7", "·", "4", "0"], "usual", "7", "▼"]
    assert any("▼ is 2 or more below your usual" in line for line in page)


@pytest.mark.parametrize(("latest", "mark"), [(4, "▼"), (5, "6"), (7, "6"), (8, "▲")])
def test_two_away_from_the_usual_is_marked_and_less_is_not(latest: int, mark: str) -> None:
    page = shown(screen_document(found(checked({4: 6, 3: 6, 2: 6, 1: 6, 0: latest}), 5)))
    assert page[-1].split()[-1] == mark
    assert any("▼ is" in line for line in page) == (mark != "6")


@pytest.mark.parametrize(("rated", "is_said"), [(1, True), (4, True), (5, False)])
@pytest.mark.parametrize("form", [screen_document, plain_document, page_document])
def test_until_there_is_a_usual_it_says_when_there_will_be(
    form: Callable[[Trends], Document], rated: int, is_said: bool
) -> None:
    page = shown(form(found(checked(dict.fromkeys(range(rated), 6)), 5)))
    assert ("After four weeks your usual stands beside them." in page) == is_said


@pytest.mark.parametrize("form", [screen_document, plain_document, page_document])
def test_where_weeks_set_aside_are_why_there_is_no_usual_it_says_so(form: Callable[[Trends], Document]) -> None:
    weeks = checked(dict.fromkeys(range(8), 6), {back: ["nights"] for back in range(8)})
    page = " ".join(shown(form(found(weeks, 12))))
    assert "8 weeks are set aside as unusual. After four others your usual stands beside them." in page
    assert "After four weeks" not in page
    one = " ".join(shown(form(found(checked({1: 6, 0: 6}, {0: ["leave"]}), 12))))
    assert "1 week is set aside as unusual. After four others your usual stands beside them." in one


def test_a_usual_that_is_there_needs_no_word_about_weeks_set_aside() -> None:
    weeks = checked(dict.fromkeys(range(6), 6), {5: ["leave"]})
    assert not any("set aside as unusual" in line for line in shown(screen_document(found(weeks, 6))))


def test_a_week_set_aside_is_shown_in_brackets_and_not_compared() -> None:
    weeks = checked({5: 7, 4: 7, 3: 7, 2: 7, 1: 6, 0: 0}, {0: ["sick"]})
    page = shown(screen_document(found(weeks, 6)))
    assert page[-1].split()[2:] == ["7", "7", "7", "7", "6", "(0)", "usual", "7"]


def test_plain_says_the_latest_week_beside_the_usual_and_then_each_week() -> None:
    weeks = checked({8: 7, 7: 7, 6: 7, 5: 7, 3: 6, 1: 4, 0: 0}, {0: ["nights"]})
    assert shown(plain_document(found(weeks, 9)))[3:] == [
        "The latest week, Mon 4 May 2026 to Sun 10 May 2026, beside your usual",
        "  Sleep: 4, your usual 7",
        "",
        "Week by week, the earliest first",
        "  Sleep: 7, 7, 7, 7, gap, 6, gap, 4, 0 set aside",
    ]


def test_several_gaps_running_are_said_once() -> None:
    assert shown(plain_document(found(checked({5: 7, 0: 6}), 9)))[-1] == "  Sleep: 3 gaps, 7, 4 gaps, 6"


def test_a_rating_of_an_earlier_week_says_of_which_and_none_is_said_too() -> None:
    weeks = checked({1: 4, 0: 6})
    weeks[LATEST - 1].content["ratings"]["team"] = 5
    items = [replace(SLEEP, id=name, name=name) for name in ("sleep", "team", "mood")]
    page = shown(plain_document(Trends(trends(weeks, items, LATEST, 3), ())))
    heading = "The latest week, Mon 11 May 2026 to Sun 17 May 2026, beside your usual"
    assert page[page.index(heading) + 1 :][:3] == [
        "  sleep: 6",
        "  team: 5 (Mon 4 May 2026 to Sun 10 May 2026)",
        "  mood: nothing to compare in these weeks",
    ]


def test_what_matters_most_stands_first_or_last_and_no_section_is_lost_by_it() -> None:
    noted = triggers([HardMoment("death", LATEST.monday)], [LATEST], LATEST.sunday)
    page = replace(found(checked({1: 4, 0: 10}), 2), notices=(FALLEN,), triggers=noted)
    headings = [section.heading for section in plain_document(page).sections]
    assert headings[0] == "What stands out"
    assert [section.heading for section in plain_document(page, last_first=True).sections] == headings[::-1]
    assert screen_document(page).sections[-1].heading == "What stands out"


def test_where_no_week_can_be_compared_none_is_named() -> None:
    page = shown(plain_document(found(checked({0: 4}, {0: ["leave"]}), 3)))
    assert "The latest week, beside your usual" in page
    assert "  Sleep: nothing to compare in these weeks" in page


def test_a_name_in_one_long_word_is_cut_inside_it() -> None:
    page = shown(screen_document(found(checked({0: 6}), 3, "Handover/documentation")))
    assert any("Handover/docum… " in line for line in page)


def test_weeks_that_are_left_out_are_one_command_away() -> None:
    page = found(checked({1: 4, 0: 10}), 5)
    short = plain_document(page, by_week=False)
    assert "Week by week: selfcare trends --weeks 5" in short.footer
    assert short.sections == plain_document(page).sections[:-1]


@pytest.mark.parametrize("rated", [{}, {1: 4, 0: 10}], ids=["alone", "beside ratings"])
def test_the_weeks_of_hard_moments_are_left_out_with_the_others(rated: dict[int, int]) -> None:
    noted = triggers([HardMoment("death", LATEST.monday)], [LATEST - 1, LATEST], LATEST.sunday)
    page = replace(found(checked(rated), 2) if rated else Trends((), ()), triggers=noted)
    short, whole = shown(plain_document(page, by_week=False)), shown(plain_document(page))
    assert "  By week, the earliest first: 0, 1" in whole
    assert not any("By week" in line for line in short)
    assert "    A death or a loss: 1" in short
    assert "Week by week: selfcare trends --weeks 2" in short


@pytest.mark.parametrize("form", [plain_document, page_document])
def test_no_form_but_the_screen_has_symbols(form: object) -> None:
    assert callable(form)
    page = form(found(checked({1: 4, 0: 10}), 3))
    assert not re.search("[▁▂▃▄▅▆▇█▼▲·]", "\n".join(shown(page)))


def test_a_page_that_draws_has_a_chart_for_each_item_with_gaps_and_the_usual() -> None:
    (section,) = page_document(found(checked({6: 7, 5: 7, 4: 7, 3: 7, 1: 4, 0: 0}), 7)).sections
    (item,) = section.items
    assert (section.heading, item.text) == ("You", "Sleep")
    assert item.chart is not None
    assert [bar.value for bar in item.chart.bars] == [7, 7, 7, 7, None, 4, 0]
    assert (item.chart.usual, item.chart.in_words) == (7.0, "7, 7, 7, 7, gap, 4, 0")


@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 10)),
    st.integers(1, 60),
    st.text("ab ", min_size=1, max_size=40).filter(str.strip),
)
def test_the_screen_fits_eighty_columns_and_shows_every_rating_of_its_weeks(
    ratings: dict[int, int], count: int, name: str
) -> None:
    page = shown(screen_document(found(checked(ratings), count, name)))
    assert all(len(line) <= 80 for line in page)
    start = page.index("Week by week") + 1
    numbers = [line for line in page[start:] if "▼ is" not in line]
    words = re.sub(r"usual \S+|2026-W\d\d|2025-W\d\d", "", " ".join(numbers)).split()
    assert [int(word) for word in words if word.isdigit()] == [
        value for back, value in sorted(ratings.items(), reverse=True) if back < count
    ]


def test_hard_moments_have_their_line_in_every_form() -> None:
    weeks = [LATEST - 1, LATEST]
    noted = triggers([HardMoment("death", LATEST.monday)] * 2, weeks, LATEST.sunday)
    page = replace(found(checked({1: 4, 0: 10}), 2), box=EMPTY_BOX, triggers=noted)
    screen, plain = shown(screen_document(page)), shown(plain_document(page))
    assert "  By week         ▁█   0  2" in screen
    assert "  By week, the earliest first: 0, 2" in plain
    for each in (screen, plain, shown(page_document(page))):
        assert "  Two in the last four weeks." in each
        assert "    A death or a loss: 2" in each
        assert "What helped you" not in each


def test_it_is_empty_only_when_there_is_nothing_at_all() -> None:
    noted = triggers([HardMoment("death", LATEST.monday)], [LATEST], LATEST.sunday)
    assert Trends((), (), EMPTY_BOX, triggers([], [LATEST], LATEST.sunday)).is_empty
    alone = Trends((), (), EMPTY_BOX, noted)
    assert not alone.is_empty
    assert shown(screen_document(alone))[:2] == ["Your weeks", "There is no rating in these weeks."]
