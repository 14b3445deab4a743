"""Lines that fit the width of a screen."""

import re
import textwrap

HELD = "\0"
"""Stands for a space inside a command while lines are broken; no text that is shown has it."""
_COMMAND = re.compile(r"(?<=[:.,] )selfcare(?: \S*[^\s.,;:])+")


def wrapped(line: str, width: int, indent: str = "") -> list[str]:
    """`line` in pieces of at most `width` columns, `indent` before each but the first; a longer word is left whole."""
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def with_commands_whole(line: str, width: int, indent: str = "", *, longest: int | None = None) -> list[str]:
    """The same, but that a command to type stands whole on one line, so that it can be copied.

    Only one of at most `longest` characters does, where a person wrote the line: it may be no command at all.
    """

    def held(command: re.Match[str]) -> str:
        return command[0] if longest and len(command[0]) > longest else command[0].replace(" ", HELD)

    return [piece.replace(HELD, " ") for piece in wrapped(_COMMAND.sub(held, line), width, indent)]
