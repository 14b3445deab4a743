"""The global options, which may stand before or after the command."""

import os
from dataclasses import dataclass

from selfcare.errors import Usage

_FLAGS = {
    "--plain": "plain",
    "--json": "as_json",
    "--keep-names": "keep_names",
    "--help": "help",
    "--version": "version",
}
_TEXT = ("note", "good")
OPTIONS = ("--journal DIR", *_FLAGS)


@dataclass(frozen=True)
class Arguments:
    """What was typed, sorted: the global options, and the command with its own words."""

    words: tuple[str, ...]
    journal: str | None = None
    plain: bool = False
    as_json: bool = False
    keep_names: bool = False
    help: bool = False
    version: bool = False


def sort_out(argv: list[str]) -> Arguments:
    """Take the global options out of `argv`, up to `--`; raises `Usage` where one lacks its value."""
    words: list[str] = []
    found: dict[str, bool] = {}
    journal: str | None = None
    rest = iter(argv)
    for word in rest:
        if word == "--":
            words += [word, *rest]
        elif word in _FLAGS:
            found[_FLAGS[word]] = True
        elif word == "--journal":
            journal = next(rest, None)
            if not journal:
                raise Usage("--journal needs a folder.", "Example: selfcare --journal ~/journal list.")
        elif word.startswith("--journal="):
            journal = word.removeprefix("--journal=")
        else:
            words.append(word)
    words = _without_help(words, found)
    plain = found.pop("plain", False) or os.environ.get("SELFCARE_PLAIN", "") not in ("", "0")
    return Arguments(tuple(words), journal, plain, **found)


def _without_help(words: list[str], found: dict[str, bool]) -> list[str]:
    """`words` without a `help` before them or a `-h` after them, which ask for help; in a note it is a word."""
    if words[:1] == ["help"]:
        words = words[1:]
    elif words[-1:] == ["-h"] and "--" not in words and (len(words) <= 2 or words[0] not in _TEXT):
        words = words[:-1]
    else:
        return words
    found["help"] = True
    return words
