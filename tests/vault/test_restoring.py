"""Putting a backup back: proven before anything is touched, and a kill leaves the old journal whole or the new."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from tests.vault.vault_journal import PASSPHRASE, Journal, count

from selfcare.errors import Busy, Damaged, Failed, NewerFormat, WrongCode, WrongPassphrase
from selfcare.vault import backups, creation, database, inbox, keyfile, replacing, restoring
from selfcare.vault.backups import ASKED, Backup
from selfcare.vault.by_code import check_code
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

ROOT = Path(__file__).parents[2]
NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be moved at all")


def any_version(version: int) -> None:
    """Whatever the tables are."""


def add(journal: Journal, name: str) -> None:
    with journal.open() as vault, database.writing(vault.connection):
        vault.connection.execute("INSERT INTO records VALUES (?, 'note', 'x')", (name,))


@pytest.fixture
def backup(journal: Journal, tmp_path: Path) -> Backup:
    """A backup of the journal with its twenty records; since then it has one more."""
    with journal.open() as vault:
        made = vault.back_up(tmp_path / "made.backup", ASKED)
    add(journal, "later")
    return made


def put_back(backup: Backup, journal: Journal, folder: Path | None = None) -> Path | None:
    root, keys = restoring.root_by_passphrase(backup, folder or journal.folder, journal.passphrase)
    return restoring.restore(backup, folder or journal.folder, root, keys, any_version)


def holds(folder: Path, passphrase: str = Journal.passphrase) -> int:
    """How many records the journal has; all of it is whole, and nothing lies beside it."""
    with Vault.open(folder, passphrase) as vault:
        assert vault.verify() == []
        found = count(vault)
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []
    return found


# --- where there is none ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["passphrase", "code"])
def test_an_empty_machine_gets_the_journal_back(journal: Journal, backup: Backup, tmp_path: Path, how: str) -> None:
    folder = tmp_path / "new" / "machine"
    if how == "code":
        root, keys = restoring.root_by_code(backup, journal.code)
    else:
        root, keys = restoring.root_by_passphrase(backup, folder, journal.passphrase)
    assert restoring.restore(backup, folder, root, keys, any_version) is None
    assert holds(folder) == 20
    assert folder.stat().st_mode & 0o777 == 0o700
    for name in (database.NAME, keyfile.NAME, keyfile.COPY_NAME):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


def test_waiting_notes_come_along(journal: Journal, tmp_path: Path) -> None:
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"waits")
    with journal.open() as vault:
        made = vault.back_up(None, ASKED)
    put_back(made, journal, tmp_path / "new")
    assert [each.read_bytes() for each in inbox.waiting(tmp_path / "new")] == [note.read_bytes()]


# --- where there is one ----------------------------------------------------------------------------------------------


def test_what_was_there_is_kept_as_a_journal_of_its_own(journal: Journal, backup: Backup) -> None:
    kept = put_back(backup, journal)
    assert kept is not None
    assert kept.parent == journal.folder
    assert (holds(journal.folder), holds(kept)) == (20, 21)
    assert replacing.kept_in(journal.folder) == [kept]


def test_twice_in_one_minute_keeps_both(journal: Journal, backup: Backup) -> None:
    first, second = put_back(backup, journal), put_back(backup, journal)
    assert first is not None
    assert second is not None
    assert (holds(first), holds(second)) == (21, 20)


def test_a_database_that_is_damaged_and_has_a_log_is_kept_as_it_is(journal: Journal, backup: Backup) -> None:
    journal.database.write_bytes(b"damaged" * 2000)
    (journal.folder / "journal.db-wal").write_bytes(b"log")
    kept = put_back(backup, journal)
    assert kept is not None
    assert (kept / "journal.db").read_bytes() == b"damaged" * 2000
    assert (kept / "journal.db-wal").read_bytes() == b"log"
    assert holds(journal.folder) == 20


@pytest.mark.parametrize("name", ["journal.db", "journal.keys", "journal.keys.bak"])
def test_a_file_that_is_missing_is_there_again(journal: Journal, backup: Backup, name: str) -> None:
    (journal.folder / name).unlink()
    put_back(backup, journal)
    assert holds(journal.folder) == 20


def test_a_backup_of_another_journal_takes_its_place_and_both_are_whole(
    journal: Journal, other_journal: Journal, backup: Backup
) -> None:
    note = inbox.drop(other_journal.folder, read_keys(other_journal.folder)[0], b"waits")
    kept = put_back(backup, other_journal)
    assert kept is not None
    assert holds(other_journal.folder) == 20
    assert inbox.waiting(other_journal.folder) == []
    assert [each.name for each in inbox.waiting(kept)] == [note.name]


def test_notes_that_wait_for_the_same_key_stay(journal: Journal, backup: Backup) -> None:
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"typed since")
    put_back(backup, journal)
    assert [each.name for each in inbox.waiting(journal.folder)] == [note.name]
    assert holds(journal.folder) == 20


@NOT_ON_WINDOWS
def test_a_key_file_that_is_a_link_is_kept_by_what_it_leads_to(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    with journal.open() as vault:
        vault.change_passphrase(PASSPHRASE, cost=CHEAP_FOR_TESTS)
    before = journal.keys.read_bytes()
    linked(journal.keys, tmp_path / "keys")
    kept = put_back(backup, journal)
    assert kept is not None
    assert (kept / "journal.keys").read_bytes() == before
    assert journal.keys.is_symlink()
    assert holds(journal.folder) == 20


def linked(path: Path, to: Path) -> None:
    """Move a file or folder, and leave a link to it."""
    shutil.move(path, to)
    path.symlink_to(os.path.relpath(to, path.parent))


@NOT_ON_WINDOWS
def test_a_database_that_is_a_link_is_kept_with_its_log_and_stays_a_link(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    """SQLite has the log beside what the link leads to."""
    (tmp_path / "disk").mkdir()
    linked(journal.database, tmp_path / "disk" / "other.db")
    (tmp_path / "disk" / "other.db-wal").write_bytes(b"log")
    kept = put_back(backup, journal)
    assert kept is not None
    assert (kept / "journal.db-wal").read_bytes() == b"log"
    assert journal.database.is_symlink()
    assert (tmp_path / "disk" / "other.db").is_file()
    (kept / "journal.db-wal").unlink()
    assert (holds(journal.folder), holds(kept)) == (20, 21)
    assert [each.name for each in (tmp_path / "disk").iterdir()] == ["other.db"]


@NOT_ON_WINDOWS
def test_an_inbox_that_is_a_link_stays_one_and_its_notes_go_aside(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    with journal.open() as vault:
        vault.rekey(bytes(20), PASSPHRASE, cost=CHEAP_FOR_TESTS)
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"for the new key")
    linked(journal.folder / inbox.NAME, tmp_path / "elsewhere")
    kept = put_back(backup, journal)
    assert kept is not None
    assert (journal.folder / inbox.NAME).is_symlink()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert [each.name for each in inbox.waiting(kept)] == [note.name]
    assert holds(journal.folder) == 20


@NOT_ON_WINDOWS
@pytest.mark.parametrize("name", [database.NAME, keyfile.NAME, inbox.NAME])
def test_a_link_to_a_disk_that_is_not_there_gives_way(
    journal: Journal, backup: Backup, tmp_path: Path, name: str
) -> None:
    place = journal.folder / name
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    place.symlink_to(tmp_path / "not there" / name)
    put_back(backup, journal)
    assert holds(journal.folder) == 20
    assert not place.is_symlink()


@NOT_ON_WINDOWS
def test_where_a_link_leads_to_what_cannot_be_written_nothing_is_touched(
    journal: Journal, backup: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "disk").mkdir()
    linked(journal.keys, tmp_path / "disk" / "keys")
    before = everything_in(journal.folder)
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "disk" and real(path, mode))
    with pytest.raises(Failed, match="permission"):
        put_back(backup, journal)
    assert everything_in(journal.folder) == before


@pytest.mark.parametrize("lost", [("journal.keys", "journal.keys.bak"), ("journal.db", "journal.keys.bak")])
def test_notes_that_wait_come_along_where_the_key_files_are_lost(
    journal: Journal, other_journal: Journal, backup: Backup, lost: tuple[str, ...]
) -> None:
    """The backup's key opens them; what it does not open goes aside."""
    ours = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"typed since")
    theirs = inbox.drop(journal.folder, read_keys(other_journal.folder)[0], b"another's")
    for name in lost:
        (journal.folder / name).unlink()
    journal.keys.write_bytes(b"damaged")
    root, keys = restoring.root_by_code(backup, journal.code)
    kept = restoring.restore(backup, journal.folder, root, keys, any_version)
    assert kept is not None
    assert [each.name for each in inbox.waiting(journal.folder)] == [ours.name]
    assert [each.name for each in inbox.waiting(kept)] == [theirs.name]
    assert holds(journal.folder) == 20


def test_what_fails_after_the_moment_that_counts_says_that_the_next_command_finishes_it(
    journal: Journal, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(replacing, "_move", full)
        for _ in range(2):
            with pytest.raises(Failed, match="no space left on device") as caught:
                put_back(backup, journal)
            assert "the next command finishes it" in caught.value.hint
    assert holds(journal.folder) == 20


# --- what opens it ---------------------------------------------------------------------------------------------------


def test_a_passphrase_set_since_opens_it_where_its_key_file_is_and_nowhere_else(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    with journal.open() as vault:
        vault.change_passphrase("set since", cost=CHEAP_FOR_TESTS)
    with pytest.raises(WrongPassphrase):
        restoring.root_by_passphrase(backup, tmp_path / "elsewhere", "set since")
    put_back(backup, replace(journal, passphrase="set since"))
    assert holds(journal.folder, "set since") == 20
    with pytest.raises(WrongPassphrase):
        journal.open()


def test_after_a_new_key_the_old_passphrase_and_code_open_the_old_backup_alone(
    journal: Journal, backup: Backup
) -> None:
    with journal.open() as vault:
        vault.rekey(bytes(20), "new words", cost=CHEAP_FOR_TESTS)
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"for the new key")
    with pytest.raises(WrongPassphrase):
        restoring.root_by_passphrase(backup, journal.folder, "new words")
    with pytest.raises(WrongCode):
        restoring.root_by_code(backup, restoring_code(bytes(20)))
    kept = put_back(backup, journal)
    assert kept is not None
    assert (holds(journal.folder), holds(kept, "new words")) == (20, 21)
    assert [each.name for each in inbox.waiting(kept)] == [note.name]


def restoring_code(root: bytes) -> str:
    from selfcare.vault.recovery import code_from

    return code_from(root)


# --- refusals --------------------------------------------------------------------------------------------------------


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_damaged_database_with_every_checksum_right_is_refused_before_anything_is_touched(
    journal: Journal, backup: Backup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As if it had been damaged before the checksums were taken, and never opened."""
    from selfcare.vault import backup_file

    real = backup_file.pack

    def pack(folder: Path, *given: object) -> None:
        raw = bytearray((folder / "journal.db").read_bytes())
        raw[4096 * 10 + 50] ^= 1
        (folder / "journal.db").write_bytes(raw)
        real(folder, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, journal.open() as vault:
        patched.setattr(backup_file, "pack", pack)
        made = vault.back_up(tmp_path / "bad.backup", ASKED)
    backups.read_whole(made.path)
    before = everything_in(journal.folder)
    with pytest.raises(Damaged, match="of no use"):
        put_back(made, journal)
    with pytest.raises(Damaged):
        put_back(made, journal, tmp_path / "new")
    assert everything_in(journal.folder) == before
    assert not creation.exists(tmp_path / "new")


def test_tables_that_are_too_new_are_refused_before_anything_is_touched(journal: Journal, backup: Backup) -> None:
    def too_new(version: int) -> None:
        raise NewerFormat(f"Version {version}.", "Update.")

    before = everything_in(journal.folder)
    root, keys = restoring.root_by_code(backup, journal.code)
    with pytest.raises(NewerFormat, match="Version 1"):
        restoring.restore(backup, journal.folder, root, keys, too_new)
    assert everything_in(journal.folder) == before


@contextmanager
def opened_by_another(journal: Journal, *, first: str = "") -> Iterator[None]:
    """Another process has the journal open; `first` is what it does before."""
    program = f"""
import sys
from pathlib import Path
sys.path[:0] = [{str(ROOT)!r}]
from selfcare.vault.vault import Vault
vault = Vault.open(Path({str(journal.folder)!r}), {journal.passphrase!r})
{first}
print("open", flush=True)
sys.stdin.read()
vault.close()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == "open\n"
        yield
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


@NOT_ON_WINDOWS
@pytest.mark.parametrize(
    "first",
    ["", "from selfcare.vault.diagnosis import read_keys; read_keys(vault.folder)", "vault.verify(); vault.verify()"],
    ids=["just open", "it has read the key file", "it has verified"],
)
def test_while_another_process_has_it_open_nothing_is_touched(journal: Journal, backup: Backup, first: str) -> None:
    """A file that is closed lets go of the locks of its whole process: nothing may close the database's file."""
    before = everything_in(journal.folder)
    with opened_by_another(journal, first=first), pytest.raises(Busy):
        put_back(backup, journal)
    assert everything_in(journal.folder) == before
    put_back(backup, journal)
    assert holds(journal.folder) == 20


@NOT_ON_WINDOWS
def test_a_database_that_was_replaced_while_it_was_being_opened_is_not_used(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = b""
    real_key = database._set_key

    def replaced_meanwhile(connection: object, given: bytes, salt: bytes) -> None:
        nonlocal key
        key = given
        real_key(connection, given, salt)  # type: ignore[arg-type]
        shutil.copy(journal.database, journal.folder / "other")
        (journal.folder / "other").replace(journal.database)

    with monkeypatch.context() as patched:
        patched.setattr(database, "_set_key", replaced_meanwhile)
        with pytest.raises(Busy):
            journal.open()
    assert holds(journal.folder) == 20


# --- cut short -------------------------------------------------------------------------------------------------------

KILLED = """
import errno, os, shutil, sys
from pathlib import Path
sys.path[:0] = [{root!r}]
from selfcare.vault import backups, replacing, restoring
import selfcare.vault.vault, sqlcipher3
backup, source, into = (Path(each) for each in ({backup!r}, {source!r}, {into!r}))
calls = 0
def killing(real, kill_at):
    def step(*given, **named):
        global calls
        calls += 1
        if calls == kill_at:
            os._exit(9)
        return real(*given, **named)
    return step
def strike(folder, kill_at):
    for name in ("rename", "replace", "unlink", "mkdir"):
        setattr(Path, name, killing(getattr(Path, name), kill_at))
    real_replace = Path.replace
    def replace(path, to):
        if ("disk" in path.parts) != ("disk" in Path(to).parts):
            raise OSError(errno.EXDEV, "another disk")
        return real_replace(path, to)
    Path.replace = replace
    replacing.shutil.rmtree = killing(replacing.shutil.rmtree, kill_at)
    replacing.sync_folder = killing(replacing.sync_folder, kill_at)
    made = backups.read(backup)
    root, keys = restoring.root_by_passphrase(made, folder, {passphrase!r})
    restoring.restore(made, folder, root, keys, lambda version: None)
    os._exit(0)
code, kill_at = 9, 0
while code == 9:
    kill_at += 1
    folder = into / f"{{kill_at:03}}"
    if source.exists():
        shutil.copytree(source, folder, symlinks=True)
    child = os.fork()
    if not child:
        strike(folder, kill_at)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(code)
"""


def killed_at_each_step(backup: Backup, journal: Journal, into: Path) -> list[Journal]:
    """Copies of the journal, one for each step at which putting the backup back was killed; the last one was not."""
    program = KILLED.format(
        root=str(ROOT), backup=str(backup.path), source=str(journal.folder), into=str(into), passphrase=PASSPHRASE
    )
    into.mkdir()
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [replace(journal, folder=each) for each in sorted(into.iterdir())]


@NOT_ON_WINDOWS
def test_a_kill_at_any_step_leaves_the_old_journal_whole_or_the_new(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    """Where it is the new one, the old one is kept whole beside it. The inbox of another key goes aside with it."""
    with journal.open() as vault:
        vault.rekey(bytes(20), journal.passphrase, cost=CHEAP_FOR_TESTS)
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"waits")
    outcomes = []
    for struck in killed_at_each_step(backup, journal, tmp_path / "struck"):
        outcomes.append(left_by(struck))
        where = replacing.kept_in(struck.folder) or [struck.folder]
        assert [each.name for each in inbox.waiting(where[0])] == [note.name]
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {20, 21}


@NOT_ON_WINDOWS
def test_a_kill_at_any_step_loses_nothing_where_files_are_links_to_another_disk(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    with journal.open() as vault:
        vault.rekey(bytes(20), journal.passphrase, cost=CHEAP_FOR_TESTS)
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"waits")
    (journal.folder / "disk").mkdir()
    for name in (database.NAME, keyfile.NAME, inbox.NAME):
        linked(journal.folder / name, journal.folder / "disk" / name)
    outcomes = []
    for struck in killed_at_each_step(backup, journal, tmp_path / "struck"):
        outcomes.append(left_by(struck))
        where = replacing.kept_in(struck.folder) or [struck.folder]
        assert [each.name for each in inbox.waiting(where[0])] == [note.name]
        assert struck.database.is_symlink()
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {20, 21}


def left_by(journal: Journal) -> int:
    """How many records whoever looks next finds; what was kept is whole too."""
    found = records_in(journal.folder)
    kept = replacing.kept_in(journal.folder)
    assert [records_in(each) for each in kept] == ([21] if found == 20 else [])
    assert not (journal.folder / replacing.READY).exists()
    return found


def records_in(folder: Path) -> int:
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.verify() == []
        return count(vault)


@NOT_ON_WINDOWS
def test_whoever_looks_first_finishes_what_was_begun(journal: Journal, backup: Backup, tmp_path: Path) -> None:
    looks: list[Callable[[Path], object]] = [
        creation.exists,
        read_keys,
        lambda folder: check_code(folder, journal.code),
    ]
    struck = killed_at_each_step(backup, journal, tmp_path / "struck")
    begun = [each.folder for each in struck if (each.folder / replacing.READY).exists()]
    assert len(begun) > len(looks)
    for folder, look in zip(begun, cycle(looks), strict=False):
        look(folder)
        assert holds(folder) == 20


@NOT_ON_WINDOWS
def test_in_a_new_place_a_kill_leaves_no_journal_or_a_whole_one(
    journal: Journal, backup: Backup, tmp_path: Path
) -> None:
    nowhere = replace(journal, folder=tmp_path / "nowhere")
    for struck in killed_at_each_step(backup, nowhere, tmp_path / "struck"):
        if not creation.exists(struck.folder):
            put_back(backup, struck)
        assert records_in(struck.folder) == 20
        assert replacing.kept_in(struck.folder) == []
