"""`supervision log` and `list`: sessions held and missed, by options, at a prompt, and without the passphrase."""

from datetime import timedelta

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import CTRL_C, ON_A_WEDNESDAY, PASSPHRASE_PROMPT, Terminal, at_terminal

from selfcare.cli.forms import NotUnderstood
from selfcare.cli.length import minutes_in
from selfcare.cli.supervision import MINUTES

pytestmark = pytest.mark.usefixtures("a_wednesday")


def day_before_today(days: int) -> str:
    return (NOW.date() - timedelta(days=days)).isoformat()


def unlock(terminal: Terminal) -> None:
    terminal.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)


def test_a_session_is_kept_under_the_day_it_was_held(home: Home) -> None:
    day = day_before_today(3)
    given = ("--kind", "line", "--mode", "video", "--minutes", "60", "--useful", "7", "--next", "2031-12-14")
    kept = home.run("supervision", "log", "--held", day, *given, "--json").object["record"]
    assert kept["day"] == day
    assert (kept["kind"], kept["share"]) == ("session", "private")
    assert kept["fields"] == {
        "held": day,
        "kind": "line",
        "mode": "video",
        "minutes": 60,
        "useful": 7,
        "next": "2031-12-14",
    }


def test_a_missed_session_says_why(home: Home) -> None:
    kept = home.run("supervision", "log", "--missed", "-", "--json", stdin="no cover\n").object["record"]
    assert kept["fields"] == {"missed": "no cover"}


def test_it_works_without_the_passphrase(home: Home) -> None:
    sealed = home.run("supervision", "log", "--held", "today", "--kind", "peer", "--json", passphrase=None)
    assert (sealed.code, sealed.object["sealed"]) == (0, True)
    (record,) = home.records()
    assert (record["id"], record["fields"]["kind"]) == (sealed.object["id"], "peer")


def test_sessions_are_listed_the_latest_first(home: Home) -> None:
    home.run("supervision", "log", "--held", day_before_today(9), "--kind", "line")
    home.run("supervision", "log", "--missed", "no cover", "--kind", "clinical")
    listed = home.run("supervision", "list").out.splitlines()
    assert listed[0].endswith("clinical supervision, missed: no cover")
    assert listed[1].endswith(f"{day_before_today(9)}  line supervision, held")
    records = home.run("supervision", "list", "--json").object["records"]
    assert [each["fields"]["kind"] for each in records] == ["clinical", "line"]


def test_the_list_says_how_long_a_session_was_and_when_the_next_one_is(home: Home) -> None:
    home.run("supervision", "log", "--held", "2026-03-02", "--kind", "line", "--minutes", "50", "--next", "2026-03-30")
    (line,) = home.run("supervision", "list").out.splitlines()
    assert line.endswith("2026-03-02  line supervision, held, 50 minutes, next 2026-03-30")


def test_a_missed_session_is_listed_with_the_whole_of_its_reason(home: Home) -> None:
    home.run("supervision", "log", "--missed", "Cover: None", "--next", "2026-12-14")
    (line,) = home.run("supervision", "list").out.splitlines()
    assert line.endswith("  supervision, missed: Cover: None, next 2026-12-14")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--kind", "line"),
        ("--held", "today", "--missed", "no cover"),
        ("--missed", " "),
        ("--held", "tomorrow"),
        ("--held", "sometime"),
        ("--held", "today", "--kind", "therapy"),
        ("--held", "today", "--mode", "by owl"),
        ("--held", "today", "--useful", "11"),
        ("--held", "today", "--minutes", "-1"),
        ("--held", "today", "--next", "someday"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_kept(home: Home, words: tuple[str, ...]) -> None:
    answer = home.run("supervision", "log", *words)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert home.records() == []


def test_at_a_terminal_each_question_can_be_skipped(home: Home) -> None:
    with at_terminal(home, "supervision", "log", program=ON_A_WEDNESDAY) as terminal:
        unlock(terminal)
        terminal.types("", at="[Y/n] ")
        terminal.types("")  # which day: today
        terminal.types("2", at="number > ")  # kind: line
        terminal.types("", at="number > ")
        terminal.types("My manager")
        terminal.types("1441", at="how many > ")
        terminal.types("1440", at="how many > ")  # a whole day, as with --minutes
        terminal.types("8", at="0-10 > ")
        terminal.types("That I am tired of the rota")
        terminal.types("", at="number > ")
        terminal.types("whenever")
        assert "+4w" in terminal.types("2031-12-14")
        assert "Actions agreed?" in terminal.types("")
        assert terminal.ends() == 0
    assert (
        "your next summary brings what was agreed, and it may say the next date and how many were missed"
        in " ".join(terminal.seen.split())
    )
    (kept,) = home.records()
    assert kept["fields"] == {
        "held": day_before_today(0),
        "kind": "line",
        "minutes": 1440,
        "role": "My manager",
        "useful": 8,
        "next": "2031-12-14",
        "unsaid": "That I am tired of the rota",
    }


@pytest.mark.parametrize("typed", ["90", "90m", "90 min", "1h30", "1 h 30 min", "1H30M", "90 minutes"])
def test_how_long_it_took_is_read_as_people_write_it(typed: str) -> None:
    assert minutes_in(MINUTES, typed) == 90


@pytest.mark.parametrize("typed", ["1h", "1 hour", "60"])
def test_an_hour_has_sixty_minutes(typed: str) -> None:
    assert minutes_in(MINUTES, typed) == 60


@pytest.mark.parametrize("typed", ["1.5h", "an hour", "h", "-60", "25h", "1441", "9" * 5000, "1h30 2h"])
def test_what_is_no_length_of_a_session_is_asked_for_again(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        minutes_in(MINUTES, typed)


def test_a_kind_that_is_passed_over_is_said_with_what_it_means(home: Home) -> None:
    home.run("supervision", "log", "--held", "2026-05-04", "--kind", "peer")
    with at_terminal(home, "supervision", "log", program=ON_A_WEDNESDAY) as terminal:
        unlock(terminal)
        terminal.types("", at="[Y/n] ")
        terminal.types("")
        assert "(1 is what you chose last time; Enter skips)" in terminal.types("", at="number > ")
        terminal.types("", at="number > ")
        terminal.types("")
        terminal.types("1h", at="how many > ")
        terminal.types("", at="0-10 > ")
        terminal.types("")
        terminal.types("", at="number > ")
        terminal.types("")
        terminal.types("")
        assert terminal.ends() == 0
    kept = next(each for each in home.records() if each["fields"].get("minutes") == 60)
    assert "kind" not in kept["fields"]
    assert "No kind was named" in terminal.seen
    assert f"selfcare remove {kept['handle']}" in terminal.seen


def test_a_missed_session_that_was_stopped_goes_on_where_it_stopped(home: Home) -> None:
    with at_terminal(home, "supervision", "log", program=ON_A_WEDNESDAY) as terminal:
        unlock(terminal)
        terminal.types("n", at="[Y/n] ")
        terminal.types("My manager was ill")
        terminal.asked("number > ")
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert home.records() == []
    with at_terminal(home, "supervision", "log", program=ON_A_WEDNESDAY) as terminal:
        unlock(terminal)
        assert "My manager was ill" in terminal.types("1", at="number > ")
        assert "Why not? Kept: My manager was ill" in terminal.types("1", at="number > ")
        terminal.types("")
        assert terminal.ends() == 0
    (kept,) = home.records()
    assert kept["fields"] == {"missed": "My manager was ill", "kind": "clinical"}
