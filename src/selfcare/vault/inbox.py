"""The inbox: sealed envelopes that wait, one file each, for the journal to be opened.

A file's name is random and says nothing. Files are never changed in place, only replaced whole.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from selfcare.places import make_private_folder, refused, sync_folder, write_whole
from selfcare.vault.keyfile import KeyFile
from selfcare.vault.sealing import seal

NAME = "inbox"
SEALED = ".sealed"
UNREADABLE = ".unreadable"


def drop(folder: Path, keys: KeyFile, payload: bytes, *, replace: Path | None = None) -> Path:
    """Seal `payload` into the inbox of the journal in `folder`; on disk before this returns. Gives the file's path.

    `replace` is an earlier file of the same form still being answered: its place is taken in one step. If an unlock
    elsewhere has taken it in meanwhile, the file is written all the same, so the reader must compare ids.
    Raises `Failed` (disk, rights, too long) and `Damaged` (no usable public key).
    """
    blob = seal(keys.inbox_public, keys.journal, payload)
    inbox = folder / NAME
    make_private_folder(inbox)
    path = replace or inbox / f"{secrets.token_hex(16)}{SEALED}"
    write_whole(path, blob)
    return path


def waiting(folder: Path) -> list[Path]:
    """The sealed envelopes not yet taken in, in the order of their names."""
    return _files(folder, SEALED)


def unreadable(folder: Path) -> list[Path]:
    """The envelopes that no key opened; they stay until a person removes them."""
    return _files(folder, UNREADABLE)


def mark_unreadable(path: Path) -> Path:
    """Set aside an envelope that no key opens, so that no unlock tries it again; gives its new path."""
    aside = path.with_suffix(UNREADABLE)
    try:
        path.rename(aside)
        sync_folder(path.parent)
    except FileNotFoundError:
        pass  # another process has set it aside just now
    except OSError as error:
        raise refused(error, path) from None
    return aside


def _files(folder: Path, suffix: str) -> list[Path]:
    found: list[Path] = []
    with suppress(FileNotFoundError, NotADirectoryError):
        found = [path for path in (folder / NAME).iterdir() if path.suffix == suffix and path.is_file()]
    return sorted(found)
