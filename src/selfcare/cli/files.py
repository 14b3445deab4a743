"""Files that a command writes where the person says: asked before anything is overwritten, for their eyes alone."""

from pathlib import Path

import typer

from selfcare import places
from selfcare.cli import ask
from selfcare.cli.run import Run
from selfcare.errors import Usage


def refuse_to_overwrite(here: Run, file: Path, *, force: bool) -> None:
    """Ask before a file that is there is overwritten; without a terminal, refuse. Raises `Usage`, ends at a no."""
    if force or not file.exists():
        return
    if not here.console.interactive:
        raise Usage("There is such a file already; nothing was written.", "Name another file, or add --force.")
    if not ask.yes(here.console, "There is such a file already. Overwrite it?", default=False):
        here.console.say("Nothing was written.")
        raise typer.Exit


def write_own_copy(here: Run, file: Path, content: str) -> None:
    """Put the person's own copy at `file`, readable by them alone, and say what it is; its path is alone on a line."""
    from selfcare.redaction.outgoing import OWN

    places.write_whole(file, content.encode())
    here.console.say_unless_json(OWN)
    here.console.say_unless_json("It is not encrypted: anyone who has this file can read it.")
    if not here.console.as_json:
        here.console.show_path(file)
