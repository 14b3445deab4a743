"""The recovery code: is it right, make a new one, or use it where the passphrase is lost."""

from pathlib import Path
from typing import Annotated

import typer

from selfcare.cli import backups, recovery_code, rekeying, run
from selfcare.cli.code_entry import with_code
from selfcare.cli.door import door
from selfcare.cli.options import STANDARD_INPUT, CodeFile, Force, RecoverySheet, RecoveryTo
from selfcare.cli.unlock import new_passphrase, opened, proven
from selfcare.errors import Usage

recovery = door(
    "Check the recovery code, make a new one, or use it when the passphrase is lost.\n\n"
    "Example: selfcare vault recovery check"
)

Dash = Annotated[str | None, typer.Argument(metavar="[-]", help="Read the code from standard input.")]


@recovery.command("check")
def check_code(context: typer.Context, dash: Dash = None, code_file: CodeFile = None) -> None:
    """Prove that your recovery code opens this journal. Nothing is changed and no passphrase is needed.

    Example: selfcare vault recovery check
    """
    here = run.of(context)
    _checked(here, dash, code_file)
    if here.console.as_json:
        here.console.show_object({"ok": True})
        return
    here.console.show("This code opens your journal. Keep it away from this computer.")


@recovery.command("new")
def new_code(
    context: typer.Context,
    recovery_to: RecoveryTo = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
) -> None:
    """Make a new recovery code, for when the old one is lost or seen. Your passphrase stays the same.

    The code is the key itself, so everything is encrypted anew, and the old code opens older copies alone.

    Example: selfcare vault recovery new
    """
    here = run.of(context)
    recovery_code.check_place(here, recovery_to, recovery_sheet, force=force)
    with proven(here) as (journal, passphrase):
        rekeying.rekeyed(here, journal, passphrase, (recovery_to, recovery_sheet))
        old = backups.with_an_earlier_key(journal.folder)
    if here.console.as_json:
        here.console.show_object({"changed": True, "backups_with_the_old": [str(each) for each in old]})
        return
    here.console.show("The new recovery code is in force, and everything is encrypted anew. The old code is void.")
    with_what = "an old code, and with the passphrase of their day"
    rekeying.show_old_copies(here, old, with_what, "If someone may have seen the old code, then")


@recovery.command("use")
def use_code(
    context: typer.Context,
    dash: Dash = None,
    code_file: CodeFile = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
) -> None:
    """Open the journal with the recovery code and set a new passphrase. The code stays the same.

    Example: selfcare vault recovery use
    """
    from selfcare.vault.recovery import code_from, root_from
    from selfcare.vault.vault import Vault

    here = run.of(context)
    here.refuse_in_session()
    if recovery_sheet:
        recovery_code.check_place(here, None, recovery_sheet, force=force)
    code = _checked(here, dash, code_file)
    new = new_passphrase(here)
    with opened(here, Vault.recover(here.folder, code, new)):
        pass
    if recovery_sheet:
        recovery_code.write_sheet(here, code_from(root_from(code)), recovery_sheet)
    if here.console.as_json:
        here.console.show_object({"recovered": True})
        return
    here.console.show("Your journal opens with the new passphrase. The recovery code is the same as before.")


def _checked(here: run.Run, dash: str | None, file: Path | None) -> str:
    """The recovery code, once it has opened the journal; never from an argument, which others can see."""
    from selfcare.vault.by_code import check_code as check

    if dash not in (None, STANDARD_INPUT):
        raise Usage(
            "A recovery code is never typed as an argument: other programs could see it.",
            "Use --code-file FILE, or - for standard input, or neither to be asked.",
        )

    def opened_by(code: str) -> None:
        if here.open_journal is not None:
            here.open_journal.vault.check_code(code)
        else:
            check(here.folder, code)

    return with_code(here, opened_by, file, piped=dash == STANDARD_INPUT)[1]
