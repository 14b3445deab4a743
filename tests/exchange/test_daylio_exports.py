"""Daylio's CSV exports."""

from datetime import datetime
from pathlib import Path

import pytest

from selfcare.errors import InvalidFile
from selfcare.exchange import daylio_csv
from selfcare.exchange.entries import Entry

SAMPLE = Path(__file__).parent / "samples" / "daylio.csv"
HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"


def test_an_export_keeps_notes_times_moods_and_activities() -> None:
    found = daylio_csv.read(SAMPLE.read_bytes())
    assert found.entries == (
        Entry(
            datetime(2026, 3, 2, 21, 40),
            'Late shift\nTwo visits, both fine.\n\nShe said "thank you".',
            "line 2",
            tags=("good", "work", "gym", "early bed"),
        ),
        Entry(datetime(2026, 3, 1, 21, 5), "meh, movies / tv", "line 5", tags=("meh", "movies / tv")),
        Entry(datetime(2026, 2, 28, 0, 15), "Could not stop laughing", "line 6", tags=("rad",)),
    )
    assert found.not_understood == ("line 7",)
    assert any("scales" in remark and "1" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("23:54", 23, 54),
        ("0:05", 0, 5),
        ("11:54 pm", 23, 54),
        ("11:54\u202fPM", 23, 54),
        ("9:05 a.m.", 9, 5),
        ("12:00 am", 0, 0),
        ("12:00 pm", 12, 0),
        ("21.40", 21, 40),
    ],
)
def test_times_are_read_as_telephones_write_them(written: str, hour: int, minute: int) -> None:
    found = daylio_csv.read(f"{HEAD}2026-03-02,March 2,Monday,{written},good,,,Words\n".encode())
    assert [each.at for each in found.entries] == [datetime(2026, 3, 2, hour, minute)]


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-02,March 2,Monday,25:00,good,,,Words",
        "2026-03-02,March 2,Monday,13:00 pm,good,,,Words",
        "2026-03-02,March 2,Monday,,good,,,Words",
        "2026-02-30,x,Monday,10:00,good,,,Words",
        "02/03/2026,x,Monday,10:00,good,,,Words",
        "20260302,x,Monday,10:00,good,,,Words",
        "2026-03-02,March 2,Monday,10:00,good",
        "2026-03-02,March 2,Monday,10:00,good,,,Words,and more",
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_come(row: str) -> None:
    found = daylio_csv.read(f"{HEAD}{row}\n\n2026-03-03,March 3,Tuesday,10:00,good,,,Other\n".encode())
    assert [each.text for each in found.entries] == ["Other"]
    assert found.not_understood == ("line 2",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("Bring:<ul><li>tea</li><li><b>time</b></li></ul>Then rest", "Bring:\n- tea\n- time\nThen rest"),
        ('<span style=""color:red"">Fish &amp; chips</span>&nbsp;&lt;b&gt;', "Fish & chips <b>"),
        ("2 < 3 > 1, <3, <Monday> and AT&T", "2 < 3 > 1, <3, <Monday> and AT&T"),
        (" As it is. ", " As it is. "),
    ],
)
def test_what_was_made_bold_or_a_list_is_text_without_html(written: str, kept: str) -> None:
    found = daylio_csv.read(f'{HEAD}2026-03-02,March 2,Monday,10:00,good,,,"{written}"\n'.encode())
    assert [each.text for each in found.entries] == [kept]


def test_an_entry_with_a_time_and_nothing_else_is_counted() -> None:
    found = daylio_csv.read(f"{HEAD}2026-03-02,March 2,Monday,10:00,,,,\n".encode())
    assert (found.entries, found.wordless) == ((), 1)


def test_a_note_may_be_long() -> None:
    note = "word " * 60_000
    found = daylio_csv.read(f"{HEAD}2026-03-02,March 2,Monday,10:00,good,,,{note}\n".encode())
    assert found.entries[0].text == note


@pytest.mark.parametrize(
    "content", [b"", b"year,date\n2026,March 2\n", HEAD.encode() + b'2026-03-02,"open', b"\xff", b"[]"]
)
def test_what_is_no_export_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidFile):
        daylio_csv.read(content)
