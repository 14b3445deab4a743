"""Everything that is wrong with a journal's files, in plain sentences that name each of them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
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


class Part(Enum):
    """What of a journal's files is damaged, for each has a way of its own to be put right."""

    KEY_COPY = "one of the two key files, of which the other is whole"
    KEYS = "what the key file says"
    DATABASE = "the database"
    NOTE = "a sealed note"
    BACKUP = "a backup"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a plain sentence."""

    part: Part
    words: str


def problems_of(
    folder: Path,
    connection: "Connection",
    file: BinaryIO,
    root: bytes,
    journal: bytes,
    retired_keys: Callable[[], tuple[bytes, ...]],
    progress: Progress = nothing,
) -> list[Problem]:
    """What is wrong in `folder` with the journal that `root` (20 bytes) opened; empty when all is well.

    `file` is the database's file, which stays open as long as `connection` does; `retired_keys` reads from it.
    """
    key = kdf.database_key(root, journal)
    current = kdf.inbox_private(root, journal)
    return [
        *_key_file_problems(folder, journal, {_public(root, journal)}),
        *_page_problems(connection, file, key, journal, share_of(progress, 0.0, 0.3)),
        *_of(
            Part.DATABASE,
            (f"The database is inconsistent: {problem}." for problem in database.integrity_problems(connection)),
        ),
        *_inbox_problems(folder, journal, lambda: (current, *_readable(retired_keys))),
        *_backup_problems(folder, share_of(progress, 0.6, 1.0)),
    ]


def problems_of_remains(folder: Path, key: Key, remains: Remains, progress: Progress = nothing) -> list[Problem]:
    """The same for a journal that does not open."""
    publics = {_public(root, key.journal) for root in key.roots}
    opened = dict(remains.notes())
    return [
        *_key_file_problems(folder, key.journal, publics),
        *_of(Part.DATABASE, _named(remains.total, _within(remains), salt_agrees=remains.salt_agrees)),
        *_of(Part.DATABASE, _named_missing(remains)),
        *(_unopened(path) for path, payload in opened.items() if payload is None),
        *_backup_problems(folder, progress),
    ]


def _of(part: Part, sentences: Iterable[str]) -> Iterator[Problem]:
    return (Problem(part, words) for words in sentences)


def _public(root: bytes, journal: bytes) -> bytes:
    return kdf.inbox_public(kdf.inbox_private(root, journal))


def _key_file_problems(folder: Path, journal: bytes, publics: Collection[bytes]) -> Iterator[Problem]:
    keys = usable_key_file(folder / keyfile.NAME)
    if keys is None:
        yield Problem(Part.KEY_COPY, f"{keyfile.NAME} is missing or damaged.")
    elif keys.journal != journal:
        yield Problem(Part.KEYS, f"{keyfile.NAME} belongs to another journal.")
    elif keys.inbox_public not in publics:
        words = f"The public key in {keyfile.NAME} was changed: do not write notes until it is put right."
        yield Problem(Part.KEYS, words)
    copy = usable_key_file(folder / keyfile.COPY_NAME)
    if copy is None:
        yield Problem(Part.KEY_COPY, f"{keyfile.COPY_NAME} is missing or damaged.")
    elif keys is not None and copy != keys:
        yield Problem(Part.KEYS, f"{keyfile.COPY_NAME} is not the same as {keyfile.NAME}.")


def _page_problems(
    connection: "Connection", file: BinaryIO, key: bytes, journal: bytes, progress: Progress
) -> Iterator[Problem]:
    database.checkpoint(connection)
    with database.writing(connection):
        found = pages.survey_open(file, key, journal, progress)
    yield from _of(Part.DATABASE, _named(found.total, found.damaged, salt_agrees=found.salt_agrees))


def _named(total: int, damaged: tuple[int, ...], *, salt_agrees: bool) -> Iterator[str]:
    if not salt_agrees:
        yield "The first 16 bytes of the database are damaged."
    for number in damaged[:PAGES_NAMED]:
        yield f"Page {number} of {total} of the database is damaged."
    if len(damaged) > PAGES_NAMED:
        yield f"{len(damaged) - PAGES_NAMED} more of {total} pages are damaged."


def _within(remains: Remains) -> tuple[int, ...]:
    """The damaged pages that are there at all."""
    return tuple(number for number in remains.damaged if number <= remains.total - remains.cut_off)


def _named_missing(remains: Remains) -> Iterator[str]:
    if remains.cut_off:
        are = "is" if remains.cut_off == 1 else "are"
        yield f"The database is cut short: {remains.cut_off} of its {remains.total} pages {are} missing at the end."
    if remains.lost_in_log:
        pages = f"{remains.lost_in_log} {'page' if remains.lost_in_log == 1 else 'pages'}"
        yield f"The write-ahead log is damaged: of {pages} the newest copy is lost."


def _inbox_problems(folder: Path, journal: bytes, private_keys: Callable[[], tuple[bytes, ...]]) -> Iterator[Problem]:
    yield from map(_unopened, inbox.unreadable(folder))
    waiting = inbox.waiting(folder)
    keys = private_keys() if waiting else ()
    for path in waiting:
        try:
            blob = diagnosis.read(path)
        except Failed:
            yield Problem(Part.NOTE, f"{inbox.NAME}/{path.name} cannot be read.")
            continue
        if blob is not None and open_sealed(keys, journal, blob) is None:
            yield _unopened(path)


def _readable(retired_keys: Callable[[], tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """The keys of earlier days, none where their page is lost: that has been said by then."""
    try:
        return retired_keys()
    except (Damaged, Failed):
        return ()


def _unopened(path: Path) -> Problem:
    return Problem(Part.NOTE, f"No key opens {inbox.NAME}/{path.name}.")


def _backup_problems(folder: Path, progress: Progress) -> Iterator[Problem]:
    files = backups.files(folder)
    for number, path in enumerate(files):
        try:
            backups.read_whole(path, share_of(progress, number / len(files), (number + 1) / len(files)))
        except SelfcareError as error:
            yield Problem(Part.BACKUP, f"{backups.NAME}/{path.name} is of no use. {error.message}")
