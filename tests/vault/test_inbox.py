"""The inbox: one private file per sealed envelope, whole or not there."""

from pathlib import Path

import pytest
from tests.vault.vault_journal import Journal

from selfcare.errors import Failed
from selfcare.vault import inbox
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.sealing import open_sealed


def opened(journal: Journal, path: Path) -> bytes | None:
    with journal.open() as vault:
        return open_sealed(vault.inbox_keys, vault.journal_id, path.read_bytes())


def test_a_note_is_sealed_without_a_passphrase_and_opens_with_it(journal: Journal) -> None:
    keys, _ = read_keys(journal.folder)
    path = inbox.drop(journal.folder, keys, b"a heron by the canal")
    assert inbox.waiting(journal.folder) == [path]
    assert b"heron" not in path.read_bytes()
    assert opened(journal, path) == b"a heron by the canal"


def test_file_and_folder_are_private_and_the_name_says_nothing(journal: Journal) -> None:
    path = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"a note")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len(bytes.fromhex(path.stem)) == 16
    assert path.suffix == ".sealed"


def test_a_form_still_being_answered_takes_the_place_of_its_earlier_file(journal: Journal) -> None:
    keys, _ = read_keys(journal.folder)
    first = inbox.drop(journal.folder, keys, b"one answer")
    second = inbox.drop(journal.folder, keys, b"two answers", replace=first)
    assert second == first
    assert inbox.waiting(journal.folder) == [first]
    assert opened(journal, first) == b"two answers"


def test_an_envelope_that_no_key_opens_is_set_aside_and_stays(journal: Journal) -> None:
    path = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"a note")
    before = path.read_bytes()
    aside = inbox.mark_unreadable(path)
    assert inbox.waiting(journal.folder) == []
    assert inbox.unreadable(journal.folder) == [aside]
    assert aside.read_bytes() == before
    with journal.open() as vault:
        assert any(aside.name in problem.words for problem in vault.verify())
        assert vault.status().unreadable == 1


def test_without_an_inbox_nothing_waits(tmp_path: Path) -> None:
    assert inbox.waiting(tmp_path) == []
    assert inbox.unreadable(tmp_path) == []


def test_half_written_files_are_not_taken_for_envelopes(journal: Journal) -> None:
    path = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"a note")
    (path.parent / f".{path.name}.0123.new").write_bytes(b"half")
    assert inbox.waiting(journal.folder) == [path]


def test_an_inbox_that_is_a_file_is_said_plainly(journal: Journal) -> None:
    (journal.folder / inbox.NAME).write_bytes(b"")
    with pytest.raises(Failed):
        inbox.drop(journal.folder, read_keys(journal.folder)[0], b"a note")
