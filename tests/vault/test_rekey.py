"""A new key for the whole database, and every place where that can be cut short."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.vault.vault_journal import Journal, count

from selfcare.errors import Busy, ForeignKeyFile, WrongCode, WrongPassphrase
from selfcare.vault import database, inbox, keyfile, recovery
from selfcare.vault.by_code import check_code
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.sealing import open_sealed
from selfcare.vault.vault import Vault

NEW_ROOT = bytes(range(50, 70))
NEW_CODE = recovery.code_from(NEW_ROOT)
NEW_PASSPHRASE = "new words for the heron"


def rekey(journal: Journal) -> None:
    with journal.open() as vault:
        vault.rekey(NEW_ROOT, NEW_PASSPHRASE, cost=CHEAP_FOR_TESTS)
        assert count(vault) == 20


def assert_old_opens_nothing(journal: Journal) -> None:
    with pytest.raises(WrongPassphrase):
        journal.open()
    with pytest.raises(WrongCode):
        Vault.open_with_code(journal.folder, journal.code)


def test_after_a_rekey_only_the_new_passphrase_and_code_open(journal: Journal) -> None:
    salt = journal.database.read_bytes()[:16]
    rekey(journal)
    with Vault.open(journal.folder, NEW_PASSPHRASE) as vault:
        assert count(vault) == 20
        assert vault.notices == ()
        assert vault.verify() == []
        assert vault.journal_id == salt
    check_code(journal.folder, NEW_CODE)
    assert_old_opens_nothing(journal)
    assert journal.database.read_bytes()[:16] == salt


def test_notes_sealed_before_during_and_after_a_rekey_all_open(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(payload: bytes) -> Path:
        return inbox.drop(journal.folder, read_keys(journal.folder)[0], payload)

    real = database.rekey
    notes = [drop(b"before")]

    def rekey_and_drop(*given: object) -> None:
        notes.append(drop(b"during"))
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(database, "rekey", rekey_and_drop)
    rekey(journal)
    notes.append(drop(b"after"))
    with Vault.open(journal.folder, NEW_PASSPHRASE) as vault:
        found = [open_sealed(vault.inbox_keys, vault.journal_id, note.read_bytes()) for note in notes]
    assert found == [b"before", b"during", b"after"]


def test_a_second_rekey_keeps_every_older_inbox_key(journal: Journal) -> None:
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"long ago")
    with journal.open() as vault:
        for number in range(3):
            vault.rekey(bytes([number] * 20), "words", cost=CHEAP_FOR_TESTS)
        assert len(vault.inbox_keys) == 4
        assert open_sealed(vault.inbox_keys, vault.journal_id, note.read_bytes()) == b"long ago"


def test_a_rekey_while_another_has_the_journal_open_is_busy_and_changes_nothing(journal: Journal) -> None:
    keys = journal.keys.read_bytes()
    with journal.open() as other, journal.open() as vault:
        vault.connection.execute("PRAGMA busy_timeout = 50")
        assert count(other) == 20
        with pytest.raises(Busy):
            vault.rekey(NEW_ROOT, NEW_PASSPHRASE, cost=CHEAP_FOR_TESTS)
        assert journal.keys.read_bytes() == keys
        with database.writing(other.connection):
            other.connection.execute("DELETE FROM records WHERE id = 'record-1'")
        assert count(vault) == 19
    with journal.open() as vault:
        assert vault.verify() == []
        assert vault.notices == ()


def test_keys_changed_by_another_in_the_meantime_are_not_written_over(journal: Journal) -> None:
    with journal.open() as first:
        pass
    with Vault.recover(journal.folder, journal.code, "third words", cost=CHEAP_FOR_TESTS) as other:
        other.rekey(NEW_ROOT, NEW_PASSPHRASE, cost=CHEAP_FOR_TESTS)
    keys = journal.keys.read_bytes()
    stale = Vault(
        journal.folder, journal.root, first.journal_id, Vault.open(journal.folder, NEW_PASSPHRASE).connection, ()
    )
    with stale, pytest.raises(Busy):
        stale.change_passphrase("fourth words", cost=CHEAP_FOR_TESTS)
    assert journal.keys.read_bytes() == keys


def test_other_slots_are_dropped_by_a_rekey_and_that_is_said(journal: Journal) -> None:
    keys, _ = read_keys(journal.folder)
    slot = keyfile.wrap(journal.root, "from the keyring", keys.journal, CHEAP_FOR_TESTS, slot_type=keyfile.KEYRING)
    keyfile.store(journal.folder, replace(keys, slots=(*keys.slots, slot)))
    with Vault.open(journal.folder, "from the keyring", slot_type=keyfile.KEYRING) as vault:
        vault.change_passphrase("second words", cost=CHEAP_FOR_TESTS)
        assert len(read_keys(journal.folder)[0].slots) == 2
        vault.rekey(NEW_ROOT, NEW_PASSPHRASE, cost=CHEAP_FOR_TESTS)
        assert any("keyring" in notice for notice in vault.notices)
    assert len(read_keys(journal.folder)[0].slots) == 1


# --- cut short -------------------------------------------------------------------------------------------------------

KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = {path!r}
from selfcare.vault import database, inbox_keys, keyfile, vault
from selfcare.vault.kdf import CHEAP_FOR_TESTS
opened = vault.Vault.open(Path({folder!r}), {passphrase!r})
calls = 0
def killing(real):
    def step(*given, **named):
        global calls
        calls += 1
        if calls == {kill_at}:
            os._exit(9)
        done = real(*given, **named)
        calls += 1
        if calls == {kill_at}:
            os._exit(9)
        return done
    return step
inbox_keys.retire = killing(inbox_keys.retire)
keyfile.write_whole = killing(keyfile.write_whole)
database.rekey = killing(database.rekey)
database._set_journal_mode = killing(database._set_journal_mode)
opened.rekey(bytes(range(50, 70)), "new words for the heron", cost=CHEAP_FOR_TESTS)
opened.close()
"""

KILLS = range(1, 17)


def cut_short(journal: Journal, kill_at: int) -> None:
    program = KILLED.format(
        path=[str(Path(__file__).parents[2])],
        folder=str(journal.folder),
        passphrase=journal.passphrase,
        kill_at=kill_at,
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9


def opens(journal: Journal, how: str) -> bool:
    """Whether this road in leads to all twenty records and a healthy journal."""
    roads = {
        "old passphrase": lambda: Vault.open(journal.folder, journal.passphrase),
        "new passphrase": lambda: Vault.open(journal.folder, NEW_PASSPHRASE),
        "old code": lambda: Vault.open_with_code(journal.folder, journal.code),
        "new code": lambda: Vault.open_with_code(journal.folder, NEW_CODE),
    }
    try:
        vault = roads[how]()
    except (WrongPassphrase, WrongCode):
        return False
    with vault:
        assert count(vault) == 20
        assert vault.verify() == []
    return True


@pytest.mark.parametrize("kill_at", KILLS)
def test_a_rekey_killed_at_any_step_loses_nothing(journal: Journal, kill_at: int, tmp_path: Path) -> None:
    """Whoever opens first settles it, and afterwards one side opens: both the old words and code, or both the new."""
    cut_short(journal, kill_at)
    for first in ("old passphrase", "new passphrase", "old code", "new code"):
        folder = tmp_path / first
        shutil.copytree(journal.folder, folder)
        assert_settled_by(first, replace(journal, folder=folder))


def assert_settled_by(first: str, journal: Journal) -> None:
    settled = opens(journal, first)
    if not settled:
        assert opens(journal, {"old": "new", "new": "old"}[first.split(maxsplit=1)[0]] + " passphrase")
    old = opens(journal, "old passphrase"), opens(journal, "old code")
    new = opens(journal, "new passphrase"), opens(journal, "new code")
    assert {old, new} == {(True, True), (False, False)}
    assert read_keys(journal.folder)[0].pending is None


def test_there_are_no_more_steps_than_the_kills_cover(journal: Journal) -> None:
    program = KILLED.format(
        path=[str(Path(__file__).parents[2])], folder=str(journal.folder), passphrase=journal.passphrase, kill_at=-1
    )
    program += f"\nassert calls <= {KILLS.stop - 1}, calls\n"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert opens(journal, "new passphrase")


def test_an_interrupted_rekey_is_finished_by_the_new_passphrase_and_says_so(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(journal, monkeypatch)
    with Vault.open(journal.folder, NEW_PASSPHRASE) as vault:
        assert vault.notices == ("The new key, which had been interrupted, is now in force.",)
    assert_old_opens_nothing(journal)


def test_an_interrupted_rekey_is_dropped_by_the_old_passphrase_and_says_so(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(journal, monkeypatch)
    with journal.open() as vault:
        assert len(vault.notices) == 1
        assert "never came into force" in vault.notices[0]
    with pytest.raises(WrongPassphrase):
        Vault.open(journal.folder, NEW_PASSPHRASE)


def test_finishing_waits_while_another_has_the_journal_open_and_may_be_tried_again(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(journal, monkeypatch)
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    keys, _ = read_keys(journal.folder)
    with journal.open() as other:
        keyfile.store(journal.folder, keys)
        assert count(other) == 20
        with pytest.raises(Busy):
            Vault.open(journal.folder, NEW_PASSPHRASE)
    assert opens(journal, "new passphrase")


def test_a_damaged_key_file_does_not_stop_an_interrupted_rekey(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(journal, monkeypatch)
    journal.keys.write_bytes(b"")
    assert opens(journal, "new passphrase")


def test_with_neither_passphrase_an_interrupted_rekey_is_just_12(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(journal, monkeypatch)
    before = journal.keys.read_bytes()
    with pytest.raises(WrongPassphrase):
        Vault.open(journal.folder, "neither")
    assert journal.keys.read_bytes() == before


def test_the_recovery_code_writes_a_key_file_without_the_interrupted_rekey(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(journal, monkeypatch)
    with pytest.raises(WrongCode, match="never came into force"):
        Vault.recover(journal.folder, NEW_CODE, "third words", cost=CHEAP_FOR_TESTS)
    Vault.recover(journal.folder, journal.code, "third words", cost=CHEAP_FOR_TESTS).close()
    assert read_keys(journal.folder)[0].pending is None
    with Vault.open(journal.folder, "third words") as vault:
        assert vault.verify() == []


def test_an_old_key_file_put_back_after_a_rekey_is_another_journals(journal: Journal) -> None:
    old = journal.keys.read_bytes()
    rekey(journal)
    journal.keys.write_bytes(old)
    with pytest.raises(ForeignKeyFile):
        journal.open()
    check_code(journal.folder, NEW_CODE)


def test_a_copy_left_behind_by_a_kill_is_brought_up_to_date(journal: Journal) -> None:
    """Otherwise an old passphrase would live on in it."""
    old = journal.copy.read_bytes()
    with journal.open() as vault:
        vault.change_passphrase("second words", cost=CHEAP_FOR_TESTS)
    journal.copy.write_bytes(old)
    with Vault.open(journal.folder, "second words") as vault:
        assert vault.verify() == []
    assert journal.copy.read_bytes() == journal.keys.read_bytes()


def interrupt(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A re-key that stops, as by Ctrl-C, when the key file is ready and the database is not."""

    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, journal.open() as vault:
        patched.setattr(database, "rekey", stop)
        with pytest.raises(KeyboardInterrupt):
            vault.rekey(NEW_ROOT, NEW_PASSPHRASE, cost=CHEAP_FOR_TESTS)
    assert read_keys(journal.folder)[0].pending is not None
