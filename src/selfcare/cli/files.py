"""Files that a command writes where the person says: asked before anything is overwritten, for their eyes alone."""

import os
import shlex
from pathlib import Path

import typer

from selfcare import places
from selfcare.cli import ask
from selfcare.cli.run import Run
from selfcare.errors import Failed, Usage


def refuse_place(here: Run, file: Path, what: str, *, force: bool, within: str | None = None) -> None:
    """Refuse, before a passphrase is asked for, a place where a file may not go; `what` it is ("A backup").

    That is among the journal's own files, unless in the folder of them that `within` names; in a folder that is not
    there; and over another file, unasked. A link is followed. Raises `Usage`, `Failed`, ends at a no.
    """
    place, own = file.resolve(), here.folder.resolve()
    if place.is_relative_to(own) and not (within and place.is_relative_to(own / within)):
        raise Usage(f"{what} may not lie among the journal's own files.", "Choose a file somewhere else.")
    if not place.parent.is_dir():
        raise Failed(f"There is no folder {place.parent}.", "Make it first, or choose another place.")
    refuse_to_overwrite(here, file, force=force)


def refuse_folder_within(here: Run, folder: Path) -> None:
    """Refuse a folder for a journal inside that of the journal which is there. Raises `Usage`."""
    if folder.resolve().is_relative_to(here.folder.resolve()):
        raise Usage("A journal may not lie in the folder of another.", "Choose a folder somewhere else.")


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


def say_how_to_use(here: Run, folder: Path) -> None:
    """Name the commands that look into the journal in `folder`, and that make it the one that is used."""
    here.console.show(f"To look into it: selfcare --journal {typed(folder)} list")
    here.console.show(f"To use it from now on: selfcare settings set journal {typed(folder)}")


def typed(path: Path) -> str:
    """A path as it is typed in a command, in quotation marks where it needs them."""
    if os.name == "nt":
        return f'"{path}"' if " " in str(path) else str(path)
    return shlex.quote(str(path))
