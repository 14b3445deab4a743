"""How a journal's files are: what is wrong with them, and their counts, sizes, dates and versions."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from selfcare.errors import Damaged, NewerFormat
from selfcare.vault import database, diagnosis, inbox, kdf, keyfile
from selfcare.vault.pages import survey_open
from selfcare.vault.sealing import open_sealed

if TYPE_CHECKING:
    from sqlite3 import Connection

PAGES_NAMED = 20


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
    keys = _keys(folder / keyfile.NAME)
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


def problems_of(
    folder: Path,
    connection: "Connection",
    file: BinaryIO,
    key: bytes,
    journal: bytes,
    public: bytes,
    private_keys: tuple[bytes, ...],
) -> list[str]:
    """Plain sentences about what is wrong in `folder`; `key`, `journal` and `public` are what should be there.

    `file` is the database's file, which stays open as long as `connection` does.
    """
    return [
        *_key_file_problems(folder, journal, public),
        *_page_problems(connection, file, key, journal),
        *(f"The database is inconsistent: {problem}." for problem in database.integrity_problems(connection)),
        *_inbox_problems(folder, journal, private_keys),
    ]


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


def _key_file_problems(folder: Path, journal: bytes, public: bytes) -> Iterator[str]:
    keys = _keys(folder / keyfile.NAME)
    if keys is None:
        yield f"{keyfile.NAME} is missing or damaged."
    elif keys.journal != journal:
        yield f"{keyfile.NAME} belongs to another journal."
    elif keys.inbox_public != public:
        yield f"The public key in {keyfile.NAME} was changed: do not write notes until it is put right."
    copy = _keys(folder / keyfile.COPY_NAME)
    if copy is None:
        yield f"{keyfile.COPY_NAME} is missing or damaged."
    elif keys is not None and copy != keys:
        yield f"{keyfile.COPY_NAME} is not the same as {keyfile.NAME}."


def _page_problems(connection: "Connection", file: BinaryIO, key: bytes, journal: bytes) -> Iterator[str]:
    database.checkpoint(connection)
    with database.writing(connection):
        found = survey_open(file, key, journal)
    if not found.salt_agrees:
        yield "The first 16 bytes of the database are damaged."
    for number in found.damaged[:PAGES_NAMED]:
        yield f"Page {number} of {found.total} of the database is damaged."
    if len(found.damaged) > PAGES_NAMED:
        yield f"{len(found.damaged) - PAGES_NAMED} more of {found.total} pages are damaged."


def _inbox_problems(folder: Path, journal: bytes, private_keys: tuple[bytes, ...]) -> Iterator[str]:
    for path in inbox.unreadable(folder):
        yield f"No key opens {inbox.NAME}/{path.name}."
    for path in inbox.waiting(folder):
        blob = diagnosis.read(path)
        if blob is not None and open_sealed(private_keys, journal, blob) is None:
            yield f"No key opens {inbox.NAME}/{path.name}."


def _keys(path: Path) -> keyfile.KeyFile | None:
    try:
        return keyfile.parse(diagnosis.read(path) or b"")
    except (keyfile.NotKeyFile, NewerFormat):
        return None


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
