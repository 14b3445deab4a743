"""The streams that a program has from its start."""

from typing import TextIO


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end; a closed stream has nobody."""
    return stream is not None and not stream.closed and stream.isatty()
