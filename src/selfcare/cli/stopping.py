"""Stopping in the middle of a line: what stood there goes with the interrupt, so that whoever asked may keep it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from selfcare.errors import Interrupted


class Stopped(KeyboardInterrupt):
    """A question was left. `typed`: what stood on its line."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


@contextmanager
def told(message: str, hint: str) -> Iterator[None]:
    """Say to someone who stops inside this what became of it; raises `Interrupted`."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        raise Interrupted(message, hint) from None


@contextmanager
def carrying(line: Callable[[], str]) -> Iterator[None]:
    """Ctrl-C inside this raises `Stopped` with what `line` gives: a blocked `input` would let it go."""

    def stop(*_: object) -> None:
        raise Stopped(line())

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
