"""Which pages of a database file are whole, told without the driver.

A page that was altered and a key of another journal look the same to the driver: it opens nothing. The checksum that
SQLCipher keeps on every page (an HMAC under the key) tells the two apart.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from selfcare.errors import Damaged
from selfcare.places import refused
from selfcare.vault.kdf import SALT_SIZE
from selfcare.vault.progress import Progress, nothing

PAGE_SIZE = 4096
MAC_SIZE = 64


@dataclass(frozen=True, slots=True)
class Survey:
    """How many pages there are, how many are proven whole, and the numbers (from 1) of the damaged ones.

    A page of zeros, as a file system leaves where nothing was written yet, is neither.
    """

    total: int
    intact: int
    damaged: tuple[int, ...]
    salt_agrees: bool

    @property
    def only_salt_differs(self) -> bool:
        """Whether the file's first 16 bytes are all that is wrong, so that writing them anew repairs it."""
        return not self.salt_agrees and not self.damaged and self.intact > 0


def require(path: Path) -> None:
    """Raise `Damaged` where the database is missing or shorter than a page.

    It is not opened for that: closing a file lets go of the locks that this process has on it, those of an open
    database too (https://sqlite.org/howtocorrupt.html, section 2.2).
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise _lost(f"The journal's database, {path.name}, is missing from its folder.") from None
    except OSError as error:
        raise refused(error, path) from None
    if size < PAGE_SIZE:
        raise _lost(f"The journal's database, {path.name}, was cut short: nothing of it is left.")


def first_bytes(path: Path) -> bytes:
    """The first 16 bytes of the database: its salt and the journal's id. Raises `Damaged` if it is missing or short.

    Not for a database that this process has open, see `require`.
    """
    require(path)
    try:
        with path.open("rb") as file:
            return file.read(SALT_SIZE)
    except OSError as error:
        raise refused(error, path) from None


def _lost(message: str) -> Damaged:
    return Damaged(message, "Put it back, or put back a backup: selfcare vault backups lists them.")


def survey(path: Path, key: bytes, salt: bytes) -> Survey:
    """Look at every page of the file with the database's key (32 bytes) and the salt it should have (16 bytes).

    Not for a database that this process has open, see `require`: that is what `survey_open` is for.
    """
    with path.open("rb") as file:
        return survey_open(file, key, salt)


def survey_open(file: BinaryIO, key: bytes, salt: bytes, progress: Progress = nothing) -> Survey:
    """The same, for a file that the caller has open. `progress` is told how much is done, from 0 to 1."""
    mac_key = mac_key_of(key, salt)
    total = intact = 0
    damaged: list[int] = []
    expected = max(1, file.seek(0, os.SEEK_END) // PAGE_SIZE)
    file.seek(0)
    head = file.read(SALT_SIZE)
    file.seek(0)
    while page := file.read(PAGE_SIZE):
        total += 1
        if is_whole(page, total, mac_key):
            intact += 1
        elif total == 1 or page.strip(b"\0") or len(page) < PAGE_SIZE:
            damaged.append(total)
        progress(min(1.0, total / expected))
    return Survey(total, intact, tuple(damaged), salt_agrees=head == salt)


def mac_key_of(key: bytes, salt: bytes) -> bytes:
    """The key (32 bytes) of the checksums on a database's pages."""
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def is_whole(page: bytes, number: int, mac_key: bytes) -> bool:
    """Whether this is page `number` (from 1) as it was written."""
    if len(page) < PAGE_SIZE:
        return False
    start = SALT_SIZE if number == 1 else 0
    covered = page[start:-MAC_SIZE] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(mac_key, covered, "sha512"), page[-MAC_SIZE:])
