"""The private inbox keys that a re-key retires, kept in the database: what was sealed to them must still open."""

from typing import TYPE_CHECKING

from selfcare.vault.database import mapped, writing

if TYPE_CHECKING:
    from sqlite3 import Connection


def prepare(connection: "Connection") -> None:
    """Make the vault's own table."""
    connection.execute("CREATE TABLE vault_inbox_keys (private BLOB PRIMARY KEY)")


def retire(connection: "Connection", private: bytes) -> None:
    """Keep a private key (32 bytes) for good, in a transaction of its own."""
    with writing(connection):
        connection.execute("INSERT OR IGNORE INTO vault_inbox_keys VALUES (?)", (private,))


def retired(connection: "Connection") -> tuple[bytes, ...]:
    """All the private keys kept, newest first."""
    with mapped():
        rows = connection.execute("SELECT private FROM vault_inbox_keys ORDER BY rowid DESC").fetchall()
    return tuple(bytes(row[0]) for row in rows)
