"""Somebody who works nights: weeks of nights are ordinary weeks, and a mark on them sets nothing aside."""

from datetime import timedelta

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import at_terminal

from selfcare.when import Week

pytestmark = pytest.mark.usefixtures("a_wednesday")

LATEST = Week.of(NOW.date()) - 1
COUNTED = "weeks marked as nights count like any other"


def eight_weeks(home: Home, *, mark: str = "nights", upto: Week = LATEST) -> None:
    """Six weeks at 7 and two at 4, each of them marked."""
    for back, rating in enumerate((4, 4, 7, 7, 7, 7, 7, 7)):
        words = ("--rate", f"energy={rating}", "--fact", f"marks={mark}")
        assert home.run("checkin", "--week", str(upto - back), *words).code == 0


@pytest.fixture
def night_worker(home: Home) -> Home:
    assert home.run("settings", "set", "day_starts_at", "12:00").code == 0
    return home


def in_a_line(words: str) -> str:
    return " ".join(words.split())


def test_who_works_nights_has_a_usual_and_is_told_of_a_fall(night_worker: Home) -> None:
    eight_weeks(night_worker)
    page = in_a_line(night_worker.run("trends").out)
    assert "Energy has been less good than your usual for 2 weeks (4, your usual 7)." in page
    assert COUNTED in page
    assert "set aside" not in page
    (energy,) = night_worker.run("trends", "--json").object["items"]
    assert energy["usual"] == 7
    shown = in_a_line(night_worker.run("checkin", "show").out)
    assert "Energy: 4, your usual 7" in shown


@pytest.mark.parametrize("mark", ["leave", "nights,sick"])
def test_leave_and_sick_leave_are_unusual_to_them_too(night_worker: Home, mark: str) -> None:
    eight_weeks(night_worker, mark=mark)
    page = in_a_line(night_worker.run("trends").out)
    assert "8 weeks are set aside as unusual" in page
    assert COUNTED not in page


def test_to_who_works_days_a_week_of_nights_is_unusual(home: Home) -> None:
    eight_weeks(home)
    page = in_a_line(home.run("trends").out)
    assert "8 weeks are set aside as unusual. After four others your usual stands beside them." in page
    assert "What stands out" not in page


def test_weeks_marked_before_the_setting_count_from_then_on_and_keep_their_mark(home: Home) -> None:
    eight_weeks(home)
    home.run("settings", "set", "day_starts_at", "12:00")
    page = in_a_line(home.run("trends").out)
    assert "your usual 7" in page
    assert COUNTED in page
    assert home.run("checkin", "show", "--json").object["facts"] == {"marks": ["nights"]}


def test_the_page_for_others_has_the_same_usual(night_worker: Home) -> None:
    eight_weeks(night_worker)
    night_worker.run("settings", "set", "summary_items", "energy")
    assert "Energy: less good than my usual" in night_worker.run("supervision", "summary").out


def test_a_check_in_does_not_ask_them_whether_nights_were_unusual(night_worker: Home) -> None:
    source = {"SELFCARE_PASSPHRASE": PASSPHRASE}
    with at_terminal(night_worker, "checkin", "--short", "--week", "2026-W10", environment=source) as person:
        for _ in range(6):
            person.types("", at="0-10 > ")
        person.types("", at="how many > ")
        person.types("2", at="numbers > ")
        assert person.ends() == 0
        assert "Off sick" in person.seen
        assert "Nights" not in person.seen


def test_a_mark_given_by_option_is_kept_as_it_was_given(night_worker: Home) -> None:
    eight_weeks(night_worker)
    assert night_worker.run("checkin", "show", "--json").object["facts"] == {"marks": ["nights"]}


def test_old_weeks_are_spoken_of_in_the_past_with_their_last_day(home: Home) -> None:
    for back, rating in enumerate((4, 4, 7, 7, 7, 7)):
        home.run("checkin", "--week", str(LATEST - 1 - back), "--rate", f"sleep={rating}")
    page = in_a_line(home.run("trends").out)
    last = (LATEST - 1).sunday
    assert last == NOW.date() - timedelta(days=10)
    assert "Sleep was less good than your usual for 2 weeks up to Sun 8 Nov 2026 (4 in place of 7)." in page
    assert "has been" not in page
    assert "Sleep was less good than your usual" in in_a_line(home.run("checkin", "show").out)


def test_when_the_week_is_checked_in_they_are_spoken_of_as_now(home: Home) -> None:
    for back, rating in enumerate((4, 4, 7, 7, 7, 7)):
        home.run("checkin", "--week", str(LATEST - back), "--rate", f"sleep={rating}")
    assert "Sleep has been less good than your usual for 2 weeks (4, your usual 7)." in in_a_line(
        home.run("trends").out
    )
    assert "Sleep has been less good than your usual" in in_a_line(home.run("checkin", "show").out)
