"""Files that were brought to the wrong door: each is told its own, where there is one."""

from contextlib import suppress
from pathlib import Path

from selfcare.errors import Failed, InvalidFile
from selfcare.places import beginning

BACKUP, ARCHIVE, PDF = "backup", "archive", "PDF"
_OWN_DOOR = {
    BACKUP: ("That file is a backup of a journal.", "To put it back: selfcare vault restore FILE"),
    ARCHIVE: ("That file is an archive that selfcare made.", "To bring it in: selfcare import archive FILE"),
    PDF: ("That file is a PDF.", "Nothing can be read out of it here. Name another file."),
}
BEGINNING = 1024
"""So many bytes tell what kind of file it is."""


def refuse_another_kind(start: bytes, *, but: str = "") -> None:
    """Raise `InvalidFile` for a file of a kind that another door takes, or none; `but` is what this one takes.

    `start` is the file's first `BEGINNING` bytes or more. A pipe gives them once, so whoever reads on has them already.
    """
    kind = _kind_of(start)
    if kind and kind != but:
        raise InvalidFile(*_OWN_DOOR[kind])


def refuse_all_but_a_backup(file: Path) -> None:
    """The same for a backup, which is gone through several times: a pipe is refused, before anything waits for it."""
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise InvalidFile("A backup is read from a file, and that is a pipe.", "Keep it in a file first.")
    with suppress(OSError):
        refuse_another_kind(beginning(file, BEGINNING), but=BACKUP)


def unread(file: Path) -> Failed:
    """Why a file could not be opened."""
    if file.is_dir():
        return Failed(f"{file} is a folder.", "Name the file in it.")
    return Failed(f"{file} could not be read.", "Check the path, and that you may read it.")


def _kind_of(start: bytes) -> str | None:
    from selfcare.exchange.archive import is_archive
    from selfcare.vault.backup_file import is_backup
    from selfcare.vault.locked_file import is_locked

    if is_locked(start) or is_archive(start):
        return ARCHIVE
    if start.startswith(b"%PDF"):
        return PDF
    return BACKUP if is_backup(start) else None
