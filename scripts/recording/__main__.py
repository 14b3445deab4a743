"""Writes dist/recording.svg: a two-minute reflection, typed into the real program at a terminal of 80 by 24.

The words are invented, the journal is made for it and goes away with it. Not for Windows, which has no such terminals.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pexpect
from scripts.recording.film import Picture, film
from scripts.recording.screen import Screen

FILE = Path(__file__).parents[2] / "dist" / "recording.svg"
ROWS, COLUMNS = 24, 80
AFTER_A_SHIFT = datetime(2026, 11, 18, 20, 30, tzinfo=UTC)
PROGRAM = (
    "from datetime import datetime\nfrom selfcare import when\nfrom selfcare.__main__ import main\n"
    f"when.now = lambda: datetime.fromisoformat('{AFTER_A_SHIFT.isoformat()}')\nmain()"
)
"""selfcare, its clock standing still."""
PASSPHRASE = "calm otter paints seven doors"
COMMAND = ("reflect", "quick")
ANSWERS = (
    "A visit ran over because I could not leave.",
    "Cross with myself, and sad for her.",
    "Say at the door how long I have.",
)
KEY, READING, THINKING = 0.06, 1.5, 0.8
"""Seconds for a key, to read a question, and before something begins."""
PATIENCE = 60


class Recording:
    """The program at a terminal, and a picture of it after each key."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._screen = Screen(ROWS, COLUMNS)
        self._program: Any = None
        self._now = 0.0
        self.pictures: list[Picture] = []

    def starts(self, words: Sequence[str]) -> None:
        """Type a command as a shell shows it, and run it."""
        self._types(f"$ selfcare {' '.join(words)}", self._screen.write)
        self._screen.write("\r\n")
        self._program = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM, *words],
            env=self._environment,
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
        )
        self._program.delaybeforesend = None

    def whispers(self, secret: str, prompt: str) -> None:
        """Answer a prompt that shows nothing."""
        self._until(lambda: self._screen.before_the_cursor.rstrip().endswith(prompt))
        self._picture(READING)
        self._program.send(f"{secret}\r")

    def answers(self, words: str) -> None:
        """Answer the next question."""
        self._until(lambda: self._screen.before_the_cursor == "> ")
        self._picture(READING)
        self._types(words, self._press)
        self._program.send("\r")
        self._until(lambda: not self._screen.before_the_cursor)

    def ends(self) -> None:
        """Wait for the end of the program; raises `AssertionError` where it did not end well."""
        self._until(lambda: False)
        self._program.close()
        assert self._program.exitstatus == 0, self._screen.lines
        self._picture(0)

    def _types(self, words: str, press: Callable[[str], None]) -> None:
        for key in words:
            press(key)
            self._picture(KEY)
        self._now += THINKING

    def _press(self, key: str) -> None:
        expected = self._screen.before_the_cursor + key
        self._program.send(key)
        self._until(lambda: self._screen.before_the_cursor == expected)

    def _until(self, seen: Callable[[], bool]) -> None:
        """Draw what the program writes until something is seen there, or it ends."""
        while not seen():
            try:
                self._screen.write(self._program.read_nonblocking(4096, PATIENCE))
            except pexpect.EOF:
                return

    def _picture(self, seconds: float) -> None:
        """Keep the screen as it is, for so long."""
        self.pictures.append(Picture(self._now, self._screen.lines, (self._screen.row, self._screen.column)))
        self._now += seconds


def record(home: Path) -> str:
    """The SVG of a reflection in a journal that is made under `home`."""
    environment = {"HOME": str(home), "PATH": os.defpath, "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    made = ["init", "--nation", "england", "--role", "nurse", "--no-nights", "--recovery-to", str(home / "code.txt")]
    given = {**environment, "SELFCARE_PASSPHRASE": PASSPHRASE}
    subprocess.run([sys.executable, "-c", PROGRAM, *made], env=given, check=True, capture_output=True)
    recording = Recording(environment)
    recording.starts(COMMAND)
    recording.whispers(PASSPHRASE, "writes without it):")
    for words in ANSWERS:
        recording.answers(words)
    recording.ends()
    return film(recording.pictures, ROWS, COLUMNS, title="selfcare reflect: three questions after a shift")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(record(Path(place)), "utf-8")
    print(FILE)
