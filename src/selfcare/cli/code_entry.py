"""A recovery code as it comes in: from a file, from standard input, or from a person who copies it from paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from selfcare.cli import ask
from selfcare.cli.options import read_standard_input
from selfcare.cli.passphrase_source import content_of, first_line
from selfcare.cli.run import Run
from selfcare.errors import Usage, WrongCode
from selfcare.render import recovery_sheet

Opened = TypeVar("Opened")


def with_code(
    run: Run, opened: Callable[[str], Opened], file: Path | None = None, *, piped: bool = False
) -> tuple[Opened, str]:
    """What the code opens, and the code: from `file`, from standard input where it is `piped`, else asked for.

    Raises what `opened` raises; where the person is asked, `WrongCode` only for the last of three.
    """
    if file is not None or piped:
        code = code_in(file) if file is not None else read_standard_input().split("\n", 1)[0]
        return opened(code), code
    if not run.console.interactive:
        raise Usage("There is no terminal to ask for the code.", "Use --code-file FILE, or - for standard input.")
    asked = partial(ask.line, run.console, "Recovery code: ")
    return ask.until_right(run.console, asked, opened, wrong=WrongCode, then="")


def code_in(file: Path) -> str:
    """The code in `file`: its first line, or the groups of a recovery sheet. Raises `Failed`, `Usage`."""
    content = content_of(file)
    first = first_line(content)
    if first.startswith("%PDF"):
        raise Usage("A code is not read out of a PDF.", "Type it from the page: without --code-file you are asked.")
    if first != recovery_sheet.TITLE:
        return first
    return recovery_sheet.code_on(content.decode("utf-8", "replace"))
