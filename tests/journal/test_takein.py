"""Take-in: what was sealed becomes a record exactly once, and nothing sealed stops an unlock."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Home
from tests.journal.making import begun, note, seal

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal import takein
from selfcare.journal.bin import empty, remove, restore
from selfcare.journal.drafts import count_drafts, keep_draft, latest_draft
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find
from selfcare.journal.handles import handles_of
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.journal.takein import TakenIn, take_in
from selfcare.journal.verify import problems
from selfcare.vault import canonical, inbox


def records(journal: Journal) -> list[Envelope]:
    with journal.reading() as session:
        return find(session, Filter())


def texts(journal: Journal) -> list[str]:
    return sorted(str(each.fields["text"]) for each in records(journal))


def test_a_sealed_record_is_taken_in_as_it_was_and_its_file_is_gone(home: Home) -> None:
    sealed = note("a long night 🧡", tags=("night",), theme="line", share="theme")
    seal(home, sealed)
    with home.open() as journal:
        assert take_in(journal) == TakenIn(kept=1, unreadable=0)
        assert records(journal) == [sealed]
        assert inbox.waiting(home.folder) == []
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)


def test_the_same_file_twice_is_one_record_with_one_version(home: Home) -> None:
    path = seal(home, note("once"))
    copy = path.read_bytes()
    with home.open() as journal:
        take_in(journal)
        path.write_bytes(copy)
        path.with_name("another.sealed").write_bytes(copy)
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)
        assert texts(journal) == ["once"]
        assert inbox.waiting(home.folder) == []


def test_a_sealed_copy_does_not_undo_a_later_change(home: Home) -> None:
    path = seal(home, note("as sealed"))
    copy = path.read_bytes()
    with home.open() as journal:
        take_in(journal)
        put(journal, envelopes.changed(records(journal)[0], fields={"text": "as changed"}))
        path.write_bytes(copy)
        take_in(journal)
        assert texts(journal) == ["as changed"]


def test_processes_that_unlock_at_once_take_each_file_in_once(home: Home) -> None:
    sealed = [note(f"line {number}") for number in range(12)]
    for each in sealed:
        seal(home, each)
    seal(home, b"rubbish")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: home.process("list", "--json"), range(3)))
    assert [answer.code for answer in answers] == [0, 0, 0]
    with home.open() as journal:
        assert sorted(each.id for each in records(journal)) == sorted(each.id for each in sealed)
        assert problems(journal) == []
    assert inbox.waiting(home.folder) == []
    assert len(inbox.unreadable(home.folder)) == 1


def test_what_was_erased_stays_out_and_what_is_in_the_bin_stays_there(home: Home) -> None:
    path = seal(home, note("gone"))
    copy = path.read_bytes()
    with home.open() as journal:
        take_in(journal)
        remove(journal, records(journal)[0].handle)
        path.write_bytes(copy)
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)
        assert texts(journal) == []
        empty(journal)
        path.write_bytes(copy)
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)
        assert texts(journal) == []
        assert inbox.waiting(home.folder) == []


def fields(**parts: Any) -> bytes:
    return canonical.dump({**envelopes.to_object(note("words")), **parts})


RUBBISH = {
    "no JSON": b"\xff not JSON",
    "nothing": b"",
    "not an object": b"[]",
    "a part missing": b'{"id":"x"}',
    "nested too deep": b'{"fields":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested deep": canonical.dump({"fields": {}})[:-2] + b'{"a":' * 300 + b"1" + b"}" * 300 + b"}",
    "fields of another form": fields(fields={"text": 7}),
    "deep fields": fields(fields={"text": [[[[[{}]]]]]}),
    "no fields": fields(fields={}),
    "NUL in the text": fields(fields={"text": "a\0b"}),
    "NUL in a tag": fields(tags=["a\0b"]),
    "an unknown zone": fields(zone="Middle/Earth"),
    "a zone that climbs": fields(zone="../../etc/passwd"),
    "a zone with NUL": fields(zone="a\0b"),
    "no zone": fields(zone=""),
    "the first moment": fields(happened_at="0001-01-01T00:00:00.000Z", zone="America/New_York"),
    "the last moment": fields(happened_at="9999-12-31T23:59:59.999Z", zone="Asia/Tokyo"),
    "a moment beyond UTC": fields(happened_at="0001-01-01T00:00:00.000+14:00"),
    "a version before the first": fields(kind_version=0),
    "a share level of its own": fields(share="all"),
}


@pytest.mark.parametrize("payload", RUBBISH.values(), ids=RUBBISH.keys())
def test_rubbish_in_a_valid_seal_is_set_aside_and_the_rest_is_taken_in(home: Home, payload: bytes) -> None:
    seal(home, payload)
    seal(home, note("good one"))
    with home.open() as journal:
        assert take_in(journal) == TakenIn(kept=1, unreadable=1)
        assert texts(journal) == ["good one"]
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)
    assert inbox.waiting(home.folder) == []
    assert len(inbox.unreadable(home.folder)) == 1


def test_a_file_that_no_key_opens_is_set_aside_as_it_is(home: Home) -> None:
    path = seal(home, note("words"))
    spoilt = path.read_bytes()[:-1] + b"\0"
    path.write_bytes(spoilt)
    with home.open() as journal:
        assert take_in(journal) == TakenIn(kept=0, unreadable=1)
    assert [each.read_bytes() for each in inbox.unreadable(home.folder)] == [spoilt]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*envelopes.to_object(note("words"))]),
        st.none()
        | st.integers(-5, 2**53 - 1)
        | st.text(st.characters(codec="utf-8"))
        | st.lists(st.text(st.characters(codec="utf-8"), max_size=3), max_size=3)
        | st.dictionaries(st.sampled_from(["text", "a"]), st.text(st.characters(codec="utf-8")), max_size=2),
        max_size=3,
    )
)
def test_no_sealed_file_stops_an_unlock(home: Home, parts: dict[str, Any]) -> None:
    seal(home, fields(**parts))
    with home.open() as journal:
        done = take_in(journal)
        waits = len(inbox.waiting(home.folder))
        assert done.kept + done.unreadable + waits == 1
        records(journal)
        assert problems(journal) == []
    for path in inbox.waiting(home.folder):
        path.unlink()


def test_tags_that_are_not_tidy_are_taken_in_tidy(home: Home) -> None:
    seal(home, fields(tags=["b", "#A", "b", ""]))
    with home.open() as journal:
        assert take_in(journal).kept == 1
        assert records(journal)[0].tags == ("a", "b")


@pytest.mark.parametrize("parts", [{"kind": "dream"}, {"kind_version": 2}])
def test_what_a_newer_version_sealed_waits_for_it(home: Home, parts: dict[str, Any]) -> None:
    path = seal(home, fields(**parts))
    content = path.read_bytes()
    seal(home, note("good one"))
    with home.open() as journal:
        assert take_in(journal) == TakenIn(kept=1, unreadable=0)
    assert [each.read_bytes() for each in inbox.waiting(home.folder)] == [content]


def test_handles_that_collide_are_told_apart(home: Home) -> None:
    first = note("first")
    head, tail = first.id[:-12], first.id[-12:]
    second = replace(note("second"), id=f"{head[:-5]}8fff-{tail}", handle=first.handle)
    assert next(handles_of(second.id)) == first.handle
    with home.open() as journal:
        put(journal, first)
        seal(home, second)
        take_in(journal)
        found = records(journal)
        assert len(found) == len({each.handle for each in found}) == 2
        assert {each.handle for each in found if each.id == first.id} == {first.handle}


@pytest.mark.parametrize(("starts_at", "day"), [("05:00", date(2026, 11, 21)), ("12:00", date(2026, 11, 20))])
def test_the_day_is_filed_by_when_this_persons_day_starts(home: Home, starts_at: str, day: date) -> None:
    """The one who seals cannot know it: the setting is inside the locked journal."""
    at = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    seal(home, replace(note("after a night", at=at), zone="Europe/London", day=date(2001, 1, 1)))
    with home.open() as journal:
        journal.set_setting("day_starts_at", starts_at)
        take_in(journal)
        assert [each.day for each in records(journal)] == [day]


@pytest.fixture
def replaced_meanwhile(home: Home, monkeypatch: pytest.MonkeyPatch) -> tuple[Envelope, Envelope]:
    """A form whose next answer is sealed after its file was read and before it is cleared away."""
    first = note("one answer")
    later = replace(first, changed_at=first.changed_at + timedelta(seconds=1), fields={"text": "two answers"})
    path = seal(home, first)
    clear = takein._clear

    def answered_meanwhile(cleared: Path, blob: bytes) -> None:
        if cleared == path and b"two" not in texts_sealed:
            texts_sealed.append(b"two")
            seal(home, later, replace=path)
        clear(cleared, blob)

    texts_sealed: list[bytes] = []
    monkeypatch.setattr(takein, "_clear", answered_meanwhile)
    return first, later


def test_a_form_replaced_while_it_is_taken_in_is_not_lost(
    home: Home, replaced_meanwhile: tuple[Envelope, Envelope]
) -> None:
    with home.open() as journal:
        assert take_in(journal).kept == 1
        (path,) = inbox.waiting(home.folder)
        copy = path.read_bytes()
        assert take_in(journal).kept == 1
        assert texts(journal) == ["one answer", "two answers"]
        assert inbox.waiting(home.folder) == []
        path.write_bytes(copy)
        assert take_in(journal).kept == 0
        assert texts(journal) == ["one answer", "two answers"]
        assert problems(journal) == []


@pytest.mark.parametrize("seconds", [0, 5])
def test_a_form_that_goes_on_as_a_draft_stays_one_and_its_first_answers_make_no_record(
    home: Home, seconds: int
) -> None:
    """Its sealed file could not be removed, or the battery went flat before it was."""
    first = note("one answer")
    seal(home, first)
    later = replace(first, changed_at=first.changed_at + timedelta(seconds=seconds), theme="a second answer")
    with home.open() as journal:
        keep_draft(journal, begun(later))
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)
        assert texts(journal) == []
        assert inbox.waiting(home.folder) == []
        assert latest_draft(journal, "note") == begun(later)


def test_a_form_that_was_finished_after_the_clock_was_set_back_is_kept_beside_its_draft(home: Home) -> None:
    """Its draft seems the newer one, and has not all of it."""
    half = note("one answer")
    with home.open() as journal:
        keep_draft(journal, begun(half))
        seal(home, replace(half, changed_at=half.changed_at - timedelta(days=1), fields={"text": "two answers"}))
        assert take_in(journal).kept == 1
        assert texts(journal) == ["two answers"]
        assert latest_draft(journal, "note") == begun(half)


def test_a_form_that_was_finished_sealed_takes_the_place_of_its_draft(home: Home) -> None:
    """As where another window held the journal for too long."""
    half = note("one answer")
    with home.open() as journal:
        keep_draft(journal, begun(half))
        seal(home, replace(half, changed_at=half.changed_at + timedelta(seconds=5), fields={"text": "two answers"}))
        assert take_in(journal).kept == 1
        assert texts(journal) == ["two answers"]
        assert count_drafts(journal) == 0


def test_a_sealed_file_never_changes_a_record_that_is_there(home: Home) -> None:
    """Anyone who can write into the inbox can seal: the worst they can do is to add."""
    with home.open() as journal:
        record = put(journal, note("mine"))
        seal(home, replace(record, changed_at=record.changed_at + timedelta(days=1), fields={"text": "forged"}))
        seal(home, replace(record, changed_at=record.changed_at - timedelta(days=1), fields={"text": "older"}))
        take_in(journal)
        assert [each for each in records(journal) if each.id == record.id] == [record]
        assert texts(journal) == ["forged", "mine"]


def test_a_record_in_the_bin_is_brought_back_before_it_is_changed(home: Home) -> None:
    """A change kept there would be said to be kept, and be nowhere to be seen."""
    with home.open() as journal:
        record = put(journal, note("heron"))
        remove(journal, record.handle)
        with pytest.raises(Usage, match="in the bin"):
            put(journal, envelopes.changed(record, fields={"text": "egret"}))
        assert records(journal) == []
        assert problems(journal) == []
        put(journal, envelopes.changed(restore(journal, record.handle), fields={"text": "egret"}))
        assert texts(journal) == ["egret"]


def test_a_file_that_may_not_be_read_waits(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = seal(home, note("words"))
    opened = Path.open

    def refuses(each: Path, *how: Any, **named: Any) -> Any:
        if each == path:
            raise PermissionError
        return opened(each, *how, **named)

    monkeypatch.setattr(Path, "open", refuses)
    with home.open() as journal:
        assert take_in(journal) == TakenIn(kept=0, unreadable=0)
    assert inbox.waiting(home.folder) == [path]


def test_a_file_that_may_not_be_removed_stops_no_unlock(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    seal(home, note("words"))
    (home.folder / "inbox" / "rubbish.sealed").write_bytes(b"rubbish")

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "not permitted")

    with home.open() as journal, monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuses)
        patch.setattr(Path, "rename", refuses)
        assert take_in(journal) == TakenIn(kept=1, unreadable=1)
        assert take_in(journal) == TakenIn(kept=0, unreadable=1)
    with home.open() as journal:
        assert take_in(journal) == TakenIn(kept=0, unreadable=1)
        assert texts(journal) == ["words"]
    assert inbox.waiting(home.folder) == []


def test_a_file_of_any_size_is_not_loaded_whole(home: Home) -> None:
    import tracemalloc

    (home.folder / "inbox").mkdir(exist_ok=True)
    with (home.folder / "inbox" / "huge.sealed").open("wb") as file:
        file.truncate(1 << 33)
    with home.open() as journal:
        tracemalloc.start()
        assert take_in(journal) == TakenIn(kept=0, unreadable=1)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 20 * 1024 * 1024
