"""The tables, made and changed in ordered steps, one transaction each. `user_version` counts the steps taken.

A step that was released is never edited: tests keep a journal of every released version and open it.
"""

from collections.abc import Callable
from typing import Any

from selfcare.errors import NewerFormat
from selfcare.vault.database import user_version

Connection = Any  # the driver's connection; only the vault knows its type

_FIRST = (
    """CREATE TABLE records (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, handle TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        kind_version INTEGER NOT NULL, happened_at TEXT NOT NULL, zone TEXT NOT NULL, day TEXT NOT NULL,
        written_at TEXT NOT NULL, changed_at TEXT NOT NULL, device TEXT NOT NULL, share TEXT NOT NULL,
        theme TEXT NOT NULL, fields TEXT NOT NULL, removed_at TEXT)""",
    "CREATE INDEX records_by_time ON records (happened_at)",
    "CREATE INDEX records_by_kind ON records (kind, happened_at)",
    """CREATE TABLE record_tags (
        record_seq INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE, tag TEXT NOT NULL,
        PRIMARY KEY (record_seq, tag)) WITHOUT ROWID""",
    "CREATE INDEX record_tags_by_tag ON record_tags (tag)",
    """CREATE TABLE versions (
        id TEXT NOT NULL PRIMARY KEY, record_id TEXT NOT NULL, parent TEXT, saved_at TEXT NOT NULL, envelope TEXT)""",
    "CREATE INDEX versions_by_record ON versions (record_id)",
    """CREATE TABLE drafts (
        id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, saved_at TEXT NOT NULL, envelope TEXT NOT NULL)""",
    "CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    # Own content, never contentless: only so does an erased word leave the index (docs/architecture.md).
    "CREATE VIRTUAL TABLE records_fts USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO records_fts (records_fts, rank) VALUES ('secure-delete', 1)",
)

_CONFIDENTIALITY = (
    "CREATE TABLE people (pseudonym TEXT NOT NULL PRIMARY KEY, added_at TEXT NOT NULL)",
    """CREATE TABLE people_names (
        digest TEXT NOT NULL, pseudonym TEXT NOT NULL REFERENCES people (pseudonym) ON DELETE CASCADE,
        words INTEGER NOT NULL, PRIMARY KEY (digest, pseudonym)) WITHOUT ROWID""",
    """CREATE TABLE review_answers (
        version_id TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE, digest TEXT NOT NULL, kind TEXT NOT NULL,
        answer TEXT NOT NULL, words TEXT NOT NULL, answered_at TEXT NOT NULL,
        PRIMARY KEY (version_id, digest, kind)) WITHOUT ROWID""",
    """CREATE TABLE shared_log (
        id TEXT NOT NULL PRIMARY KEY, shared_at TEXT NOT NULL, role TEXT NOT NULL, what TEXT NOT NULL,
        form TEXT NOT NULL, versions TEXT NOT NULL)""",
)

# So that what is asked often reads a few rows of a large journal, and not all of them.
# `day > ''` is true of every day: it keeps SQLite from taking this index where no day is asked for.
_LARGE = (
    "CREATE INDEX records_by_day ON records (kind, day) WHERE day > ''",
    "CREATE INDEX records_in_bin ON records (removed_at) WHERE removed_at IS NOT NULL",
    "CREATE INDEX records_shared ON records (happened_at, id) WHERE share != 'private' AND removed_at IS NULL",
    "CREATE INDEX records_private ON records (kind, happened_at, id) WHERE share = 'private' AND removed_at IS NULL",
    """CREATE INDEX records_marked ON records (happened_at)
        WHERE kind = 'trigger' AND json_extract(fields, '$.next') = 'risk-to-share' AND removed_at IS NULL""",
    """CREATE INDEX records_uses ON records (kind, removed_at, json_extract(fields, '$.tool'),
        json_extract(fields, '$.helped'), json_extract(fields, '$.before'), json_extract(fields, '$.after'))
        WHERE kind IN ('tool_use', 'trigger') AND removed_at IS NULL""",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _CONFIDENTIALITY, _LARGE)
NEWEST = len(STEPS)


def has_steps_to_take(connection: Connection) -> bool:
    """Whether the journal lacks steps. Raises `NewerFormat` for a journal that a later version has changed."""
    refuse_newer(connection)
    return user_version(connection) < NEWEST


def upgrade(connection: Connection, writing: Callable[[Connection], Any]) -> None:
    """Take the steps that this journal lacks. `writing` opens one write transaction on the connection.

    Raises `NewerFormat` for a journal that a later version has changed.
    """
    refuse_newer(connection)
    while (done := user_version(connection)) < NEWEST:
        with writing(connection):
            if user_version(connection) == done:
                take_step(connection, done)


def take_step(connection: Connection, step: int) -> None:
    """Run step number `step` (from 0) inside the transaction that is open."""
    for statement in STEPS[step]:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {step + 1}")


def prepare(connection: Connection) -> None:
    """Make all tables of a new journal, inside the transaction that is open."""
    for step in range(NEWEST):
        take_step(connection, step)


def refuse_newer(connection: Connection) -> None:
    """Raise `NewerFormat` for a journal that a later version has changed."""
    refuse_newer_version(user_version(connection))


def refuse_newer_version(version: int) -> None:
    """The same, for a journal of which only this is known."""
    if version > NEWEST:
        raise NewerFormat(
            "This journal was last used by a newer version of selfcare.",
            "Update selfcare on this computer, then try again; nothing was changed.",
        )
