"""A person at a terminal: the real program behind a pseudo-terminal, its screen read back as plain text."""

import re
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from tests.conftest import NOW, Home

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are of Unix alone")

ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"
END = pexpect.EOF
PASSPHRASE_PROMPT = "writes without it"
_QUESTION = "\x1b[?2004h"  # from here on a paste is told from typing
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r")


PROGRAM = (
    "-c",
    "from selfcare.__main__ import main\nfrom selfcare.cli import head_start\nhead_start.BLINK_SECONDS = 60\nmain()",
)
"""The program on a computer where every key is there in a blink, however busy this one is."""


def program_at(moment: datetime, program: tuple[str, str] = PROGRAM) -> tuple[str, str]:
    """The same or another program, its clock standing at `moment`."""
    clock = (
        "from datetime import datetime\nfrom selfcare import when\n"
        f"when.now = lambda: datetime.fromisoformat('{moment.isoformat()}')\n"
    )
    return "-c", clock + program[1]


ON_A_WEDNESDAY = program_at(NOW)


class Terminal:
    """One run of the program at a terminal."""

    def __init__(self, child: Any) -> None:
        self.child = child
        self.seen = ""

    def until(self, words: str) -> str:
        """Wait until `words` stand on the screen; all that came before them, without the codes of the terminal."""
        self.child.expect_exact(words.rstrip())  # a prompt may end in a move of the cursor for its space
        return self._note(self.child.before + self.child.after)

    def asked(self, prompt: str = "> ") -> str:
        """Wait for the question that ends in `prompt`; what the screen showed until then."""
        before = self.until(_QUESTION)  # an answered prompt is drawn once more, a new one begins with this
        return before + self.until(prompt)

    def types(self, text: str, *, at: str = "> ") -> str:
        """Answer the next question, with Enter; what the screen showed until then."""
        before = self.asked(at)
        self.child.send(text + ENTER)
        return before

    def whispers(self, text: str, *, at: str) -> None:
        """Answer a prompt that shows nothing of what is typed."""
        self.until(at)
        self.child.send(text + ENTER)

    def pastes(self, text: str) -> None:
        """Paste at the next question, as a terminal does it, then Enter."""
        self.asked()
        self.child.send("\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~")
        self.child.send(ENTER)

    def presses(self, key: str) -> None:
        """Press one key."""
        self.child.send(key)

    def killed(self) -> None:
        """Stop the program as a flat battery does it."""
        self.child.kill(signal.SIGKILL)
        self.child.expect(END)

    def ends(self) -> int:
        """Wait for the end of the program; its exit code."""
        self.child.expect(END)
        self._note(self.child.before)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    def _note(self, raw: str) -> str:
        plain = _ESCAPES.sub("", raw)
        self.seen += plain
        return plain


@contextmanager
def at_terminal(
    home: Home,
    *words: str,
    environment: Mapping[str, str] | None = None,
    program: Sequence[str] = PROGRAM,
) -> Iterator[Terminal]:
    """Run `selfcare` with a person at the terminal, and no passphrase source."""
    child = pexpect.spawn(
        sys.executable,
        [*program, *words],
        env={**home.environment, "TERM": "xterm", **(environment or {})},
        cwd=str(home.path),
        encoding="utf-8",
        timeout=15,
        dimensions=(40, 100),
    )
    child.delaybeforesend = None
    child.ptyproc.delayafterclose = child.ptyproc.delayafterterminate = 0.01
    try:
        yield Terminal(child)
    finally:
        if not child.closed and child.isalive():
            child.kill(signal.SIGKILL)
            child.wait()  # on a busy machine even that takes a while
        child.close(force=True)
