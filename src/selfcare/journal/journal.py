"""An unlocked journal: sessions on the encrypted database, and the settings kept inside it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from selfcare.journal import migrations
from selfcare.journal.envelope import day_now, stamp
from selfcare.journal.session import Session
from selfcare.settings import SETTINGS, holds_words
from selfcare.vault.backups import MIGRATION
from selfcare.vault.database import mapped, reading, writing
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    import sqlmodel

NAMES = "names"
"""Where a session that writes carries the journal's `Names`."""


@dataclass
class Names:
    """What the name guard is told for one command, and what it did.

    `put_in` counts, by record and for each time it was kept, the pseudonyms that were put in for names.
    """

    keep: bool = False
    put_in: dict[str, list[Counter[str]]] = field(default_factory=dict)


class Journal:
    """What the passphrase opened. Use it as a context manager: leaving closes the database.

    No session is held open during a prompt.
    """

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.names = Names()
        if migrations.has_steps_to_take(vault.connection):
            vault.back_up(None, MIGRATION)
            migrations.upgrade(vault.connection, writing)

    @property
    def folder(self) -> Path:
        """The journal's folder."""
        return self.vault.folder

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the journal."""
        with reading(self.vault.connection):
            yield Session(self.vault.connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it is on disk when this ends, or none of it."""
        with writing(self.vault.connection):
            session = Session(self.vault.connection)
            session.info[NAMES] = self.names
            yield session

    @contextmanager
    def models(self) -> Iterator["sqlmodel.Session"]:
        """`reading` by the models of `tables.py`, for what goes through whole tables."""
        import sqlmodel

        with mapped(), sqlmodel.Session(self.vault.engine) as session:
            yield session

    def setting(self, name: str) -> str:
        """A setting's value, or its default."""
        with self.reading() as session:
            return stored_setting(session, name)

    def set_setting(self, name: str, words: str) -> str:
        """Keep a setting, without names, and return it as kept; raises `Usage` for a value that it may not have."""
        from selfcare.journal.guarding import guarded_text  # which reads the people in a journal

        value = SETTINGS[name].read(words)
        with self.writing() as session:
            kept = guarded_text(session, value) if holds_words(name) else value
            keep_setting(session, name, kept)
            return kept

    def holds_anything_from_before(self, moment: datetime) -> bool:
        """Whether anything in it was kept before `moment`."""
        with self.reading() as session:
            return session.row("SELECT 1 FROM versions WHERE saved_at < :at LIMIT 1", at=stamp(moment)) is not None

    def today(self) -> date:
        """The day that this moment files under, as this person's days begin."""
        with self.reading() as session:
            return today_of(session)

    def close(self) -> None:
        """Close the database, so that nothing but its one file stays."""
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def stored_setting(session: Session, name: str) -> str:
    """A setting's value inside a session, or its default."""
    value = kept_setting(session, name)
    return SETTINGS[name].default if value is None else value


def kept_setting(session: Session, name: str) -> str | None:
    """A setting's value as somebody set it inside the journal; none where nobody did."""
    value: str | None = session.value("SELECT value FROM settings WHERE name = :name", name=name)
    return value


def keep_setting(session: Session, name: str, value: str) -> None:
    """Keep a setting's value inside a session."""
    session.replace("settings", {"name": name, "value": value})


def today_of(session: Session) -> date:
    """The day that this moment files under, inside a session."""
    return day_now(stored_setting(session, "day_starts_at"))
