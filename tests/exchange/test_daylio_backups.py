"""Daylio's backups: the same entries as in its CSV, with the distance to UTC at which each was written."""

import base64
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.test_dayone_exports import zipped

from selfcare.errors import InvalidFile
from selfcare.exchange import daylio, daylio_csv
from selfcare.exchange.entries import Entry, Found
from selfcare.exchange.notes import notes_of

TABLE = Path(__file__).parent / "samples" / "daylio.csv"
HOUR = 3_600_000
MOODS = [
    {"id": 1, "custom_name": "", "predefined_name_id": 1},
    {"id": 2, "custom_name": "", "predefined_name_id": 2},
    {"id": 7, "custom_name": "so-so", "predefined_name_id": -1},
]
ACTIVITIES = [{"id": 3, "name": "work"}, {"id": 4, "name": "early bed"}]
AT = {"year": 2026, "month": 2, "day": 2, "hour": 21, "minute": 40, "timeZoneOffset": 8 * HOUR}
"""The 2nd of March: Daylio counts months from nought."""


def backup(*entries: Any, moods: Any = MOODS, activities: Any = ACTIVITIES) -> bytes:
    """A backup as it leaves the telephone."""
    content = {"version": 15, "dayEntries": list(entries), "customMoods": moods, "tags": activities}
    return packed(json.dumps(content).encode())


def packed(content: bytes) -> bytes:
    return zipped({"backup.daylio": base64.encodebytes(content), "assets/1/2.jpg": b"\xff\xd8"})


def entry(**parts: Any) -> dict[str, Any]:
    return {**AT, "mood": 2, "tags": [], "note": "Words.", "note_title": "", "assets": [], **parts}


def read(content: bytes) -> Found:
    return daylio.read(io.BytesIO(content))


def test_a_backup_keeps_notes_moments_moods_and_activities() -> None:
    found = read(backup(entry(note_title="Late shift", note="<div>One</div><div>Two</div>", tags=[3, 4])))
    at = datetime(2026, 3, 2, 21, 40, tzinfo=timezone(timedelta(hours=8)))
    assert found == Found((Entry(at, "Late shift\nOne\nTwo", "entry 1", tags=("good", "work", "early bed")),))


def test_a_mood_has_the_persons_own_name_for_it_and_is_the_text_where_there_is_no_other() -> None:
    (found,) = read(backup(entry(mood=7, note="", tags=[4, 99]))).entries
    assert (found.text, found.tags) == ("so-so, early bed", ("so-so", "early bed"))


def test_an_entry_is_the_same_one_in_the_table_and_in_the_backup() -> None:
    row = "2026-03-02,March 2,Monday,21:40,good,work,,Late shift"
    table = daylio_csv.read(f"full_date,date,weekday,time,mood,activities,note_title,note\n{row}\n".encode())
    from_table, from_backup = (
        notes_of(each, "Asia/Taipei").records for each in (table, read(backup(entry(note="Late shift", tags=[3]))))
    )
    assert from_table == from_backup
    assert from_backup[0].happened_at == datetime(2026, 3, 2, 13, 40, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_two_moments_and_nothing_is_taken_for_granted() -> None:
    october = {"month": 9, "day": 25, "hour": 1, "minute": 30}
    twice = [entry(**october, timeZoneOffset=HOUR), entry(**october, timeZoneOffset=0)]
    made = notes_of(read(backup(*twice)), "Europe/London")
    assert [each.happened_at.hour for each in made.records] == [0, 1]
    assert len({each.id for each in made.records}) == 2
    assert made.remarks == []


def test_without_the_distance_to_utc_it_is_what_the_clocks_showed() -> None:
    assert read(backup(entry(timeZoneOffset=None))).entries[0].at == datetime(2026, 3, 2, 21, 40)


def test_pictures_stay_and_what_holds_no_words_is_counted() -> None:
    found = read(backup(entry(assets=[1, 2]), entry(mood=99, note="")))
    assert (len(found.entries), found.wordless) == (1, 1)
    assert any("Pictures" in remark and "2" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        {},
        entry(month=12),
        entry(day=31, month=1),
        entry(hour="21"),
        entry(year=None),
        entry(year=10**40),
        entry(timeZoneOffset=10**40),
        entry(timeZoneOffset=48 * HOUR),
        entry(minute=True),
    ],
)
def test_an_entry_of_another_form_is_named_and_the_others_are_read(broken: Any) -> None:
    found = read(backup(entry(), broken, entry(note="More.")))
    assert [each.text for each in found.entries] == ["Words.", "More."]
    assert found.not_understood == ("entry 2",)


def test_moods_and_activities_of_another_form_cost_no_entry() -> None:
    odd: Any
    for odd in (None, {}, [None, 7, {"id": "3"}, {"id": 3}, {"id": 3, "name": 7}]):
        (found,) = read(backup(entry(mood=2, tags=[3, "4", None]), moods=odd, activities=odd)).entries
        assert (found.text, found.tags) == ("Words.", ())


@pytest.mark.parametrize(
    "content",
    [
        zipped({"readme.txt": b"nothing"}),
        zipped({"backup.daylio": b"no base64!"}),
        packed(b"not JSON"),
        packed(b"\xff\xfe"),
        packed(b"[]"),
        packed(b'{"dayEntries": {}}'),
        packed(b'{"dayEntries": ' + b"[" * 200_000),
        backup(entry())[:-30],
    ],
)
def test_what_is_no_backup_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidFile):
        read(content)


def test_a_table_is_known_by_what_is_in_it() -> None:
    assert len(read(TABLE.read_bytes()).entries) == 3
