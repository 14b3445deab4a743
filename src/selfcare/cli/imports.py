"""Bringing in your archive, or what you wrote in another program: a door for each kind of file."""

from selfcare.cli.door import door
from selfcare.cli.import_archive import archive

imports = door("Bring in your archive, or what you wrote in another program. A backup is made first.")
imports.command("archive")(archive)


@imports.callback()
def import_group() -> None:
    """Bring in your archive, or what you wrote in another program. A backup is made first."""
