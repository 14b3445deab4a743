"""`selfcare` alone: today in at most twenty lines, or as much of it as a locked journal can say."""

import typer

from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.unlock import opened, unlocked_or_none
from selfcare.errors import WrongPassphrase
from selfcare.vault import creation, inbox
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.vault import Vault

today = door()


@today.command()
def show_today(context: typer.Context) -> None:
    """Show what is due, what was good lately, and one thing that may help."""
    here = run.of(context)
    if not creation.exists(here.folder):
        _show_beginning(here)
        return
    read_keys(here.folder)
    vault = unlocked_or_none(here, prompt="Passphrase (Enter leaves it locked): ", otherwise="It stays locked for now.")
    if isinstance(vault, WrongPassphrase):
        raise vault
    if vault is None:
        _show_locked(here)
    else:
        _show_open(here, vault)


def _show_beginning(here: run.Run) -> None:
    if here.console.as_json:
        here.console.show_object({"journal": None, "next": "selfcare init"})
        return
    here.console.show("There is no journal here yet.")
    here.console.show("Make one, encrypted from its first byte: selfcare init")
    here.console.show("Without one: selfcare pause. People to talk to, any time: selfcare help-now")


def _show_locked(here: run.Run) -> None:
    waiting = len(inbox.waiting(here.folder))
    if here.console.as_json:
        here.console.show_object({"locked": True, "waiting": waiting})
        return
    notes = "1 note waiting" if waiting == 1 else f"{waiting or 'no'} notes waiting"
    here.console.show(f"Your journal is locked; {notes}.")
    here.console.show("Writing needs no passphrase: selfcare note. People to talk to: selfcare help-now")


def _show_open(here: run.Run, vault: Vault) -> None:
    with opened(here, vault) as journal:
        from selfcare.reports.today import read_today, today_document, today_object

        day = journal.today()
        with journal.reading() as session:
            page = read_today(session, day, here.config["nation"])
    if here.console.as_json:
        here.console.show_object(today_object(page))
    else:
        here.console.show_document(today_document(page))
