"""The front door: finds the command that was typed, and loads that one alone.

First comes what it takes to begin with the key of one that unlocks; all else is loaded while that key is derived.
"""

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selfcare import __version__
from selfcare.cli import arguments, typed_ahead
from selfcare.cli.arguments import Arguments
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.cli.run import Run
    from selfcare.journal.journal import Journal
    from selfcare.settings import Config


@dataclass(frozen=True)
class Command:
    """A command on the front page. `door` names its Typer app: the module in this room, and the name in it."""

    name: str
    group: str
    help: str
    door: str


COMMANDS = {
    name: Command(name, group, help_line, door)
    for name, group, help_line, door in (
        ("note", "After a shift", "Keep one line, sealed at once; no passphrase", "moments.note"),
        ("good", "After a shift", "Keep one good thing, sealed at once; no passphrase", "moments.good"),
        ("reflect", "After a shift", "Think about a shift: 2, 5 or 15 minutes", "reflections.reflect"),
        ("trigger", "After a shift", "Note something that set off a strong reaction", "triggers.trigger"),
        ("pause", "After a shift", "Two guided minutes", "pauses.pause"),
        ("checkin", "Each week", "See how your week was", "checkins.checkin"),
        ("trends", "Each week", "Your weeks side by side, against your own usual", "trends.trends"),
        ("toolbox", "Each week", "What helps you: keep it, use it, rate it", "toolbox.toolbox"),
        ("plan", "Each week", "Your self-care action plan", "plans.plan"),
        ("supervision", "Supervision", "The summary to take along, and a log of sessions", "supervision.supervision"),
        ("cpd", "Supervision", "What you learn, for your regulator or appraisal", "cpd.cpd"),
        ("list", "Find", "Your latest records", "records.list_records"),
        ("show", "Find", "One record whole", "records.show"),
        ("search", "Find", "Records with these words", "records.search"),
        ("edit", "Find", "Change a record; the earlier version is kept", "records.edit"),
        ("share", "Find", "Choose what of a record may go to supervision", "sharing.share"),
        ("remove", "Find", "Move a record to the bin", "bin.remove"),
        ("bin", "Find", "Look into the bin, bring back, or empty it", "bin.bin_group"),
        ("vault", "Keep safe", "The lock, recovery code, backups and checks", "vault.vault"),
        ("people", "Keep safe", "Names to put away, and a check of any text", "people.people"),
        ("export", "Keep safe", "Your whole journal in one file, encrypted", "export.export"),
        ("import", "Keep safe", "Bring in an archive, or another journal", "imports.imports"),
        ("init", "Any time", "Make your journal", "init.init"),
        ("help-now", "Any time", "People to talk to now; no passphrase", "help_now.help_now"),
        ("open", "Any time", "Unlock once, type many commands; Ctrl-D locks", "session.open_session"),
        ("guidance", "Any time", "What selfcare asks and offers, and your own", "guidance.guidance"),
        ("settings", "Any time", "See and change settings", "settings.settings"),
        ("completion", "Any time", "Let Tab complete commands and choices in your shell", "completion.completion"),
        ("demo", "Any time", "Make an invented journal to try things on", "demo.demo"),
    )
}
TODAY = Command("", "", "", "today.today")
_UNLOCKING = "reflect trigger checkin trends toolbox plan supervision cpd list show search edit share remove bin export"
UNLOCKING = {TODAY.name, *_UNLOCKING.split()}
"""The commands that nearly always open the journal: their key is derived while they are loaded."""
ALONE = {
    "plan": "show",
    "toolbox": "list",
    "supervision": "list",
    "cpd": "list",
    "bin": "list",
    "vault": "status",
    "people": "list",
    "guidance": "list",
    "settings": "show",
}
"""What a noun with several commands does where it stands alone: it shows what there is."""

_HEAD = """\
selfcare: an encrypted reflective journal and self-care planner

Usage: selfcare [COMMAND] [OPTIONS]     Alone, it shows today.
Example: selfcare note Long handover, no break. Tired but all right.
"""
_FOOT = """\
Anywhere: --journal DIR, --plain, --json, --keep-names, --version, --help
`selfcare COMMAND --help` tells more. Nothing is ever sent anywhere."""


def run(argv: list[str], open_journal: "Journal | None" = None) -> int:
    """Run one command line; returns the exit code. `open_journal`: the one of the session that it was typed in."""
    _harden()
    as_json = "--json" in argv
    try:
        with typed_ahead.hidden():
            typed = arguments.sort_out(argv)
            as_json = typed.as_json
            config = _config()
            if open_journal is None:
                _begin_key(typed, config)
            return _answer(typed, config, open_journal)
    except (Exception, KeyboardInterrupt) as error:
        from selfcare.cli import exits

        return exits.report(error, as_json=as_json)


def _harden() -> None:
    from selfcare.vault.hardening import harden

    harden()


def _config() -> "Config":
    from selfcare.settings import load_config

    return load_config()


def _begin_key(typed: Arguments, config: "Config") -> None:
    """Begin to derive the key, for a command that will most likely need it."""
    if typed.help or typed.version or (typed.words[0] if typed.words else TODAY.name) not in UNLOCKING:
        return
    from selfcare.cli import head_start
    from selfcare.places import journal_folder

    head_start.take(journal_folder(typed.journal, config["journal"]))


def _answer(typed: Arguments, config: "Config", open_journal: "Journal | None") -> int:
    from selfcare.cli.console import Console
    from selfcare.cli.run import Run

    console = Console(plain=typed.plain or config["plain"] == "yes", as_json=typed.as_json)
    if typed.version:
        console.show(f"selfcare {__version__}")
        return 0
    if typed.help and not typed.words:
        console.show_entry(front_page())
        return 0
    command = _named(typed.words[0]) if typed.words else TODAY
    rest = [*typed.words[1:], "--help"] if typed.help else _rest(typed.words)
    given = Run(console, config, named_journal=typed.journal, open_journal=open_journal, keep_names=typed.keep_names)
    with given.afterwards:
        return _enter(command, rest, given)


def _rest(words: tuple[str, ...]) -> list[str]:
    return [ALONE[words[0]]] if len(words) == 1 and words[0] in ALONE else list(words[1:])


def _named(word: str) -> Command:
    if word in COMMANDS:
        return COMMANDS[word]
    import difflib

    from selfcare.cli import exits

    if word.startswith("-"):
        name = word.partition("=")[0]
        near = difflib.get_close_matches(name, [each.split()[0] for each in arguments.OPTIONS], n=1)
        hint = f"The options of every command are: {', '.join(arguments.OPTIONS)}."
        raise Usage(exits.no_option(name, near), hint)
    near = difflib.get_close_matches(word, COMMANDS, n=1)
    hint = f"Did you mean `selfcare {near[0]}`?" if near else "`selfcare --help` lists the commands."
    raise Usage("There is no such command.", hint)


def _enter(command: Command, rest: list[str], given: "Run") -> int:
    import typer

    door = entry(command)
    try:
        with door.make_context(f"selfcare {command.name}".strip(), rest, obj=given) as context:
            door.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return 0


def entry(command: Command) -> Any:
    """A command's door, loaded: what Typer made of it."""
    import typer.main

    module, _, name = command.door.partition(".")
    return typer.main.get_command(getattr(importlib.import_module(f"selfcare.cli.{module}"), name))


def front_page() -> str:
    """The commands by group, as plain text."""
    lines = [_HEAD]
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        lines.append(group)
        lines += [f"  {each.name:<12}{each.help}" for each in COMMANDS.values() if each.group == group]
        lines.append("")
    return "\n".join([*lines, _FOOT])
