"""The quickest doors: one line, sealed at once, with no passphrase even where one could be had."""

from typing import Annotated

import typer

from selfcare.cli import ask, run
from selfcare.cli.door import WORDS, door
from selfcare.cli.options import STANDARD_INPUT, At, Tags, moment_of, read_standard_input
from selfcare.cli.stopping import Stopped
from selfcare.cli.writer import check_sealing, seal
from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes

note = door()
good = door()

Words = Annotated[
    list[str] | None, typer.Argument(metavar="[WORDS]...", help="Your line; - reads standard input; none asks.")
]


@note.command(context_settings=WORDS)
def write_note(context: typer.Context, words: Words = None, tag: Tags = None, at: At = None) -> None:
    """Keep one line. It is sealed at once, without your passphrase.

    Example: selfcare note Long handover, no break. Tired but all right.
    """
    _write(run.of(context), "note", "What do you want to keep?", words, tag, at)


@good.command(context_settings=WORDS)
def write_good(context: typer.Context, words: Words = None, tag: Tags = None, at: At = None) -> None:
    """Keep one good thing. It is sealed at once, without your passphrase.

    Example: selfcare good She laughed for the first time in weeks.
    """
    _write(run.of(context), "good", "What was good?", words, tag, at)


def _write(
    here: run.Run, kind: str, question: str, words: list[str] | None, tags: list[str] | None, at: str | None
) -> None:
    happened = moment_of(at)  # a slip is said before anything is asked
    text = _text(here, question, words)
    if not text.strip():
        raise Usage("There is nothing to keep.", f"Give some words: selfcare {kind} WORDS.")
    seal(here, envelopes.new(kind, {"text": text}, at=happened, tags=tuple(tags or ())), at)


def _text(here: run.Run, question: str, words: list[str] | None) -> str:
    if words == [STANDARD_INPUT]:
        return read_standard_input()
    if words:
        return " ".join(words)
    if not here.console.interactive:
        raise Usage("There are no words to keep.", "Give them after the command, or - to read standard input.")
    check_sealing(here)
    here.console.say(question)
    try:
        return ask.line(here.console, text=True)
    except Stopped as stop:
        if not stop.typed.strip():
            raise
        here.console.say("Kept what you had typed.")
        return stop.typed
