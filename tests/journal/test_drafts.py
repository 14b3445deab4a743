"""Drafts: nothing that was answered is lost, and nothing half-done is a record."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Home
from tests.journal.making import begun, note

from selfcare.errors import Failed, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal import holding
from selfcare.journal.bin import empty, remove
from selfcare.journal.drafts import count_drafts, drop_draft, keep_draft, latest_draft
from selfcare.journal.finding import Filter, find, one, search
from selfcare.journal.records import change, put
from selfcare.journal.unfinished import dump, parse


def test_a_draft_is_there_after_the_journal_was_closed_and_is_no_record(home: Home) -> None:
    draft = begun(note("half a thought", tags=("night",)), text="half a thought", helped={"feet": 3})
    with home.open() as journal:
        keep_draft(journal, draft)
    with home.open() as journal:
        assert latest_draft(journal, "note") == draft
        assert latest_draft(journal, "good") is None
        with journal.reading() as session:
            assert find(session, Filter()) == []
            assert search(session, ["thought"], Filter()) == []


def test_a_draft_is_replaced_by_its_next_answer(home: Home) -> None:
    with home.open() as journal:
        draft = note("one")
        further = envelopes.changed(draft, fields={"text": "one two"})
        keep_draft(journal, begun(draft))
        keep_draft(journal, begun(further))
        assert latest_draft(journal, "note") == begun(further)
        assert count_drafts(journal) == 1


def test_the_form_touched_last_comes_first_whichever_was_begun_first(home: Home) -> None:
    with home.open() as journal:
        early, late = note("early"), note("late")
        keep_draft(journal, begun(late))
        keep_draft(journal, begun(replace(early, changed_at=late.changed_at + timedelta(seconds=1))))
        found = latest_draft(journal, "note")
        assert found is not None
        assert found.envelope.id == early.id


def test_only_a_form_that_fits_is_offered(home: Home) -> None:
    with home.open() as journal:
        wanted = note("wanted", tags=("this",))
        keep_draft(journal, begun(wanted))
        keep_draft(journal, begun(replace(note("other"), changed_at=wanted.changed_at + timedelta(seconds=1))))
        assert latest_draft(journal, "note", lambda draft: "this" in draft.tags) == begun(wanted)
        assert latest_draft(journal, "note", lambda draft: "that" in draft.tags) is None


def test_a_form_that_was_kept_without_its_answers_is_still_there(home: Home) -> None:
    """As an earlier version of the program kept it."""
    assert parse(envelopes.dump(note("half a thought"))).answers == {}
    with pytest.raises(ValueError, match="with answers"):
        parse(b"[]")


@given(
    st.dictionaries(st.text("abc_"), st.text(st.characters(codec="utf-8")) | st.integers(0, 10)),
    st.lists(st.text("abc_")).map(tuple),
)
def test_a_form_comes_back_with_its_answers_and_what_was_skipped(
    answers: dict[str, Any], skipped: tuple[str, ...]
) -> None:
    form = replace(begun(note("half a thought"), **answers), skipped=skipped)
    assert parse(dump(form)) == form


def test_a_form_that_is_still_open_does_not_bring_back_what_was_erased(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, note("gone for good"))
        remove(journal, record.handle)
        empty(journal)
        with pytest.raises(Usage, match="no such record"):
            keep_draft(journal, begun(record))
        assert count_drafts(journal) == 0


def test_a_draft_of_a_record_that_is_kept_changes_it_only_when_it_is_finished(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, note("as it was"))
        draft = envelopes.changed(record, fields={"text": "as it will be"})
        keep_draft(journal, begun(draft))
        with journal.reading() as session:
            assert one(session, record.handle) == record
        put(journal, draft)
        assert count_drafts(journal) == 0
        with journal.reading() as session:
            assert one(session, record.handle).fields == {"text": "as it will be"}


def test_a_change_from_elsewhere_leaves_the_form_for_its_own_end(home: Home) -> None:
    """Or a tag that is added would lose what was typed into a form of the same record."""
    with home.open() as journal:
        record = put(journal, note("as it was"))
        form = begun(envelopes.changed(record, fields={"text": "as it will be"}), text="as it will be")
        keep_draft(journal, form)
        change(journal, record.id, lambda now: envelopes.changed(now, tags=("night",)))
        assert latest_draft(journal, "note") == form
        change(journal, record.id, lambda now: envelopes.changed(now, fields=form.envelope.fields), finishes_form=True)
        assert count_drafts(journal) == 0


def test_half_filled_fields_may_be_a_draft_though_not_a_record(home: Home) -> None:
    with home.open() as journal:
        draft = envelopes.new("plan_item", {"what": "swim"})
        keep_draft(journal, begun(draft))
        with pytest.raises(Usage):
            put(journal, draft)
        assert latest_draft(journal, "plan_item") == begun(draft)


def test_a_draft_holds_no_text_that_a_record_could_not(home: Home) -> None:
    with home.open() as journal:
        with pytest.raises(Usage):
            keep_draft(journal, begun(replace(note("words"), fields={"text": "\0"})))
        assert count_drafts(journal) == 0


def test_a_draft_that_is_dropped_leaves_the_record_it_would_have_changed(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("as it was"))
        keep_draft(journal, begun(envelopes.changed(kept, fields={"text": "half changed"})))
        drop_draft(journal, kept.id)
        assert count_drafts(journal) == 0
        with journal.reading() as session:
            assert one(session, kept.handle).fields["text"] == "as it was"


def test_while_a_hold_is_on_no_draft_is_dropped(home: Home) -> None:
    draft = begun(note("half a thought"))
    with home.open() as journal:
        keep_draft(journal, draft)
        holding.begin(journal, "")
        with pytest.raises(Failed):
            drop_draft(journal, draft.envelope.id)
        assert latest_draft(journal, "note") == draft
