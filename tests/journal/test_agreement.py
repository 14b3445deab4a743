"""`verify`: rows, versions and search index agree, or it is said which record does not."""

import pytest
from tests.conftest import Home
from tests.journal.making import begun, note

from selfcare.journal import envelope as envelopes
from selfcare.journal.bin import remove
from selfcare.journal.drafts import keep_draft
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.journal.verify import counts, problems
from selfcare.vault.database import writing


def change(journal: Journal, statement: str) -> None:
    with writing(journal.vault.connection):
        journal.vault.connection.execute(statement)


def test_a_used_journal_agrees_with_itself(home: Home) -> None:
    with home.open() as journal:
        one, two = put(journal, note("one", tags=("a",))), put(journal, note("two"))
        put(journal, envelopes.changed(one, fields={"text": "changed"}, tags=("b", "c")))
        remove(journal, two.handle)
        keep_draft(journal, begun(note("three")))
        assert problems(journal) == []
        assert counts(journal) == {"in the bin": 1, "note": 1, "drafts": 1}


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE records SET fields = '{"text":"other"}'""",
        "UPDATE records SET theme = 'other'",
        "UPDATE records SET day = '2001-01-01'",
        "INSERT INTO record_tags VALUES ((SELECT seq FROM records), 'other')",
        "DELETE FROM versions",
        "UPDATE records SET fields = 'no JSON'",
        "UPDATE records SET happened_at = 'never'",
        "UPDATE records SET kind = 'dream'",
        "UPDATE versions SET envelope = 'no JSON'",
    ],
)
def test_a_row_that_is_not_its_newest_version_is_named(home: Home, statement: str) -> None:
    with home.open() as journal:
        record = put(journal, note("words"))
        change(journal, statement)
        found = problems(journal)
        assert [record.handle in each for each in found] == [True]
        assert "words" not in found[0]


def test_a_record_that_is_missing_from_the_index_is_named(home: Home) -> None:
    with home.open() as journal:
        put(journal, note("other"))
        record = put(journal, note("words"))
        change(journal, f"DELETE FROM records_fts WHERE rowid = (SELECT seq FROM records WHERE id = '{record.id}')")
        assert problems(journal) == [f"Record {record.handle} is not in the search index."]


def test_index_words_without_a_record_are_found(home: Home) -> None:
    with home.open() as journal:
        put(journal, note("words"))
        change(journal, "INSERT INTO records_fts (rowid, words) VALUES (999, 'stray')")
        assert problems(journal) == ["The search index holds a record that is not there."]


def test_index_words_of_a_record_in_the_bin_are_found(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, note("words"))
        remove(journal, record.handle)
        change(journal, "INSERT INTO records_fts (rowid, words) SELECT seq, 'words' FROM records")
        assert problems(journal) == ["The search index holds a record that is not there."]
