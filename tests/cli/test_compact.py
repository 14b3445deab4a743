"""Compacting: the database is written anew, under a new key if wanted, and the copies that hold more are named."""

from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import at_terminal

from selfcare.journal import migrations
from selfcare.vault import backups, database, diagnosis, kdf, recovery
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

ROOT = bytes(range(recovery.ROOT_SIZE))


@pytest.fixture
def home(empty_home: Home) -> Home:
    """A home whose journal has a known root, and much that was erased."""
    folder = empty_home.folder
    Vault.create(folder, PASSPHRASE, ROOT, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    for text in ("long " * 20_000, "kept"):
        assert empty_home.run("note", "-", stdin=text).code == 0
    record = next(each for each in empty_home.records() if each["fields"]["text"] != "kept")
    empty_home.run("remove", record["handle"])
    empty_home.run("bin", "empty", "--yes")
    return empty_home


def size(home: Home) -> int:
    return (home.folder / "journal.db").stat().st_size


def test_the_file_gets_smaller_and_everything_is_as_it_was(home: Home) -> None:
    before, records = size(home), home.records()
    done = home.run("vault", "compact", "--yes", "--json")
    assert done.code == 0
    told = done.object
    assert (told["bytes_before"], told["bytes_after"], told["new_key"]) == (before, size(home), False)
    assert size(home) < before / 2
    assert home.records() == records
    assert home.run("search", "kept", "--json").object["records"] == records
    assert home.run("vault", "verify").code == 0
    assert home.run("vault", "recovery", "check", "-", stdin=recovery.code_from(ROOT)).code == 0
    assert sorted(each.name for each in home.folder.glob("journal.db*")) == ["journal.db"]


def test_it_backs_up_first_and_names_the_copies_from_before_but_not_that_one(home: Home) -> None:
    home.run("vault", "backup")
    (mine,) = (home.folder / "backups").glob("*.backup")
    answer = home.run("vault", "compact", "--yes")
    assert [line for line in answer.out.splitlines() if line.startswith("/")] == [str(mine)]
    reasons = {each.manifest.reason for each in backups.found(home.folder)}
    assert reasons == {"asked", "compact"}


def test_after_a_new_key_the_passphrase_is_the_same_and_no_older_file_opens_with_it(home: Home) -> None:
    """What a disk or a synced folder kept of the old database: its key file is gone, and the new key is not its."""
    old_database, code = (home.folder / "journal.db").read_bytes(), home.path / "code.txt"
    assert home.run("vault", "compact", "--yes", "--new-key", "--recovery-to", str(code)).code == 0
    assert [each["fields"] for each in home.records()] == [{"text": "kept"}]
    new_code = code.read_text().splitlines()[0]
    assert home.run("vault", "recovery", "check", "-", stdin=new_code).code == 0
    assert home.run("vault", "recovery", "check", "-", stdin=recovery.code_from(ROOT)).code == 12
    assert home.run("vault", "verify").code == 0
    (home.folder / "journal.db").write_bytes(old_database)
    keys, _ = read_keys(home.folder)
    key = kdf.database_key(recovery.root_from(new_code), keys.journal)
    assert diagnosis.survey(home.folder / "journal.db", key, keys.journal).intact == 0
    assert home.run("list").code == 15


def test_with_a_new_key_the_backup_just_made_is_named_since_the_old_code_opens_it(home: Home) -> None:
    home.run("vault", "backup")
    words = ("vault", "compact", "--new-key", "--yes", "--recovery-to")
    shown = home.run(*words, "one.txt").out.splitlines()
    both = [str(each.path) for each in backups.found(home.folder)]
    assert len(both) == 2
    assert sorted(line for line in shown if line.startswith("/")) == sorted(both)
    told = home.run(*words, "two.txt", "--json").object
    assert told["backups_that_hold_it"] == both
    assert sorted(told["backups_with_the_old"]) == sorted(str(each.path) for each in backups.found(home.folder))
    assert len(told["backups_with_the_old"]) == 3
    assert home.run("vault", "compact", "--yes", "--json").object["backups_with_the_old"] == []


def test_the_new_code_needs_a_place_before_anything_happens(home: Home) -> None:
    before = size(home)
    assert home.run("vault", "compact", "--yes", "--new-key").code == 2
    assert (size(home), list((home.folder / "backups").glob("*"))) == (before, [])


def test_without_a_terminal_it_needs_yes(home: Home) -> None:
    before = size(home)
    assert home.run("vault", "compact").code == 2
    assert size(home) == before


@pytest.mark.parametrize("new_key", [False, True])
def test_while_another_has_the_journal_open_it_is_busy_and_nothing_changes(
    home: Home, new_key: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    before, code = size(home), home.path / "code.txt"
    options = ("--new-key", "--recovery-to", str(code)) if new_key else ()
    with home.open():
        answer = home.run("vault", "compact", "--yes", *options)
    assert answer.code == 11
    assert size(home) == before
    assert not code.exists()
    assert not Path(f"{code}.new").exists()
    assert home.run("list").code == 0
    assert home.run("vault", "verify").code == 0


def test_at_a_terminal_it_asks_and_a_no_changes_nothing(home: Home) -> None:
    before = size(home)
    with at_terminal(home, "vault", "compact", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.types("n", at="[Y/n] ")
        assert terminal.ends() == 0
    assert "Nothing was changed." in terminal.seen
    assert (size(home), list((home.folder / "backups").glob("*"))) == (before, [])
