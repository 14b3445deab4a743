"""What is typed before anything is asked is not shown: it may be the passphrase, by somebody who knows what comes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from selfcare.cli.streams import is_terminal

_before: list[Any] = []
"""How the terminal was before it was told to show nothing; empty while it shows what is typed."""


def hide() -> None:
    """Show nothing of what is typed from now on, until `show`."""
    if _before or not is_terminal(sys.stdin):
        return
    try:
        import termios
    except ImportError:  # Windows shows nothing before it is read
        return
    _before[:] = termios.tcgetattr(sys.stdin)
    silent = list(_before)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, silent)


def show() -> None:
    """Show what is typed, as before."""
    if not _before:
        return
    import termios

    termios.tcsetattr(sys.stdin, termios.TCSANOW, _before)
    _before.clear()


@contextmanager
def hidden() -> Iterator[None]:
    """Show nothing of what is typed until something is asked, and as before at the end."""
    hide()
    try:
        yield
    finally:
        show()
