"""The encrypted database: what must hold on every connection, and what its errors say."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from tests.conftest import without_root
from tests.vault.vault_journal import Journal, count

from selfcare.errors import Busy, Damaged, Failed
from selfcare.vault import database
from selfcare.vault.vault import Vault

KEY, SALT = bytes(range(32)), bytes(range(100, 116))


def test_plain_sqlite_cannot_open_it_and_no_word_stands_in_the_file(journal: Journal) -> None:
    with closing(sqlite3.connect(journal.database)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    raw = journal.database.read_bytes()
    assert b"quiet heron" not in raw
    assert b"SQLite format 3" not in raw


def test_no_word_stands_in_the_write_ahead_log_either(journal: Journal) -> None:
    with journal.open() as vault:
        with database.writing(vault.connection):
            vault.connection.execute("INSERT INTO records VALUES ('new', 'note', 'a canary in a coal mine')")
        files = {path.name: path.read_bytes() for path in journal.folder.iterdir()}
        assert files["journal.db-wal"]
        assert not [name for name, raw in files.items() if b"canary" in raw]


def test_every_connection_keeps_its_promises(journal: Journal) -> None:
    with journal.open() as vault:

        def ask(pragma: str) -> object:
            return vault.connection.execute(f"PRAGMA {pragma}").fetchone()[0]

        assert ask("cipher_version")
        assert ask("temp_store") == 2
        assert ask("journal_mode") == "wal"
        assert ask("synchronous") == 2
        assert ask("foreign_keys") == 1
        assert ask("secure_delete") == 1
        assert ask("busy_timeout") == 10_000


def test_the_salt_is_the_first_16_bytes_for_life(journal: Journal) -> None:
    with journal.open() as vault:
        journal_id = vault.journal_id
        vault.connection.execute("VACUUM")
    assert journal.database.read_bytes()[:16] == journal_id


def test_a_normal_close_leaves_the_database_file_alone(journal: Journal) -> None:
    with journal.open() as vault, database.writing(vault.connection):
        vault.connection.execute("DELETE FROM records WHERE id = 'record-1'")
    assert sorted(path.name for path in journal.folder.iterdir()) == ["journal.db", "journal.keys", "journal.keys.bak"]


@pytest.mark.parametrize("key", [b"", bytes(16), bytes(31), bytes(33)])
def test_a_key_of_the_wrong_length_is_never_used(tmp_path: Path, key: bytes) -> None:
    """The driver would take a short one for a passphrase, and an empty one for plaintext."""
    with pytest.raises(ValueError, match="32 bytes"):
        database.create(tmp_path / "new.db", key, SALT)
    assert not (tmp_path / "new.db").exists()


def test_a_salt_of_the_wrong_length_is_never_used(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        database.create(tmp_path / "new.db", KEY, SALT[:-1])


def test_a_database_that_is_missing_is_never_made_anew(tmp_path: Path) -> None:
    with pytest.raises(Failed):
        database.connect(tmp_path / "gone.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_another_key_is_told_as_damage_for_the_diagnosis_to_explain(journal: Journal) -> None:
    with pytest.raises(Damaged):
        database.connect(journal.database, KEY)


def test_a_plaintext_database_is_refused(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE records (id)")
    plain.close()
    with pytest.raises(Failed, match="unencrypted"):
        database.assert_encrypted(tmp_path / "plain.db")


def _delete_all_and_fail(vault: Vault) -> None:
    vault.connection.execute("DELETE FROM records")
    assert count(vault) == 0
    raise ZeroDivisionError


def test_a_write_is_kept_whole_or_not_at_all(journal: Journal) -> None:
    with journal.open() as vault:
        with pytest.raises(ZeroDivisionError), database.writing(vault.connection):
            _delete_all_and_fail(vault)
        assert not vault.connection.in_transaction
        assert count(vault) == 20


def test_a_second_writer_is_told_that_the_journal_is_busy(journal: Journal) -> None:
    with journal.open() as first, journal.open() as second:
        second.connection.execute("PRAGMA busy_timeout = 50")
        with database.writing(first.connection), pytest.raises(Busy) as caught, database.writing(second.connection):
            pass
        assert caught.value.exit_code == 11
        with database.writing(second.connection):
            pass


def test_the_engine_shares_the_one_connection_and_sees_one_state(journal: Journal) -> None:
    from sqlalchemy import text

    with journal.open() as vault, journal.open() as other, vault.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM records")).scalar_one() == 20
        with database.writing(other.connection):
            other.connection.execute("DELETE FROM records WHERE id = 'record-1'")
        assert connection.execute(text("SELECT count(*) FROM records")).scalar_one() == 20
        assert vault.connection.in_transaction


def test_a_look_sees_one_state_and_ends_whatever_happens(journal: Journal) -> None:
    with journal.open() as vault, journal.open() as other:
        with database.reading(vault.connection):
            assert count(vault) == 20
            with database.writing(other.connection):
                other.connection.execute("DELETE FROM records WHERE id = 'record-1'")
            assert count(vault) == 20
        assert count(vault) == 19
        with pytest.raises(ZeroDivisionError), database.reading(vault.connection):
            raise ZeroDivisionError
        assert not vault.connection.in_transaction


COPY_ALL = "INSERT INTO records SELECT 'copy-' || id, kind, fields FROM records"


def test_a_full_disk_is_said_plainly_and_loses_nothing(journal: Journal) -> None:
    with journal.open() as vault:
        vault.connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(Failed, match="disk is full"), database.writing(vault.connection):
            vault.connection.execute(COPY_ALL)
        assert count(vault) == 20


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(KeyError), database.mapped():
        raise KeyError
    with pytest.raises(driver.IntegrityError), database.mapped():
        raise driver.IntegrityError


def _add_rows(journal: Journal, writer: int) -> None:
    with journal.open() as vault:
        for number in range(25):
            with database.writing(vault.connection):
                vault.connection.execute("INSERT INTO records VALUES (?, 'note', '')", (f"{writer}-{number}",))


def test_four_writers_at_once_keep_every_row(journal: Journal) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_rows, args=(journal, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    with journal.open() as vault:
        assert count(vault) == 20 + 4 * 25
    assert not (journal.folder / "journal.db-wal").exists()


def test_what_was_committed_survives_a_kill_without_closing(journal: Journal) -> None:
    program = f"""
import os
from pathlib import Path
from selfcare.vault.database import writing
from selfcare.vault.vault import Vault
vault = Vault.open(Path({str(journal.folder)!r}), {journal.passphrase!r})
with writing(vault.connection):
    vault.connection.execute("INSERT INTO records VALUES ('kept', 'note', '')")
vault.connection.execute("BEGIN IMMEDIATE")
vault.connection.execute("DELETE FROM records")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    with journal.open() as vault:
        assert count(vault) == 21


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other rights")
def test_a_folder_that_may_only_be_read_is_said_plainly(journal: Journal) -> None:
    """Root may write everywhere, so a test run by root becomes somebody else for a moment."""
    with tempfile.TemporaryDirectory() as open_to_all:
        folder = Path(open_to_all) / "journal"
        shutil.copytree(journal.folder, folder)
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        Path(open_to_all).chmod(0o755)
        try:
            with without_root(), pytest.raises(Failed) as caught:
                Vault.open(folder, journal.passphrase)
        finally:
            folder.chmod(0o755)
    assert "you may write in it" in caught.value.hint
