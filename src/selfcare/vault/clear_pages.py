"""The pages of a damaged database in the clear: each that is proven whole, from its file and its write-ahead log.

No driver: that opens nothing where one page too many is lost. docs/vault-format.md has the form of a page, `log_pages`
reads the log. Nothing is written.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

from selfcare.vault.kdf import SALT_SIZE
from selfcare.vault.log_pages import LogPages, pages_in
from selfcare.vault.pages import MAC_SIZE, PAGE_SIZE, is_whole, mac_key_of
from selfcare.vault.progress import Progress, nothing

IV_SIZE = 16
USABLE = PAGE_SIZE - IV_SIZE - MAC_SIZE
"""The bytes of a page that hold content."""
PLAIN_HEAD = b"SQLite format 3\0"
"""What the first page begins with in the clear, where the file has the salt."""
VERSION_AT = 60
"""Where the first page has `user_version`."""
SIZE_AT, CHANGES_AT, SIZE_FOR_AT = 28, 24, 92
"""Where it has how many pages there are, and two counts of changes: the first number is right where they agree."""


class ClearPages:
    """The pages of one database by their numbers, from 1.

    `file` and `log` (the write-ahead log, if there is one) are open for reading, and stay so while this is used.
    `total` is how many pages there should be, `damaged` the numbers of those that are not whole, the last `cut_off` of
    them beyond the end of the file. Of `lost_in_log` more the newest copy is, in the log, so that an older one stands
    for it.
    """

    def __init__(
        self,
        file: BinaryIO,
        log: BinaryIO | None,
        key: bytes,
        salt: bytes,
        progress: Progress = nothing,
    ) -> None:
        self._key = key
        self._mac_key = mac_key_of(key, salt)
        self._places: dict[int, tuple[BinaryIO, int]] = {}
        in_file = -(-_size(file) // PAGE_SIZE)
        in_log = pages_in(log, self._mac_key, in_file) if log else LogPages({}, in_file, 0)
        self.lost_in_log = in_log.lost
        damaged: list[int] = []
        for number in range(1, in_log.total + 1):
            in_its_file = (file, (number - 1) * PAGE_SIZE)
            place = (log, in_log.places[number]) if log and number in in_log.places else in_its_file
            page = _read(*place)
            if is_whole(page, number, self._mac_key):
                self._places[number] = place
            elif not _is_unwritten(page, number):
                damaged.append(number)
            progress(number / in_log.total)
        self.total = max(in_log.total, self._said_total())
        self.damaged = (*damaged, *range(in_log.total + 1, self.total + 1))
        there = max(_size(file) // PAGE_SIZE, *in_log.places, 0)
        self.cut_off = 0 if in_log.lost else self.total - there

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
        return _number(first, VERSION_AT) if first else None

    def _said_total(self) -> int:
        """How many pages the first page says that there are; 0 where it is lost, or says nothing that counts."""
        first = self.get(1)
        if first is None or _number(first, CHANGES_AT) != _number(first, SIZE_FOR_AT):
            return 0
        return _number(first, SIZE_AT)


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 4], "big")


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
