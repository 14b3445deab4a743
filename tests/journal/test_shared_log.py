"""Each page that was made for others is one line of the log, with the records as they were then."""

from datetime import timedelta

import pytest
from sqlmodel import select
from tests.conftest import NOW, Home

from selfcare import when
from selfcare.journal import envelope as envelopes
from selfcare.journal import shared_log
from selfcare.journal.bin import empty
from selfcare.journal.bin import remove as to_bin
from selfcare.journal.envelope import Envelope
from selfcare.journal.journal import Journal
from selfcare.journal.people import add
from selfcare.journal.records import change, put
from selfcare.journal.reviews import versions_of
from selfcare.journal.session import Session
from selfcare.journal.tables import SharedLog


def logged(session: Session, record: Envelope) -> None:
    versions = versions_of(session, [record.id]).values()
    shared_log.add(session, role="supervisor", what="x", form="md", versions=versions)


def lines(journal: Journal) -> list[SharedLog]:
    with journal.models() as session:
        return list(session.exec(select(SharedLog)))


def test_pages_are_listed_the_latest_first_with_their_records(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with home.open() as journal:
        first, second = (put(journal, envelopes.new("note", {"text": each})) for each in ("a", "b"))
        pages = (("supervisor", [second.id, first.id]), ("mentor", [first.id]))
        for minute, (role, records) in enumerate(pages):
            monkeypatch.setattr(when, "now", lambda at=NOW + timedelta(minutes=minute): at)
            with journal.writing() as session:
                versions = versions_of(session, records).values()
                shared_log.add(session, role=role, what="summary 4x4x4", form="md", versions=versions)
        with journal.reading() as session:
            mentor, supervisor = shared_log.load(session)
    assert (mentor.role, mentor.records) == ("mentor", (first.handle,))
    assert (supervisor.role, supervisor.what, supervisor.form) == ("supervisor", "summary 4x4x4", "md")
    assert supervisor.records == (second.handle, first.handle)


def test_it_knows_which_version_went_out(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, envelopes.new("note", {"text": "a"}))
        with journal.writing() as session:
            logged(session, record)
        (before,) = lines(journal)
        change(journal, record.id, lambda now: envelopes.changed(now, fields={"text": "b"}))
        with journal.writing() as session:
            logged(session, record)
        with journal.reading() as session:
            assert [each.records for each in shared_log.load(session)] == [(record.handle,), (record.handle,)]
        assert len({each.versions for each in lines(journal)}) == 2
        assert before.versions in {each.versions for each in lines(journal)}


def test_an_erased_record_is_no_more_named(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, envelopes.new("note", {"text": "a"}))
        with journal.writing() as session:
            logged(session, record)
        to_bin(journal, record.handle)
        empty(journal)
        with journal.reading() as session:
            assert [each.records for each in shared_log.load(session)] == [()]


def test_a_name_in_it_is_put_away(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Zebedee")
        with journal.writing() as session:
            shared_log.add(session, role="for zebedee", what="summary own-zebedee", form="md", versions=())
        with journal.reading() as session:
            (page,) = shared_log.load(session)
    assert (page.role, page.what) == ("for Larch", "summary own-Larch")
