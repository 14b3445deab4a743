"""Putting another journal in the place of the one in a folder, so that a kill leaves the old one whole or the new.

The new files are made ready in a folder beside the old. Renaming that folder to `.restoring` is the moment that counts:
before it nothing has happened, after it whoever looks for a journal here first finishes what was begun. The old files
are moved, never deleted, into a dated folder of their own.
"""

import secrets
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from selfcare import when
from selfcare.errors import Busy
from selfcare.places import locked, make_private_folder, refused, sync_folder
from selfcare.vault import database, inbox, keyfile

READY = ".restoring"
STAGING = ".restoring-"
LOCK = ".restoring.lock"
KEPT = "before-restore-"
_CLOCK = "%Y-%m-%d-%H%M"
_NAME_LENGTH = len(f"{KEPT}2026-11-21-2310")
NOTES = "notes"
"""Sealed notes that join those which wait already, where both are for the same key."""

_IN_PLACE = (database.NAME, keyfile.NAME, keyfile.COPY_NAME, inbox.NAME)


def put_in_place(folder: Path, staged: Path, now: datetime) -> Path | None:
    """Put what is in `staged` into the place of what is in `folder`; where that is kept, if there was anything.

    Raises `Busy` where a process has the journal open, with all as it was.
    """
    kept = _free(folder, now)
    try:
        with database.unopened(folder / database.NAME):
            (staged / kept.name).mkdir(mode=0o700)
            _sync(staged)
            _commit(staged, folder / READY)
            sync_folder(folder)
            finish(folder)
    except OSError as error:
        raise refused(error, folder) from None
    return kept if kept.exists() else None


def kept_in(folder: Path) -> list[Path]:
    """The folders in `folder` that keep what was there before a restore, the oldest first."""
    return sorted(path for path in folder.glob(f"{KEPT}*") if path.is_dir())


def kept_since(kept: Path) -> datetime:
    """When a folder that keeps what was there was made: by the clock on the wall, as its name says."""
    try:
        return datetime.strptime(kept.name[:_NAME_LENGTH], f"{KEPT}{_CLOCK}")
    except ValueError:  # somebody gave it another name
        return datetime.fromtimestamp(kept.stat().st_mtime)


def size_of(kept: Path) -> int:
    """How many bytes are in such a folder."""
    return sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())


def finish(folder: Path) -> None:
    """Finish what a killed process began; nothing where there is nothing to finish. Raises `Busy`, `Failed`."""
    ready = folder / READY
    if not ready.is_dir():
        return
    try:
        with locked(folder / LOCK), database.unopened(folder / database.NAME):
            if ready.is_dir():
                _move_in(folder, ready)
            with suppress(OSError):
                (folder / LOCK).unlink()  # whoever waits for it finds nothing left to do
    except OSError as error:
        raise refused(error, folder) from None


def _commit(staged: Path, ready: Path) -> None:
    if ready.exists():
        raise Busy("Another selfcare is putting a backup back here.", "Wait a moment, and try again.")
    staged.rename(ready)


def _move_in(folder: Path, ready: Path) -> None:
    """Each step is done once, whoever does it: what has left `ready` is in its place already."""
    kept = next(ready.glob(f"{KEPT}*"), None)
    if kept is not None:
        if (ready / database.NAME).exists():
            for name in database.BESIDE:
                _move_out(folder / name, kept / name)
        for name in _IN_PLACE:
            if (ready / name).exists():
                _move_out(folder / name, kept / name)
                (ready / name).rename(folder / name)
        _add_notes(folder / inbox.NAME, ready / NOTES)
        sync_folder(folder)
        if any(kept.iterdir()):
            kept.rename(folder / kept.name)
            sync_folder(folder)
    shutil.rmtree(ready)


def _move_out(path: Path, to: Path) -> None:
    """Move a file of the old journal; a link leaves a copy of what it leads to, for from there it would not lead."""
    if path.is_symlink():
        with suppress(FileNotFoundError):
            shutil.copy2(path, to)
        path.unlink()
    elif path.exists():
        path.rename(to)


def _add_notes(place: Path, notes: Path) -> None:
    if notes.is_dir():
        make_private_folder(place)
        for each in notes.iterdir():
            each.replace(place / each.name)
        sync_folder(place)


def _free(folder: Path, now: datetime) -> Path:
    """The name of the folder for what was here, by the clock on the wall."""
    moment = when.local(now, when.local_zone())
    path = folder / f"{KEPT}{moment:{_CLOCK}}"
    return path if not path.exists() else path.with_name(f"{path.name}-{secrets.token_hex(4)}")


def _sync(staged: Path) -> None:
    for each in staged.rglob("*"):
        if each.is_dir():
            sync_folder(each)
    sync_folder(staged)
