"""docs/reference/commands.md: every command with its own help, as `--help` shows it."""

from collections.abc import Iterator
from typing import Any

from selfcare.cli import app
from selfcare.cli.app import ALONE, COMMANDS, Command

WIDTH = 78
"""Characters to a line of help, on a screen of 80."""
HEAD = """\
# Commands

What `--help` says after each command. Anywhere in a command line: `--journal DIR` names the journal's folder, `--plain`
leaves out colour, boxes and redraws, `--json` answers with [one object](json.md), `--keep-names` leaves names as you
type them, `--version` and `--help` say what they say.

A moment (WHEN) is `22:30`, `yesterday 22:30`, `2026-11-21 22:30`, `-3d` or a weekday, in your time zone. A record's ID
is the short name that `selfcare list` shows. `-` in the place of a text reads standard input. How each command ends:
[exit codes](exit-codes.md).

`selfcare` alone shows today.
"""


def page() -> str:
    """The page, whole."""
    return "".join([HEAD, *map(_group, dict.fromkeys(each.group for each in COMMANDS.values()))])


def _group(group: str) -> str:
    inside = (each for each in COMMANDS.values() if each.group == group)
    return "".join([f"\n## {group}\n", *map(_command, inside)])


def _command(command: Command) -> str:
    alone = (
        f" Alone, it does what `selfcare {command.name} {ALONE[command.name]}` does." if command.name in ALONE else ""
    )
    return "".join([f"\n### {command.name}\n\n{command.help}.{alone}\n", *map(_help, doing(command))])


def _help(called: tuple[str, Any]) -> str:
    words, entry = called
    with entry.make_context(words, [], resilient_parsing=True, terminal_width=WIDTH) as context:
        lines = entry.get_help(context).splitlines()
    return "".join(["\n```text\n", *(f"{line.rstrip()}\n" for line in lines), "```\n"])


def doing(command: Command) -> Iterator[tuple[str, Any]]:
    """Each command below one of the front page that does something: what it is called, and its door."""
    yield from _below(f"selfcare {command.name}", app.entry(command))


def _below(words: str, entry: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(entry, "commands", None)
    if inner is None or entry.invoke_without_command:
        yield words, entry
    for name, each in (inner or {}).items():
        yield from _below(f"{words} {name}", each)
