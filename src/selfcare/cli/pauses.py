"""A guided pause with a timer that can be seen. It needs no journal and no passphrase, and loads nothing heavy."""

import difflib
import time
from typing import Annotated

import typer

from selfcare.cli import forms, run
from selfcare.cli.console import Console
from selfcare.cli.door import door
from selfcare.errors import Usage
from selfcare.guidance import pauses, tools
from selfcare.guidance.pauses import Pause, Step
from selfcare.guidance.questions import Question
from selfcare.vault import creation

pause = door()

LONGEST_MINUTES = 60

HELPED = Question("helped", "Did it help?", "0 not at all, 10 a lot. Enter skips.", "rating", (), None, True, "")


@pause.command()
def take_pause(
    context: typer.Context,
    minutes: Annotated[str | None, typer.Option("--minutes", help="How long, such as 1 or 2.5.", metavar="N")] = None,
    tool: Annotated[str | None, typer.Option("--tool", help="Which pause, such as feet.", metavar="ID")] = None,
) -> None:
    """Take two guided minutes. Ctrl-C ends it whenever you like.

    Pauses: pause-2, breath-out, breath-box, ground-54321, feet, unclench.

    Example: selfcare pause --tool breath-out --minutes 1
    """
    here = run.of(context)
    chosen = named(tool) if tool else pauses.load()[0]
    seconds = 60 * _minutes(minutes) if minutes is not None else float(chosen.seconds)
    whole = lead(here.console, chosen, seconds)
    if here.console.as_json:
        here.console.show_object({"pause": {"tool": chosen.id, "seconds": round(seconds, 3), "whole": whole}})
    elif whole and here.console.interactive and creation.exists(here.folder):
        _ask_helped(here, chosen)


def _minutes(words: str) -> float:
    try:
        minutes = float(words)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= LONGEST_MINUTES:
        raise Usage(f"--minutes takes a number above 0, at most {LONGEST_MINUTES}.", "Example: --minutes 2.5.")
    return minutes


def named(tool: str) -> Pause:
    """The pause of a tool; a tool for the moment that has no steps of its own is one step. Raises `Usage`."""
    found = {each.id: each for each in pauses.load()}
    if tool in found:
        return found[tool]
    found |= {
        each.id: Pause(each.id, each.name, each.care, (Step(max(each.minutes, 1) * 60, each.how),), each.source, None)
        for each in tools.load()
        if each.when == "moment" and each.id not in found
    }
    if tool in found:
        return found[tool]
    near = difflib.get_close_matches(tool, found, n=1)
    guided = ", ".join(each.id for each in pauses.load())
    raise Usage("There is no such pause.", f"Did you mean {near[0]}?" if near else f"The pauses are: {guided}.")


def lead(console: Console, chosen: Pause, seconds: float) -> bool:
    """Lead a person through a pause of this length; whether they stayed to its end. Ctrl-C ends it without fuss."""
    tell = console.say if console.as_json else console.show
    tell(f"{chosen.name}, {_clock(seconds)}. Ctrl-C ends it whenever you like.")
    tell("To talk to someone, any time: selfcare help-now")
    if chosen.care:
        tell(chosen.care)
    end = step_end = time.monotonic()
    end += seconds
    try:
        for length, words in chosen.scaled(seconds):
            step_end += length
            tell("")
            tell(words if _redraws(console) else f"{words} ({_clock(end - step_end + length)} left)")
            _wait(console, step_end, end)
    except KeyboardInterrupt:
        tell("\nYou ended it here. That is fine.")
        return False
    tell("\nThat was your pause.")
    return True


def _redraws(console: Console) -> bool:
    return not console.plain and not console.as_json


def _wait(console: Console, until: float, end: float) -> None:
    """Wait, with the time left counted down in one line where lines may be redrawn."""
    while (left := until - time.monotonic()) > 0:
        if _redraws(console):
            console.redraw(f"  {_clock(end - time.monotonic())}")
        time.sleep(min(left, 1.0))
    if _redraws(console):
        console.redraw("")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(round(seconds), 0), 60)
    return f"{minutes}:{rest:02}"


def _ask_helped(here: run.Run, chosen: Pause) -> None:
    """An optional rating, sealed as a use of the tool without a passphrase."""
    from selfcare.cli.writer import seal
    from selfcare.journal import envelope as envelopes

    try:
        helped = forms.ask_one(here.console, HELPED)
    except (KeyboardInterrupt, EOFError):
        return
    if helped is not None:
        seal(here, envelopes.new("tool_use", {"tool": chosen.id, "helped": helped}))
