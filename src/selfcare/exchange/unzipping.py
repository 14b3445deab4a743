"""Files out of a ZIP that somebody else made: in memory, up to a limit, and never onto a disk."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from selfcare.errors import InvalidFile
from selfcare.exchange.entries import LARGEST

LARGEST_LIST = 8 * 1024 * 1024
"""So many bytes may the list of a ZIP's files have: some 70,000 pictures. It is read whole, and blown up in memory."""
MOST_FILES = 100
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NOT_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError)


def is_zip(file: BinaryIO) -> bool:
    """Whether this is a ZIP, be it whole or not; afterwards the file stands at its beginning."""
    found = zipfile.is_zipfile(file)
    file.seek(0)
    return found


def unzipped(file: BinaryIO, is_wanted: Callable[[str], bool]) -> Iterator[bytes]:
    """Those files of a ZIP whose names are wanted; none where there are none. Raises `InvalidFile`."""
    try:
        yield from _unzipped(file, is_wanted)
    except (*NOT_ZIP, OSError, LookupError, ValueError, OverflowError):
        raise InvalidFile("The ZIP file is damaged.", "Export it anew.") from None


def _unzipped(file: BinaryIO, is_wanted: Callable[[str], bool]) -> Iterator[bytes]:
    left = LARGEST
    zipfile.ZipFile(_AtMost(file, LARGEST_LIST)).close()
    with zipfile.ZipFile(file) as archive:
        members = [each for each in archive.infolist() if is_wanted(each.filename) and each.compress_type in READABLE]
        if len(members) > MOST_FILES:
            raise _too_much()
        for member in members:
            with archive.open(member) as content:
                yield (raw := limited(content.read(left + 1), left))
            left -= len(raw)


class _AtMost:
    """A file of which nobody may read more than `limit` bytes at once."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        return limited(self._file.read(self._limit + 1 if size < 0 else min(size, self._limit + 1)), self._limit)


def limited(raw: bytes, limit: int) -> bytes:
    """`raw`, unless it is longer than that. Raises `InvalidFile`."""
    if len(raw) > limit:
        raise _too_much()
    return raw


def _too_much() -> InvalidFile:
    return InvalidFile("There is more in this file than selfcare reads at once.", "Export it by parts.")
