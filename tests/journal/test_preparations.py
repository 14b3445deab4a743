"""A preparation belongs to one session: it is gone on with until that is logged, and a new one begins after it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.conftest import Home

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.form import validated
from selfcare.journal.handles import new_id
from selfcare.journal.kinds import KINDS, title
from selfcare.journal.preparations import PREPARATION, current, for_next, keep
from selfcare.journal.records import history, put

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def preparation(at: datetime = NOON, **fields: Any) -> Envelope:
    return envelopes.new("preparation", fields or {"asks": ["x"]}, written_at=at, share="share")


def held(day: date, *, logged: datetime) -> Envelope:
    return envelopes.new("session", {"held": day.isoformat()}, written_at=logged)


@pytest.mark.parametrize(
    ("days", "logged", "used"),
    [
        (0, timedelta(hours=4), True),  # prepared in the morning, held in the afternoon
        (1, timedelta(days=3), True),  # held the next day, logged late
        (0, timedelta(hours=-1), False),  # begun after that day's session was logged: it is for the one after it
        (-1, timedelta(hours=1), False),  # an earlier session, logged late
    ],
)
def test_it_is_used_by_the_first_session_held_since_it_was_begun(days: int, logged: timedelta, used: bool) -> None:
    session = held(NOON.date() + timedelta(days=days), logged=NOON + logged)
    assert (for_next([preparation()], [session]) is None) == used


def test_a_missed_session_uses_nothing() -> None:
    missed = envelopes.new("session", {"missed": "no cover"}, written_at=NOON + timedelta(days=1))
    begun = preparation()
    assert for_next([begun], [missed]) == begun


def test_of_two_that_wait_the_later_one_counts() -> None:
    earlier, later = preparation(NOON), preparation(NOON + timedelta(days=2))
    assert for_next([later, earlier], []) == later


def test_answers_go_into_one_record_and_the_earlier_ones_stay_in_its_history(home: Home) -> None:
    with home.open() as journal:
        first = keep(journal, {"asks": ["a joint visit"]})
        second = keep(journal, {"question": "Whose risk is it?", "asks": ["cover"]})
        with journal.reading() as session:
            assert current(session) == second
            versions = [each.fields for each in history(session, first.id)]
    assert (first.id, first.share) == (second.id, "share")
    assert versions == [{"asks": ["a joint visit"]}, {"asks": ["cover"], "question": "Whose risk is it?"}]


def test_an_empty_answer_takes_one_away_and_begins_nothing(home: Home) -> None:
    with home.open() as journal:
        with pytest.raises(Usage):
            keep(journal, {"asks": [], "learning": ""})
        keep(journal, {"asks": ["cover"], "learning": "CBT"})
        assert keep(journal, {"learning": "", "asks": []}).fields == {}


def test_after_the_session_a_new_one_begins(home: Home) -> None:
    with home.open() as journal:
        first = keep(journal, {"asks": ["cover"]})
        put(journal, held(first.day, logged=first.written_at + timedelta(hours=1)))
        assert keep(journal, {"asks": ["time"]}).id != first.id


@pytest.mark.parametrize(
    "content",
    [
        {"priorities": [{"words": str(n)} for n in range(4)]},
        {"priorities": [{"words": "both", "record": new_id(NOON)}]},
        {"priorities": [{}]},
        {"priorities": [{"record": "k7m2q"}]},
        {"asks": [""]},
        {"asks": "no list"},
        {"other": "x"},
    ],
)
def test_what_no_page_could_show_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(Usage):
        validated(KINDS["preparation"], content)


def test_others_see_its_words_and_no_record_by_way_of_it() -> None:
    record = new_id(NOON)
    made = preparation(asks=["cover", "time"], priorities=[{"words": "the rota"}, {"record": record}])
    assert [(part.label, part.text) for part in PREPARATION.shareable(made.fields)] == [
        ("What I need from you", "cover\ntime"),
        ("My priorities", "the rota"),
    ]
    assert record[-5:] not in repr(list(PREPARATION.parts(made.fields)))  # it is named by its handle
    assert title(made) == "for supervision: cover"
