"""Backups: whole or none, proven by opening, and taken apart by any tar program."""

import io
import json
import os
import shutil
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.vault.vault_journal import Journal, count, make_journal

from selfcare import when
from selfcare.errors import Damaged, Failed, ForeignKeyFile, InvalidFile, NewerFormat, SelfcareError
from selfcare.vault import backup_file, backups, database, inbox, keyfile
from selfcare.vault.backups import ASKED, WEEKLY, Backup
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.sealing import LONGEST
from selfcare.vault.vault import Vault

UNREADABLE = "/proc/self/mem"
"""A file that is there, and that nobody can read, root neither: as on a disk that is failing."""


def back_up(journal: Journal, to: Path | None = None, reason: str = ASKED) -> Backup:
    with journal.open() as vault:
        return vault.back_up(to, reason)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """One backup, with a waiting note in it, that no test may change."""
    journal = make_journal(tmp_path_factory.mktemp("backups") / "journal")
    inbox.drop(journal.folder, read_keys(journal.folder)[0], b"waits")
    return back_up(journal)


def canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def rewritten(backup: Backup, to: Path, **changes: Any) -> Path:
    """The backup with another manifest, as someone would make it who knows its form: every checksum is right."""
    with tarfile.open(backup.path) as archive:
        members = {each.name: archive.extractfile(each).read() for each in archive}  # type: ignore[union-attr]
    manifest = json.loads(members.pop("manifest.json"))
    manifest |= changes
    del manifest["check"]
    manifest["check"] = sha256(canonical(manifest)).hexdigest()
    raw = canonical(manifest) + b"\n"
    original = backup.path.read_bytes()
    old = int(original[124:135], 8)
    head = bytearray(original[:512])
    head[124:136] = b"%011o\0" % len(raw)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    to.write_bytes(bytes(head) + raw + bytes(-len(raw) % 512) + original[512 + old + -old % 512 :])
    return to


# --- what it is ------------------------------------------------------------------------------------------------------


def test_any_tar_program_takes_it_apart_into_a_journals_folder(made: Backup, tmp_path: Path) -> None:
    with tarfile.open(made.path) as archive:
        archive.extractall(tmp_path / "out", filter="data")
    with Vault.open(tmp_path / "out", Journal(tmp_path, b"").passphrase) as vault:
        assert count(vault) == 20
    assert len(inbox.waiting(tmp_path / "out")) == 1


def test_its_manifest_has_the_size_and_checksum_of_each_file(made: Backup) -> None:
    with tarfile.open(made.path) as archive:
        first, *rest = archive.getmembers()
        manifest = json.loads(archive.extractfile(first).read())  # type: ignore[union-attr]
        for listed, member in zip(manifest["files"], rest, strict=True):
            content = archive.extractfile(member).read()  # type: ignore[union-attr]
            assert listed == {"name": member.name, "size": len(content), "sha256": sha256(content).hexdigest()}


def test_it_is_for_its_owner_alone_and_leaves_nothing_else_behind(journal: Journal) -> None:
    backup = back_up(journal)
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert backup.path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in backup.path.parent.iterdir()] == [backup.path.name]
    assert not (journal.folder / "journal.db-wal").exists()


def test_it_holds_no_word_of_the_journal(made: Backup) -> None:
    assert b"heron" not in made.path.read_bytes()


def test_names_sort_by_date_and_none_is_used_twice(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    start = datetime(2026, 11, 21, 23, 10, 5, tzinfo=UTC)
    names = []
    for seconds in (0, 1, 1, 60):
        monkeypatch.setattr(when, "now", lambda seconds=seconds: start + timedelta(seconds=seconds))
        names.append(back_up(journal).path.name)
    assert names[:2] == ["journal-2026-11-21-2310.backup", "journal-2026-11-21-231006.backup"]
    assert len(set(names)) == 4
    assert min(names) == names[0]
    assert max(names) == names[3]


def test_what_is_written_while_it_is_made_is_no_part_of_it_and_does_not_hurt(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal.open() as other, journal.open() as vault:

        def write(done: float) -> None:
            with database.writing(other.connection):
                other.connection.execute("INSERT OR IGNORE INTO records VALUES ('late', 'note', 'x')")

        monkeypatch.setattr(database, "PAGES_AT_ONCE", 2)
        backup = vault.back_up(None, ASKED, write)
        assert count(vault) == 21
    restored = unpacked(backup, journal.folder.parent / "restored")
    with restored.open() as vault:
        assert count(vault) == 20


def unpacked(backup: Backup, folder: Path) -> Journal:
    with tarfile.open(backup.path) as archive:
        archive.extractall(folder, filter="data")
    return Journal(folder, b"")


def test_a_journal_that_is_damaged_gives_no_backup(journal: Journal) -> None:
    raw = bytearray(journal.database.read_bytes())
    raw[4096 * 10 + 50] ^= 1
    journal.database.write_bytes(raw)
    with pytest.raises(Damaged):
        back_up(journal)
    assert list((journal.folder / "backups").iterdir()) == []


def test_a_copy_that_comes_out_damaged_is_no_backup(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    real = database.copy_to

    def damaging(path: Path, *given: Any) -> dict[str, int]:
        rows = real(path, *given)
        raw = bytearray(path.read_bytes())
        raw[4096 * 10 + 50] ^= 1
        path.write_bytes(raw)
        return rows

    monkeypatch.setattr(database, "copy_to", damaging)
    with pytest.raises(Damaged):
        back_up(journal)
    assert list((journal.folder / "backups").iterdir()) == []


def test_a_copy_that_lacks_rows_is_no_backup(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    real = database.copy_to
    monkeypatch.setattr(database, "copy_to", lambda *given: real(*given) | {"records": 21})
    with pytest.raises(Damaged, match="does not hold all"):
        back_up(journal)


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(Failed):
        back_up(journal, tmp_path / "no" / "such" / "file")
    assert list((journal.folder / "backups").iterdir()) == []


def test_what_a_kill_left_is_cleared_away_once_it_is_old(journal: Journal) -> None:
    old, young = (journal.folder / "backups" / f".making-{name}" for name in ("old", "young"))
    for each in (old, young):
        each.mkdir(parents=True)
    os.utime(old, (0, 0))
    back_up(journal)
    assert (old.exists(), young.exists()) == (False, True)


def test_what_waits_and_is_no_note_or_cannot_be_read_stops_no_backup(journal: Journal) -> None:
    note = inbox.drop(journal.folder, read_keys(journal.folder)[0], b"waits")
    huge, broken = (note.with_stem(letter * 32) for letter in "ab")
    huge.write_bytes(b"")
    os.truncate(huge, LONGEST + 1)
    broken.symlink_to(UNREADABLE)
    backup = back_up(journal)
    assert [each.name for each in backup.manifest.members] == ["journal.keys", f"inbox/{note.name}", "journal.db"]
    assert backups.left_out(journal.folder) == [f"inbox/{each.name}" for each in (huge, broken)]


# --- what it is not --------------------------------------------------------------------------------------------------


@pytest.mark.fuzz
@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_byte_changed_anywhere_is_found(made: Backup, tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(made.path.read_bytes())
    place = data.draw(st.integers(0, 4095) | st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    refused(tmp_path / "flipped", raw, Damaged)


@pytest.mark.fuzz
@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cut_short_anywhere_is_found(made: Backup, tmp_path: Path, data: st.DataObject) -> None:
    raw = made.path.read_bytes()
    refused(tmp_path / "short", raw[: data.draw(st.integers(0, 4095) | st.integers(0, len(raw) - 1))], Damaged)


def test_cut_short_by_the_last_byte_of_its_manifest_it_is_damaged_and_not_another_kind_of_file(
    made: Backup, tmp_path: Path
) -> None:
    raw = made.path.read_bytes()
    refused(tmp_path / "short", raw[: 512 + int(raw[124:135], 8) - 1], Damaged)


def test_bytes_at_the_end_are_found(made: Backup, tmp_path: Path) -> None:
    refused(tmp_path / "long", made.path.read_bytes() + b"\0", Damaged)


def refused(file: Path, content: bytes | bytearray, error: type[SelfcareError]) -> None:
    file.write_bytes(content)
    with pytest.raises(error):
        backups.read_whole(file)


def in_tar(name: str, content: bytes = b"x") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def in_zip(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


OTHERS = {
    "text": b"Dear diary,\n" * 200,
    "noise": bytes(range(256)) * 40,
    "another tar": in_tar("letters.txt"),
    "a zip bomb": in_zip("journal.db", bytes(50_000_000)),
    "a path out": in_tar("../../.bashrc"),
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_another_kind_of_file_is_called_that(tmp_path: Path, content: bytes) -> None:
    refused(tmp_path / "other", content, InvalidFile)


@pytest.mark.parametrize("name", ["../journal.keys", "/etc/passwd", "inbox/../../x.sealed", "config.toml", "inbox"])
def test_a_name_that_no_backup_has_is_refused_with_every_checksum_right(
    made: Backup, tmp_path: Path, name: str
) -> None:
    files = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in made.manifest.members]
    files[1]["name"] = name
    with pytest.raises(InvalidFile):
        backups.read_whole(rewritten(made, tmp_path / "hostile", files=files))


@pytest.mark.parametrize(
    "changes",
    [
        {"files": []},
        {"files": [7]},
        {"files": None},
        {"made_at": "yesterday"},
        {"made_at": "2026-11-21T23:10:05"},
        {"made_at": 7},
        {"reason": "<b>"},
        {"reason": 7},
        {"journal": "AAAA"},
        {"more": 1},
        {"format": 0},
    ],
    ids=str,
)
def test_a_manifest_of_another_form_is_refused(made: Backup, tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises((InvalidFile, Damaged)):
        backups.read_whole(rewritten(made, tmp_path / "odd", **changes))


@pytest.mark.parametrize("size", [2**40, 8**11, -1, True])
def test_a_size_that_the_file_does_not_have_is_refused(made: Backup, tmp_path: Path, size: int) -> None:
    files = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in made.manifest.members]
    files[-1]["size"] = size
    with pytest.raises((InvalidFile, Damaged)):
        backups.read_whole(rewritten(made, tmp_path / "large", files=files))


@pytest.mark.parametrize(("place", "size"), [(0, keyfile.LARGEST + 1), (1, LONGEST + 1)], ids=["key file", "note"])
def test_a_file_in_it_that_is_larger_than_any_such_is_refused(
    made: Backup, tmp_path: Path, place: int, size: int
) -> None:
    """The key file is read whole into memory to list what there is."""
    files = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in made.manifest.members]
    files[place]["size"] = size
    with pytest.raises(InvalidFile):
        backup_file.manifest_of(rewritten(made, tmp_path / "large", files=files))


def test_a_later_format_asks_for_a_later_selfcare(made: Backup, tmp_path: Path) -> None:
    with pytest.raises(NewerFormat):
        backups.read_whole(rewritten(made, tmp_path / "newer", format=2))


def test_a_key_file_of_another_journal_in_it_is_told(made: Backup, tmp_path: Path) -> None:
    with pytest.raises(ForeignKeyFile):
        backups.read_whole(rewritten(made, tmp_path / "foreign", journal="A" * 22 + "=="))


# --- keeping them ----------------------------------------------------------------------------------------------------


def made_on(journal: Journal, monkeypatch: pytest.MonkeyPatch, day: int, reason: str) -> str:
    monkeypatch.setattr(when, "now", lambda: datetime(2026, 11, day, 12, tzinfo=UTC))
    return back_up(journal, reason=reason).path.name


def test_the_newest_automatic_ones_stay_and_all_that_a_person_asked_for(
    journal: Journal, other_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = made_on(journal, monkeypatch, 1, ASKED)
    automatic = [made_on(journal, monkeypatch, day, WEEKLY) for day in range(2, 7)]
    other = back_up(other_journal, journal.folder / "backups" / "other.backup", WEEKLY)
    (journal.folder / "backups" / "odd.backup").write_bytes(b"odd")
    newest = journal.folder / "backups" / automatic[-1]
    backups.rotate(journal.folder, read_keys(journal.folder)[0].journal, 2, made=newest)
    left = {each.name for each in (journal.folder / "backups").iterdir()}
    assert left == {own, *automatic[-2:], other.path.name, "odd.backup"}


def test_a_date_that_lies_ahead_takes_no_later_backup_its_place(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the computer's clock was wrong: what was made then is no longer the newest."""
    mine = read_keys(journal.folder)[0].journal
    ahead = [made_on(journal, monkeypatch, day, WEEKLY) for day in (27, 28, 29)]
    for day in (1, 2, 3):
        name = made_on(journal, monkeypatch, day, WEEKLY)
        assert backups.since(journal.folder, mine, datetime(2026, 11, day, tzinfo=UTC))
        backups.rotate(journal.folder, mine, 1, made=journal.folder / "backups" / name)
        left = {each.name for each in (journal.folder / "backups").iterdir()}
        assert left == {*ahead, name}
    monkeypatch.setattr(when, "now", lambda: datetime(2026, 11, 9, tzinfo=UTC))
    assert not backups.since(journal.folder, mine, datetime(2026, 11, 9, tzinfo=UTC))


def test_they_are_found_newest_first_and_useless_files_apart(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [made_on(journal, monkeypatch, day, WEEKLY) for day in (3, 1, 2)]
    odd = journal.folder / "backups" / "odd.backup"
    odd.write_bytes(b"odd")
    assert [each.path.name for each in backups.found(journal.folder)] == [names[0], names[2], names[1]]
    assert list(backups.unusable(journal.folder)) == [odd]


def test_whether_there_is_one_since_a_moment_asks_for_this_journal(
    journal: Journal, other_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_on(journal, monkeypatch, 3, WEEKLY)
    back_up(other_journal, journal.folder / "backups" / "journal-z.backup")
    mine = read_keys(journal.folder)[0].journal
    assert backups.since(journal.folder, mine, datetime(2026, 11, 3, 12, tzinfo=UTC))
    assert not backups.since(journal.folder, mine, datetime(2026, 11, 3, 13, tzinfo=UTC))


def test_a_folder_without_backups_has_none(journal: Journal) -> None:
    assert backups.found(journal.folder) == ()
    shutil.rmtree(journal.folder)
    assert backups.found(journal.folder) == ()
