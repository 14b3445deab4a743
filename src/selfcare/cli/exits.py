"""From a cause to what the person sees: two lines on stderr and an exit code, never a traceback."""

import difflib
import errno
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from selfcare.cli.console import Console
from selfcare.errors import Failed, Interrupted, SelfcareError, Usage

HOW_MANY = "-n"
MEANS_HOW_MANY = ("--limit", "--number", "--count", "--last", "--max")
"""What other programs call `-n`."""
_OPTION = re.compile(r"--?[A-Za-z][a-z-]{0,30}")


def cause(error: BaseException) -> SelfcareError:
    """The error that a person can be told about. What is not foreseen keeps its type, and nothing that was typed."""
    if isinstance(error, SelfcareError):
        return error
    if isinstance(error, KeyboardInterrupt | EOFError):
        return Interrupted("Stopped.", "Nothing that was already kept is lost.")
    if isinstance(error, OSError):
        return _from_system(error)
    if _is_usage(error):
        return Usage(_sentence(error), "Add --help to the command to see what it takes.")
    return Failed(
        f"Something went wrong that selfcare did not foresee ({type(error).__name__}{_place(error)}).",
        "What was already kept is safe: `selfcare vault verify` checks it. Please tell whoever gave you selfcare.",
    )


def _from_system(error: OSError) -> SelfcareError:
    if error.errno == errno.ENOSPC:
        return Failed("The disk is full.", "Free some space, then try again; what was already kept is safe.")
    reason = os.strerror(error.errno).lower() if error.errno else "the system refused"
    return Failed(f"A file could not be used: {reason}.", "Check the path, and that you may read and write there.")


def _is_usage(error: BaseException) -> bool:
    """Whether the command line was not understood. Typer carries its own Click, so the form of the error tells."""
    return hasattr(error, "format_message") and getattr(error, "exit_code", None) == Usage.exit_code


def _sentence(error: Any) -> str:
    """What was not understood, in words that repeat nothing of what was typed."""
    kind, message = type(error).__name__, str(error.format_message()).strip()
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "BadOptionUsage":
        return f"{error.option_name} {'takes no' if 'not take' in message else 'needs a'} value."
    if getattr(error, "param", None) is not None:
        return _about(error.param, missing=kind == "MissingParameter")
    if message == "Missing command.":
        return "This command needs one more word."
    if message.startswith("No such command"):
        return "There is no such command."
    return "There are more words here than the command takes."


def _no_such_option(error: Any) -> str:
    """The option by its name, which is none of the person's text, and the one that was probably meant."""
    known = [name for each in error.ctx.command.params for name in each.opts] if error.ctx else []
    near = difflib.get_close_matches(error.option_name, known, n=1)
    if error.option_name in MEANS_HOW_MANY and HOW_MANY in known:
        near = [HOW_MANY]
    return no_option(error.option_name, near)


def no_option(name: str, near: Iterable[str]) -> str:
    """That there is no option of this name, and which are near. What is not spelled like a name is not repeated."""
    named = f"There is no option {name}." if _OPTION.fullmatch(name) else "There is no such option."
    meant = " or ".join(near)
    return f"{named} Did you mean {meant}?" if meant else named


def _about(parameter: Any, *, missing: bool) -> str:
    """What is wrong with an option or a word, called as help calls it."""
    is_option = parameter.param_type_name == "option"
    name = max(parameter.opts, key=len) if is_option else str(parameter.metavar or parameter.name.upper()).strip("[].")
    wrong = f"is missing{_explained(parameter)}" if missing else f"takes {_what_it_takes(parameter.type)}"
    return f"{name} {wrong}."


def _explained(parameter: Any) -> str:
    words = (getattr(parameter, "help", None) or "").rstrip(".")
    return f": {words[0].lower()}{words[1:]}" if words else ""


def _what_it_takes(form: Any) -> str:
    least, most = getattr(form, "min", None), getattr(form, "max", None)
    if least is not None and most is not None:
        return f"a whole number from {least} to {most}"
    if least is not None:
        return f"a whole number, at least {least}"
    return {"integer": "a whole number", "float": "a number"}.get(form.name, "something else")


def _place(error: BaseException) -> str:
    """Where it happened: file and line, which say nothing of what was written."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def report(error: BaseException, *, as_json: bool) -> int:
    """Say what happened and what to do; returns the exit code.

    A reader of our output who has left (`selfcare list | head`) is told nothing, and nothing went wrong.
    """
    if isinstance(error, BrokenPipeError):
        _silence()
        return 0
    known, console = cause(error), Console(plain=False, as_json=as_json)
    try:
        if console.as_json:
            told = {"slug": known.slug, "message": known.message, "hint": known.hint, "exit": known.exit_code}
            console.say_object({"error": told})
        else:
            console.say(f"{known.message}\n{known.hint}")
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _silence()
    return known.exit_code


def _silence() -> None:
    """Give Python's own flush at exit somewhere to go."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
