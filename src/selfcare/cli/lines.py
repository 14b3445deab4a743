"""What a line typed inside a session means, as the words of a command line.

- A tired person types `note I can't sleep`. A quotation mark groups words only where it begins a word, or stands after
  `=`, and its like ends one; every other is a letter. A backslash is one too.
- What follows `note` and `good` is text and stays as it was typed; only `--tag X`, `--at X` and the options that every
  command has are taken out of it.
- The beginning of a command's name is enough where no other begins so, and where what follows is no sentence.
- `today` is what `selfcare` shows alone, and a leading `selfcare` changes nothing.
"""

import difflib
import re

from selfcare.cli.app import COMMANDS
from selfcare.cli.beginnings import TEXT, speaks_for
from selfcare.cli.options import STANDARD_INPUT
from selfcare.errors import Usage

TODAY = "today"
LEAVE = ("quit", "exit")
NAMES = (*COMMANDS, TODAY, *LEAVE)
HELP = "?"
TYPING_SLIP = 0.75
"""How alike a word and a command's name are, from 0 to 1, where it was meant and mistyped: `lsit`, not `it`."""
WORDS_OF_A_LINE = 3
"""A line of so many words that begins with no command may be meant as a note."""

_PROGRAM = re.compile(r"selfcare(\s+|$)")
_WORD = re.compile(r"""(?P<head>[^\s"'=]*=)?(?P<mark>["'])(?P<inside>.*?)(?P=mark)(?!\S)|\S+""", re.DOTALL)
_OPTION_IN_TEXT = re.compile(
    r"""(?<!\S)--(?:(?:tag|at)(?:=|\s+)(?:(?P<mark>["']).*?(?P=mark)(?!\S)|\S+)|json|plain|keep-names|help)(?:\s+|$)""",
    re.DOTALL,
)


def read(line: str) -> list[str]:
    """The words of `line`; none for today. Raises `Usage` for a name that several begin with, and what has no place."""
    line = _without_program(line)
    first, *rest = line.split(maxsplit=1)[:2] or [TODAY]
    name = full_name(first)
    if name != first and not _is_meant(name, first, rest):
        raise Usage("That is no command.", f"To keep the line, put `note` before it. The command is `{name}`.")
    if name in TEXT:
        return [name, *_with_text("".join(rest))]
    words = split("".join(rest))
    _refuse_other_journal([name, *words])
    _refuse_piped(words)
    return words if name == TODAY else [name, *words]


def may_be_a_note(line: str) -> bool:
    """Whether a line names no command, nor nearly one, and reads as if somebody wrote down what was on their mind."""
    first, *rest = _without_program(line).split() or [TODAY]
    if len(rest) + 1 < WORDS_OF_A_LINE or first.startswith("-"):
        return False
    if begun := _begun(first):
        return not any(_is_meant(name, first, rest) for name in begun)
    return not difflib.get_close_matches(first.lower(), NAMES, n=1, cutoff=TYPING_SLIP)


def _without_program(line: str) -> str:
    found = _PROGRAM.match(line.strip())
    return line.strip()[found.end() :] if found else line.strip()


def split(line: str) -> list[str]:
    """The words of `line`, with quotation marks that group taken away."""
    return [(found["head"] or "") + found["inside"] if found["mark"] else found[0] for found in _WORD.finditer(line)]


def full_name(word: str) -> str:
    """The command whose name begins with `word`; `word` itself where there is none. Raises `Usage` for several."""
    near = _begun(word)
    if len(near) > 1:
        raise Usage(f"Several commands begin like that: {', '.join(near)}.", "Type a letter or two more.")
    return near[0] if near else word


def _begun(word: str) -> list[str]:
    """The commands that begin with `word`; a whole name is that command alone."""
    begun = "help-now" if word == HELP else word.lower()
    return [begun] if begun in (*NAMES, "help") else [name for name in NAMES if name.startswith(begun)]


def _is_meant(name: str, word: str, rest: list[str]) -> bool:
    """Whether `word` stands for the command `name`. Of `note` and `good` one letter does: "no" and "go" are words."""
    if word == HELP or word.lower() == name:
        return True
    words = " ".join(rest).split()
    return len(word) == 1 if name in TEXT and words else speaks_for(name, words)


def _with_text(rest: str) -> list[str]:
    options = [word for found in _OPTION_IN_TEXT.finditer(rest) for word in split(found[0])]
    text = _OPTION_IN_TEXT.sub("", rest).strip()
    _refuse_piped([*options, text])
    return [*options, "--", text] if text else options


def _refuse_other_journal(words: list[str]) -> None:
    if any(word.partition("=")[0] == "--journal" for word in words):
        raise Usage("This session has one journal open.", "End it with Ctrl-D, then: selfcare --journal DIR open.")


def _refuse_piped(words: list[str]) -> None:
    if any(word == STANDARD_INPUT or word.endswith(f"={STANDARD_INPUT}") for word in words):
        raise Usage("Inside a session nothing can be piped in.", "Leave it out to be asked, or type the words.")
