"""A new passphrase, and a new key as well where somebody may know the old one."""

from pathlib import Path
from typing import Annotated

import typer

from selfcare.cli import ask, backups, recovery_code, rekeying, run, stopping
from selfcare.cli.options import Force, RecoverySheet, RecoveryTo
from selfcare.cli.unlock import next_passphrase, proven
from selfcare.errors import Usage

NewPassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="A file whose first line is the new passphrase.", metavar="FILE"),
]
Known = Annotated[bool | None, typer.Option("--known/--not-known", help="May someone else know the old passphrase?")]


def change_passphrase(
    context: typer.Context,
    new_passphrase_file: NewPassphraseFile = None,
    known: Known = None,
    recovery_to: RecoveryTo = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
) -> None:
    """Set a new passphrase.

    If someone may know the old one, everything is encrypted anew and you get a new recovery code.

    Example: selfcare vault passphrase
    """
    here = run.of(context)
    with proven(here) as (journal, _):
        with stopping.told(f"Stopped. {rekeying.UNDONE}", "The passphrase is the one that it was."):
            if known is None:
                known = _ask_whether_known(here)
            if known:
                recovery_code.check_place(here, recovery_to, recovery_sheet, force=force)
            new = next_passphrase(here, new_passphrase_file)
        if known:
            rekeying.rekeyed(here, journal, new, (recovery_to, recovery_sheet))
        else:
            before = journal.vault.notices
            journal.vault.change_passphrase(new)
            rekeying.say_new_notices(here, journal, before)
        old = backups.with_an_earlier_passphrase(journal.folder)
    if here.console.as_json:
        still = [str(each) for each in old]
        here.console.show_object({"changed": True, "encrypted_anew": bool(known), "backups_with_the_old": still})
        return
    here.console.show("The new passphrase is set." + (" Everything is encrypted anew." if known else ""))
    if known:
        rekeying.show_old_copies(here, old, "an old passphrase")
        return
    here.console.show("A backup that you have elsewhere still needs the passphrase of its day.")
    here.console.show("Make a new one: selfcare vault backup FILE")


def _ask_whether_known(here: run.Run) -> bool:
    if not here.console.interactive:
        raise Usage("May someone else know the old passphrase?", "Say so with --known, or --not-known.")
    here.console.say("If someone else may know the old passphrase, everything is encrypted anew, and you get a")
    here.console.say("NEW recovery code in place of the one on your paper.")
    return ask.yes(here.console, "May someone else know the old passphrase?", default=False)
