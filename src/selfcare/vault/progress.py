"""How far some longer work is: what it tells while it goes on, and to whom does not matter to it."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Is told how much is done, from 0 to 1."""


def nothing(_: float) -> None:
    """Progress that nobody is told of."""


def share_of(progress: Progress, start: float, end: float) -> Progress:
    """Progress with one part of a longer work, which goes from `start` to `end`."""
    return lambda done: progress(start + done * (end - start))
