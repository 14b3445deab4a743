"""Whether everything is whole: each page, key, record, sealed note and backup."""

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

import typer

from selfcare.cli import run
from selfcare.cli.progress import progress
from selfcare.cli.unlock import by_keyring, with_passphrase
from selfcare.errors import Damaged, Failed
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.progress import Progress, share_of
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    from selfcare.vault.rescue import Key


def verify(context: typer.Context) -> None:
    """Check every page, key, record, sealed note and backup, and name what is damaged. Nothing is changed.

    Exit code 13 if something is wrong.

    Example: selfcare vault verify
    """
    here = run.of(context)
    try:
        found = _unlocked(here)
        with progress(here.console, "Checking") as tell:
            problems = _of_open(here, found, tell) if isinstance(found, Vault) else _of_remains(here, found, tell)
    except Damaged as error:
        problems = [f"{error.message} {error.hint}"]
    if here.console.as_json:
        here.console.show_object({"ok": not problems, "problems": problems})
    else:
        for line in problems or ["Every page, key, record, note and backup is whole."]:
            here.console.show(line)
    if problems:
        here.console.say_unless_json("\nTo go back to a backup: selfcare vault backups, then selfcare vault restore")
        here.console.say_unless_json("To save what is whole in a new journal: selfcare vault rescue DIR")
        raise typer.Exit(Damaged.exit_code)


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


def _of_open(here: run.Run, vault: Vault, tell: Progress) -> list[str]:
    """What is wrong with a journal that opens."""
    from selfcare.journal import verify as records
    from selfcare.journal.journal import Journal

    with nullcontext() if here.open_journal else closing(vault):
        for notice in vault.notices:
            here.console.remark(notice)
        found = vault.verify(share_of(tell, 0.0, 0.5))
        try:
            return [*found, *records.problems(here.open_journal or Journal(vault), share_of(tell, 0.5, 1.0))]
        except (Damaged, Failed):  # a connection that has met damage refuses more than that
            return [*found, *records.problems_of_rows(vault.remains().rows())]


def _of_remains(here: run.Run, key: "Key", tell: Progress) -> list[str]:
    """The same for one that does not."""
    from selfcare.journal import verify as records
    from selfcare.vault.rescue import remains_of
    from selfcare.vault.verifying import problems_of_remains

    with remains_of(here.folder, key, share_of(tell, 0.0, 0.5)) as remains:
        found = problems_of_remains(here.folder, key, remains, share_of(tell, 0.5, 1.0))
        return [*found, *records.problems_of_rows(remains.rows())]
