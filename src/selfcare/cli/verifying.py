"""Whether everything is whole: each page, key, record, sealed note and backup."""

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from selfcare.cli import run
from selfcare.cli.backups import clock, newest_whole
from selfcare.cli.files import typed
from selfcare.cli.progress import progress
from selfcare.cli.unlock import by_keyring, with_passphrase
from selfcare.errors import Damaged, Failed
from selfcare.vault import diagnosis
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.progress import Progress, share_of
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    from selfcare.vault.rescue import Key
    from selfcare.vault.verifying import Problem


def verify(context: typer.Context) -> None:
    """Check every page, key, record, sealed note and backup, and name what is damaged. Nothing is changed.

    Exit code 13 if something is wrong.

    Example: selfcare vault verify
    """
    here = run.of(context)
    try:
        found = _unlocked(here)
        with progress(here.console, "Checking") as tell:
            damage = _of_open(here, found, tell) if isinstance(found, Vault) else _of_remains(here, found, tell)
    except Damaged as error:
        damage = _Damage(refusal=f"{error.message} {error.hint}")
    if here.console.as_json:
        here.console.show_object({"ok": not damage.in_words, "problems": damage.in_words})
    else:
        for line in damage.in_words or ["Every page, key, record, note and backup is whole."]:
            here.console.show(line)
    if damage.in_words:
        here.console.say_unless_json("")
        for line in _advice(here, damage):
            here.console.say_unless_json(line)
        raise typer.Exit(Damaged.exit_code)


@dataclass(frozen=True)
class _Damage:
    """What is wrong with the files, and with the records in them; or why nothing could be looked at."""

    files: "Sequence[Problem]" = ()
    records: Sequence[str] = ()
    refusal: str = ""

    @property
    def in_words(self) -> list[str]:
        return [*(each.words for each in self.files), *self.records, *([self.refusal] if self.refusal else [])]


def _advice(here: run.Run, damage: _Damage) -> Iterator[str]:
    """What to do about each part that is damaged, whatever lies nearest first."""
    from selfcare.vault.verifying import Part

    parts = {each.part for each in damage.files}
    if damage.refusal:
        yield from _way_back(here)
    elif damage.records or Part.DATABASE in parts:
        if not damage.records:
            yield "Every record can still be read."
        yield from _way_back(here)
        yield "To save what is whole in a new journal: selfcare vault rescue DIR"
    else:
        yield "Your journal's records are all whole."
    if Part.KEYS in parts:
        yield f"To write a new key file with your recovery code: {diagnosis.USE_CODE}"
    elif Part.KEY_COPY in parts:
        yield f"To mend the key file from its copy: {diagnosis.MEND}"
    if Part.NOTE in parts:
        yield "A sealed file that no key opens stays as it is. It was damaged, or sealed for another journal."
        yield "A backup from before may have it whole. If you need it no more, delete it yourself."
    if Part.BACKUP in parts:
        yield "Delete the damaged backup yourself, and make a new one: selfcare vault backup"


def _way_back(here: run.Run) -> Iterator[str]:
    """The newest backup, where there is one that is whole."""
    backup = newest_whole(here.folder)
    if backup is not None:
        there = f" --journal {typed(here.folder)}" if here.named_journal else ""
        yield f"To go back to the backup of {clock(backup)}: selfcare vault restore {typed(backup.path)}{there}"


def _unlocked(here: run.Run) -> "Vault | Key":
    """The vault, or the key alone where the passphrase is right and the database does not open for damage."""
    from selfcare.vault.rescue import key_by_passphrase

    def opened(passphrase: str) -> "Vault | Key":
        try:
            return Vault.open(here.folder, passphrase)
        except Damaged:
            return key_by_passphrase(here.folder, passphrase)

    read_keys(here.folder)
    if here.open_journal is not None:
        return here.open_journal.vault
    try:
        vault = by_keyring(here)
    except Damaged:
        vault = None
    return vault or with_passphrase(here, opened)[0]


def _of_open(here: run.Run, vault: Vault, tell: Progress) -> _Damage:
    """What is wrong with a journal that opens."""
    from selfcare.journal import verify as records
    from selfcare.journal.journal import Journal

    with nullcontext() if here.open_journal else closing(vault):
        for notice in vault.notices:
            here.console.remark(notice)
        found = vault.verify(share_of(tell, 0.0, 0.5))
        try:
            return _Damage(found, records.problems(here.open_journal or Journal(vault), share_of(tell, 0.5, 1.0)))
        except (Damaged, Failed):  # a connection that has met damage refuses more than that
            return _Damage(found, records.problems_of_rows(vault.remains().rows()))


def _of_remains(here: run.Run, key: "Key", tell: Progress) -> _Damage:
    """The same for one that does not."""
    from selfcare.journal import verify as records
    from selfcare.vault.rescue import remains_of
    from selfcare.vault.verifying import problems_of_remains

    with remains_of(here.folder, key, share_of(tell, 0.0, 0.5)) as remains:
        found = problems_of_remains(here.folder, key, remains, share_of(tell, 0.5, 1.0))
        return _Damage(found, records.problems_of_rows(remains.rows()))
