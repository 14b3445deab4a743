"""Putting another journal in the place of the one in a folder, so that a kill leaves the old one whole or the new.

The new files are made ready in a folder beside the old. Renaming that folder to `.restoring` is the moment that counts:
before it nothing has happened, after it whoever looks for a journal here first finishes what was begun. The old files
are moved, never deleted, into a dated folder of their own. A link is followed, never replaced: its owner chose where
the file should be.
"""

import errno
import os
import secrets
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from selfcare.errors import Busy, Failed
from selfcare.places import locked, make_private_folder, new_file, refused, sync_folder, taking_place
from selfcare.vault import database, inbox, keyfile

READY = ".restoring"
STAGING = ".restoring-"
LOCK = ".restoring.lock"
KEPT = "before-restore-"
_CLOCK = "%Y-%m-%d-%H%M"
_NAME_LENGTH = len(f"{KEPT}2026-11-21-2310")
NOTES = "notes"
"""Sealed notes that join those which wait already, where both are for the same key."""

_IN_PLACE = (database.NAME, keyfile.NAME, keyfile.COPY_NAME)


def put_in_place(folder: Path, staged: Path, now: datetime) -> Path | None:
    """Put what is in `staged` into the place of what is in `folder`; where that is kept, if there was anything.

    Raises `Busy` where a process has the journal open, with all as it was; `Failed` too, unless it says otherwise.
    """
    kept = _free(folder, now)
    with database.unopened(folder / database.NAME):
        try:
            _refuse_where_links_lead(folder)
            (staged / kept.name).mkdir(mode=0o700)
            _sync(staged)
            _commit(staged, folder / READY)
        except OSError as error:
            raise refused(error, folder) from None
        finish(folder)
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


def is_begun(folder: Path) -> bool:
    """Whether a restore has come past the moment that counts, and is not finished."""
    return (folder / READY).is_dir()


def finish(folder: Path) -> None:
    """Finish what a killed process began; nothing where there is nothing to finish. Raises `Busy`, `Failed`."""
    ready = folder / READY
    if not is_begun(folder):
        return
    try:
        sync_folder(folder)
        with locked(folder / LOCK), database.unopened(folder / database.NAME):
            if ready.is_dir():
                _move_in(folder, ready)
            with suppress(OSError):
                (folder / LOCK).unlink()  # whoever waits for it finds nothing left to do
    except OSError as error:
        raise _unfinished(refused(error, folder)) from None
    except Failed as error:
        raise _unfinished(error) from None


def _unfinished(why: Failed) -> Failed:
    return Failed(
        f"{why.message} Until that is put right, a backup is half put back.",
        "Nothing is lost. Make room, or see that you may write there: the next command finishes it.",
    )


def _refuse_where_links_lead(folder: Path) -> None:
    """Raise `Failed` where a file of the journal is on a disk that cannot be written: it could not be finished."""
    for name in (*_IN_PLACE, inbox.NAME):
        place = Path(os.path.realpath(folder / name))
        within = place if place.is_dir() else place.parent
        if within.is_dir() and not os.access(within, os.W_OK):
            raise refused(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), place)


def _commit(staged: Path, ready: Path) -> None:
    if ready.exists():
        raise Busy("Another selfcare is putting a backup back here.", "Wait a moment, and try again.")
    staged.rename(ready)


def _move_in(folder: Path, ready: Path) -> None:
    """Each step is done once, whoever does it: what has left `ready` is in its place already."""
    kept = next(ready.glob(f"{KEPT}*"), None)
    if kept is not None:
        if (ready / database.NAME).exists():
            place = _place(folder / database.NAME)
            for more in database.BESIDE:
                _move_out(place.with_name(f"{place.name}{more}"), kept / f"{database.NAME}{more}")
        for name in _IN_PLACE:
            if (ready / name).exists():
                place = _place(folder / name)
                _move_out(place, kept / name)
                _move(ready / name, place)
        _set_inbox(_place(folder / inbox.NAME), ready, kept)
        sync_folder(folder)
        if any(kept.iterdir()):
            kept.rename(folder / kept.name)
            sync_folder(folder)
    shutil.rmtree(ready)


def _place(path: Path) -> Path:
    """Where a link leads. One that leads to no folder is taken away."""
    place = Path(os.path.realpath(path))
    if path.is_symlink() and not place.parent.is_dir():
        path.unlink()
        return path
    return place


def _move_out(path: Path, to: Path) -> None:
    """Move a file of the old journal, unless that was done: then what stands there is a copy, or the new one's."""
    if to.exists():
        path.unlink(missing_ok=True)
    elif path.exists():
        _move(path, to)


def _move(path: Path, to: Path) -> None:
    """Move a file, to another disk too: a kill leaves it whole in one of the two places, or in both."""
    try:
        path.replace(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with taking_place(to) as passing, path.open("rb") as source, new_file(passing) as file:
            shutil.copyfileobj(source, file)
        path.unlink()


def _set_inbox(place: Path, ready: Path, kept: Path) -> None:
    """The notes that wait go aside one by one, unless they stay or come along; then those of the backup join."""
    joining = ready / inbox.NAME
    if joining.exists():
        if place.is_dir():
            (kept / inbox.NAME).mkdir(mode=0o700, exist_ok=True)
            for each in place.iterdir():
                if not (joining / each.name).exists():
                    _move_out(each, kept / inbox.NAME / each.name)
        else:
            _move_out(place, kept / inbox.NAME)
        joining.rename(ready / NOTES)
    _add_notes(place, ready / NOTES)


def _add_notes(place: Path, notes: Path) -> None:
    if notes.is_dir():
        make_private_folder(place)
        for each in notes.iterdir():
            _move(each, place / each.name)
        sync_folder(place)


def _free(folder: Path, now: datetime) -> Path:
    """The name of the folder for what was here, by the clock on the wall."""
    path = folder / f"{KEPT}{now.astimezone():{_CLOCK}}"
    return path if not path.exists() else path.with_name(f"{path.name}-{secrets.token_hex(4)}")


def _sync(staged: Path) -> None:
    for each in staged.rglob("*"):
        if each.is_dir():
            sync_folder(each)
    sync_folder(staged)
