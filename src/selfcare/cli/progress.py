"""How far some longer work is: said only once it has taken a second, and only to a person at a terminal."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from selfcare.cli.console import Console
from selfcare.cli.streams import is_terminal

PATIENCE_SECONDS = 1.0
WIDTH = 20

T = TypeVar("T")


@contextmanager
def progress(
    console: Console, label: str, *, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[float], None]]:
    """Gives what is told how much of the work is done, from 0 to 1. In plain a line at the start and one at the end."""
    bar = _Bar(console, label, clock)
    try:
        yield bar.tell
    finally:
        bar.clear()
    bar.end()


def telling(things: Sequence[T], tell: Callable[[float], None]) -> Iterator[T]:
    """The things one by one; each time `tell` hears how much of them is done."""
    for number, each in enumerate(things, 1):
        yield each
        tell(number / len(things))


class _Bar:
    def __init__(self, console: Console, label: str, clock: Callable[[], float]) -> None:
        self._console = console
        self._label = label
        self._clock = clock
        self._start = clock()
        self._shown = ""

    def tell(self, done: float) -> None:
        if self._console.as_json or not is_terminal(sys.stderr):
            return
        if not self._shown and self._clock() - self._start < PATIENCE_SECONDS:
            return
        self._show(f"{self._label}: this takes a moment." if self._console.plain else self._drawn(done))

    def _drawn(self, done: float) -> str:
        full = round(done * WIDTH)
        return f"{self._label} [{'#' * full}{'.' * (WIDTH - full)}] {done:.0%}"

    def _show(self, text: str) -> None:
        if text == self._shown:
            return
        if self._console.plain:
            self._console.say(text)
        else:
            self._console.redraw(text, as_talk=True)
        self._shown = text

    def clear(self) -> None:
        if self._shown and not self._console.plain:
            self._console.redraw("", as_talk=True)

    def end(self) -> None:
        if self._shown and self._console.plain:
            self._console.say(f"{self._label}: done.")
