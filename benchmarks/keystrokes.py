"""A stopwatch by keystrokes: the three roads, typed into the real program at a terminal of 80 by 24.

    python -m benchmarks.keystrokes                        this checkout
    python -m benchmarks.keystrokes --source /tmp/earlier  another one, unpacked there

A key is whatever is pressed after the command line was entered. Words are what a person has to say, and the passphrase;
each line of them ends in Enter, as any line does. What is pressed beyond that, a form costs. How to read the table:
docs/comfort.md.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pexpect

LINES, COLUMNS = 24, 80
SECRET = "four plain words here"
ENTER = "\r"
ASKS = "\x1b[?2004h"
"""Every prompt but that of the passphrase begins with this: from here on a paste is told from typing."""
REPLIES = {r"0-10 >": "6", r"number >": "1", r"how many >": "3", r"numbers >": "", r"\[[yYnN]/[yYnN]\]": ""}
"""What is typed at a prompt that wants no words. Nothing is the Enter that skips, or takes the default."""
THOUGHTS = ("A long handover", "I was tired and short with people", "Ask for ten minutes before the next one")


@dataclass(frozen=True)
class Road:
    """A command, and the lines of words that somebody has to say on it; all else is rated, chosen or skipped."""

    name: str
    command: tuple[str, ...]
    words: tuple[str, ...] = ()


ROADS = (
    Road("After a shift: reflect, one thought", ("reflect",), THOUGHTS[:1]),
    Road("After a shift: reflect, three", ("reflect",), THOUGHTS),
    Road("After a shift: trigger", ("trigger",), ("Too many calls at once",)),
    Road("Each week: checkin --short", ("checkin", "--short")),
    Road("Before supervision: the summary", ("supervision", "summary")),
)


@dataclass
class Walk:
    """What one road took: keys for words with their Enters, keys beside them, questions, and lines on the screen."""

    words: int = 0
    more: int = 0
    questions: int = 0
    lines: int = 0

    @property
    def screens(self) -> int:
        """How many screens of 24 lines it fills."""
        return math.ceil(self.lines / LINES)


class Walker:
    """Somebody at a terminal, with a journal of their own in `home`."""

    def __init__(self, source: Path, home: Path) -> None:
        self._environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(source / "src"),
            "TERM": "xterm",
        }
        made = ("init", "--nation", "england", "--role", "nurse", "--no-nights", "--recovery-to", str(home / "code"))
        program = [sys.executable, "-m", "selfcare", *made]
        secret = {"SELFCARE_PASSPHRASE": SECRET}
        subprocess.run(program, env={**self._environment, **secret}, check=True, capture_output=True)

    def walk(self, road: Road) -> Walk:
        """Go down one road to its end."""
        child = pexpect.spawn(
            sys.executable,
            ["-m", "selfcare", *road.command],
            env=self._environment,
            encoding="utf-8",
            timeout=60,
            dimensions=(LINES, COLUMNS),
        )
        walk, words = Walk(), list(road.words)
        while self._answered(child, walk, words):
            pass
        return walk

    def _answered(self, child: Any, walk: Walk, words: list[str]) -> bool:
        """Answer the next prompt; whether there was one."""
        found = child.expect([r"\): |Passphrase: ", ASKS.replace("[", r"\[").replace("?", r"\?"), pexpect.EOF])
        walk.lines += child.before.count("\n")
        if found == 0:
            walk.words += _typed(child, SECRET)
        elif found == 1:
            self._reply(child, walk, words)
        return bool(found != 2)

    def _reply(self, child: Any, walk: Walk, words: list[str]) -> None:
        prompt = child.expect([*REPLIES, ">"])
        walk.lines += child.before.count("\n")
        walk.questions += 1
        if prompt < len(REPLIES):
            walk.more += _typed(child, list(REPLIES.values())[prompt])
        elif words:
            walk.words += _typed(child, words.pop(0))
        else:
            walk.more += _typed(child, "")


def _typed(child: Any, line: str) -> int:
    """Type a line and Enter; how many keys that took."""
    child.send(line + ENTER)
    return len(line) + 1


def main() -> None:
    """Walk every road and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--source", type=Path, default=Path(__file__).resolve().parent.parent)
    source = options.parse_args().source
    print("| road | questions | keys for words | keys beside them | screens |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        walker = Walker(source, Path(home))
        for road in ROADS:
            took = walker.walk(road)
            print(f"| {road.name} | {took.questions} | {took.words} | {took.more} | {took.screens} |", flush=True)


if __name__ == "__main__":
    main()
