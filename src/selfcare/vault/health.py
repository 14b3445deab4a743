"""How a journal's files are: their counts, sizes, dates and versions, and proof that a copy of them is whole."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.errors import Damaged
from selfcare.vault import database, diagnosis, inbox, kdf, keyfile

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Status:
    """A journal's files at a glance. Sizes in bytes, dates in UTC; `slots` are the types of the key file's slots."""

    folder: Path
    database_bytes: int
    database_changed: datetime
    keys_changed: datetime | None
    key_format: int
    slots: tuple[str, ...]
    waiting: int
    unreadable: int
    user_version: int
    cipher_version: str
    sqlite_version: str


def status_of(folder: Path, connection: "Connection") -> Status:
    """The status of the journal in `folder`, opened as `connection`."""
    keys = diagnosis.usable_key_file(folder / keyfile.NAME)
    path = folder / database.NAME
    return Status(
        folder=folder,
        database_bytes=path.stat().st_size,
        database_changed=_changed(path),
        keys_changed=_changed(folder / keyfile.NAME) if keys else None,
        key_format=keyfile.FORMAT,
        slots=tuple(slot.type for slot in keys.slots) if keys else (),
        waiting=len(inbox.waiting(folder)),
        unreadable=len(inbox.unreadable(folder)),
        user_version=database.user_version(connection),
        cipher_version=database.cipher_version(connection),
        sqlite_version=database.sqlite_version(connection),
    )


def prove(folder: Path, keys: keyfile.KeyFile, root: bytes) -> tuple[int, dict[str, int]]:
    """Open the journal's copy in `folder`, closed and nobody else's, and look at every page of it.

    Gives its `user_version` and how many rows each table has. Raises the errors of `diagnosis`, `Damaged` above all.
    """
    diagnosis.check_public(root, keys.journal, keys.inbox_public)
    with closing(diagnosis.open_database(folder, keys, root)) as connection:
        if database.quick_problems(connection):
            raise Damaged("The tables of the journal's database are inconsistent.", diagnosis.PUT_BACK)
        found = database.user_version(connection), database.counts(connection)
    path = folder / database.NAME
    pages = diagnosis.survey(path, kdf.database_key(root, keys.journal), keys.journal)
    if pages.damaged or not pages.salt_agrees:
        raise diagnosis.damaged_pages(pages)
    return found


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
