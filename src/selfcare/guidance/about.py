"""What the program says about itself: the scope note of the first run, and advice on the passphrase."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.lines import Line, line


@dataclass(frozen=True)
class About:
    """`scope` is shown whole before a journal is made; `advice` holds single lines that are asked for by id."""

    scope: tuple[Line, ...]
    advice: tuple[Line, ...]


def read(content: bytes | str, name: str) -> About:
    """Read an about file. Raises InvalidFile with every problem."""
    return reading.read(
        content, name, lambda top: About(scope=top.each("scope", line), advice=top.each("advice", line))
    )


@cache
def load() -> About:
    """What ships with the program."""
    return read(reading.shipped("about.toml"), "about.toml")
