"""The encrypted database: the one module that touches the driver.

SQLCipher 4 with a raw key. Every setting is made on the raw connection before anything else uses it, and the ones that
privacy hangs on are asserted, for the driver stays silent when they do not hold: a missing key makes a plaintext file,
a short one becomes a passphrase. Driver errors leave here as errors of `selfcare.errors`.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfcare.errors import Busy, Damaged, Failed, SelfcareError
from selfcare.places import refused
from selfcare.vault.kdf import KEY_SIZE, SALT_SIZE
from selfcare.vault.progress import Progress

if TYPE_CHECKING:
    # The driver is the standard library's module with a key, and has its types.
    from sqlite3 import Connection

    from sqlalchemy import Engine

NAME = "journal.db"
LOG = "-wal"
"""What the write-ahead log's name adds to that of the database; where that is a link, of what it leads to."""
BESIDE = (LOG, "-shm", "-journal")
"""What lies beside the database while it is open, or after its process was killed: so its name goes on."""
PLAINTEXT_HEAD = b"SQLite format 3\0"
WAIT_SECONDS = 10.0
LOCK_START, LOCK_BYTES = 0x40000000, 512
PAGES_AT_ONCE = 512

_SETTINGS = (
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "secure_delete = ON",
    "synchronous = FULL",
)


def load_driver() -> None:
    """Load the driver before it is needed: while a key is derived there is time."""
    import sqlcipher3.dbapi2  # noqa: F401


def create(path: Path, key: bytes, salt: bytes) -> "Connection":
    """A new database at `path` with this raw key (32 bytes) and salt (16 bytes), which becomes its first 16 bytes."""
    if len(salt) != SALT_SIZE:
        raise ValueError("a salt has 16 bytes")
    return _open(path, key, salt, mode="rwc")


def connect(path: Path, key: bytes) -> "Connection":
    """The database at `path`, which must exist. Raises `Damaged` where this key does not open it, `Busy`, `Failed`.

    The salt is never given here: a database opened with it hides that its own first 16 bytes are damaged.
    """
    return _open(path, key, b"", mode="rw")


def _open(path: Path, key: bytes, salt: bytes, *, mode: str) -> "Connection":
    if len(key) != KEY_SIZE:
        raise ValueError("a key has 32 bytes")
    from sqlcipher3 import dbapi2

    file = _file_at(path)
    with mapped():
        connection: Connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=WAIT_SECONDS,
            check_same_thread=False,
        )
        try:
            _set_key(connection, key, salt)
            _set_up(connection)
            if file not in (None, _file_at(path)):
                raise _busy()  # a restore has put another in its place, and this one has no name any more
        except BaseException:
            connection.close()
            raise
    return connection


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file bears the name now."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _set_key(connection: "Connection", key: bytes, salt: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    if not cipher_version(connection):
        raise Failed(
            "The installed sqlcipher3 does not encrypt, so nothing was opened or written.",
            "Install selfcare anew, with the versions it names: python -m pip install --force-reinstall sqlcipher3",
        )


def _set_up(connection: "Connection") -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}").fetchall()
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON").fetchall()
        connection.execute("PRAGMA checkpoint_fullfsync = ON").fetchall()
    if _ask(connection, "temp_store") != 2:
        raise Failed(
            "The installed sqlcipher3 keeps temporary data in files, which would not be private.",
            "Install sqlcipher3 from its own wheel: python -m pip install --force-reinstall sqlcipher3",
        )
    _set_journal_mode(connection, "wal")


def _set_journal_mode(connection: "Connection", mode: str) -> None:
    if _ask(connection, f"journal_mode = {mode}") != mode:
        raise Failed(
            "The journal's folder is on a file system that cannot keep it safe: it has no write-ahead log.",
            "Move the folder to a disk of this computer.",
        )


def _ask(connection: "Connection", pragma: str) -> Any:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None


def cipher_version(connection: "Connection") -> str:
    """SQLCipher's version, empty where the driver does not encrypt."""
    return str(_ask(connection, "cipher_version") or "")


def sqlite_version(connection: "Connection") -> str:
    """The version of SQLite inside the driver."""
    return str(connection.execute("SELECT sqlite_version()").fetchone()[0])


def user_version(connection: "Connection") -> int:
    """The version of the tables, as whoever made them wrote it."""
    with mapped():
        return int(_ask(connection, "user_version"))


def assert_encrypted(path: Path) -> None:
    """Refuse a database whose file reads as plain SQLite; asked after the first commit."""
    with path.open("rb") as file:
        head = file.read(len(PLAINTEXT_HEAD))
    if head == PLAINTEXT_HEAD or len(head) < len(PLAINTEXT_HEAD):
        raise Failed(
            "The database came out unencrypted, so it was not kept.",
            "Install selfcare anew, with the versions it names.",
        )


# --- transactions ----------------------------------------------------------------------------------------------------


@contextmanager
def writing(connection: "Connection") -> Iterator[None]:
    """One write transaction on the raw connection: all of it is kept, or none. Raises `Busy`, `Failed`, `Damaged`."""
    with mapped():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def reading(connection: "Connection") -> Iterator[None]:
    """One state of the database on the raw connection, whatever others write meanwhile. Raises `Busy`, `Damaged`."""
    with mapped():
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def engine_over(connection: "Connection") -> "Engine":
    """A SQLAlchemy engine whose one connection is `connection`, for reading whole tables by their models."""
    import sqlcipher3
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(on: Any) -> None:
        on.exec_driver_sql("BEGIN")

    return engine


# --- keys and checks -------------------------------------------------------------------------------------------------


@contextmanager
def alone(connection: "Connection") -> Iterator[None]:
    """Hold the database so that no other process can open it. Raises `Busy` where one has it open now."""
    with mapped():
        _ask(connection, "locking_mode = EXCLUSIVE")
        try:
            _set_journal_mode(connection, "delete")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            yield
        finally:
            _ask(connection, "locking_mode = NORMAL")
            _set_journal_mode(connection, "wal")
            _ask(connection, "user_version")  # only what reads holds the file: until then another could replace it


def rekey(connection: "Connection", key: bytes) -> None:
    """Encrypt every page anew under `key` (32 bytes), in one transaction; only inside `alone`.

    The salt is not given: with it a kill in the middle would leave a file that no key opens.
    """
    if len(key) != KEY_SIZE:
        raise ValueError("a key has 32 bytes")
    with mapped():
        connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


@contextmanager
def unopened(path: Path) -> Iterator[None]:
    """Hold the file at `path` so that nobody has it open as a database, with whatever key. Raises `Busy`, `Failed`.

    These are the bytes that SQLite itself locks (https://sqlite.org/fileformat2.html#the_lock_byte_page). Windows needs
    none of it: there a file that is open cannot be moved. No connection of this process may be open.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        file = path.open("r+b")
    except FileNotFoundError:
        yield
        return
    except OSError as error:
        raise refused(error, path) from None
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCK_BYTES, LOCK_START)
        except OSError:
            raise _busy() from None
        yield


def vacuum(connection: "Connection") -> None:
    """Write the whole file anew, without the pages that nothing uses. Only where `alone` holds it."""
    with mapped():
        connection.execute("VACUUM")


def copy_to(path: Path, connection: "Connection", key: bytes, salt: bytes, progress: Progress) -> dict[str, int]:
    """Make `path` a copy of the database as it is at this moment, under the same key (32 bytes) and salt (16 bytes).

    Others may go on writing meanwhile. Gives the rows of each table, which the copy must have too.
    """
    with mapped():
        copy = create(path, key, salt)
        try:
            connection.execute("BEGIN")
            rows = counts(connection)  # from this first read on the source stands still for us
            connection.backup(copy, pages=PAGES_AT_ONCE, progress=lambda _, left, of: progress(1 - left / max(of, 1)))
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            copy.close()
    return rows


def counts(connection: "Connection") -> dict[str, int]:
    """How many rows each table has, by its name."""
    with mapped():
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: _ask_count(connection, name) for (name,) in tables}


def _ask_count(connection: "Connection", table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - a table's name


def checkpoint(connection: "Connection") -> None:
    """Bring everything from the write-ahead log into the database file, as far as other processes let us."""
    with mapped():
        _ask(connection, "wal_checkpoint(TRUNCATE)")


def integrity_problems(connection: "Connection") -> list[str]:
    """What SQLite finds wrong with the tables and indexes, in its own words; empty when all is well."""
    return _problems(connection, "integrity_check")


def quick_problems(connection: "Connection") -> list[str]:
    """The same without comparing each index with its table."""
    return _problems(connection, "quick_check")


def _problems(connection: "Connection", check: str) -> list[str]:
    try:
        with mapped():
            rows = connection.execute(f"PRAGMA {check}(20)").fetchall()
    except Damaged:
        return ["the tables cannot be read to the end"]
    return [str(row[0]) for row in rows if row[0] != "ok"]


# --- errors ----------------------------------------------------------------------------------------------------------


@contextmanager
def mapped() -> Iterator[None]:
    """Turn errors of the driver, and SQLAlchemy's around them, into ours.

    A broken constraint (`IntegrityError`) passes: it is an answer, and the caller's to understand.
    """
    try:
        yield
    except Exception as error:
        ours = _ours(error)
        if ours is None:
            raise
        raise ours from None


def _ours(error: Exception) -> SelfcareError | None:
    from sqlcipher3 import dbapi2

    cause = getattr(error, "orig", error)
    if not isinstance(cause, dbapi2.Error) or isinstance(cause, dbapi2.IntegrityError):
        return None
    name = getattr(cause, "sqlite_errorname", None) or ""
    for start, ours in _CAUSES.items():
        if name.startswith(start):
            return ours()
    return _refused("the database did not take it")


def _busy() -> SelfcareError:
    return Busy("Another selfcare has the journal in use.", "Close it, or wait a moment, and try again.")


def _damaged() -> SelfcareError:
    return Damaged(
        "A part of the journal's database is damaged.",
        "See which part with: selfcare vault verify. Put back a backup with: selfcare vault restore FILE",
    )


def _refused(why: str) -> SelfcareError:
    return Failed(
        f"Could not read or write the journal: {why}.",
        "Check that the journal's folder is there, that you may write in it, and that the disk is not full.",
    )


_CAUSES: dict[str, Callable[[], SelfcareError]] = {
    "SQLITE_BUSY": _busy,
    "SQLITE_LOCKED": _busy,
    "SQLITE_NOTADB": _damaged,
    "SQLITE_CORRUPT": _damaged,
    "SQLITE_FULL": lambda: _refused("the disk is full"),
    "SQLITE_READONLY": lambda: _refused("it may only be read"),
    "SQLITE_CANTOPEN": lambda: _refused("a file could not be opened"),
    "SQLITE_PERM": lambda: _refused("this user may not"),
    "SQLITE_IOERR": lambda: _refused("the disk gave an error"),
    "SQLITE_NOMEM": lambda: _refused("there is not enough memory"),
}
