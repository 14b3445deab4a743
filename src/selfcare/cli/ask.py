"""Asking a person. Questions go to stderr, so that stdout stays the answer. Nothing typed is kept in a history."""

import sys

from selfcare.cli.console import Console, is_terminal

HELP = "?"


def line(console: Console, prompt: str = "> ") -> str:
    """What the person types at `prompt`; a paste may be long and may hold line breaks. `?` shows who to talk to.

    Ctrl-C raises `KeyboardInterrupt` and Ctrl-D `EOFError`.
    """
    while True:
        typed = _typed(console, prompt)
        if typed.strip() != HELP:
            return typed
        _show_help(console)


def _typed(console: Console, prompt: str) -> str:
    if console.plain and is_terminal(sys.stdout):
        return _plainly(prompt)
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import DummyHistory
    from prompt_toolkit.output import create_output

    output = create_output(stdout=sys.stderr)
    if hasattr(output, "enable_cpr"):
        output.enable_cpr = False  # some terminals do not answer, and the question would wait for them
    session: PromptSession[str] = PromptSession(history=DummyHistory(), output=output, enable_open_in_editor=False)
    return session.prompt(prompt)


def _plainly(prompt: str) -> str:
    """For screen readers: no redraw. readline takes the long paste that a terminal line cuts at 4,095 bytes."""
    try:
        import readline

        readline.set_auto_history(False)
    except ImportError:  # Windows has no readline, and no such limit
        pass
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
