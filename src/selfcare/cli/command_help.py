"""What the help of every command says, as values: the completion of shells and the manual page are made of it."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from selfcare import __version__
from selfcare.cli import app

_EXAMPLE = re.compile(r"^Example: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Option:
    """An option by all its `names`. `value` is what help calls the value it takes; a switch has none."""

    names: tuple[str, ...]
    value: str
    help: str


@dataclass(frozen=True)
class Argument:
    """A word after a command. `many`: any number of them."""

    value: str
    help: str
    required: bool
    many: bool


@dataclass(frozen=True)
class CommandHelp:
    """A command or a group of them. `path` has the words that name it, without `selfcare`; `text` its help."""

    path: tuple[str, ...]
    text: str
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]
    commands: tuple["CommandHelp", ...]

    @property
    def name(self) -> str:
        """The words that name it."""
        return " ".join(self.path)

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """The command lines that its help shows."""
        return tuple(_EXAMPLE.findall(self.text))

    def everything(self) -> Iterator["CommandHelp"]:
        """This one, then all below it."""
        yield self
        for each in self.commands:
            yield from each.everything()


EVERYWHERE = (
    Option(("--journal",), "DIR", "The folder of the journal, if it is not the usual one."),
    Option(("--plain",), "", "No colour, boxes or redraws; also with SELFCARE_PLAIN=1."),
    Option(("--json",), "", "One JSON object as the answer."),
    Option(("--keep-names",), "", "Keep names that you put away, in this one command."),
    Option(("--help",), "", "What the command takes, with an example."),
)
"""The options that every command has."""
VERSION = Option(("--version",), "", f"The version: {__version__}.")


def program() -> CommandHelp:
    """The whole program: every command that the front page names."""
    commands = tuple(of(each) for each in app.COMMANDS.values())
    return CommandHelp((), app.front_page(), (VERSION, *EVERYWHERE), (), commands)


def of(command: app.Command) -> CommandHelp:
    """One command of the front page, with all below it."""
    return _read((command.name,), app.entry(command))


def _read(path: tuple[str, ...], entry: Any) -> CommandHelp:
    return CommandHelp(
        path,
        inspect.cleandoc(entry.help or ""),
        tuple(_option(each) for each in entry.params if each.param_type_name == "option"),
        tuple(_argument(each) for each in entry.params if each.param_type_name == "argument"),
        tuple(_read((*path, name), each) for name, each in getattr(entry, "commands", {}).items()),
    )


def _option(of: Any) -> Option:
    value = "" if of.is_flag else of.metavar or of.name.upper()
    return Option((*of.opts, *of.secondary_opts), value, of.help or "")


def _argument(of: Any) -> Argument:
    return Argument(of.metavar.removesuffix("...").strip("[]"), of.help or "", of.required, of.nargs == -1)
