"""Backups: whole copies of a journal, each in one file, and none that was not opened and found whole.

`make` writes one; `found` lists those in the journal's folder, which needs no passphrase. Those that selfcare makes by
itself are rotated, those that a person asked for never are.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare import when
from selfcare.errors import Damaged, ForeignKeyFile, SelfcareError
from selfcare.places import beginning, make_private_folder, new_file, refused, staging, taking_place
from selfcare.vault import backup_file, database, health, inbox, kdf, keyfile
from selfcare.vault.backup_file import Manifest
from selfcare.vault.keyfile import KeyFile, NotKeyFile
from selfcare.vault.progress import Progress, nothing, share_of
from selfcare.vault.sealing import LONGEST

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME = "backups"
ENDING = ".backup"
MAKING = ".making-"

ASKED = "asked"
WEEKLY, MIGRATION, REKEY, RESTORE, IMPORT = "weekly", "migration", "rekey", "restore", "import"
COMPACT = "compact"
"""Why a backup was made; all but `asked` are automatic."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: where it is, its size in bytes, what it says of itself, and the key file in it."""

    path: Path
    size: int
    manifest: Manifest
    keys: KeyFile

    @property
    def made_at(self) -> datetime:
        """When it was made, in UTC."""
        return self.manifest.made_at

    @property
    def automatic(self) -> bool:
        """Whether selfcare made it by itself."""
        return self.manifest.reason != ASKED


@dataclass(frozen=True, slots=True)
class Source:
    """A journal to back up: its folder, its open database, its key file and its root (20 bytes)."""

    folder: Path
    connection: "Connection"
    keys: KeyFile
    root: bytes


# --- making ----------------------------------------------------------------------------------------------------------


def make(source: Source, to: Path | None, reason: str, progress: Progress = nothing) -> Backup:
    """Back the journal up to `to`, else under its date in the journal's `backups/`, and prove the copy whole.

    What is at `to` is replaced in one step. Raises `Failed`, `Damaged`, `Busy`; then there is no new backup.
    """
    made_at = when.now().replace(microsecond=0)
    try:
        with staging(source.folder / NAME, MAKING) as making:
            names = _copy(source, making, share_of(progress, 0.0, 0.6))
            path = to or place_in(source.folder / NAME, made_at)
            with taking_place(path) as passing:
                backup_file.pack(making, names, passing, made_at, reason, source.keys.journal)
                progress(0.8)
                backup_file.check(passing, share_of(progress, 0.8, 1.0))
    except OSError as error:
        raise refused(error, source.folder / NAME) from None
    return read(path)


def place_in(folder: Path, made_at: datetime) -> Path:
    """The name of a backup made at `made_at`, by the clock on the wall: by name is by date. None such is there yet."""
    moment = when.local(made_at, when.local_zone())
    for form in ("%H%M", "%H%M%S"):
        path = folder / f"journal-{moment:%Y-%m-%d}-{moment:{form}}{ENDING}"
        if not path.exists():
            return path
    return path.with_name(f"{path.stem}-{secrets.token_hex(4)}{ENDING}")


def _copy(source: Source, making: Path, progress: Progress) -> list[str]:
    """Put a copy of the journal's files into `making` and prove it whole; their names, as a backup has them.

    The waiting notes come before the database: one that is taken in meanwhile is in both, and never in neither.
    """
    _write(making / keyfile.NAME, keyfile.dump(source.keys))
    notes = [name for name in _waiting(source.folder) if _copy_note(source.folder / name, making / name)]
    key = kdf.database_key(source.root, source.keys.journal)
    rows = database.copy_to(making / database.NAME, source.connection, key, source.keys.journal, progress)
    _, copied = health.prove(making, source.keys, source.root)
    if copied != rows:
        raise Damaged("The copy does not hold all that the journal holds.", "Try again, on another disk if need be.")
    return [keyfile.NAME, *notes, database.NAME]


def _waiting(folder: Path) -> list[str]:
    names = (f"{inbox.NAME}/{path.name}" for path in inbox.waiting(folder))
    return [name for name in names if backup_file.may_hold(name)]


def _copy_note(path: Path, to: Path) -> bool:
    """Copy a waiting note, if it is one that can be read, and nobody has taken it in just now."""
    content = _note(path)
    if content is None:
        return False
    make_private_folder(to.parent)
    _write(to, content)
    return True


def _note(path: Path) -> bytes | None:
    """A waiting note's bytes; none where it cannot be read, or is longer than any note."""
    try:
        content = beginning(path, LONGEST + 1)
    except OSError:
        return None
    return content if len(content) <= LONGEST else None


def left_out(folder: Path) -> list[str]:
    """What waits in the inbox and is in no backup: it cannot be read, or is no note; as `inbox/…`."""
    return [
        name
        for path in inbox.waiting(folder)
        if not backup_file.may_hold(name := f"{inbox.NAME}/{path.name}") or _note(path) is None
    ]


def _write(path: Path, content: bytes) -> None:
    with new_file(path) as file:
        file.write(content)


# --- looking ---------------------------------------------------------------------------------------------------------


def read(path: Path) -> Backup:
    """The backup at `path`, its manifest and key file proven whole, and nothing else of it.

    Raises `InvalidFile` for another kind of file, `Damaged`, `NewerFormat`, `ForeignKeyFile`, `Failed`.
    """
    manifest = backup_file.manifest_of(path)
    try:
        keys = keyfile.parse(backup_file.content_of(path, keyfile.NAME))
    except NotKeyFile:
        raise Damaged("The key file in this backup is damaged.", "Use another backup. Nothing was changed.") from None
    if keys.journal != manifest.journal:
        raise ForeignKeyFile(
            "The key file in this backup belongs to another journal than its database.",
            "Use another backup. Nothing was changed.",
        )
    return Backup(path, path.stat().st_size, manifest, keys)


def read_whole(path: Path, progress: Progress = nothing) -> Backup:
    """The same, with every byte of the file proven."""
    backup_file.check(path, progress)
    return read(path)


def is_as_long_as_made(backup: Backup) -> bool:
    """Whether the file has all its bytes: a quick look, which reads its manifest alone. `is_whole` proves each byte."""
    try:
        return backup_file.length_of(backup.path) == backup.size
    except SelfcareError:
        return False


def is_whole(backup: Backup) -> bool:
    """Whether every byte is as it was when the backup was made."""
    try:
        backup_file.check(backup.path, nothing)
    except SelfcareError:
        return False
    return True


def found(folder: Path) -> tuple[Backup, ...]:
    """The backups in the `backups/` of a journal's folder that can be read, newest first."""
    readable = []
    for path in files(folder):
        with suppress(SelfcareError, OSError):
            readable.append(read(path))
    return tuple(sorted(readable, key=lambda each: (each.made_at, each.path.name), reverse=True))


def unusable(folder: Path) -> dict[Path, SelfcareError]:
    """The files there that are named as backups and are of no use, and why."""
    errors: dict[Path, SelfcareError] = {}
    for path in files(folder):
        try:
            read(path)
        except SelfcareError as error:
            errors[path] = error
    return errors


def of_journal(folder: Path, journal: bytes) -> tuple[Backup, ...]:
    """Those that are backups of the journal with this id (16 bytes), newest first."""
    return tuple(each for each in found(folder) if each.manifest.journal == journal)


def since(folder: Path, journal: bytes, moment: datetime) -> bool:
    """Whether there is a backup of this journal made at `moment` or later; one dated ahead of now says nothing."""
    for path in reversed(files(folder)):
        with suppress(SelfcareError):
            manifest = backup_file.manifest_of(path)
            if manifest.journal == journal and moment <= manifest.made_at <= when.now():
                return True
    return False


def rotate(folder: Path, journal: bytes, keep: int, *, made: Path) -> None:
    """Of the automatic backups of this journal, keep the newest `keep`: the one just `made`, and those before it.

    What a person asked for stays. So does what is dated ahead of now, by a clock that was wrong, until its day comes.
    """
    now = when.now()
    older = [
        each
        for each in of_journal(folder, journal)
        if each.automatic and each.made_at <= now and each.path.name != made.name
    ]
    for each in older[keep - 1 :]:
        with suppress(OSError):
            each.path.unlink()


def files(folder: Path) -> Sequence[Path]:
    """All that is named as a backup there, of use or not, by name."""
    return sorted(path for path in (folder / NAME).glob(f"*{ENDING}") if path.is_file())
