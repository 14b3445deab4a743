"""Making a journal's files so that a kill at any moment leaves a whole journal or none.

Everything is made beside its place: first the database in a folder of its own, then the key file. The last step moves
the database to its name, and only then is there a journal. A key file whose database is still in the making folder
counts as nothing, and the next attempt clears it away.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.errors import Failed, NewerFormat
from selfcare.places import FOLDER_MODE, beginning, make_private_folder, refused, sync_folder
from selfcare.vault import database, inbox_keys, keyfile, replacing

if TYPE_CHECKING:
    from sqlite3 import Connection

MAKING = ".creating"


def exists(folder: Path) -> bool:
    """Whether there is a journal, whole or damaged: a database or a key file. A restore cut short is finished first."""
    try:
        replacing.finish(folder)
        if (folder / database.NAME).exists():
            return True
        return (folder / keyfile.NAME).exists() and not _was_never_finished(folder)
    except OSError as error:
        raise refused(error, folder) from None


def _was_never_finished(folder: Path) -> bool:
    """Whether the key file is the one of the database still in the making folder."""
    try:
        keys = keyfile.parse(beginning(folder / keyfile.NAME, keyfile.LARGEST + 1))
        with (folder / MAKING / database.NAME).open("rb") as file:
            return file.read(keyfile.ID_SIZE) == keys.journal
    except (OSError, keyfile.NotKeyFile, NewerFormat):
        return False


def make(folder: Path, keys: keyfile.KeyFile, key: bytes, prepare: Callable[["Connection"], None]) -> tuple[str, ...]:
    """Make the journal's files in `folder`; `prepare` fills the new database in one transaction. Gives notices.

    Raises `Failed` where a journal is there already or the system refuses.
    """
    refuse_if_there(folder)
    make_private_folder(folder)
    try:
        _sweep(folder)
        made = _make_database(folder, keys.journal, key, prepare)
        notices = keyfile.store(folder, keys)
        refuse_if_there(folder)
        made.rename(folder / database.NAME)
        sync_folder(folder)
    except OSError as error:
        raise refused(error, folder) from None
    finally:
        with suppress(OSError):
            _sweep(folder)
    return notices


def refuse_if_there(folder: Path) -> None:
    """Raise `Failed` where `folder` holds a journal."""
    if exists(folder):
        raise Failed(
            f"There is a journal in {folder} already.",
            "Use it as it is, or choose another folder: selfcare --journal DIR init",
        )


def _make_database(folder: Path, journal: bytes, key: bytes, prepare: Callable[["Connection"], None]) -> Path:
    making = folder / MAKING
    making.mkdir(mode=FOLDER_MODE)
    path = making / database.NAME
    connection = database.create(path, key, journal)
    try:
        with database.writing(connection):
            inbox_keys.prepare(connection)
            prepare(connection)
        database.checkpoint(connection)
    finally:
        connection.close()
    database.assert_encrypted(path)
    path.chmod(0o600)
    sync_folder(making)
    return path


def _sweep(folder: Path) -> None:
    """Clear away what an attempt left: the key file only if its database never got its name."""
    if not exists(folder):
        (folder / keyfile.NAME).unlink(missing_ok=True)
        for unfinished in folder.glob(f".{keyfile.NAME}*.new"):
            unfinished.unlink()
    if (folder / MAKING).is_dir() and not (folder / MAKING).is_symlink():
        shutil.rmtree(folder / MAKING)
