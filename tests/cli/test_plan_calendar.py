"""`plan ics`: a calendar file that gives nothing away unless it is asked to."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from icalendar import Calendar
from tests.conftest import Home

REVIEWS = ("2199-01-31", "2199-01-31", "2199-03-01")
WHAT = "Swim; with Sam, at \\ the pool"


def planned(home: Home, *words: str) -> None:
    for review in REVIEWS:
        home.run("plan", "add", WHAT, "--verb", "maintain", "--when", "Tuesdays", "--review", review, *words)


def events(home: Home) -> list[Any]:
    content = (home.path / "plan.ics").read_bytes()
    return list(Calendar.from_ical(content).walk("VEVENT"))


def folded_lines(content: bytes) -> Iterator[bytes]:
    assert content.endswith(b"\r\n")
    yield from content.removesuffix(b"\r\n").split(b"\r\n")


def test_there_is_one_neutral_event_for_each_day_and_no_word_of_the_plan(home: Home) -> None:
    planned(home)
    answer = home.run("plan", "ics", "plan.ics")
    assert answer.code == 0, answer.err
    assert answer.out == "plan.ics\n"
    assert [each.decoded("dtstart").isoformat() for each in events(home)] == ["2199-01-31", "2199-03-01"]
    assert {str(each["summary"]) for each in events(home)} == {"Self-care plan: look again"}
    content = (home.path / "plan.ics").read_bytes()
    assert not any(word in content for word in (b"Swim", b"Tuesdays", b"maintain"))


def test_with_text_the_words_come_whole_and_are_named_as_unchecked(home: Home) -> None:
    planned(home)
    answer = home.run("plan", "ics", "plan.ics", "--with-text")
    assert "It was not checked" in answer.err
    assert str(events(home)[1]["description"]) == f"{WHAT} (Tuesdays)"
    assert str(events(home)[0]["description"]).count(WHAT) == 2


def test_the_file_has_the_form_that_calendars_read(home: Home) -> None:
    """RFC 5545: 3.1 CRLF and lines of at most 75 bytes; 3.6 PRODID and VERSION; 3.6.1 UID and DTSTAMP in UTC."""
    home.run("plan", "add", "Ünïcode " * 40, "--verb", "grow", "--review", "2199-01-31")
    home.run("plan", "ics", "plan.ics", "--with-text", "--weekly-checkin")
    content = (home.path / "plan.ics").read_bytes()
    lines = list(folded_lines(content))
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b"END:VCALENDAR"
    read = Calendar.from_ical(content)
    assert (str(read["version"]), str(read["method"])) == ("2.0", "PUBLISH")
    assert read["prodid"]
    for each in read.walk("VEVENT"):
        assert (each.decoded("dtend") - each.decoded("dtstart")).days == 1
        assert each.decoded("dtstamp").utcoffset() == timedelta(0)
        assert each["uid"]
    assert read.to_ical() == content


def test_a_uid_stays_and_no_two_are_alike(home: Home) -> None:
    planned(home)
    home.run("plan", "ics", "plan.ics", "--weekly-checkin")
    first = [str(each["uid"]) for each in events(home)]
    home.run("plan", "ics", "plan.ics", "--weekly-checkin", "--force")
    assert [str(each["uid"]) for each in events(home)] == first
    assert len(set(first)) == 3


def test_the_weekly_reminder_comes_only_when_asked_for_and_on_sundays(home: Home) -> None:
    planned(home)
    home.run("plan", "ics", "plan.ics", "--weekly-checkin")
    (weekly,) = [each for each in events(home) if "rrule" in each]
    assert str(weekly["summary"]) == "Self-care: weekly check-in"
    assert weekly["rrule"]["freq"] == ["WEEKLY"]
    assert weekly.decoded("dtstart").isoweekday() == 7


def test_the_file_is_for_its_owner_alone_and_nothing_is_overwritten_unasked(home: Home) -> None:
    planned(home)
    assert home.run("plan", "ics", "plan.ics").code == 0
    assert stat.S_IMODE((home.path / "plan.ics").stat().st_mode) == 0o600
    (home.path / "plan.ics").write_text("mine")
    assert home.run("plan", "ics", "plan.ics").code == 2
    assert (home.path / "plan.ics").read_text() == "mine"
    assert home.run("plan", "ics", "plan.ics", "--force", "--json").object == {
        "format": 1,
        "file": "plan.ics",
        "events": 2,
    }


def test_a_plan_without_a_day_ahead_makes_no_file(home: Home) -> None:
    assert home.run("plan", "ics", "plan.ics").code == 2
    assert not (home.path / "plan.ics").exists()
    assert home.run("plan", "ics", "plan.ics", "--weekly-checkin").code == 0
