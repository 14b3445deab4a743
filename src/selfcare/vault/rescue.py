"""What can still be read of a damaged journal, whatever became of its database. Nothing of it is changed.

The key comes from the passphrase or the recovery code as ever. The pages are read without the driver, and only those
that their checksums prove whole (`clear_pages`, `rows`). Damage to the salt alone costs nothing: the key file has it.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from selfcare.errors import Damaged, Failed, SelfcareError
from selfcare.places import refused
from selfcare.vault import by_code, database, diagnosis, inbox, kdf, keyfile, pages, restoring
from selfcare.vault.clear_pages import ClearPages
from selfcare.vault.kdf import KEY_SIZE
from selfcare.vault.keyfile import PASSPHRASE, KeyFile
from selfcare.vault.progress import Progress, nothing
from selfcare.vault.recovery import ROOT_SIZE, root_from
from selfcare.vault.rows import Row, rows_of
from selfcare.vault.sealing import open_sealed


@dataclass(frozen=True, slots=True)
class Key:
    """What may open the journal with this id (16 bytes): its root (20 bytes); during a re-key the new and the old."""

    journal: bytes
    roots: tuple[bytes, ...] = field(repr=False)
    is_code: bool = False


def key_by_passphrase(folder: Path, passphrase: str) -> Key:
    """The key that `passphrase` gives. Raises `NoJournal`, `WrongPassphrase`, and `Damaged` without any key file."""
    diagnosis.require(folder)
    keys = restoring.keys_in(folder)
    if keys is None:
        raise Damaged(
            f"{keyfile.NAME} and its copy are missing or damaged, so no passphrase opens anything.",
            "Use your recovery code: add --code-file FILE",
        )
    roots = _roots(keys, passphrase)
    if not roots:
        raise diagnosis.wrong_passphrase(folder, keys)
    return Key(keys.journal, roots)


def _roots(keys: KeyFile, passphrase: str) -> tuple[bytes, ...]:
    if keys.pending is not None:
        both = keyfile.unwrap_first(keys.pending.slots, passphrase, keys.journal, slot_type=PASSPHRASE)
        if both is not None:
            return both[:ROOT_SIZE], both[ROOT_SIZE:]
    root = keyfile.unwrap_first(keys.slots, passphrase, keys.journal, slot_type=PASSPHRASE)
    return () if root is None else (root,)


def key_by_code(folder: Path, code: str) -> Key:
    """The key that the recovery code is. Raises `NoJournal`, `WrongCode`, `Damaged`."""
    root = root_from(code)
    diagnosis.require(folder)
    keys = restoring.keys_in(folder)
    return Key(by_code.journal_of(folder, root, keys), (root,), is_code=True)


class Remains:
    """What there still is of one journal.

    `total` is how many pages its database should have (0 where it is missing, or empty), `damaged` the numbers of those
    that are lost, `cut_off` how many of these are missing at its end, `lost_in_log` of how many more the newest copy
    is, `user_version` the version of its tables (None where it is lost), `salt_agrees` whether the file begins as it
    should.
    """

    def __init__(
        self, folder: Path, key: Key, file: BinaryIO, log: BinaryIO | None = None, progress: Progress = nothing
    ) -> None:
        self._folder = folder
        self._key = key
        self._pages = max(
            (ClearPages(file, log, kdf.database_key(root, key.journal), key.journal, progress) for root in key.roots),
            key=len,
        )
        self.total = self._pages.total
        self.damaged = self._pages.damaged
        self.cut_off = self._pages.cut_off
        self.lost_in_log = self._pages.lost_in_log
        self.user_version = self._pages.user_version
        file.seek(0)
        self.salt_agrees = file.read(len(key.journal)) == key.journal

    @property
    def intact(self) -> int:
        """How many pages are whole."""
        return len(self._pages)

    def rows(self) -> Iterator[Row]:
        """Every row that can be read."""
        return rows_of(self._pages)

    def notes(self) -> Iterator[tuple[Path, bytes | None]]:
        """Each file of the inbox, and what was sealed in it, or None where it cannot be opened."""
        keys = tuple(kdf.inbox_private(root, self._key.journal) for root in self._key.roots) + self._retired_keys()
        for path in [*inbox.waiting(self._folder), *inbox.unreadable(self._folder)]:
            yield path, open_sealed(keys, self._key.journal, _sealed(path))

    def _retired_keys(self) -> tuple[bytes, ...]:
        """The private keys that earlier re-keys left: the one table with a single value in a row."""
        alone = (row.values[0] for row in self.rows() if row.rowid is not None and len(row.values) == 1)
        return tuple(value for value in alone if isinstance(value, bytes) and len(value) == KEY_SIZE)


def _sealed(path: Path) -> bytes:
    """The bytes of a file of the inbox; none where it cannot be read."""
    try:
        return diagnosis.read(path) or b""
    except Failed:
        return b""


@contextmanager
def remains_of(folder: Path, key: Key, progress: Progress = nothing) -> Iterator[Remains]:
    """What there still is of the journal in `folder`, which no process may have open; not this one either.

    Raises `Busy`, `Failed`.
    """
    path = Path(os.path.realpath(folder / database.NAME))
    with ExitStack() as held:
        held.enter_context(database.unopened(path) if os.access(path, os.W_OK) else nullcontext())
        try:
            file: BinaryIO = held.enter_context(path.open("rb")) if path.exists() else BytesIO()
            log = path.with_name(f"{path.name}{database.LOG}")
            opened = held.enter_context(log.open("rb")) if log.exists() else None
            found = Remains(folder, key, file, opened, progress)
        except OSError as error:
            raise refused(error, path) from None
        yield found


def why_nothing(folder: Path, key: Key) -> SelfcareError:
    """What it means that `key` opens not one page of the database."""
    try:
        pages.require(folder / database.NAME)
    except Damaged as lost:
        return lost
    return by_code.not_this_code() if key.is_code else diagnosis.not_this_key_file()
