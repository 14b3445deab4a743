"""Lines that fit the width of a screen. What is dialled or typed is not broken."""

import re
import textwrap

NARROW = 60
"""Columns of a screen on which commands are read and typed, and hardly copied."""
HELD = "\0"
"""Stands for a space that is no place to break a line; no text that is shown has it."""
_COMMAND = re.compile(r"(?<=[:;.,?] )selfcare(?: \S*[^\s.,;:])+|`selfcare [^`\n]*`")
_TELEPHONE = re.compile(r"\b\d{2,}(?: \d{2,})+\b")


def in_pieces(line: str, width: int, indent: str = "", *, longest: int | None = None) -> list[str]:
    """`line` in pieces of at most `width` columns, `indent` before each but the first; a longer word is left whole.

    A telephone number stands whole, and so does a command, to be copied. In a line that a person may have written only
    one of at most `longest` characters does: it may be no command at all. Nor does one on a narrow screen that has no
    room there: it would be broken inside a word.
    """
    if longest is None and width < NARROW:
        longest = width - len(indent)

    def held(found: re.Match[str]) -> str:
        return found[0] if longest and len(found[0]) > longest else found[0].replace(" ", HELD)

    for whole in (_COMMAND, _TELEPHONE):
        line = whole.sub(held, line)
    pieces = textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [piece.replace(HELD, " ") for piece in pieces]
