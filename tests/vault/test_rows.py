"""Rows read without the driver: the same as the driver reads, from the file and from the write-ahead log."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfcare.vault import database
from selfcare.vault.clear_pages import ClearPages
from selfcare.vault.database import writing
from selfcare.vault.log_pages import LOG_HEAD
from selfcare.vault.pages import PAGE_SIZE
from selfcare.vault.rows import Row, rows_of

KEY, SALT = bytes(range(32)), bytes(range(16))
FRAME = PAGE_SIZE + 24
Values = tuple[Any, ...]


@contextmanager
def clear(path: Path) -> Iterator[ClearPages]:
    """The pages of the database at `path`, and of its log if there is one."""
    log = path.with_name(f"{path.name}-wal")
    with path.open("rb") as file, (log if log.exists() else path).open("rb") as beside:
        yield ClearPages(file, beside if log.exists() else None, KEY, SALT)


def read(path: Path) -> list[Row]:
    with clear(path) as pages:
        return list(rows_of(pages))


def in_table(path: Path) -> list[Values]:
    """The rows of the one table, in order, without those that say which tables there are."""
    found = (row for row in read(path) if row.rowid is not None and row.values[:1] != ("table",))
    return [(row.rowid, *row.values) for row in sorted(found, key=lambda row: row.rowid or 0)]


def made(path: Path, rows: Sequence[Values], table: str = "CREATE TABLE t (a, b, c)") -> Path:
    with closing(database.create(path, KEY, SALT)) as connection, writing(connection):
        connection.execute(table)
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows)
    return path


VALUE = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.binary(max_size=30),
    st.sampled_from([4016 - 35, 4016 - 34, 4012, 9000, 40_000]).map("ä".__mul__),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=60))
def test_every_row_is_read_as_it_was_written(tmp_path: Path, rows: list[Values]) -> None:
    """Short ones, and those that reach over a chain of pages; on one page, and on many."""
    (tmp_path / "j.db").unlink(missing_ok=True)
    path = made(tmp_path / "j.db", rows)
    assert repr(in_table(path)) == repr([(number, *row) for number, row in enumerate(rows, 1)])


def test_the_entries_of_an_index_and_of_a_table_that_is_one_are_read(tmp_path: Path) -> None:
    words = [(f"word {number:04}", number, "x" * (number % 700)) for number in range(2000)]
    table = "CREATE TABLE t (a TEXT, b INTEGER, c TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID"
    path = made(tmp_path / "j.db", words, table)
    assert sorted(row.values for row in read(path) if row.rowid is None) == sorted(words)


def test_what_was_deleted_is_not_read(tmp_path: Path) -> None:
    path = made(tmp_path / "j.db", [("heron" * 500, number, None) for number in range(200)])
    with closing(database.connect(path, KEY)) as connection, writing(connection):
        connection.execute("DELETE FROM t WHERE b != 7")
    assert [values[2] for values in in_table(path)] == [7]


def test_a_row_whose_chain_is_cut_gives_what_comes_before(tmp_path: Path) -> None:
    path = made(tmp_path / "j.db", [("short", "long " * 3000, 1)])
    with clear(path) as pages:
        (page,) = [row.page for row in rows_of(pages) if row.values[0] == "short"]
        total = pages.total
    raw = bytearray(path.read_bytes())
    for number in range(1, total + 1):
        if number not in (1, page):
            raw[number * PAGE_SIZE - 1] ^= 1
    path.write_bytes(raw)
    (row,) = [row for row in read(path) if row.rowid is not None and row.values[:1] != ("table",)]
    assert (row.values, row.whole) == (("short",), False)


@pytest.mark.parametrize("place", [16, 100, PAGE_SIZE - 1])
def test_the_first_page_is_not_needed(tmp_path: Path, place: int) -> None:
    rows = [(number, "heron", None) for number in range(300)]
    path = made(tmp_path / "j.db", rows)
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    raw[:16] = bytes(16)
    path.write_bytes(raw)
    with clear(path) as pages:
        assert (pages.damaged, pages.user_version) == ((1,), None)
    assert [values[1:] for values in in_table(path)] == rows


# --- the write-ahead log ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose program was killed: much of it is in the log alone, and the newest transaction is not done."""
    path = tmp_path_factory.mktemp("killed") / "j.db"
    made(path, [(0, "before", None)])
    program = f"""
import os
from pathlib import Path
from selfcare.vault import database
connection = database.connect(Path({str(path)!r}), bytes(range(32)))
for number in range(1, 30):
    with database.writing(connection):
        connection.execute("INSERT INTO t VALUES (?, ?, ?)", (number, "heron" * 300, None))
        connection.execute("UPDATE t SET c = ? WHERE a = 0", (number,))
    if number == 10:
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(99, "never kept" * 300, None)] * 200)
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert path.with_name("j.db-wal").stat().st_size > 20 * FRAME
    return path


def copied(killed: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(killed.parent, to)
    (to / "j.db-shm").unlink(missing_ok=True)
    return to / "j.db"


def as_the_driver_reads(path: Path) -> list[Values]:
    with closing(database.connect(path, KEY)) as connection:
        return [tuple(row) for row in connection.execute("SELECT rowid, * FROM t ORDER BY rowid").fetchall()]


def test_what_is_in_the_log_alone_is_read_and_what_was_never_kept_is_not(killed: Path, tmp_path: Path) -> None:
    path = copied(killed, tmp_path / "copy")
    found = in_table(path)
    assert [values[1] for values in found] == list(range(30))
    assert found[0][3] == 29
    assert found == as_the_driver_reads(path)


def test_a_log_cut_short_anywhere_gives_what_the_driver_gives(killed: Path, tmp_path: Path) -> None:
    whole = killed.with_name("j.db-wal").read_bytes()
    for size in range(0, len(whole), FRAME // 2 + 7):
        path = copied(killed, tmp_path / "copy")
        path.with_name("j.db-wal").write_bytes(whole[:size])
        assert in_table(path) == as_the_driver_reads(path), size


def test_a_damaged_frame_costs_its_page_alone(killed: Path, tmp_path: Path) -> None:
    """The driver drops all that comes after it."""
    path = copied(killed, tmp_path / "copy")
    log = path.with_name("j.db-wal")
    raw = bytearray(log.read_bytes())
    raw[LOG_HEAD + 24 + 200] ^= 1
    log.write_bytes(raw)
    assert len(in_table(path)) == 30
    assert len(as_the_driver_reads(path)) < 30
