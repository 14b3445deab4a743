"""The one place that writes to the terminal: what was asked for goes to stdout, talk goes to stderr.

Everything is written as text: no markup is read in it, and control characters are shown, not obeyed.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from selfcare.cli.streams import is_terminal
from selfcare.render.visible import encodable, escaped_in_json, visible
from selfcare.render.wrapping import in_pieces

if TYPE_CHECKING:
    from selfcare.reports.document import Document

WIDTH = 80
DRAWN = "\u2581\u25bc\u2026"
"""Some of what a screen that is not plain draws with."""
FURTHER_IN = "  "
BY_NAME = "namereplace"
"""How a stream writes what it has no place for, so that a cp1252 console survives any text."""


class Console:
    """How this run speaks. `plain`: no colour, boxes or redraws. `as_json`: one object on stdout."""

    def __init__(self, *, plain: bool, as_json: bool) -> None:
        self.as_json = as_json
        self.plain = plain or not _draws(sys.stdout)
        self._remarked: set[str] = set()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure") and stream.errors != BY_NAME:
                stream.reconfigure(errors=BY_NAME)

    @property
    def interactive(self) -> bool:
        """Whether there is a person to ask."""
        return is_terminal(sys.stdin) and not self.as_json

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, at most 80."""
        return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)

    @property
    def in_words(self) -> bool:
        """Whether all is said in words: in plain, and where a screen has no room for columns and bars."""
        return self.plain or self.width < WIDTH

    def show(self, text: str = "") -> None:
        """One answer on stdout."""
        _write(sys.stdout, self._fitted(text, sys.stdout))

    def show_entry(self, text: str) -> None:
        """One entry of a list; what does not fit on its line goes on further in, so that the next one can be told."""
        _write(sys.stdout, self._fitted(text, sys.stdout, further_in=FURTHER_IN))

    def show_path(self, path: os.PathLike[str]) -> None:
        """A path alone on its line, whole however long it is."""
        name = os.fspath(path)
        _write(sys.stdout, visible(name) if is_terminal(sys.stdout) else name)

    def show_whole(self, text: str) -> None:
        """Text of ours that another program reads: as it is, with no line broken."""
        _write(sys.stdout, text.removesuffix("\n"))

    def show_object(self, content: Mapping[str, object]) -> None:
        """The answer as one JSON object."""
        text = object_text(content)
        fits = sys.stdout is None or encodable(text, sys.stdout.encoding) == text
        _write(sys.stdout, text if fits else object_text(content, ascii_only=True))

    def show_document(self, document: "Document") -> None:
        """A report on the screen."""
        from selfcare.render import terminal

        if self.plain or sys.stdout is None:
            _write(sys.stdout, terminal.in_plain(document, self.width))
        else:
            terminal.show(document, sys.stdout, self.width)

    def say(self, text: str = "") -> None:
        """Talk, on stderr: it never mixes with the answer."""
        _write(sys.stderr, self._fitted(text, sys.stderr))

    def say_object(self, content: Mapping[str, object]) -> None:
        """An error as one JSON object on one line. It is ASCII, so nothing in it could be obeyed by a terminal."""
        _write(sys.stderr, json.dumps({"format": 1, **content}))

    def _fitted(self, text: str, stream: TextIO | None, further_in: str = "") -> str:
        """`text` for `stream`: on a terminal, long lines are broken between words; a pipe gets them whole."""
        shown = visible(text)
        if self.as_json or not is_terminal(stream):
            return shown
        return "\n".join(_wrapped(line, self.width, further_in) for line in shown.split("\n"))

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


def object_text(content: Mapping[str, object], *, ascii_only: bool = False) -> str:
    """An answer as JSON has it everywhere: the number of the format first, and easy to read."""
    return escaped_in_json(json.dumps({"format": 1, **content}, ensure_ascii=ascii_only, indent=2))


def _wrapped(line: str, width: int, further_in: str) -> str:
    """`line` over as many lines as it takes."""
    indent = line[: len(line) - len(line.lstrip())] + further_in
    return "\n".join(in_pieces(line, width, indent))


def _draws(stream: TextIO | None) -> bool:
    """Whether lines can be drawn and written over: not in a pipe, a dumb terminal, or one that lacks the characters."""
    if stream is None or not is_terminal(stream) or os.environ.get("TERM") == "dumb":
        return False
    return encodable(DRAWN, stream.encoding) == DRAWN


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:
        stream.write(encodable(text, stream.encoding) + "\n")
        stream.flush()
