"""Asking a person. Questions go to stderr, so that stdout stays the answer. Nothing typed is kept in a history."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from selfcare.cli import idle, pasting, stopping, typed_ahead
from selfcare.cli.console import Console
from selfcare.cli.streams import is_terminal
from selfcare.errors import SelfcareError, WrongPassphrase
from selfcare.render.wrapping import in_pieces

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.history import History

HELP = "?"
BACK = "<"
TYPE_AND_ENTER = ("Type your answer, then Enter. Ctrl-C stops.",)
TRIES = 3
"""So often something that opens a lock is asked for."""

Opened = TypeVar("Opened")


class Back(Exception):
    """The person wants the question before this one."""


def line(
    console: Console,
    prompt: str = "> ",
    *,
    text: bool = False,
    begun: str = "",
    about: Sequence[str] = TYPE_AND_ENTER,
    back: bool = False,
    again: Sequence[str] = (),
) -> str:
    """What the person types at `prompt`; a paste may be long and may hold line breaks.

    `?` shows what the question is `about`, who to talk to, and `again` what has to stand above the question. `<` raises
    `Back`, where there is a way `back`. Ctrl-C raises `Stopped` with what stood on the line, Ctrl-D `EOFError`. Inside
    a session a quiet question raises `Quiet`. Where the answer is `text`, even a paste that the terminal does not
    announce keeps its line breaks.
    """
    *above, prompt = _in_lines(console, prompt)
    while True:
        for each in above:
            console.say(each)
        typed = read(console, prompt, begun=begun, text=text)
        alone = typed.removeprefix(begun).strip()  # behind an answer that stands there already it is alone as well
        if alone == HELP:
            _show_help(console, about, again)
        elif alone != BACK:
            return typed
        elif back:
            raise Back
        else:
            console.say("There is no question before this one.")


def _in_lines(console: Console, prompt: str) -> list[str]:
    """A prompt as lines that fit the screen, the last with room for an answer behind it."""
    if max(map(len, prompt.split("\n"))) < console.width:
        return [prompt]
    lines = [piece for line in prompt.rstrip().split("\n") for piece in in_pieces(line, console.width - 2) or [""]]
    return [*lines[:-1], f"{lines[-1]} "]


def read(
    console: Console,
    prompt: str,
    *,
    begun: str = "",
    text: bool = False,
    completer: "Completer | None" = None,
    history: "History | None" = None,
) -> str:
    """One line as it is typed. `begun` stands there already, Tab asks `completer`, and Up goes through `history`."""
    idle.begin()
    typed_ahead.show()
    if console.plain and sys.stdout is not None and idle.can_interrupt():
        with _line_ended(console):
            return _plainly(prompt, begun, text=text)
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
        key_bindings=pasting.keys() if text else None,
    )
    try:
        return session.prompt(prompt, default=begun, pre_run=lambda: idle.watch_application(session.app))
    except stopping.Stopped:
        raise
    except KeyboardInterrupt:
        raise stopping.Stopped(session.default_buffer.text) from None


def until_right(
    console: Console,
    ask: Callable[[], str],
    opened: Callable[[str], Opened],
    *,
    wrong: type[SelfcareError] = WrongPassphrase,
    then: str = "Try again.",
) -> tuple[Opened, str]:
    """What an answer opens, and the answer: asked for three times. Raises `wrong` only for the last of them.

    `then` is what is said after what was wrong with it; where that is nothing, it is the error's own hint.
    """
    for tries_left in reversed(range(TRIES)):
        given = ask()
        try:
            return opened(given), given
        except wrong as error:
            if not tries_left:
                raise
            console.say(f"{error.message} {then or error.hint}")
    raise AssertionError("unreachable")


def _plainly(prompt: str, begun: str, *, text: bool) -> str:
    """For screen readers: no redraw. readline takes the long paste that a terminal line cuts at 4,095 bytes."""
    try:
        import readline
    except ImportError:  # Windows has no readline, and no such limit
        return input(prompt)
    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(begun))
    lines: list[str] = []

    def so_far() -> str:
        return "\n".join([*lines, readline.get_line_buffer()])

    with _on_the_screen(), idle.interrupting(so_far), stopping.carrying(so_far):
        lines.append(input(prompt))
        readline.set_startup_hook(None)
        with suppress(EOFError):
            while text and lines[0] and pasting.goes_on():
                lines.append(input())
    return "\n".join(lines)


@contextmanager
def _line_ended(console: Console) -> Iterator[None]:
    """What is said after a question that was left has a line of its own, as after one that was answered."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        console.say()
        raise


@contextmanager
def _on_the_screen() -> Iterator[None]:
    """Python edits a line only where stdout is the terminal: where it is a pipe, stderr stands in for it meanwhile."""
    if is_terminal(sys.stdout) or not is_terminal(sys.stderr):
        yield
        return
    sys.stdout.flush()
    pipe, number = os.dup(sys.stdout.fileno()), sys.stdout.fileno()
    os.dup2(sys.stderr.fileno(), number)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(pipe, number)
        os.close(pipe)


def _show_help(console: Console, about: Sequence[str], again: Sequence[str]) -> None:
    from selfcare.cli.help_now import short_lines

    for each in (*about, "Who to talk to:", *short_lines(), *again):
        console.say(each)


def yes(console: Console, question: str, *, default: bool, back: bool = False) -> bool:
    """A yes or a no; Enter alone is the default, which plain says in words: a capital is not heard.

    After lists of numbers some type 1 or 2: where Enter is yes, and so destroys nothing, these are yes and no as well.
    `<` raises `Back`, where there is a way `back`.
    """
    meanings = {"y": True, "yes": True, "n": False, "no": False, **({"1": True, "2": False} if default else {})}
    prompt = f"{question} {'[Y/n]' if default else '[y/N]'} "
    if console.plain:
        console.say(question)
        prompt = f"y or n, Enter is {'yes' if default else 'no'} > "
    about = (
        "The number of one, or its first letter: 1 is yes, 2 is no. Enter alone is yes."
        if default
        else "y is yes, n is no, Enter alone is no.",
    )
    while True:
        typed = line(console, prompt, about=about, back=back).strip().lower()
        if not typed:
            return default
        if typed in meanings:
            return meanings[typed]
        console.say("Type y or n.")
