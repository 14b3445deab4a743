"""The parts that are installed only where somebody wants them, and what to say where they are missing."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from selfcare.errors import Failed

MARKDOWN = "Markdown needs nothing: a file that ends in .md."


@dataclass(frozen=True)
class Extra:
    """An optional part of the program: what needs it, in words, the modules that it brings, and what works without."""

    gives: str
    modules: tuple[str, ...]
    without: str


EXTRAS: Mapping[str, Extra] = {
    "pdf": Extra("A PDF", ("typst", "pypdf"), MARKDOWN),
    "docx": Extra("A Word document", ("docx",), MARKDOWN),
    "share": Extra("A file for one recipient", ("pyrage",), "Any other file can be read by anyone who has it."),
    "keyring": Extra(
        "A keyring in the place of a passphrase", ("keyring",), "Your passphrase opens the journal without it."
    ),
}


def need(name: str, without: str | None = None) -> None:
    """Raises `Failed`, with the way to install it, where the extra `name` is missing. It imports nothing.

    `without` says what works without it, where a door knows that better.
    """
    extra = EXTRAS[name]
    if any(find_spec(module) is None for module in extra.modules):
        raise Failed(
            f"{extra.gives} needs the extra `{name}`, which is not installed.",
            f"{_way_to(name)} {without or extra.without}",
        )


def _way_to(name: str) -> str:
    if find_spec("pip") is None:  # as where pipx or uv installed it
        return f"Install selfcare again as you did before, with [{name}] after the name of its folder or wheel."
    return (
        f'In the folder that holds the source of selfcare: {_python()} -m pip install ".[{name}]". '
        f"A wheel takes [{name}] after its name too."
    )


def _python() -> str:
    """The Python that runs this, as a shell takes it."""
    return f'"{sys.executable}"' if " " in sys.executable else sys.executable
