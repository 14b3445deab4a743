"""Completion for the shell that selfcare is typed in: a script is printed, and the person says where it goes."""

from typing import Annotated

import typer

from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.options import known
from selfcare.cli.shell_scripts import SHELLS, script_for

completion = door()


@completion.command()
def print_script(
    context: typer.Context, shell: Annotated[str, typer.Argument(metavar="SHELL", help=", ".join(SHELLS))]
) -> None:
    """Print a script with which Tab completes commands, options and choices in your shell.

    It knows what ships with selfcare and never looks into your journal. Its first lines say where it goes.

    Example: selfcare completion bash
    """
    here = run.of(context)
    script = script_for(known(shell, SHELLS, "SHELL"))
    if here.console.as_json:
        here.console.show_object({"shell": shell, "script": script})
    else:
        here.console.show_whole(script)
