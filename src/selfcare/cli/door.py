"""How every door is built: a Typer app with plain help, so that help is quick and reads well aloud."""

import re
import shutil
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperGroup

HELD = "\N{NON-BREAKING HYPHEN}"
"""Stands for a hyphen inside a word while lines are broken."""
MARGIN = 2
BESIDE = 60
"""Columns that names and their meanings need to stand beside each other."""
LEAST = 30
_Formatter: Any = TyperGroup.context_class.formatter_class


class WholeWords(_Formatter):  # type: ignore[misc]  # where the base class lives differs between versions of Typer
    """Help whose lines never break inside an id such as `de-escalation`, so that it can be read off and typed.

    On a narrow screen a meaning stands below its name, and not beside it.
    """

    width: int

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # The base class takes 50 columns for the least that there can be.
        self.width = max(min(self.width, shutil.get_terminal_size().columns - MARGIN), LEAST)

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(_held(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], *widths: int, **named_widths: int) -> None:
        """Write names with their meanings beside them, or below."""
        if self.width >= BESIDE:
            super().write_dl([(name, _held(meaning)) for name, meaning in rows], *widths, **named_widths)
            return
        for name, meaning in rows:
            self.write_text(name)
            with self.indentation():
                self.write_text(meaning)

    def getvalue(self) -> str:
        """All that was written."""
        return str(super().getvalue()).replace(HELD, "-")


def _held(text: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", HELD, _range_in_words(text))


def _range_in_words(text: str) -> str:
    """`[0<=x<=10]`, as the base class has it, in words: `[0 to 10]`."""
    return re.sub(r"(\d+)<=x<=(\d+)", r"\1 to \2", re.sub(r"\bx>=(\d+)", r"\1 or more", text))


TyperGroup.context_class.formatter_class = WholeWords


class Group(TyperGroup):
    """A group whose help shows the first sentence of each command whole, over as many lines as it takes."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands; one with a short help of its own is not cut to a line."""
        for command in self.commands.values():
            command.short_help = command.short_help or first_sentence(command.help or "")
        super().format_commands(ctx, formatter)


def first_sentence(text: str) -> str:
    """The first sentence of a help text, on one line."""
    words = " ".join(text.partition("\n\n")[0].split())
    sentence, stop, _ = words.partition(". ")
    return sentence + stop.strip()


def door(help_text: str | None = None) -> typer.Typer:
    """A Typer app for one command of the front page, or for a group of them."""
    return typer.Typer(
        cls=Group,
        help=help_text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help"], "max_content_width": 80},
    )


WORDS = {"ignore_unknown_options": True}
"""For commands that take a person's words: a word with a leading dash is text."""
