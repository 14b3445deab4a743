"""An unlocked journal: sessions on the encrypted database, and the settings kept inside it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlmodel import Session, col, select

from selfcare import when
from selfcare.journal import migrations
from selfcare.journal.envelope import stamp
from selfcare.journal.tables import StoredSetting, Version
from selfcare.settings import SETTINGS, holds_words, start_of_day
from selfcare.vault.backups import MIGRATION
from selfcare.vault.database import mapped, writing
from selfcare.vault.vault import Vault

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
        with mapped(), Session(self.vault.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it is on disk when this ends, or none of it."""
        with mapped(), Session(self.vault.writer, info={NAMES: self.names}) as session:
            yield session
            session.commit()

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
            session.merge(StoredSetting(name=name, value=kept))
            return kept

    def holds_anything_from_before(self, moment: datetime) -> bool:
        """Whether anything in it was kept before `moment`."""
        with self.reading() as session:
            found = select(Version.id).where(col(Version.saved_at) < stamp(moment)).limit(1)
            return session.exec(found).first() is not None

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
    row = session.get(StoredSetting, name)
    return row.value if row else SETTINGS[name].default


def today_of(session: Session) -> date:
    """The day that this moment files under, inside a session."""
    return when.shift_day(when.now(), when.local_zone(), start_of_day(stored_setting(session, "day_starts_at")))
