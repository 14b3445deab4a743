"""People to talk to, now: no passphrase, no network, no trace."""

import sys
from datetime import datetime

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.streams import is_terminal
from selfcare.guidance import helplines
from selfcare.guidance.helplines import Helpline
from selfcare.settings import Contact, load_config, load_contacts

help_now = door()


@help_now.command()
def show_help(context: typer.Context) -> None:
    """Show your own contacts, then the help lines of your nation.

    Example: selfcare help-now
    """
    here = run.of(context)
    lines = _register(here.config["nation"])
    if here.console.as_json:
        here.console.show_object({"contacts": _contacts(), "lines": [_as_object(each) for each in lines]})
        return
    for line in _page(lines, here.config["nation"]):
        here.console.show(line)
    if is_terminal(sys.stdout):  # the first lines have scrolled away
        here.console.show("\n" + "\n".join(_most_urgent()))


def short_lines() -> list[str]:
    """What `?` shows inside a question: own contacts, and who answers day and night."""
    return [*_most_urgent(), "More: selfcare help-now"]


def _most_urgent() -> list[str]:
    own = [_contact_line(each) for each in load_contacts()]
    nation = load_config()["nation"]
    always = [each for each in _register(nation) if each.always_shown]
    return [*own, *(_short_line(each, tell_nations=not nation) for each in always)]


def _short_line(line: Helpline, *, tell_nations: bool) -> str:
    where = _where(line) if tell_nations else ""
    number = "" if line.number in line.name.split(" or ") else f": {line.number or line.website}"
    return f"{line.name}{where}{number}. {line.hours}."


def _where(line: Helpline) -> str:
    """Whose line it is, for somebody whose nation is not known."""
    if len(line.nations) == len(helplines.NATIONS):
        return ""
    uk_wide = set(line.nations) == set(helplines.NATIONS) - {"ireland"}
    return " (UK)" if uk_wide else f" ({', '.join(each.replace('-', ' ').title() for each in line.nations)})"


def _register(nation: str) -> tuple[Helpline, ...]:
    register = helplines.load()
    return helplines.for_nation(register, nation) if nation else register


def _contacts() -> list[dict[str, str]]:
    return [{"label": each.label, "number": each.number} for each in load_contacts()]


def _as_object(line: Helpline) -> dict[str, object]:
    return {
        "id": line.id,
        "name": line.name,
        "number": line.number,
        "website": line.website,
        "nations": list(line.nations),
        "hours": line.hours,
        "checked": line.checked.isoformat(),
    }


def _contact_line(contact: Contact) -> str:
    return f"{contact.label}: {contact.number}"


def _page(lines: tuple[Helpline, ...], nation: str) -> list[str]:
    at = when.local(when.now(), when.local_zone())
    contacts = load_contacts()
    own = ["Your own contacts", *(f"  {_contact_line(each)}" for each in contacts), ""] if contacts else []
    shown = [text for line in lines for text in _entry(line, at, tell_nations=not nation)]
    return [
        "In danger now? 112 or 999." if nation == "ireland" else "In danger now? 999.",
        "",
        *own,
        *shown,
        f"Each number was checked on or after {min(each.checked for each in lines).isoformat()}.",
        "Nobody watches this program, and nothing is sent anywhere.",
        *([] if contacts else ['Put your own numbers first: selfcare settings set contact "Union=NUMBER"']),
        *([] if nation else ["See only your nation's lines: selfcare settings set nation scotland"]),
    ]


def _entry(line: Helpline, at: datetime, *, tell_nations: bool) -> list[str]:
    where = _where(line) if tell_nations else ""
    return [
        f"{line.name}{where}: {line.number or line.website}",
        f"  {line.about} {line.hours}, {line.cost}.{_open_word(line, at)}".replace("..", "."),
        "",
    ]


def _open_word(line: Helpline, at: datetime) -> str:
    if line.always_open or line.is_open(at) is None:
        return ""
    opens = line.opens_at(at)
    return " Open now." if opens is None else f" Opens {when.in_words(opens.date(), at.date())} at {opens:%H:%M}."
