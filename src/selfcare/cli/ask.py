"""Asking a person. Questions go to stderr, so that stdout stays the answer. Nothing typed is kept in a history."""

import sys
from typing import TYPE_CHECKING

from selfcare.cli import idle
from selfcare.cli.console import Console, is_terminal

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.history import History

HELP = "?"


def line(console: Console, prompt: str = "> ", *, keep_half: bool = False) -> str:
    """What the person types at `prompt`; a paste may be long and may hold line breaks. `?` shows who to talk to.

    Ctrl-C raises `KeyboardInterrupt` and Ctrl-D `EOFError`. Inside a session a quiet question raises `Quiet`; with
    `keep_half`, what stands half typed on its line is the answer instead.
    """
    while True:
        try:
            typed = read(console, prompt)
        except idle.Quiet as quiet:
            if not (keep_half and quiet.typed.strip()):
                raise
            return quiet.typed
        if typed.strip() != HELP:
            return typed
        _show_help(console)


def read(
    console: Console,
    prompt: str,
    *,
    begun: str = "",
    completer: "Completer | None" = None,
    history: "History | None" = None,
) -> str:
    """One line as it is typed. `begun` stands there already, Tab asks `completer`, and Up goes through `history`."""
    idle.begin()
    if console.plain and is_terminal(sys.stdout) and idle.can_interrupt():
        return _plainly(prompt, begun)
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import DummyHistory
    from prompt_toolkit.output import create_output

    output = create_output(stdout=sys.stderr)
    if hasattr(output, "enable_cpr"):
        output.enable_cpr = False  # some terminals do not answer, and the question would wait for them
    session: PromptSession[str] = PromptSession(
        history=history or DummyHistory(),
        output=output,
        completer=completer,
        complete_while_typing=False,
        enable_open_in_editor=False,
    )
    return session.prompt(prompt, default=begun, pre_run=lambda: idle.watch_application(session.app))


def _plainly(prompt: str, begun: str) -> str:
    """For screen readers: no redraw. readline takes the long paste that a terminal line cuts at 4,095 bytes."""
    try:
        import readline
    except ImportError:  # Windows has no readline, and no such limit
        return input(prompt)
    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(begun))
    with idle.interrupting(readline.get_line_buffer):
        return input(prompt)


def _show_help(console: Console) -> None:
    from selfcare.cli.help_now import short_lines

    for each in short_lines(console):
        console.say(each)


def yes(console: Console, question: str, *, default: bool) -> bool:
    """A yes or a no; Enter alone is the default."""
    choices = "[Y/n]" if default else "[y/N]"
    while True:
        typed = line(console, f"{question} {choices} ").strip().lower()
        if not typed:
            return default
        if typed in ("y", "yes", "n", "no"):
            return typed.startswith("y")
        console.say("Type y or n.")
