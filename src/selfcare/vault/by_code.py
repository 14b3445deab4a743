"""The recovery code's road into a journal: the key file may be lost, damaged or another's."""

from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.errors import Damaged, SelfcareError, WrongCode
from selfcare.vault import database, diagnosis, kdf, pages
from selfcare.vault.keyfile import KeyFile
from selfcare.vault.recovery import root_from

if TYPE_CHECKING:
    from sqlite3 import Connection


def check_code(folder: Path, code: str) -> None:
    """Prove that `code` opens the journal in `folder`, and change nothing; the key file may be lost.

    Not for a journal that this process has open: that is what `Vault.check_code` is for. Raises `WrongCode`, and the
    errors of `Vault.open_with_code`.
    """
    root = root_from(code)
    journal, keys, _ = journal_and_keys(folder)
    connect(folder, root, journal, keys).close()


def journal_and_keys(folder: Path) -> tuple[bytes, KeyFile | None, tuple[str, ...]]:
    """The journal's id as the database has it, and the key file if it is of any use."""
    diagnosis.require(folder)
    journal = pages.first_bytes(folder / database.NAME)
    try:
        keys, notices = diagnosis.read_keys(folder)
    except Damaged as error:
        return journal, None, (f"{error.message} Write a new one: {diagnosis.USE_CODE}",)
    return journal, keys, notices


def connect(folder: Path, root: bytes, journal: bytes, keys: KeyFile | None) -> "Connection":
    """The database under `root`; raises `WrongCode`, or `Damaged` where the code is right and pages are not."""
    path = folder / database.NAME
    try:
        return database.connect(path, kdf.database_key(root, journal))
    except Damaged:
        raise _why_not(folder, root, keys) from None


def journal_of(folder: Path, root: bytes, keys: KeyFile | None) -> bytes:
    """The journal's id (16 bytes) under which `root` proves the most pages whole: the key file's, or the database's.

    The one may be another journal's, and the other damaged. Raises `Damaged` where there is neither.
    """
    path = folder / database.NAME
    try:
        first = pages.first_bytes(path)
    except Damaged:
        if keys is None:
            raise
        return keys.journal
    if keys is None or keys.journal == first:
        return first
    return max((keys.journal, first), key=lambda each: _survey(path, root, each).intact)


def _survey(path: Path, root: bytes, journal: bytes) -> pages.Survey:
    return diagnosis.survey(path, kdf.database_key(root, journal), journal)


def _why_not(folder: Path, root: bytes, keys: KeyFile | None) -> SelfcareError:
    journal = journal_of(folder, root, keys)
    found = _survey(folder / database.NAME, root, journal)
    if found.intact:
        return diagnosis.damaged_pages(found)
    public = kdf.inbox_public(kdf.inbox_private(root, journal))
    if keys is not None and keys.pending is not None and keys.pending.inbox_public == public:
        return WrongCode(
            "This code belongs to a new key that never came into force.",
            "Unlock with your passphrase, the old or the new, or use the old code.",
        )
    return not_this_code()


def not_this_code() -> WrongCode:
    """The code has no slip, and opens nothing here."""
    return WrongCode(
        "This is a whole recovery code, but not one that opens this journal.",
        "Use the code that was made last for this journal; an old code opens only old backups.",
    )
