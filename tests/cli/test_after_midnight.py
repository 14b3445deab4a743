"""After midnight, before the day begins: "today" is one day, whichever command is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, PASSPHRASE_PROMPT, at_terminal, program_at

from selfcare import when

AT_NIGHT = datetime(2026, 11, 22, 3, 18, tzinfo=UTC)
"""A Sunday by the calendar; the day that began on Saturday at 05:00 goes on."""
SATURDAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(when, "now", lambda: AT_NIGHT)


def test_a_session_held_today_was_last_held_today(home: Home) -> None:
    kept = home.run("supervision", "log", "--held", "today", "--kind", "line", "--next", "+4w")
    assert "under today" in kept.out
    assert "Last held: today" in home.run("supervision", "dates").out
    (session,) = home.records()
    assert session["day"] == session["fields"]["held"] == SATURDAY.isoformat()
    assert session["fields"]["next"] == (SATURDAY + timedelta(weeks=4)).isoformat()


def test_a_session_held_yesterday_was_last_held_yesterday(home: Home) -> None:
    home.run("supervision", "log", "--held", "yesterday", "--kind", "line")
    assert "Last held: yesterday" in home.run("supervision", "dates").out
    (session,) = home.records()
    assert session["day"] == "2026-11-20"


def test_an_action_due_today_is_due_today(home: Home) -> None:
    home.run("supervision", "actions", "add", "Find cover", "--due", "today")
    assert "due today" in home.run("supervision", "actions", "list").out


def test_days_are_counted_as_this_persons_begin(home: Home) -> None:
    home.run("settings", "set", "day_starts_at", "02:00")
    home.run("supervision", "actions", "add", "Find cover", "--due", "today")
    (action,) = home.records()
    assert action["fields"]["due"] == "2026-11-22"


@pytest.mark.parametrize("command", ["note", "good"])
def test_a_note_of_today_never_lies_ahead(home: Home, command: str) -> None:
    home.run(command, "Three", "--at", "today")
    (record,) = home.records()
    assert record["day"] == SATURDAY.isoformat()
    assert datetime.fromisoformat(record["happened_at"]) <= AT_NIGHT


def test_a_record_moved_to_today_is_under_today(home: Home) -> None:
    name = home.run("reflect", "--answer", "what=a visit", "--at", "-3d", "--json").object["record"]["handle"]
    home.run("edit", name, "--at", "today")
    (record,) = home.records()
    assert record["day"] == SATURDAY.isoformat()


def test_a_form_begun_in_the_same_night_says_at_what_time(home: Home) -> None:
    with at_terminal(
        home, "supervision", "actions", "add", program=program_at(AT_NIGHT - timedelta(minutes=8))
    ) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("Find cover")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "supervision", "actions", "add", program=program_at(AT_NIGHT)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        assert "Begun at 03:10: " in person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130


def test_a_list_shows_the_date_and_the_time_at_which_it_was(home: Home) -> None:
    home.run("note", "handover")
    for lister in (("list",), ("search", "handover")):
        assert "2026-11-22 03:18" in home.run(*lister).out


def test_a_reply_that_is_no_day_is_refused_without_naming_an_option(home: Home) -> None:
    with at_terminal(home, "supervision", "log", program=program_at(AT_NIGHT)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("y", at="[Y/n] ")
        person.types("an hour")
        said = person.asked()
        assert "That is not a day. Say for example" in said
        assert "--" not in said
        person.presses(CTRL_C)
        assert person.ends() == 130
