"""Completion for shells: a script with all that may follow what was typed, so that Tab starts no program.

Each file in `data` knows how its shell asks and offers; its lines that are marked are filled here, from the help of the
commands and from `choices`. A place is `reflect --share` (what stands after the option), `reflect 1` (the first word
after the command) or `trends ...` (any word after it). A setting with a fixed choice goes on as a command does.
"""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from selfcare import settings
from selfcare.cli import app, choices, command_help
from selfcare.cli.choices import SETTING
from selfcare.cli.command_help import CommandHelp
from selfcare.cli.door import first_sentence

DATA = Path(__file__).with_name("data")
KINDS_OF_VALUE = {"FILE": "<file>", "DIR": "<folder>"}
FREE = "<text>"
"""A value that nobody can offer."""
WIDTH = 60
_MARK = re.compile(r"^( *)# (COMMANDS|OPTIONS|VALUES)\n", re.MULTILINE)

Names = Mapping[str, str]
"""What is offered, each with a few words on what it is; none where it speaks for itself."""


@dataclass(frozen=True)
class Shell:
    """How one shell writes that after one of several places there are these names."""

    ending: str
    case: Callable[[list[str], Names], str]


def script_for(shell: str) -> str:
    """The script for one of `SHELLS`."""
    spoken = SHELLS[shell]
    program = command_help.program()
    tables = {"COMMANDS": _commands(program), "OPTIONS": _options(program), "VALUES": _values(program)}

    def filled(mark: re.Match[str]) -> str:
        cases = (spoken.case(places, names) for places, names in tables[mark[2]])
        return "".join(textwrap.indent(f"{each}\n", mark[1]) for each in cases)

    return _MARK.sub(filled, (DATA / f"completion.{spoken.ending}").read_text("utf-8"))


Table = list[tuple[list[str], Names]]


def _commands(program: CommandHelp) -> Table:
    found = [([each.name], {below.path[-1]: _about(below) for below in each.commands}) for each in program.everything()]
    by_setting: Names = {name: _short(settings.find(name).help) for name in settings.fixed_choices()}
    return [*((places, names) for places, names in found if names), ([SETTING], by_setting)]


def _options(program: CommandHelp) -> Table:
    found = [
        ([each.name], {name: _short(option.help) for option in each.options for name in option.names})
        for each in program.everything()
    ]
    return [(places, names) for places, names in found if names]


def _values(program: CommandHelp) -> Table:
    """Places that offer the same stand together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for command in program.everything():
        for place, values in _places(command):
            together.setdefault(values, []).append(place)
    for name, values in settings.fixed_choices().items():
        together.setdefault(values, []).append(f"{SETTING} {name} 1")
    return [(places, dict.fromkeys(values, "")) for values, places in together.items()]


def _places(command: CommandHelp) -> Iterator[tuple[str, tuple[str, ...]]]:
    for option in command.options:
        for name in option.names if option.value else ():
            yield " ".join([*command.path, name]), _offered(command, name, option.value)
    for number, argument in enumerate(command.arguments, start=1):
        place = "..." if argument.many else str(number)
        yield " ".join([*command.path, place]), _offered(command, argument.value, argument.value)


def _offered(command: CommandHelp, name: str, value: str) -> tuple[str, ...]:
    return choices.of(command.path, name) or (KINDS_OF_VALUE.get(value, FREE),)


def _about(command: CommandHelp) -> str:
    return app.COMMANDS[command.name].help if command.name in app.COMMANDS else _short(command.text)


def _short(text: str) -> str:
    return textwrap.shorten(first_sentence(text).rstrip("."), WIDTH, placeholder="...")


def _bash(places: list[str], names: Names) -> str:
    return f"{_patterns(places)}) reply={_sh(' '.join(names))} ;;"


def _zsh(places: list[str], names: Names) -> str:
    offered = (_sh(f"{name}:{about}" if about else name) for name, about in names.items())
    return f"{_patterns(places)}) reply=({' '.join(offered)}) ;;"


def _fish(places: list[str], names: Names) -> str:
    described = any(names.values())
    words = (_fish_quoted(word) for pair in names.items() for word in (pair if described else pair[:1]))
    form = r"'%s\t%s\n'" if described else r"'%s\n'"
    return f"case {_lines(map(_fish_quoted, places), ' ')}\n    printf {form} {' '.join(words)}"


def _powershell(places: list[str], names: Names) -> str:
    pairs = ([name, about] if about else [name] for name, about in names.items())
    words = ", ".join(_powershell_quoted(word) for pair in pairs for word in pair)
    return "\n".join(f"{_powershell_quoted(place)} = @({words})" for place in places)


def _patterns(places: list[str]) -> str:
    return _lines(map(_sh, places), " | ")


def _lines(words: Iterable[str], between: str) -> str:
    return f"{between}\\\n".join(words)


def _sh(text: str) -> str:
    return "'" + text.replace("'", r"'\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", r"\\").replace("'", r"\'") + "'"


def _powershell_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


SHELLS: Mapping[str, Shell] = {
    "bash": Shell("bash", _bash),
    "zsh": Shell("zsh", _zsh),
    "fish": Shell("fish", _fish),
    "powershell": Shell("ps1", _powershell),
}
