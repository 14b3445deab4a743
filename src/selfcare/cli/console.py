"""The one place that writes to the terminal: what was asked for goes to stdout, talk goes to stderr.

Everything is written as text: no markup is read in it, and control characters are shown, not obeyed.
"""

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from selfcare.render.visible import visible

if TYPE_CHECKING:
    from selfcare.reports.document import Document

WIDTH = 80
HELD = "\0"
"""Stands for a space inside a command while lines are broken; no text that is shown has it."""
_COMMAND = re.compile(r"(?<=: )selfcare(?: \S*[^\s.,;:])+")


class Console:
    """How this run speaks. `plain`: no colour, boxes or redraws. `as_json`: one object on stdout."""

    def __init__(self, *, plain: bool, as_json: bool) -> None:
        self.as_json = as_json
        self.plain = plain or not is_terminal(sys.stdout)
        self._remarked: set[str] = set()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")  # a cp1252 console survives any text

    @property
    def interactive(self) -> bool:
        """Whether there is a person to ask."""
        return is_terminal(sys.stdin) and not self.as_json

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, at most 80."""
        return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)

    def show(self, text: str = "") -> None:
        """One answer on stdout."""
        _write(sys.stdout, self._fitted(text, sys.stdout))

    def show_path(self, path: os.PathLike[str]) -> None:
        """A path alone on its line, whole however long it is."""
        _write(sys.stdout, os.fspath(path))

    def show_whole(self, text: str) -> None:
        """Text of ours that another program reads: as it is, with no line broken."""
        _write(sys.stdout, text.removesuffix("\n"))

    def show_object(self, content: Mapping[str, object]) -> None:
        """The answer as one JSON object."""
        _write(sys.stdout, object_text(content))

    def show_document(self, document: "Document") -> None:
        """A report on the screen."""
        from selfcare.render import terminal

        if sys.stdout is not None:
            terminal.show(document, sys.stdout, plain=self.plain, width=self.width)

    def say(self, text: str = "") -> None:
        """Talk, on stderr: it never mixes with the answer."""
        _write(sys.stderr, self._fitted(text, sys.stderr))

    def say_object(self, content: Mapping[str, object]) -> None:
        """An error as one JSON object on one line. It is ASCII, so nothing in it could be obeyed by a terminal."""
        _write(sys.stderr, json.dumps({"format": 1, **content}))

    def _fitted(self, text: str, stream: TextIO | None) -> str:
        """`text` for `stream`: on a terminal, long lines are broken between words; a pipe gets them whole."""
        shown = visible(text)
        if self.as_json or not is_terminal(stream):
            return shown
        return "\n".join(_wrapped(line, self.width) for line in shown.split("\n"))

    def redraw(self, text: str, *, as_talk: bool = False) -> None:
        """Write over the line that the last redraw left, on a terminal that is not plain. Empty clears it."""
        stream = sys.stderr if as_talk else sys.stdout
        stream.write(f"\r{text:<{self.width - 1}}\r{text}")
        stream.flush()

    def say_unless_json(self, text: str) -> None:
        """Talk that a script has no use for."""
        if not self.as_json:
            self.say(text)

    def remark(self, text: str) -> None:
        """The same, said once however often it is found out."""
        if text not in self._remarked:
            self._remarked.add(text)
            self.say_unless_json(text)


def object_text(content: Mapping[str, object]) -> str:
    """An answer as JSON has it everywhere: the number of the format first, and easy to read."""
    return json.dumps({"format": 1, **content}, ensure_ascii=False, indent=2)


def _wrapped(line: str, width: int) -> str:
    """`line` over as many lines as it takes. A command to type stands whole on one, so that it can be copied."""
    indent = line[: len(line) - len(line.lstrip())]
    held = _COMMAND.sub(lambda command: command[0].replace(" ", HELD), line)
    pieces = textwrap.wrap(held, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(pieces).replace(HELD, " ")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end; a closed stream has nobody."""
    return stream is not None and not stream.closed and stream.isatty()


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:
        stream.write(text + "\n")
        stream.flush()
