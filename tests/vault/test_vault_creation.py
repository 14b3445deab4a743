"""Making a journal: a whole one or none, whatever happens in between."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.vault.vault_journal import PASSPHRASE, Journal, count, make_journal, prepare

from selfcare.errors import Failed, NoJournal, Usage
from selfcare.vault import recovery
from selfcare.vault.creation import exists
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection


def create(folder: Path) -> Vault:
    return Vault.create(folder, PASSPHRASE, recovery.new_root(), cost=CHEAP_FOR_TESTS, prepare=prepare)


def test_a_new_journal_is_private_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "journal"
    with create(folder) as vault:
        assert vault.verify() == []
        assert vault.user_version == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "journal.db": 0o600,
        "journal.keys": 0o600,
        "journal.keys.bak": 0o600,
    }


def test_a_journal_that_is_there_is_never_made_over(journal: Journal) -> None:
    files = {path.name: path.read_bytes() for path in journal.folder.iterdir()}
    with pytest.raises(Failed, match="already"):
        create(journal.folder)
    assert {path.name: path.read_bytes() for path in journal.folder.iterdir()} == files


@pytest.mark.parametrize("left", ["journal.db", "journal.keys"])
def test_half_a_journal_is_never_made_over_either(journal: Journal, left: str) -> None:
    for path in journal.folder.iterdir():
        if path.name != left:
            path.unlink()
    before = (journal.folder / left).read_bytes()
    with pytest.raises(Failed, match="already"):
        create(journal.folder)
    assert (journal.folder / left).read_bytes() == before


def test_an_empty_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Usage):
        Vault.create(tmp_path / "journal", "", bytes(20), cost=CHEAP_FOR_TESTS, prepare=prepare)
    assert not exists(tmp_path / "journal")


def test_a_folder_that_is_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real, target_is_directory=True)
    journal = make_journal(link)
    with journal.open() as vault:
        vault.change_passphrase("new words", cost=CHEAP_FOR_TESTS)
    assert link.is_symlink()
    with Vault.open(real, "new words") as vault:
        assert count(vault) == 20


def test_a_key_file_that_is_a_link_is_followed_and_stays_a_link(journal: Journal, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick.keys"
    journal.keys.rename(elsewhere)
    journal.keys.symlink_to(elsewhere)
    with journal.open() as vault:
        vault.change_passphrase("new words", cost=CHEAP_FOR_TESTS)
    assert journal.keys.is_symlink()
    with Vault.open(journal.folder, "new words") as vault:
        assert vault.verify() == []


def test_tables_that_cannot_be_made_leave_no_journal(tmp_path: Path) -> None:
    def fail(connection: "Connection") -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Vault.create(tmp_path, PASSPHRASE, bytes(20), cost=CHEAP_FOR_TESTS, prepare=fail)
    assert list(tmp_path.iterdir()) == []
    create(tmp_path).close()


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = {path!r}
events = 0
def watch(event, args):
    global events
    if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir") and {folder!r} in str(args):
        events += 1
        if events == {kill_at}:
            os._exit(9)
sys.addaudithook(watch)
from tests.vault.test_vault_creation import create
create(Path({folder!r})).close()
"""


@pytest.mark.parametrize("kill_at", range(1, 30))
def test_a_kill_at_any_step_leaves_no_journal_or_a_whole_one(tmp_path: Path, kill_at: int) -> None:
    folder = tmp_path / "journal"
    program = KILLED.format(path=[str(Path(__file__).parents[2])], folder=str(folder), kill_at=kill_at)
    code = subprocess.run([sys.executable, "-c", program], check=False).returncode
    assert code in (9, 0), "killed, or done before that step"
    if exists(folder):
        with Vault.open(folder, PASSPHRASE) as vault:
            assert vault.verify() == []
            assert vault.user_version == 1
        return
    with pytest.raises(NoJournal):
        Vault.open(folder, PASSPHRASE)
    with create(folder) as vault:
        assert vault.verify() == []
    assert sorted(path.name for path in folder.iterdir()) == ["journal.db", "journal.keys", "journal.keys.bak"]
