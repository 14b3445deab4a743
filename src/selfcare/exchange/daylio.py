"""A journal of Daylio's, in either of the forms that it leaves the telephone in: a table (CSV), or a backup."""

from typing import BinaryIO

from selfcare.exchange import daylio_backup, daylio_csv
from selfcare.exchange.entries import LARGEST, Found
from selfcare.exchange.unzipping import is_zip, limited


def read(file: BinaryIO) -> Found:
    """The entries of a file, in its order. Raises `InvalidFile`."""
    return daylio_backup.read(file) if is_zip(file) else daylio_csv.read(limited(file.read(LARGEST + 1), LARGEST))
