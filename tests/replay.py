"""Transcripts: commands and what they answered, read from a text and played again at the moments that it names.

A line "== 2026-01-11 18:00" (in Markdown "<!-- 2026-01-11 18:00 -->") sets the clock; a line "$ selfcare ..." is a
command, which goes on after a backslash, and what follows is its answer, up to the next command, moment or end of the
fenced block. An answer's line "..." stands for any number of lines. The handles of records are random; the transcript
has others in their place.
"""

import contextlib
import hashlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

from tests.conftest import PASSPHRASE, Home

from selfcare import when
from selfcare.cli.app import run

LONDON = ZoneInfo("Europe/London")
SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz"
_MOMENT = re.compile(r"^(?:== |<!-- )(\d{4}-\d{2}-\d{2} \d{2}:\d{2})")
_COMMAND = re.compile(r"^\$ selfcare\b")
_KEPT = re.compile(r"Kept as (\w{5}),")


def replayed(text: str, home: Home, *, must_work: bool = False) -> str:
    """`text` with every answer as it is now; one that is as the text says stays, with its "...".

    `must_work`: no command may fail, however little of its answer is shown.
    """
    player = _Player(home, must_work)
    return "".join(f"{line}\n" for line in _played(text.splitlines(), player))


def _played(lines: list[str], player: "_Player") -> Iterator[str]:
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        yield line
        if moment := _MOMENT.match(line):
            player.now = datetime.fromisoformat(moment[1]).replace(tzinfo=LONDON)
        if _COMMAND.match(line):
            command = [line.removeprefix("$ ")]
            while command[-1].endswith("\\"):
                command.append(rest.pop(0))
            yield from command[1:]
            expected = _answer(rest)
            del rest[: len(expected)]
            yield from _kept_if_matched(expected, player.answer(" ".join(each.rstrip("\\") for each in command)))


def _answer(rest: list[str]) -> list[str]:
    """The lines of an answer; the empty ones after it belong to the text."""
    end = next((n for n, line in enumerate(rest) if line.startswith(("$ ", "```", "== ", "# "))), len(rest))
    while end and not rest[end - 1]:
        end -= 1
    return rest[:end]


def _kept_if_matched(expected: list[str], actual: list[str]) -> list[str]:
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line + "\n") for line in expected)
    return expected if re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) else actual


class _Player:
    """Runs commands at a moment, and puts a made-up handle in the place of each random one."""

    def __init__(self, home: Home, must_work: bool) -> None:
        self.home = home
        self.must_work = must_work
        self.now: datetime | None = None
        self._shown: dict[str, str] = {}

    def answer(self, command: str) -> list[str]:
        for real, shown in self._shown.items():
            command = command.replace(shown, real)
        answer = self._run(shlex.split(command)[1:])
        for real in _KEPT.findall(answer):
            self._shown.setdefault(real, made_up_handle(len(self._shown)))
        for real, shown in self._shown.items():
            answer = answer.replace(real, shown)
        return answer.rstrip("\n").splitlines()

    def _run(self, words: list[str]) -> str:
        assert self.now is not None, "a transcript begins with a moment"
        shown = io.BytesIO()
        screen = io.TextIOWrapper(shown, encoding="utf-8", write_through=True)
        environment = {**self.home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE}
        with (
            mock.patch.object(when, "now", return_value=self.now),
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.multiple(sys, stdin=io.StringIO(), stdout=screen, stderr=screen),
            contextlib.chdir(self.home.path),
        ):
            code = run(words)
        assert code == 0 or not self.must_work, words
        return shown.getvalue().decode()


def made_up_handle(number: int) -> str:
    """The handle that stands for the record that was kept as the `number`-th."""
    return "".join(SYMBOLS[byte % 32] for byte in hashlib.sha256(b"handle %d" % number).digest()[:5])
