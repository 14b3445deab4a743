"""Options that several commands share, and the rule that `-` stands for standard input."""

import re
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from selfcare import when
from selfcare.errors import Usage
from selfcare.journal.envelope import day_now

STANDARD_INPUT = "-"


def read_standard_input() -> str:
    """All of standard input as text, byte for byte but for one line end at its end."""
    if sys.stdin is None or sys.stdin.closed:
        raise Usage("There is nothing on standard input.", "Pipe the text in, or give it as words.")
    content = sys.stdin.buffer.read()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Usage("Standard input is not valid UTF-8.", "Save the text as UTF-8 and try again.") from None
    return text.removesuffix("\n").removesuffix("\r")


def from_dash(value: str | None) -> str | None:
    """`value`, or standard input where it is `-`."""
    return read_standard_input() if value == STANDARD_INPUT else value


def pairs(values: list[str] | None, option: str) -> dict[str, str]:
    """`KEY=TEXT` options as a dictionary; a text of `-` is standard input."""
    result = {}
    for value in values or []:
        key, equals, text = value.partition("=")
        if not equals or not key.strip():
            raise Usage(f"{option} takes a name, an equals sign and a value.", f"Example: {option} name=value.")
        result[key.strip()] = from_dash(text) or ""
    return result


def whole_number(text: str, option: str, least: int = 0, most: int = 10) -> int:
    """A whole number in a range; raises `Usage`."""
    from selfcare.cli.forms import number_in

    number = number_in(text)
    if number is None or not least <= number <= most:
        raise Usage(f"{option} takes a whole number from {least} to {most}.", "Correct the number and try again.")
    return number


def moment_of(words: str | None) -> datetime | None:
    """The moment that `--at` named, if it was given, in days that begin by default: only an open journal says more."""
    if not words:
        return None
    return when.moment(words, now=when.now(), zone=when.local_zone(), today=day_now())


def known(value: str, ids: Iterable[str], option: str) -> str:
    """`value` if it is one of `ids`; raises `Usage` that names them all."""
    choices = list(ids)
    if value not in choices:
        raise Usage(f"There is no such choice for {option}.", f"Choose one of: {', '.join(choices)}.")
    return value


def as_reply(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A reader of options as a reader of replies: what it refuses is asked once more, and no option is named."""
    from selfcare.cli.forms import NotUnderstood

    def understood(typed: Any) -> Any:
        try:
            return read(typed)
        except Usage as error:
            raise NotUnderstood(f"{_of_a_reply(error.message)} {error.hint} Enter skips.") from None

    return understood


def _of_a_reply(message: str) -> str:
    """What is said of an option, said of a reply: nobody typed the option's name."""
    message = re.sub(r"(What was|The time|The day) given with --[\w-]+", "That", message)
    return re.sub(r" for --[\w-]+", "", re.sub(r"^--[\w-]+ takes", "This takes", message))


Tags = Annotated[list[str] | None, typer.Option("--tag", help="A tag; may be given several times.", metavar="TAG")]
At = Annotated[str | None, typer.Option("--at", help="When it happened: 22:30, yesterday 22:30, -3d.", metavar="WHEN")]
Share = Annotated[str, typer.Option("--share", help="private (default), theme or share.", metavar="LEVEL")]
Theme = Annotated[
    str | None, typer.Option("--theme", help="One line written for sharing.", metavar="TEXT", callback=from_dash)
]
Since = Annotated[str | None, typer.Option("--since", help="From this day on.", metavar="DATE")]
Until = Annotated[str | None, typer.Option("--until", help="Up to and with this day.", metavar="DATE")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that is already there.")]
RecoveryTo = Annotated[Path | None, typer.Option("--recovery-to", help="Write the recovery code here.", metavar="FILE")]
RecoverySheet = Annotated[
    Path | None, typer.Option("--recovery-sheet", help="A page to print, .txt or .pdf, with the code.", metavar="FILE")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
RecordName = Annotated[str, typer.Argument(metavar="ID", help="The short name that `selfcare list` shows.")]
CodeFile = Annotated[
    Path | None,
    typer.Option(
        "--code-file", help="A file with the code on its first line, or a recovery sheet as text.", metavar="FILE"
    ),
]
