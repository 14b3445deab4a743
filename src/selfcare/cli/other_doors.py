"""Files that were brought to the wrong door: each is told its own, where there is one."""

from pathlib import Path

from selfcare.errors import Failed, InvalidFile

BACKUP, ARCHIVE, PDF = "backup", "archive", "PDF"
_OWN_DOOR = {
    BACKUP: ("That file is a backup of a journal.", "To put it back: selfcare vault restore FILE"),
    ARCHIVE: ("That file is an archive that selfcare made.", "To bring it in: selfcare import archive FILE"),
    PDF: ("That file is a PDF.", "Nothing can be read out of it here. Name another file."),
}
_BEGINNING = 1024


def refuse_another_kind(file: Path, *, but: str = "") -> None:
    """Raise `InvalidFile` for a file of a kind that another door takes, or none; `but` is what this one takes."""
    kind = _kind_of(file)
    if kind and kind != but:
        raise InvalidFile(*_OWN_DOOR[kind])


def unread(file: Path) -> Failed:
    """Why a file could not be opened."""
    if file.is_dir():
        return Failed(f"{file} is a folder.", "Name the file in it.")
    return Failed(f"{file} could not be read.", "Check the path, and that you may read it.")


def _kind_of(file: Path) -> str | None:
    from selfcare.exchange.archive import is_archive
    from selfcare.vault.backup_file import is_backup
    from selfcare.vault.locked_file import is_locked

    try:
        with file.open("rb") as opened:
            start = opened.read(_BEGINNING)
    except OSError:
        return None
    if is_locked(start) or is_archive(start):
        return ARCHIVE
    if start.startswith(b"%PDF"):
        return PDF
    return BACKUP if is_backup(start) else None
