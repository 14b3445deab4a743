"""Clocks set back, zones that change, leap days, and the two nights on which an hour is lost or comes twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.conftest import Home
from tests.journal.making import note

from selfcare import when
from selfcare.journal import envelope as envelopes
from selfcare.journal.finding import Filter, find
from selfcare.journal.records import history, put
from selfcare.journal.verify import problems

NIGHTS = ("settings", "set", "day_starts_at", "12:00")


def written(home: Home, text: str, at: str) -> dict[str, str]:
    """A record of a moment, as `list` shows it."""
    answer = home.run("reflect", "--answer", f"what={text}", "--at", at, "--json")
    assert answer.code == 0, answer.err
    record: dict[str, str] = answer.object["record"]
    return record


def in_order(home: Home) -> list[str]:
    """The texts of all records, the earliest first."""
    return [each["fields"]["answers"]["what"] for each in home.run("list", "--json").object["records"][::-1]]


# Great Britain: on 29 March 2026 the clock goes from 01:00 to 02:00, on 25 October from 02:00 back to 01:00.


def test_a_night_shift_through_the_night_in_spring_is_one_day_in_order(home: Home) -> None:
    home.run(*NIGHTS)
    moments = ["2026-03-28 21:00", "2026-03-29 00:59", "2026-03-29 01:30", "2026-03-29 02:15", "2026-03-29 08:00"]
    records = [written(home, at, at) for at in moments]
    assert {each["day"] for each in records} == {"2026-03-28"}
    assert in_order(home)[:2] == moments[:2]
    assert in_order(home)[-1] == moments[-1]
    hours = datetime.fromisoformat(records[-1]["happened_at"]) - datetime.fromisoformat(records[0]["happened_at"])
    assert hours == timedelta(hours=10)
    assert home.run("list", "--since", "2026-03-28", "--until", "2026-03-28", "--json").object["records"].__len__() == 5


def test_a_night_shift_through_the_night_in_autumn_is_one_day_in_order(home: Home) -> None:
    home.run(*NIGHTS)
    moments = ["2026-10-24 21:00", "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 02:30", "2026-10-25 08:00"]
    records = [written(home, at, at) for at in moments]
    assert {each["day"] for each in records} == {"2026-10-24"}
    assert in_order(home) == moments
    hours = datetime.fromisoformat(records[-1]["happened_at"]) - datetime.fromisoformat(records[0]["happened_at"])
    assert hours == timedelta(hours=12)


def test_the_hour_that_comes_twice_keeps_its_order(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """01:40 by summer time is before 01:20 by winter time, whatever the clock on the wall says."""
    moments = {
        "first": datetime(2026, 10, 25, 0, 40, tzinfo=UTC),
        "second": datetime(2026, 10, 25, 1, 20, tzinfo=UTC),
    }
    for text, moment in moments.items():
        monkeypatch.setattr(when, "now", lambda moment=moment: moment)
        assert home.run("reflect", "--answer", f"what={text}").code == 0
    assert in_order(home) == ["first", "second"]
    clocks = [f"{when.local(moment, 'Europe/London'):%H:%M}" for moment in moments.values()]
    assert clocks == ["01:40", "01:20"]


def test_a_leap_day_is_a_day(home: Home) -> None:
    record = written(home, "leap", "2024-02-29 14:00")
    assert record["day"] == "2024-02-29"
    found = home.run("list", "--since", "2024-02-29", "--until", "2024-02-29", "--json").object["records"]
    assert [each["id"] for each in found] == [record["id"]]
    assert home.run("reflect", "--answer", "what=x", "--at", "2025-02-29 14:00").code == 2


def test_a_night_that_ends_a_leap_day_files_under_it(home: Home) -> None:
    home.run(*NIGHTS)
    assert written(home, "leap", "2024-03-01 06:00")["day"] == "2024-02-29"


def test_a_clock_that_is_set_back_loses_nothing_and_changes_still_count_in_their_order(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest version is the one that was kept last, whatever time it says."""
    late, early = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(when, "now", lambda: late)
    with home.open() as journal:
        kept = put(journal, note("before"))
        monkeypatch.setattr(when, "now", lambda: early)
        put(journal, envelopes.changed(kept, fields={"text": "after"}))
        put(journal, note("new"))
        with journal.reading() as session:
            texts = [each.fields["text"] for each in find(session, Filter())]
            versions = [each.fields["text"] for each in history(session, kept.id)]
        assert sorted(texts) == ["after", "new"]
        assert versions == ["before", "after"]
        assert problems(journal) == []
    assert home.run("note", "sealed in the past").code == 0
    assert home.run("vault", "backup").code == 0
    monkeypatch.setattr(when, "now", lambda: late)
    assert len(home.run("list", "--json").object["records"]) == 3
    assert home.run("vault", "verify", "--json").object["ok"]


def test_a_zone_that_changes_leaves_each_record_on_the_day_on_which_it_was_written(home: Home) -> None:
    """Written in London, read in Auckland, written there, and read in London."""
    auckland = {"TZ": "Pacific/Auckland"}
    first = written(home, "in London", "2026-11-02 23:00")
    there = home.process(
        "reflect", "--answer", "what=in Auckland", "--at", "2026-11-03 13:00", "--json", environment=auckland
    )
    second = there.object["record"]
    assert (first["zone"], second["zone"]) == ("Europe/London", "Pacific/Auckland")
    assert (first["day"], second["day"]) == ("2026-11-02", "2026-11-03")
    for environment in ({}, auckland):
        shown = home.process("list", "--json", environment=environment).object["records"]
        assert {each["id"]: each["day"] for each in shown} == {first["id"]: "2026-11-02", second["id"]: "2026-11-03"}
    assert date.fromisoformat(first["day"]) < date.fromisoformat(second["day"])
