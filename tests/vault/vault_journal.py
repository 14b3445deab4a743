"""A small journal to open, damage and re-key; its tables are made up, for the vault knows nothing of journals."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.vault import recovery
from selfcare.vault.database import writing
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

PASSPHRASE = "Tea at four, and the café after"


@dataclass(frozen=True)
class Journal:
    """A closed journal with twenty records, and what opens it."""

    folder: Path
    root: bytes
    passphrase: str = PASSPHRASE

    @property
    def code(self) -> str:
        """The recovery code."""
        return recovery.code_from(self.root)

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.folder / "journal.keys"

    @property
    def copy(self) -> Path:
        """Its copy."""
        return self.folder / "journal.keys.bak"

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / "journal.db"

    def open(self) -> Vault:
        """Unlock it with its passphrase."""
        return Vault.open(self.folder, self.passphrase)


def prepare(connection: "Connection") -> None:
    """Make one table, as the journal room would."""
    connection.execute("CREATE TABLE records (id TEXT PRIMARY KEY, kind TEXT, fields TEXT)")
    connection.execute("PRAGMA user_version = 1")


def count(vault: Vault) -> int:
    """How many records the open vault holds."""
    return int(vault.connection.execute("SELECT count(*) FROM records").fetchone()[0])


def make_journal(folder: Path) -> Journal:
    """A new journal, closed."""
    root = recovery.new_root()
    with Vault.create(folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=prepare) as vault:
        rows = [(f"record-{number}", "note", "the quiet heron " * 200) for number in range(20)]
        with writing(vault.connection):
            vault.connection.executemany("INSERT INTO records VALUES (?, ?, ?)", rows)
    return Journal(folder, root)
