"""Bringing in your archive, or what you wrote in another program: a door for each kind of file."""

from selfcare.cli.door import door
from selfcare.cli.import_archive import archive
from selfcare.cli.import_journals import daylio, dayone, jrnl, markdown

imports = door(
    "Bring in your archive, or what you wrote in another program. A backup is made first.\n\n"
    "Example: selfcare import jrnl ~/journal.txt --dry-run"
)
for command in (archive, jrnl, dayone, daylio, markdown):
    imports.command(command.__name__)(command)
