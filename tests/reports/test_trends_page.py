"""The page of trends, from values alone."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from selfcare.guidance import checkin as guidance
from selfcare.journal.checkins import CheckedWeek
from selfcare.render.terminal import lines
from selfcare.reports.trends import trends, trends_document
from selfcare.when import Week

LATEST = Week(2026, 20)
ITEMS = guidance.load().items


def checked(ratings: Mapping[int, int], marks: Mapping[int, list[str]] | None = None) -> dict[Week, CheckedWeek]:
    """Weeks before the latest, with a rating for sleep."""
    weeks = {}
    for back, value in ratings.items():
        content = {"ratings": {"sleep": value}, "facts": {"marks": (marks or {}).get(back, [])}}
        weeks[LATEST - back] = CheckedWeek(LATEST - back, content, date(2026, 6, 1))
    return weeks


def page(weeks: dict[Week, CheckedWeek], count: int, *, bars: bool) -> list[str]:
    sleep = tuple(item for item in ITEMS if item.id == "sleep")
    found = trends(weeks, sleep, LATEST, count)
    return [text for _, text in lines(trends_document(found, (), bars=bars), 80)]


def test_one_line_holds_bars_numbers_gaps_and_the_usual() -> None:
    shown = page(checked({6: 7, 5: 7, 4: 7, 3: 7, 1: 4, 0: 0}), 7, bars=True)
    assert shown[-1].split() == ["Sleep", "▆▆▆▆·▄▁", *["7", "7", "7", "7", "·", "4", "0"], "usual", "7"]


def test_without_bars_the_numbers_say_it_all() -> None:
    shown = page(checked({1: 4, 0: 10}), 3, bars=False)
    assert shown[-1].split() == ["Sleep", "·", "4", "10"]


def test_a_week_set_aside_is_shown_in_brackets_and_not_in_the_usual() -> None:
    weeks = checked({5: 7, 4: 7, 3: 7, 2: 7, 1: 0, 0: 6}, {1: ["sick"]})
    assert page(weeks, 6, bars=False)[-1].split() == ["Sleep", "7", "7", "7", "7", "(0)", "6", "usual", "7"]


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 10)), st.integers(1, 60), st.booleans())
def test_the_page_fits_eighty_columns_and_shows_every_rating_of_its_weeks(
    ratings: dict[int, int], count: int, bars: bool
) -> None:
    shown = page(checked(ratings), count, bars=bars)
    assert all(len(line) <= 80 for line in shown)
    numbers = " ".join(shown[4:]).split("usual")[0] if count <= 12 else " ".join(shown[5:])
    assert [int(word) for word in numbers.split() if word.isdigit()] == [
        value for back, value in sorted(ratings.items(), reverse=True) if back < count
    ]
