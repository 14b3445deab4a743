"""Everything that is wrong with a journal's files, in plain sentences that name each of them."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from selfcare.errors import Damaged, Failed, SelfcareError
from selfcare.vault import backups, database, diagnosis, inbox, kdf, keyfile, pages
from selfcare.vault.diagnosis import usable_key_file
from selfcare.vault.progress import Progress, nothing, share_of
from selfcare.vault.rescue import Key, Remains
from selfcare.vault.sealing import open_sealed

if TYPE_CHECKING:
    from sqlite3 import Connection

PAGES_NAMED = 20


def problems_of(
    folder: Path,
    connection: "Connection",
    file: BinaryIO,
    root: bytes,
    journal: bytes,
    retired_keys: Callable[[], tuple[bytes, ...]],
    progress: Progress = nothing,
) -> list[str]:
    """What is wrong in `folder` with the journal that `root` (20 bytes) opened; empty when all is well.

    `file` is the database's file, which stays open as long as `connection` does; `retired_keys` reads from it.
    """
    key = kdf.database_key(root, journal)
    current = kdf.inbox_private(root, journal)
    return [
        *_key_file_problems(folder, journal, {_public(root, journal)}),
        *_page_problems(connection, file, key, journal, share_of(progress, 0.0, 0.3)),
        *(f"The database is inconsistent: {problem}." for problem in database.integrity_problems(connection)),
        *_inbox_problems(folder, journal, lambda: (current, *_readable(retired_keys))),
        *_backup_problems(folder, share_of(progress, 0.6, 1.0)),
    ]


def problems_of_remains(folder: Path, key: Key, remains: Remains, progress: Progress = nothing) -> list[str]:
    """The same for a journal that does not open."""
    publics = {_public(root, key.journal) for root in key.roots}
    opened = dict(remains.notes())
    return [
        *_key_file_problems(folder, key.journal, publics),
        *_named(remains.total, remains.damaged, salt_agrees=remains.salt_agrees),
        *_named_in_log(remains.lost_in_log),
        *(_unopened(path) for path, payload in opened.items() if payload is None),
        *_backup_problems(folder, progress),
    ]


def _public(root: bytes, journal: bytes) -> bytes:
    return kdf.inbox_public(kdf.inbox_private(root, journal))


def _key_file_problems(folder: Path, journal: bytes, publics: Collection[bytes]) -> Iterator[str]:
    keys = usable_key_file(folder / keyfile.NAME)
    if keys is None:
        yield f"{keyfile.NAME} is missing or damaged."
    elif keys.journal != journal:
        yield f"{keyfile.NAME} belongs to another journal."
    elif keys.inbox_public not in publics:
        yield f"The public key in {keyfile.NAME} was changed: do not write notes until it is put right."
    copy = usable_key_file(folder / keyfile.COPY_NAME)
    if copy is None:
        yield f"{keyfile.COPY_NAME} is missing or damaged."
    elif keys is not None and copy != keys:
        yield f"{keyfile.COPY_NAME} is not the same as {keyfile.NAME}."


def _page_problems(
    connection: "Connection", file: BinaryIO, key: bytes, journal: bytes, progress: Progress
) -> Iterator[str]:
    database.checkpoint(connection)
    with database.writing(connection):
        found = pages.survey_open(file, key, journal, progress)
    yield from _named(found.total, found.damaged, salt_agrees=found.salt_agrees)


def _named(total: int, damaged: tuple[int, ...], *, salt_agrees: bool) -> Iterator[str]:
    if not salt_agrees:
        yield "The first 16 bytes of the database are damaged."
    for number in damaged[:PAGES_NAMED]:
        yield f"Page {number} of {total} of the database is damaged."
    if len(damaged) > PAGES_NAMED:
        yield f"{len(damaged) - PAGES_NAMED} more of {total} pages are damaged."


def _named_in_log(lost: int) -> Iterator[str]:
    if lost:
        yield f"The write-ahead log is damaged: of {lost} {'page' if lost == 1 else 'pages'} the newest copy is lost."


def _inbox_problems(folder: Path, journal: bytes, private_keys: Callable[[], tuple[bytes, ...]]) -> Iterator[str]:
    yield from map(_unopened, inbox.unreadable(folder))
    waiting = inbox.waiting(folder)
    keys = private_keys() if waiting else ()
    for path in waiting:
        try:
            blob = diagnosis.read(path)
        except Failed:
            yield f"{inbox.NAME}/{path.name} cannot be read."
            continue
        if blob is not None and open_sealed(keys, journal, blob) is None:
            yield _unopened(path)


def _readable(retired_keys: Callable[[], tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """The keys of earlier days, none where their page is lost: that has been said by then."""
    try:
        return retired_keys()
    except (Damaged, Failed):
        return ()


def _unopened(path: Path) -> str:
    return f"No key opens {inbox.NAME}/{path.name}."


def _backup_problems(folder: Path, progress: Progress) -> Iterator[str]:
    files = backups.files(folder)
    for number, path in enumerate(files):
        try:
            backups.read_whole(path, share_of(progress, number / len(files), (number + 1) / len(files)))
        except SelfcareError as error:
            yield f"The backup {path.name} is of no use: {error.message}"
