"""Seeing and changing settings, and the person's own contacts for `help-now`."""

from typing import Annotated

import typer

from selfcare import settings as table
from selfcare.cli import run
from selfcare.cli.door import WORDS, door
from selfcare.cli.options import pairs
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage
from selfcare.settings import SETTINGS, Contact

settings = door("See and change settings.\n\nExample: selfcare settings set nation scotland")

CONTACT = "contact"


@settings.command("show")
def show_settings(context: typer.Context) -> None:
    """Show every setting, its value and what it is for.

    Example: selfcare settings show
    """
    here = run.of(context)
    with unlocked(here) as journal:
        values = {
            name: here.config[name] if each.home == "config" else journal.setting(name)
            for name, each in SETTINGS.items()
        }
    if here.console.as_json:
        here.console.show_object({"settings": values})
        return
    for name, value in values.items():
        where = "; not encrypted" if SETTINGS[name].home == "config" else ""
        here.console.show(f"{name} = {value or '(not set)'}\n    {SETTINGS[name].help.rstrip('.')}{where}.")
    for each in table.load_contacts():
        here.console.show(f"contact = {each.label}: {each.number}\n    Shown by help-now; not encrypted.")


@settings.command("set", context_settings=WORDS)
def set_setting(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A setting, or contact.")],
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help="Its value. For contact: LABEL=NUMBER.")],
) -> None:
    """Change a setting. `contact LABEL=NUMBER` adds a number to help-now, `contact LABEL=` takes it away.

    Example: selfcare settings set nation scotland
    """
    here = run.of(context)
    words = " ".join(value)
    if name == CONTACT:
        _set_contact(here, words)
        return
    setting = table.find(name)
    kept = setting.read(words)
    if setting.home == "config":
        table.save_config(name, kept)
    else:
        with unlocked(here) as journal:
            kept = journal.set_setting(name, kept)
    _tell(here, name, kept, in_clear=setting.home == "config")


def _set_contact(here: run.Run, words: str) -> None:
    ((label, number),) = pairs([words], CONTACT).items()
    others = tuple(each for each in table.load_contacts() if each.label != label)
    if not number and len(others) == len(table.load_contacts()):
        raise Usage("There is no such contact.", "help-now shows your contacts first.")
    table.save_contacts((*others, Contact(label, number)) if number else others)
    if number or here.console.as_json:
        _tell(here, CONTACT, label if number else "", in_clear=True)
    else:
        here.console.show("That contact is taken away.")


def _tell(here: run.Run, name: str, value: str, *, in_clear: bool) -> None:
    if here.console.as_json:
        here.console.show_object({"settings": {name: value}})
        return
    clear = " It is not encrypted: it is kept outside the journal." if in_clear else ""
    here.console.show(f"{name} is now {value}.{clear}")
