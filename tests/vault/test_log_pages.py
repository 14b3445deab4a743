"""A write-ahead log that was damaged: nothing of it is believed that the rest does not bear out."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from selfcare.vault import database
from selfcare.vault.clear_pages import ClearPages
from selfcare.vault.database import writing
from selfcare.vault.log_pages import FRAME, FRAME_HEAD, LOG_HEAD
from selfcare.vault.rows import rows_of

KEY, SALT = bytes(range(32)), bytes(range(16))
ROWS = 40
PROGRAM = """
import os, sys
from pathlib import Path
from selfcare.vault import database
connection = database.connect(Path(sys.argv[1]), bytes(range(32)))
for number in range(1, 40):
    with database.writing(connection):
        connection.execute("INSERT INTO t VALUES (?, ?)", (number, "heron" * 300))
    if number == 30:
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
os._exit(0)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose program was killed: the log has nine new transactions, and behind them many older frames."""
    path = tmp_path_factory.mktemp("killed") / "j.db"
    with closing(database.create(path, KEY, SALT)) as connection, writing(connection):
        connection.execute("CREATE TABLE t (a, b)")
        connection.execute("INSERT INTO t VALUES (0, 'before')")
    subprocess.run([sys.executable, "-c", PROGRAM, str(path)], check=True, env={**os.environ, "PYTHONUTF8": "1"})
    return path


@dataclass
class Log:
    """The log of a copy of the database, to damage."""

    path: Path

    def __post_init__(self) -> None:
        self.raw = bytearray(self.path.with_name("j.db-wal").read_bytes())

    def at(self, frame: int) -> int:
        """Where a frame begins."""
        return LOG_HEAD + frame * FRAME

    def head(self, frame: int) -> bytes:
        """What a frame says of itself."""
        return bytes(self.raw[self.at(frame) : self.at(frame) + FRAME_HEAD])

    @property
    def count(self) -> int:
        """How many frames have the log's own salts."""
        return sum(self.head(frame)[8:16] == self.raw[16:24] for frame in range((len(self.raw) - LOG_HEAD) // FRAME))

    @property
    def last_commit(self) -> int:
        """The last frame that ends a transaction."""
        return max(frame for frame in range(self.count) if any(self.head(frame)[4:8]))

    def read(self) -> tuple[list[int], ClearPages]:
        """Which rows there are, and the pages."""
        self.path.with_name("j.db-wal").write_bytes(self.raw)
        with self.path.open("rb") as file, self.path.with_name("j.db-wal").open("rb") as log:
            pages = ClearPages(file, log, KEY, SALT)
            rows = [row.values for row in rows_of(pages) if row.rowid is not None and len(row.values) == 2]
        return sorted({number for number, _ in rows if isinstance(number, int)}), pages

    def told(self) -> tuple[int, int, int]:
        """How many rows there are, how many pages, and of how many the newest copy is lost."""
        found, pages = self.read()
        return len(found), pages.total, pages.lost_in_log


@pytest.fixture
def log(killed: Path, tmp_path: Path) -> Log:
    shutil.copytree(killed.parent, tmp_path / "copy")
    return Log(tmp_path / "copy" / "j.db")


def test_frames_from_before_are_the_most_and_count_for_nothing(log: Log) -> None:
    assert log.count < (len(log.raw) - LOG_HEAD) // FRAME / 2
    found, pages = log.read()
    assert (found, pages.damaged, pages.lost_in_log) == (list(range(ROWS)), (), 0)
    with closing(database.connect(log.path, KEY)) as connection:
        assert connection.execute("PRAGMA page_count").fetchone()[0] == pages.total


@pytest.mark.parametrize("byte", range(LOG_HEAD))
def test_whichever_byte_of_the_logs_head_is_damaged_nothing_is_lost(log: Log, byte: int) -> None:
    whole = log.told()
    log.raw[byte] ^= 0x81
    assert log.told() == whole


@pytest.mark.parametrize("byte", range(4, FRAME_HEAD))
@pytest.mark.parametrize("which", ["first", "last commit"])
def test_whichever_byte_of_a_frames_head_is_damaged_but_its_number_nothing_is_lost(
    log: Log, which: str, byte: int
) -> None:
    whole = log.told()
    log.raw[log.at(0 if which == "first" else log.last_commit) + byte] ^= 0x81
    assert log.told() == whole


@pytest.mark.parametrize("bit", range(32))
def test_whichever_bit_of_a_size_is_turned_the_size_is_the_same(log: Log, bit: int) -> None:
    whole = log.told()
    log.raw[log.at(log.last_commit) + 7 - bit // 8] ^= 1 << bit % 8
    assert log.told() == whole


@pytest.mark.parametrize("place", [3, FRAME_HEAD + 100], ids=["its number", "its page"])
def test_a_damaged_frame_that_no_later_one_replaces_is_told(log: Log, place: int) -> None:
    last = log.last_commit
    log.raw[log.at(last) + place] ^= 0x40
    found, pages = log.read()
    assert pages.lost_in_log == 1
    assert len(found) in (ROWS - 1, ROWS)


def test_a_damaged_frame_that_a_later_one_replaces_costs_nothing(log: Log) -> None:
    numbers = [log.head(frame)[:4] for frame in range(log.count)]
    replaced = next(frame for frame, number in enumerate(numbers) if number in numbers[frame + 1 :])
    whole = log.told()
    log.raw[log.at(replaced) + FRAME_HEAD + 100] ^= 1
    assert log.told() == whole


def test_a_stretch_of_the_log_that_is_destroyed_is_told_and_the_rest_is_read(log: Log) -> None:
    start = log.at(log.last_commit) - FRAME // 2
    log.raw[start : start + FRAME] = os.urandom(FRAME)
    found, pages = log.read()
    assert pages.lost_in_log in (1, 2)
    assert found[:30] == list(range(30))


def test_frames_of_a_new_log_of_which_none_was_written_yet_are_all_from_before(log: Log) -> None:
    """Only the head is new, and whole: its checksum is over its first 24 bytes."""
    from selfcare.vault.log_pages import _sum

    log.raw[16:24] = b"new salt"
    log.raw[24:32] = _sum(bytes(log.raw[:24]), bytes(8), "little")
    found, pages = log.read()
    assert found == list(range(len(found)))
    assert (len(found) < ROWS, pages.lost_in_log) == (True, 0)


@pytest.mark.parametrize("size", [0, 10, LOG_HEAD - 1, LOG_HEAD, LOG_HEAD + FRAME - 1])
def test_a_log_of_next_to_nothing_is_read_as_one_without_frames(log: Log, size: int) -> None:
    del log.raw[size:]
    found, pages = log.read()
    assert (pages.lost_in_log, found) == (0, list(range(len(found))))
