"""Quiet: inside a session a question waits only so long. Whoever has left the desk has left a locked journal.

A question is quiet while its line stays as it is. The time that a computer sleeps counts.
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selfcare.cli.stopping import Stopped

if TYPE_CHECKING:
    from prompt_toolkit.application import Application

LONGEST_BEAT_SECONDS = 1.0


class Quiet(Stopped):
    """A question was quiet for too long. A door takes it as it takes Ctrl-C."""


class Watch:
    """Waits `seconds` for a line to change. Once it `rang`, no further question is asked under it."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self.beat = min(LONGEST_BEAT_SECONDS, seconds / 10)
        self._seconds = seconds
        self._line = ""
        self._since = self._looked = _clocks()

    def begin(self) -> None:
        """A question is about to be asked. Raises `Quiet` where the time was over at an earlier one."""
        if self.rang:
            raise Quiet("")
        self._line = ""
        self._since = self._looked = _clocks()

    def look(self, line: str) -> bool:
        """Whether it is time to lock, with this on the line; asked every `beat` seconds."""
        now = _clocks()
        if line != self._line:  # it changed after the last look, which may be a night ago
            self._line, self._since = line, self._looked
        self._looked = now
        self.rang = max(now[0] - self._since[0], now[1] - self._since[1]) >= self._seconds
        return self.rang


def _clocks() -> tuple[float, float]:
    """Seconds on two clocks: one may stand still while the computer sleeps, the other may be set back."""
    return time.monotonic(), time.time()


_watches: list[Watch] = []


@contextmanager
def watching(seconds: float) -> Iterator[Watch]:
    """Within this, every question that goes quiet raises `Quiet`."""
    watch = Watch(seconds)
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.pop()


def begin() -> None:
    """Say that a question is about to be asked; raises `Quiet` if the session is about to lock."""
    for watch in _watches:
        watch.begin()


def watch_application(application: "Application[str]") -> None:
    """End a question of prompt_toolkit when it goes quiet."""
    for watch in _watches:
        _look_at(application, watch)


def _look_at(application: "Application[str]", watch: Watch) -> None:
    if application.future is None or application.future.done() or application.loop is None:
        return
    line = application.current_buffer.text
    if watch.look(line):
        application.exit(exception=Quiet(line))
    else:
        application.loop.call_later(watch.beat, _look_at, application, watch)


def can_interrupt() -> bool:
    """Whether a question that only blocks could be ended. Without a watch none needs to be; Windows has no alarm."""
    return not _watches or hasattr(signal, "SIGALRM")


@contextmanager
def interrupting(line: Callable[[], str] = str) -> Iterator[None]:
    """End what blocks inside this when it goes quiet. `line` gives what is typed so far, if that can be known."""
    if not (_watches and can_interrupt()):
        yield
        return
    watch = _watches[-1]

    def look(*_: object) -> None:
        if watch.look(line()):
            raise Quiet(line())

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, watch.beat, watch.beat)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
