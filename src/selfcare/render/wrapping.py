"""Lines that fit the width of a screen."""

import re
import textwrap

HELD = "\0"
"""Stands for a space inside a command while lines are broken; no text that is shown has it."""
_COMMAND = re.compile(r"(?<=: )selfcare(?: \S*[^\s.,;:])+")


def wrapped(line: str, width: int, indent: str = "") -> list[str]:
    """`line` in pieces of at most `width` columns, `indent` before each but the first; a longer word is left whole."""
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def with_commands_whole(line: str, width: int, indent: str = "") -> list[str]:
    """The same for words of ours: a command to type stands whole on one line, so that it can be copied."""
    held = _COMMAND.sub(lambda command: command[0].replace(" ", HELD), line)
    return [piece.replace(HELD, " ") for piece in wrapped(held, width, indent)]
