"""Lines that fit the width of a screen. What is dialled or typed is not broken."""

import re
import textwrap

HELD = "\0"
"""Stands for a space that is no place to break a line; no text that is shown has it."""
_COMMAND = re.compile(r"(?<=[:;.,?] )selfcare(?: \S*[^\s.,;:])+|`selfcare [^`\n]*`")
_TELEPHONE = re.compile(r"\b\d{2,}(?: \d{2,})+\b")


def in_pieces(line: str, width: int, indent: str = "") -> list[str]:
    """`line` in pieces of at most `width` columns, `indent` before each but the first; a longer word is left whole.

    A telephone number stands whole, and so does a command, to be copied. One that has no room on a line of its own is
    broken between words as well: the screen would break it inside one.
    """
    room = width - len(indent)

    def held(found: re.Match[str]) -> str:
        return found[0] if len(found[0]) > room else found[0].replace(" ", HELD)

    for whole in (_COMMAND, _TELEPHONE):
        line = whole.sub(held, line)
    pieces = textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [piece.replace(HELD, " ") for piece in pieces]
