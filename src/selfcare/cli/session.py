"""A session: the journal unlocked once, for line after line. Ctrl-D locks it, and so do ten quiet minutes.

Nothing of it is on disk: the lines before are kept in memory, and let go when it locks.
"""

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import typer

from selfcare.cli import app, ask, exits, idle, lines, run
from selfcare.cli.door import door
from selfcare.cli.unlock import opened, unlock, unlock_again
from selfcare.errors import Failed, Interrupted, SelfcareError, Usage
from selfcare.vault.vault import Vault

open_session = door()

QUIET_SECONDS = 600.0
PROMPT = "selfcare> "
WIPE = "clear"
"""Typed alone, it wipes the screen, as in any shell."""


@open_session.command()
def start_session(context: typer.Context) -> None:
    """Unlock once, then type commands one after the other. Ctrl-D locks, and so do ten quiet minutes.

    Inside, the beginning of a command's name is enough, and note and good are written at once.

    Example: selfcare open
    """
    here = run.of(context)
    if here.open_journal is not None:
        raise Usage("Your journal is open already.", "Type a command, or Ctrl-D to lock it.")
    if not here.console.interactive:
        raise Usage("A session needs a person at a terminal.", "Without one, give each command its options.")
    gc.enable()
    with _hangup_ends_it():
        hold(here, QUIET_SECONDS)


def hold(here: run.Run, quiet_seconds: float) -> None:
    """Keep the journal open until the person ends it, and lock it whenever nothing is typed for `quiet_seconds`."""
    begun = ""
    vault: Vault | None = unlock(here)
    while vault is not None:
        try:
            with opened(here, vault, for_session=True) as journal, idle.watching(quiet_seconds) as watch:
                _greet(here)
                begun = _until_quiet(replace(here, open_journal=journal), watch, begun)
        except EOFError:
            break
        _say_locked(here)
        vault = unlock_again(here)
    here.console.say("Locked.")


@contextmanager
def _hangup_ends_it() -> Iterator[None]:
    """A window that is closed ends the session as Ctrl-D does, with the journal closed; else it would kill it."""
    if not hasattr(signal, "SIGHUP"):
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


def _greet(here: run.Run) -> None:
    here.console.say("Your journal is open. Ctrl-D locks it, and so do ten quiet minutes.")
    names = "--help lists the commands" if here.console.plain else "Tab completes, --help lists the commands"
    here.console.say(f"{names}, ? shows who to talk to.")


def _say_locked(here: run.Run) -> None:
    if not here.console.plain:
        _wipe()
    here.console.say("Locked after ten quiet minutes.")


def _wipe() -> None:
    from prompt_toolkit.shortcuts import clear

    clear()


def _until_quiet(here: run.Run, watch: idle.Watch, begun: str) -> str:
    """Run what is typed, line after line, until it goes quiet; what was begun and not finished then.

    `begun` stands on the first line already. Raises `EOFError` where the person ends it.
    """
    read = _reader(here)
    while True:
        try:
            line = read(begun)
        except idle.Quiet as quiet:
            return quiet.typed
        except KeyboardInterrupt:
            line = ""
        begun = ""
        code = _run(here, line)
        if watch.rang:
            return line if code == Interrupted.exit_code else ""


def _reader(here: run.Run) -> Callable[[str], str]:
    """Reads the next line; it is given what stands on it already. Up goes back through this session's lines."""
    if here.console.plain or here.open_journal is None:
        return lambda begun: ask.read(here.console, PROMPT, begun=begun)
    from prompt_toolkit.history import InMemoryHistory

    from selfcare.cli.session_tab import completer

    names, history = completer(here.open_journal), InMemoryHistory()
    return lambda begun: ask.read(here.console, PROMPT, begun=begun, completer=names, history=history)


def _run(here: run.Run, line: str) -> int:
    """Run one line as a command line, its errors told; its exit code. Raises `EOFError` where it ends the session."""
    if not line.strip():
        return 0
    if line.strip().lower() == WIPE and not here.console.plain:
        _wipe()
        return 0
    try:
        words = lines.read(_as_meant(here, line))
    except SelfcareError as error:
        return exits.report(error, as_json=here.console.as_json)
    if words and words[0] in lines.LEAVE:
        raise EOFError
    code = app.run(["--plain", *words] if here.console.plain else words, here.open_journal)
    if code:
        _check_open(here)
    return code


def _as_meant(here: run.Run, line: str) -> str:
    """The line, as a note where it was one. Whoever has left the desk is not asked."""
    if not lines.may_be_a_note(line):
        return line
    try:
        is_note = ask.yes(here.console, "Keep that line as a note?", default=True)
    except idle.Quiet:
        is_note = True
    except (KeyboardInterrupt, EOFError):
        is_note = False
    return f"note {line.strip()}" if is_note else line


def _check_open(here: run.Run) -> None:
    """A command that was cut off in the middle of a query leaves a closed connection behind."""
    try:
        if here.open_journal is not None:
            _ = here.open_journal.vault.user_version
    except SelfcareError:
        raise Failed("The journal had to be closed.", "What was kept is safe. Open it again: selfcare open") from None
