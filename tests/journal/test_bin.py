"""The bin: out of sight, back again, or gone."""

from datetime import timedelta

import pytest
from sqlmodel import select
from tests.conftest import Home
from tests.journal.making import note

from selfcare import when
from selfcare.errors import Usage
from selfcare.journal.bin import KEPT_FOR, empty, in_bin, is_due, remove, restore
from selfcare.journal.finding import Filter, find, one, search
from selfcare.journal.records import history, is_known, put
from selfcare.journal.tables import Version
from selfcare.journal.verify import counts, problems


def test_what_is_removed_is_in_no_list_and_no_search_but_in_the_bin(home: Home) -> None:
    with home.open() as journal:
        gone, stays = put(journal, note("heron one", tags=("night",))), put(journal, note("heron two", tags=("night",)))
        assert remove(journal, gone.handle) == gone
        with journal.reading() as session:
            assert find(session, Filter()) == find(session, Filter(tags=("night",))) == [stays]
            assert search(session, ["heron"], Filter()) == [stays]
            assert search(session, ["heron"], Filter(in_bin=True)) == []
            assert in_bin(session) == [gone]
            with pytest.raises(Usage):
                one(session, gone.handle)
        with pytest.raises(Usage):
            remove(journal, gone.handle)
        assert counts(journal) == {"in the bin": 1, "note": 1, "drafts": 0}
        assert problems(journal) == []


def test_what_is_restored_is_as_it_was_and_found_again(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, note("heron", tags=("night",)))
        remove(journal, record.handle)
        assert restore(journal, record.handle.upper()) == record
        with journal.reading() as session:
            assert search(session, ["heron"], Filter(tags=("night",))) == [record]
            assert in_bin(session) == []
        with pytest.raises(Usage, match="in the bin"):
            restore(journal, record.handle)
        assert problems(journal) == []


def test_emptying_leaves_a_tombstone_and_nothing_else(home: Home) -> None:
    with home.open() as journal:
        gone, stays = put(journal, note("gone", tags=("a",))), put(journal, note("stays", tags=("a",)))
        remove(journal, gone.handle)
        assert empty(journal) == 1
        assert empty(journal) == 0
        with journal.reading() as session:
            assert in_bin(session) == []
            assert is_known(session, gone.id)
            assert history(session, gone.id) == []
            assert find(session, Filter()) == [stays]
        with journal.models() as models:
            (tombstone,) = models.exec(select(Version).where(Version.record_id == gone.id)).all()
            assert (tombstone.envelope, tombstone.parent) == (None, None)
        with pytest.raises(Usage):
            restore(journal, gone.handle)
        assert problems(journal) == []


def test_the_bin_is_due_only_after_thirty_days(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEPT_FOR.days == 30
    with home.open() as journal:
        removed = put(journal, note("words"))
        remove(journal, removed.handle)
        put(journal, note("never removed"))
        now = when.now()
        for later, due in ((timedelta(days=29, hours=23), False), (timedelta(days=30, minutes=1), True)):
            monkeypatch.setattr(when, "now", lambda at=now + later: at)
            with journal.reading() as session:
                assert is_due(session) is due
        restore(journal, removed.handle)
        with journal.reading() as session:
            assert not is_due(session)
