"""`selfcare` alone: short, calm, and never a wall."""

from datetime import timedelta

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import at_terminal

pytestmark = pytest.mark.usefixtures("a_wednesday")


def test_before_init_it_says_what_to_do_first(empty_home: Home) -> None:
    answer = empty_home.run(passphrase=None)
    assert answer.code == 0
    assert "selfcare init" in answer.out
    assert "help-now" in answer.out
    assert empty_home.run("--json").object == {"format": 1, "journal": None, "next": "selfcare init"}


def test_without_a_terminal_or_a_passphrase_it_shows_the_locked_view(home: Home) -> None:
    for words in ("one", "two", "three"):
        home.run("note", words)
    answer = home.run(passphrase=None)
    assert answer.code == 0
    assert "locked; 3 notes waiting" in answer.out
    assert "help-now" in answer.out
    assert home.run("--json", passphrase=None).object == {"format": 1, "locked": True, "waiting": 3}


def test_a_wrong_passphrase_from_a_source_is_said(home: Home) -> None:
    assert home.run(passphrase="not it").code == 12


def test_enter_alone_leaves_it_locked_and_the_passphrase_opens_it(home: Home) -> None:
    with at_terminal(home) as person:
        person.whispers("", at="leaves it locked): ")
        person.until("locked; no notes waiting")
        assert person.ends() == 0
    with at_terminal(home) as person:
        person.whispers(PASSPHRASE, at="leaves it locked): ")
        person.until("One thing that may help")
        assert person.ends() == 0


def test_a_new_journal_has_nothing_waiting_in_the_middle_of_the_week(home: Home) -> None:
    page = home.run("--json").object
    assert page["locked"] is False
    assert page["due"] == []
    assert page["suggestion"]["reason"]


def fill(home: Home) -> None:
    """Something of everything that can wait, and long words."""
    long = "and so on " * 30
    for number in range(4):
        home.run("good", f"Good thing {number} {long}")
        home.run("trigger", "--kind=other", "--situation", long, "--next=risk-to-share")
        home.run("supervision", "actions", "add", long, "--due", "2026-01-01")
    home.run("plan", "add", long, "--verb", "grow", "--review", "tomorrow")
    for kind in ("clinical", "line"):
        held = (NOW - timedelta(days=200)).date().isoformat()
        home.run("supervision", "log", "--held", held, "--kind", kind)
    home.run("toolbox", "add", long, "--how", long, "--minutes", "1")
    home.run("checkin", "--week", "2026-W10", "--rate", "sleep=5")


def test_the_page_has_at_most_twenty_lines_of_eighty_columns(home: Home) -> None:
    fill(home)
    home.run()  # takes in what is sealed
    answer = home.run()
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert len(lines) <= 20
    assert all(len(line) <= 80 for line in lines)
    due = {each["what"] for each in home.run("--json").object["due"]}
    assert {"supervision", "risks", "actions"} <= due


def test_a_risk_that_was_noted_before_supervision_waits_on_until_it_is_closed(home: Home) -> None:
    home.run("trigger", "--kind=other", "--next=risk-to-share", "--at=-3d")
    home.run("supervision", "log", "--held", "yesterday", "--kind", "clinical")
    assert "risks" in [each["what"] for each in home.run("--json").object["due"]]
