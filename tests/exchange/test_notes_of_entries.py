"""Entries as notes: the moment, the zone, and an id that is the same again."""

from datetime import UTC, datetime

import pytest

from selfcare.errors import InvalidFile, Usage
from selfcare.exchange.entries import Entry, Found
from selfcare.exchange.notes import Notes, notes_of
from selfcare.journal import bringing_in
from selfcare.journal.handles import is_id

LONDON = "Europe/London"
ZONE_TAKEN = "the zone given was taken"
pytestmark = pytest.mark.usefixtures("a_wednesday")


def notes(*entries: Entry, zone: str = LONDON) -> Notes:
    return notes_of(Found(entries), zone)


def at(*numbers: int, zone: str | None = None, text: str = "Words.", day_alone: bool = False) -> Entry:
    return Entry(datetime(*numbers), text, "line 7", zone, day_alone=day_alone)  # type: ignore[arg-type]


def test_a_note_can_be_kept_as_it_is() -> None:
    made = notes(Entry(datetime(2026, 7, 2, 23, 30), "  Words.\r\n\tMore. ", "line 1", tags=("#Work", "Night shift ")))
    (note,) = made.records
    bringing_in.check(made.records)
    assert is_id(note.id)
    assert note.fields == {"text": "  Words.\r\n\tMore. "}
    assert note.tags == ("night shift", "work")
    assert (note.kind, note.share, note.theme) == ("note", "private", "")
    assert note.happened_at == note.written_at == datetime(2026, 7, 2, 22, 30, tzinfo=UTC)
    assert note.zone == LONDON


@pytest.mark.parametrize(
    ("entry", "moment", "zone", "said"),
    [
        (at(2026, 7, 2, 10), datetime(2026, 7, 2, 9, tzinfo=UTC), LONDON, ZONE_TAKEN),
        (at(2026, 7, 2, 10, zone="Asia/Taipei"), datetime(2026, 7, 2, 2, tzinfo=UTC), "Asia/Taipei", ""),
        (at(2026, 7, 2, 10, zone="Mars/Olympus"), datetime(2026, 7, 2, 9, tzinfo=UTC), LONDON, "does not know"),
        (at(2026, 7, 2, 10, zone="../../etc/passwd"), datetime(2026, 7, 2, 9, tzinfo=UTC), LONDON, "does not know"),
        (at(2026, 10, 25, 1, 30, zone=LONDON), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), LONDON, "twice"),
        (at(2026, 3, 29, 1, 30, zone=LONDON), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), LONDON, "skipped"),
        (at(2026, 7, 2, 12, zone=LONDON, day_alone=True), datetime(2026, 7, 2, 11, tzinfo=UTC), LONDON, "noon"),
    ],
)
def test_a_time_on_the_clocks_becomes_a_moment_and_what_was_settled_is_said(
    entry: Entry, moment: datetime, zone: str, said: str
) -> None:
    made = notes(entry)
    (note,) = made.records
    assert (note.happened_at, note.zone) == (moment, zone)
    if said in ("", ZONE_TAKEN):
        assert (made.remarks, made.zone_taken) == ([], bool(said))
    else:
        assert said in " ".join(made.remarks)
        assert "line 7" in made.remarks[0]


def test_a_moment_that_is_sure_stays_and_its_zone_is_kept() -> None:
    made = notes(Entry(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Words.", "entry 1", "Asia/Taipei"))
    assert made.records[0].happened_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert made.records[0].zone == "Asia/Taipei"
    assert not made.remarks


def test_the_same_words_at_the_same_time_have_the_same_id_whatever_the_zone() -> None:
    (here,), (there,) = (notes(at(2026, 7, 2, 10), zone=zone).records for zone in (LONDON, "Asia/Taipei"))
    assert here.id == there.id
    assert here.happened_at != there.happened_at


def test_other_words_and_other_times_have_other_ids() -> None:
    several = [at(2026, 7, 2, 10), at(2026, 7, 2, 11), at(2026, 7, 2, 10, text="Others.")]
    assert len({each.id for each in notes(*several).records}) == 3


def test_two_entries_that_are_alike_stay_two_and_are_the_same_two_again() -> None:
    twice = [at(2026, 7, 2, 10), at(2026, 7, 2, 10)]
    first, second = notes(*twice).records, notes(*twice).records
    assert len({each.id for each in first}) == 2
    assert [each.id for each in first] == [each.id for each in second]


@pytest.mark.parametrize(
    "entry",
    [
        at(1969, 12, 31, 12),
        at(2201, 1, 1, 12),
        at(1, 1, 1, 0),
        at(9999, 12, 31, 23),
        at(1970, 1, 1, 0, zone="Asia/Taipei"),
        at(2026, 7, 2, text="nothing \0 here"),
        at(2026, 7, 2, text="half \ud800"),
        Entry(datetime(2026, 7, 2), "Words.", "line 7", tags=("\0",)),
    ],
)
def test_what_could_not_be_kept_is_named_and_the_others_come(entry: Entry) -> None:
    made = notes(entry, at(2026, 7, 2, 10))
    assert len(made.records) == 1
    assert made.not_understood == ["line 7"]
    bringing_in.check(made.records)


def test_it_is_told_how_far_it_is() -> None:
    told: list[float] = []
    notes_of(Found((at(2026, 7, 2), at(2026, 7, 3), at(1900, 1, 1), at(2026, 7, 4))), LONDON, told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]


def test_where_nothing_could_be_kept_it_is_refused_by_its_places() -> None:
    with pytest.raises(InvalidFile, match="line 7, line 7"):
        notes(at(1969, 12, 31, 12), at(2201, 1, 1, 12))


def test_an_unknown_zone_for_all_is_refused() -> None:
    with pytest.raises(Usage):
        notes(zone="Mars/Olympus")
