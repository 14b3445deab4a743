"""The parts that are installed only where somebody wants them, and what to say where they are missing."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from selfcare.errors import Failed


@dataclass(frozen=True)
class Extra:
    """An optional part of the program: what needs it, in words, and the modules that it brings."""

    gives: str
    modules: tuple[str, ...]


EXTRAS: Mapping[str, Extra] = {
    "pdf": Extra("A PDF", ("typst", "pypdf")),
    "docx": Extra("A Word document", ("docx",)),
    "share": Extra("A file for one recipient", ("pyrage",)),
    "keyring": Extra("A keyring in the place of a passphrase", ("keyring",)),
}


MARKDOWN = "Markdown needs nothing: --to summary.md"


def need(name: str, instead: str = MARKDOWN) -> None:
    """Raises `Failed`, with the line that installs it, where the extra `name` is missing. It imports nothing.

    `instead` says what works without it.
    """
    extra = EXTRAS[name]
    if any(find_spec(module) is None for module in extra.modules):
        raise Failed(
            f"{extra.gives} needs the extra `{name}`, which is not installed.",
            f'In the folder that holds the source of selfcare: {_python()} -m pip install ".[{name}]". '
            f"A wheel takes [{name}] after its name too. {instead}",
        )


def _python() -> str:
    """The Python that runs this, as a shell takes it."""
    return f'"{sys.executable}"' if " " in sys.executable else sys.executable
