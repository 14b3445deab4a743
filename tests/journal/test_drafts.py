"""Drafts: nothing that was answered is lost, and nothing half-done is a record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conftest import Home
from tests.journal.making import note

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.drafts import count_drafts, drop_draft, is_record, keep_draft, latest_draft
from selfcare.journal.finding import Filter, find, one, search
from selfcare.journal.records import put


def test_a_draft_is_there_after_the_journal_was_closed_and_is_no_record(home: Home) -> None:
    draft = note("half a thought", tags=("night",))
    with home.open() as journal:
        keep_draft(journal, draft)
    with home.open() as journal:
        assert latest_draft(journal, "note") == draft
        assert latest_draft(journal, "good") is None
        assert not is_record(journal, draft)
        with journal.reading() as session:
            assert find(session, Filter()) == []
            assert search(session, ["thought"], Filter()) == []


def test_a_draft_is_replaced_by_its_next_answer(home: Home) -> None:
    with home.open() as journal:
        draft = note("one")
        further = envelopes.changed(draft, fields={"text": "one two"})
        keep_draft(journal, draft)
        keep_draft(journal, further)
        assert latest_draft(journal, "note") == further
        assert count_drafts(journal) == 1


def test_the_form_touched_last_comes_first_whichever_was_begun_first(home: Home) -> None:
    with home.open() as journal:
        early, late = note("early"), note("late")
        keep_draft(journal, late)
        keep_draft(journal, replace(early, changed_at=late.changed_at + timedelta(seconds=1)))
        found = latest_draft(journal, "note")
        assert found is not None
        assert found.id == early.id


def test_only_a_form_that_fits_is_offered(home: Home) -> None:
    with home.open() as journal:
        wanted = note("wanted", tags=("this",))
        keep_draft(journal, wanted)
        keep_draft(journal, replace(note("other"), changed_at=wanted.changed_at + timedelta(seconds=1)))
        assert latest_draft(journal, "note", lambda draft: "this" in draft.tags) == wanted
        assert latest_draft(journal, "note", lambda draft: "that" in draft.tags) is None


def test_a_dropped_draft_is_gone_and_the_others_stay(home: Home) -> None:
    with home.open() as journal:
        dropped, stays = note("dropped"), note("stays")
        keep_draft(journal, dropped)
        keep_draft(journal, stays)
        drop_draft(journal, dropped)
        assert latest_draft(journal, "note") == stays
        assert count_drafts(journal) == 1


def test_a_draft_of_a_record_that_is_kept_changes_it_only_when_it_is_finished(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, note("as it was"))
        draft = envelopes.changed(record, fields={"text": "as it will be"})
        keep_draft(journal, draft)
        assert is_record(journal, draft)
        with journal.reading() as session:
            assert one(session, record.handle) == record
        drop_draft(journal, draft)
        with journal.reading() as session:
            assert one(session, record.handle) == record
        keep_draft(journal, draft)
        put(journal, draft)
        assert count_drafts(journal) == 0
        with journal.reading() as session:
            assert one(session, record.handle).fields == {"text": "as it will be"}


def test_half_filled_fields_may_be_a_draft_though_not_a_record(home: Home) -> None:
    with home.open() as journal:
        draft = envelopes.new("plan_item", {"what": "swim"})
        keep_draft(journal, draft)
        assert latest_draft(journal, "plan_item") == draft
        with pytest.raises(Usage):
            put(journal, draft)
        assert latest_draft(journal, "plan_item") == draft


def test_a_draft_holds_no_text_that_a_record_could_not(home: Home) -> None:
    with home.open() as journal:
        with pytest.raises(Usage):
            keep_draft(journal, replace(note("words"), fields={"text": "\0"}))
        assert count_drafts(journal) == 0
