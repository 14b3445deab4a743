"""Letting this computer's keyring open the journal, and letting it no more. It never learns the passphrase."""

import typer

from selfcare.cli import ask, rekeying, run, stopping
from selfcare.cli.door import door
from selfcare.cli.options import Yes
from selfcare.cli.unlock import proven, unlocked
from selfcare.errors import Usage
from selfcare.render import extras
from selfcare.vault import system_keyring
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.keyfile import KEYRING

keyring = door(
    """Let this computer's keyring open the journal without a passphrase, or no more. It is off unless you turn it on.

    Alone it tells which it is.

    Example: selfcare vault keyring"""
)


@keyring.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Tell whether the keyring opens the journal."""
    if context.invoked_subcommand is not None:
        return
    here = run.of(context)
    keys, _ = read_keys(here.folder)
    lets = bool(keys.of_type(KEYRING))
    if here.console.as_json:
        here.console.show_object({"keyring": lets})
        return
    here.console.show(f"The keyring {'opens' if lets else 'does not open'} your journal.")


@keyring.command("on")
def turn_on(context: typer.Context, yes: Yes = False) -> None:
    """Let this computer's keyring open the journal, so that no passphrase is asked.

    It keeps a random secret of its own, and never your passphrase. Your passphrase and recovery code go on opening it.

    Example: selfcare vault keyring on
    """
    here = run.of(context)
    extras.need("keyring")
    with proven(here) as (journal, _):
        called = system_keyring.name()
        if not yes:
            _confirm(here, called)
        before = journal.vault.notices
        journal.vault.add_keyring()
        rekeying.say_new_notices(here, journal, before)
    if here.console.as_json:
        here.console.show_object({"keyring": True})
        return
    here.console.show(f"{called} opens your journal now. To end that: selfcare vault keyring off")


@keyring.command("off")
def turn_off(context: typer.Context) -> None:
    """Let the keyring open the journal no more, and take its secret away.

    Example: selfcare vault keyring off
    """
    here = run.of(context)
    with unlocked(here) as journal:
        before = journal.vault.notices
        gone = journal.vault.drop_keyring()
        rekeying.say_new_notices(here, journal, before)
    if here.console.as_json:
        here.console.show_object({"keyring": False, "secret_gone": gone})
        return
    here.console.show("The keyring does not open your journal. Your passphrase does.")
    if not gone:
        here.console.show("It could not be asked to forget its secret: backups from that time still open with it.")
        here.console.show("Try again where it can be reached: selfcare vault keyring off")


def _confirm(here: run.Run, called: str) -> None:
    if not here.console.interactive:
        raise Usage("Whoever has your unlocked session could open the journal; nobody is here to ask.", "Add --yes.")
    here.console.say(f"{called} would open your journal whenever you are logged in to this computer.")
    here.console.say("Then whoever sits at your unlocked session reads it without a passphrase:")
    here.console.say("a colleague, your household, a program that runs as you.")
    with stopping.told("Stopped. Nothing was changed.", "Your passphrase opens the journal, as before."):
        sure = ask.yes(here.console, "Let it?", default=False)
    if not sure:
        here.console.show("Nothing was changed.")
        raise typer.Exit
