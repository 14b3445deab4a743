"""An archive brought into a journal that has something in it already."""

import shutil
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from tests.conftest import PASSPHRASE, Home
from tests.exchange.journals import answer, archive_of, brought_into, chosen, put_away, records
from tests.journal.making import begun, note

from selfcare.errors import InvalidFile
from selfcare.exchange.archive import dump, parse
from selfcare.journal import bin as bins
from selfcare.journal import envelope as envelopes
from selfcare.journal import merging, people
from selfcare.journal.archive import Archive
from selfcare.journal.drafts import count_drafts, keep_draft
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import handles_of
from selfcare.journal.holding import begin as begin_hold
from selfcare.journal.holding import hold_of
from selfcare.journal.journal import Journal
from selfcare.journal.records import history, put
from selfcare.journal.reviews import load
from selfcare.journal.tables import ReviewAnswer
from selfcare.journal.verify import problems
from selfcare.vault.vault import Vault


@pytest.fixture
def here(home: Home) -> Journal:
    """The journal that something comes into; it closes with its home."""
    return home.open()


@pytest.fixture
def there(empty_journal: Path, tmp_path: Path) -> Journal:
    """The journal that an archive is made of."""
    folder = tmp_path / uuid.uuid4().hex
    shutil.copytree(empty_journal, folder)
    return Journal(Vault.open(folder, PASSPHRASE))


def texts(journal: Journal, record: Envelope) -> list[str]:
    with journal.reading() as session:
        return [each.fields["text"] for each in history(session, record.id)]


def in_both(here: Journal, there: Journal) -> Envelope:
    """A record that both journals have."""
    record = put(there, note("one"))
    brought_into(here, archive_of(there))
    return record


def reworded(journal: Journal, record: Envelope, text: str, *, minutes: int = 0) -> Envelope:
    """The record with another text, as if it had been changed so many minutes later."""
    later = envelopes.changed(record, fields={"text": text})
    return put(journal, replace(later, changed_at=later.changed_at + timedelta(minutes=minutes)))


def test_what_is_new_comes_beside_what_is_here(here: Journal, there: Journal) -> None:
    put(here, note("here"))
    put(there, note("there"))
    planned = brought_into(here, archive_of(there))
    assert (len(planned.new), planned.known) == (1, 0)
    assert {each.fields["text"] for each in records(here)} == {"here", "there"}
    assert problems(here) == []


def test_what_was_changed_last_is_current_and_every_version_is_kept(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    reworded(here, record, "earlier, here")
    reworded(there, record, "later, there", minutes=5)
    brought_into(here, archive_of(there))
    assert [each.fields["text"] for each in records(here)] == ["later, there"]
    assert texts(here, record) == ["one", "earlier, here", "later, there"]
    assert problems(here) == []


def test_what_was_changed_here_last_stays_current(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    reworded(here, record, "later, here", minutes=5)
    reworded(there, record, "earlier, there")
    brought_into(here, archive_of(there))
    assert [each.fields["text"] for each in records(here)] == ["later, here"]
    assert texts(here, record) == ["one", "earlier, there", "later, here"]
    assert problems(here) == []


def test_two_journals_that_take_each_others_archive_say_the_same(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    reworded(here, record, "here", minutes=5)
    reworded(there, record, "there")
    from_here, from_there = archive_of(here), archive_of(there)
    brought_into(here, from_there)
    brought_into(there, from_here)
    assert records(here) == records(there)
    assert not brought_into(here, archive_of(there)).changes_something


def test_an_older_archive_changes_nothing(here: Journal, there: Journal) -> None:
    record = put(there, note("one"))
    older = archive_of(there)
    reworded(there, record, "two", minutes=5)
    brought_into(here, archive_of(there))
    assert not brought_into(here, older).changes_something
    assert [each.fields["text"] for each in records(here)] == ["two"]


def test_a_decision_at_a_review_holds_for_the_version_that_stays_current(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    kept = reworded(here, record, "Elm was cross", minutes=5)
    with here.writing() as session:
        answer(session, kept, "Elm")
    reworded(there, record, "earlier")
    brought_into(here, archive_of(there))
    with here.reading() as session:
        assert len(load(session).given) == 1


def test_what_was_erased_here_stays_erased(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    bins.remove(here, record.id)
    bins.empty(here)
    planned = brought_into(here, archive_of(there))
    assert (len(planned.new), planned.erased_here) == (0, 1)
    assert records(here) == records(here, in_bin=True) == []


def test_what_is_here_stays_though_it_was_erased_there(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    bins.remove(there, record.id)
    bins.empty(there)
    planned = brought_into(here, archive_of(there))
    assert planned.kept_here == 1
    assert [each.id for each in records(here)] == [record.id]
    assert not planned.changes_something


def test_what_is_in_the_bin_here_stays_there_with_its_new_version(here: Journal, there: Journal) -> None:
    record = in_both(here, there)
    bins.remove(here, record.id)
    reworded(there, record, "two", minutes=5)
    brought_into(here, archive_of(there))
    assert records(here) == []
    assert [each.fields["text"] for each in records(here, in_bin=True)] == ["two"]
    assert problems(here) == []


def test_a_handle_that_is_taken_here_gives_way(here: Journal, there: Journal) -> None:
    mine = put(here, note("here"))
    # The same random tail but for its highest symbols: the same handle at first.
    theirs = replace(note("there"), id=mine.id[:24] + f"{int(mine.id[24:], 16):012x}", handle="")
    theirs = replace(theirs, id=theirs.id[:19] + ("8" if mine.id[19] != "8" else "9") + theirs.id[20:])
    kept = put(there, theirs)
    assert kept.handle == mine.handle
    reworded(there, kept, "there, again")
    brought_into(here, archive_of(there))
    handles = {each.fields["text"]: each.handle for each in records(here)}
    assert handles["here"] == mine.handle
    assert handles["there, again"] in set(handles_of(kept.id)) - {mine.handle}
    assert problems(here) == []


def test_a_version_that_is_another_records_here_is_refused(here: Journal, there: Journal) -> None:
    put(here, note("here"))
    put(there, note("there"))
    (mine,), (theirs,) = archive_of(here).records, archive_of(there).records
    stolen = replace(theirs, versions=(replace(theirs.versions[0], id=mine.versions[0].id),))
    with pytest.raises(InvalidFile):
        brought_into(here, Archive(records=(stolen,)))
    assert [each.fields["text"] for each in records(here)] == ["here"]


def test_all_of_it_comes_in_or_nothing(here: Journal, there: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("one", "two", "three"):
        put(there, note(text))
    keep_draft(there, begun(envelopes.new("good", {"text": "half"}), text="half"))
    before = archive_of(here)

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(merging, "_bring_in_draft", fails)  # what comes after the records
    with pytest.raises(RuntimeError):
        brought_into(here, archive_of(there))
    assert archive_of(here) == before


# --- names -----------------------------------------------------------------------------------------------------------


def test_names_that_are_put_away_here_are_put_away_in_it(here: Journal, there: Journal) -> None:
    put_away("Barnaby Okonkwo")(here)
    record = put(there, note("Barnaby shouted", tags=("barnaby",)))
    reworded(there, record, "Barnaby Okonkwo left")
    keep_draft(there, begun(envelopes.new("good", {"text": "Barnaby smiled"}), text="Barnaby smiled"))
    brought_into(here, archive_of(there))
    assert texts(here, record) == ["Larch shouted", "Larch left"]
    assert "arnaby" not in str(archive_of(here))
    assert problems(here) == []


def test_names_are_kept_where_the_command_says_so(here: Journal, there: Journal) -> None:
    put_away("Barnaby Okonkwo")(here)
    record = put(there, note("Barnaby shouted"))
    here.names.keep = True
    brought_into(here, archive_of(there))
    assert texts(here, record) == ["Barnaby shouted"]


def test_people_of_the_same_key_are_joined(here: Journal, there: Journal) -> None:
    put_away("Barnaby Okonkwo")(there)
    brought_into(here, archive_of(there))
    put_away("Ffion")(here)
    people.add(there, "Barney", "Larch")
    planned = brought_into(here, archive_of(there))
    assert [each.pseudonym for each in planned.people] == ["Larch"]
    assert people.known_as(here, "Barney") == people.known_as(here, "Barnaby Okonkwo") == "Larch"
    assert people.known_as(here, "Ffion") not in (None, "Larch")


def test_people_of_another_key_cannot_be_joined_and_nobody_here_is_forgotten(here: Journal, there: Journal) -> None:
    put_away("Ffion")(here)
    put_away("Barnaby Okonkwo")(there)
    record = put(there, note("a word"))
    with there.writing() as session:
        answer(session, record, "Elm")
    planned = brought_into(here, archive_of(there))
    assert planned.names_apart
    assert people.known_as(here, "Ffion") == "Larch"
    assert people.known_as(here, "Barnaby Okonkwo") is None
    with here.models() as session:
        assert session.exec(select(ReviewAnswer)).all() == []
    assert len(records(here)) == 1


# --- beside the records ----------------------------------------------------------------------------------------------


def test_a_form_that_was_begun_or_finished_here_is_not_begun_again(here: Journal, there: Journal) -> None:
    form = begun(envelopes.new("good", {"text": "half"}), text="half")
    keep_draft(there, form)
    archive = archive_of(there)
    brought_into(here, archive)
    assert count_drafts(here) == 1
    assert not brought_into(here, archive).changes_something
    put(here, form.envelope)
    assert not brought_into(here, archive).changes_something
    assert count_drafts(here) == 0


def test_a_setting_that_is_set_here_stays(here: Journal, there: Journal) -> None:
    put(here, note("here"))
    chosen(10)(here)
    chosen(20)(there)
    there.set_setting("role", "nurse")
    assert brought_into(here, archive_of(there)).settings == {"role": "nurse"}
    assert here.setting("interval_line") == "10"


def test_an_empty_journal_takes_all_settings(here: Journal, there: Journal) -> None:
    here.set_setting("day_starts_at", "12:00")
    chosen(10)(here)
    chosen(20)(there)
    brought_into(here, archive_of(there))
    assert (here.setting("interval_line"), here.setting("day_starts_at")) == ("20", "05:00")


def test_a_hold_that_is_on_here_stays_on(here: Journal, there: Journal) -> None:
    begin_hold(here, "a complaint")
    put(there, note("there"))
    brought_into(here, archive_of(there))
    with here.reading() as session:
        assert hold_of(session)


def test_a_hold_comes_back_with_its_journal(here: Journal, there: Journal) -> None:
    begin_hold(there, "a complaint")
    archive = archive_of(there)
    brought_into(here, parse(dump(archive)))
    assert archive_of(here) == archive
