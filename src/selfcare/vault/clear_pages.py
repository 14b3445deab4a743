"""The pages of a damaged database in the clear: each that is proven whole, from its file and its write-ahead log.

No driver: that opens nothing where one page too many is lost. docs/vault-format.md has the form of a page, and
https://sqlite.org/fileformat2.html#the_write_ahead_log that of the log. Nothing is written.
"""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from selfcare.vault.kdf import SALT_SIZE
from selfcare.vault.pages import MAC_SIZE, PAGE_SIZE, is_whole, mac_key_of

IV_SIZE = 16
USABLE = PAGE_SIZE - IV_SIZE - MAC_SIZE
"""The bytes of a page that hold content."""
PLAIN_HEAD = b"SQLite format 3\0"
"""What the first page begins with in the clear, where the file has the salt."""
LOG_HEAD, FRAME_HEAD = 32, 24
VERSION_AT = 60
"""Where the first page has `user_version`."""


class ClearPages:
    """The pages of one database by their numbers, from 1.

    `file` and `log` (the write-ahead log, if there is one) are open for reading, and stay so while this is used.
    `total` is how many pages there should be, `damaged` the numbers of those that are not whole.
    """

    def __init__(
        self,
        file: BinaryIO,
        log: BinaryIO | None,
        key: bytes,
        salt: bytes,
        progress: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._key = key
        self._mac_key = mac_key_of(key, salt)
        self._places: dict[int, tuple[BinaryIO, int]] = {}
        in_log, total_in_log = _newest_in(log, self._mac_key) if log else ({}, None)
        self.total = total_in_log or -(-_size(file) // PAGE_SIZE)
        self.damaged: tuple[int, ...] = ()
        for number in range(1, self.total + 1):
            place = (log, in_log[number]) if log and number in in_log else (file, (number - 1) * PAGE_SIZE)
            page = _read(*place)
            if is_whole(page, number, self._mac_key):
                self._places[number] = place
            elif not _is_unwritten(page, number):
                self.damaged += (number,)
            progress(number / self.total)

    def __len__(self) -> int:
        """How many pages are whole."""
        return len(self._places)

    def __iter__(self) -> Iterator[int]:
        """The numbers of the pages that are whole."""
        return iter(self._places)

    def get(self, number: int) -> bytes | None:
        """The content of a page in the clear (`USABLE` bytes), or None where it is damaged or there is none."""
        if number not in self._places:
            return None
        return _clear(_read(*self._places[number]), number, self._key)

    @property
    def user_version(self) -> int | None:
        """The version of the tables, None where the page that says so is lost."""
        first = self.get(1)
        return int.from_bytes(first[VERSION_AT : VERSION_AT + 4], "big") if first else None


def _read(file: BinaryIO, place: int) -> bytes:
    file.seek(place)
    return file.read(PAGE_SIZE)


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _is_unwritten(page: bytes, number: int) -> bool:
    """A page of zeros is what a file system leaves where nothing was written yet."""
    return number > 1 and len(page) == PAGE_SIZE and not page.strip(b"\0")


def _clear(page: bytes, number: int, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    start = SALT_SIZE if number == 1 else 0
    vector = page[USABLE : USABLE + IV_SIZE]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return PLAIN_HEAD[:start] + decryptor.update(page[start:USABLE]) + decryptor.finalize()


# --- the write-ahead log ---------------------------------------------------------------------------------------------


def _newest_in(log: BinaryIO, mac_key: bytes) -> tuple[dict[int, int], int | None]:
    """Where the newest whole copy of each page is in the log, and how many pages the database has by it.

    A frame that is damaged is passed over: those behind it are as whole as they were. What comes after the last commit
    was never promised to anybody, and what has other salts than the first frame is left over from earlier.
    """
    committed: dict[int, int] = {}
    waiting: dict[int, int] = {}
    total = None
    salts = None
    for place in range(LOG_HEAD, _size(log) - FRAME_HEAD - PAGE_SIZE + 1, FRAME_HEAD + PAGE_SIZE):
        log.seek(place)
        head = log.read(FRAME_HEAD)
        salts = salts or head[8:16]
        number = int.from_bytes(head[:4], "big")
        if head[8:16] == salts and is_whole(log.read(PAGE_SIZE), number, mac_key):
            waiting[number] = place + FRAME_HEAD
        if head[8:16] == salts and (size := int.from_bytes(head[4:8], "big")):
            committed |= waiting
            waiting.clear()
            total = size
    return committed, total
