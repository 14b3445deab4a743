"""Where things live, and how a file gets there whole and private.

Folders are made with mode 0700 and files with 0600. A file is replaced in one step: whoever reads it, or pulls the
plug, finds the old content or the new, never half of either.
"""

import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from selfcare.errors import Failed

JOURNAL_VARIABLE = "SELFCARE_JOURNAL"
FOLDER_MODE = 0o700
FILE_MODE = 0o600
PASSING = ".new"
"""How the name of a file ends while it is written, before it takes its place."""
LONGEST_WRITE_SECONDS = 60.0
LEFTOVER_AGE_SECONDS = 3600.0
"""What is older than this was left by a process that was killed, whatever it was doing."""
_PASSING_NAME = re.compile(rf"\.(.+)\.[0-9a-f]{{16}}{re.escape(PASSING)}", re.DOTALL)


def config_folder() -> Path:
    """The folder of `config.toml` and `contacts.toml`, the two files that are not encrypted."""
    from platformdirs import user_config_path

    return user_config_path("selfcare", appauthor=False)


def journal_folder(given: str | None, remembered: str | None) -> Path:
    """The journal's folder: `--journal`, else the environment, else the one remembered, else the platform's."""
    for choice in (given, os.environ.get(JOURNAL_VARIABLE), remembered):
        if choice:
            return home_expanded(choice)
    from platformdirs import user_data_path

    return user_data_path("selfcare", appauthor=False)


def home_expanded(words: str) -> Path:
    """A path as a person typed it, `~` being their home; that of an unknown user stays as it is typed."""
    return Path(os.path.expanduser(words))  # noqa: PTH111 (Path.expanduser raises for an unknown user)


def make_private_folder(folder: Path) -> None:
    """Make `folder`, and what leads to it, readable by its owner alone; one that exists is left as it is."""
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing or [folder]):
            each.mkdir(mode=FOLDER_MODE, exist_ok=True)
    except FileExistsError:
        raise Failed(f"{folder} is a file, not a folder.", "Choose another folder.") from None
    except OSError as error:
        raise refused(error, folder) from None


def refused(error: OSError, path: Path) -> Failed:
    """What to tell a person when the system refuses to write `path`."""
    return Failed(
        f"Could not write {path}: {(error.strerror or 'the system refused').lower()}.",
        "Check that the folder exists, that you may write there, and that the disk is not full.",
    )


@contextmanager
def taking_place(path: Path) -> Iterator[Path]:
    """The path of a new file to write, and to sync: at the end of this it takes the place of `path` in one step.

    A link at `path` is followed, never replaced. What writes that were killed left in that folder is swept away, unless
    they may still be under way. Raises `Failed` where the system refuses: nothing is changed then, unless only the last
    step failed, which makes the change outlast a power cut.
    """
    target = Path(os.path.realpath(path))
    sweep(target.parent, name=target.name, older_than_seconds=LONGEST_WRITE_SECONDS, now=time.time())
    sweep(target.parent, now=time.time())
    passing = target.with_name(f".{target.name}.{secrets.token_hex(8)}{PASSING}")
    try:
        if target.exists() and not target.is_file():
            raise Failed(f"{path} is not a file.", "Choose the name of a file, or one that is not there yet.")
        yield passing
        passing.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise refused(error, path) from None
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, verify: Callable[[bytes], object] | None = None) -> None:
    """Put `content` at `path` in one step, on disk before this returns; for the rest see `taking_place`.

    `verify` is given what was read back before it takes the old file's place, and raises if that is not right.
    """
    with taking_place(path) as passing:
        with new_file(passing) as file:
            file.write(content)
        if verify is not None:
            verify(passing.read_bytes())


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new private file, open to be written; on disk when this ends."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def beginning(path: Path, size: int) -> bytes:
    """The file's bytes, or the first `size` of a longer one: a file that somebody blew up costs no memory."""
    with path.open("rb") as file:
        return file.read(size)


def sweep(
    folder: Path, *, name: str | None = None, older_than_seconds: float = LEFTOVER_AGE_SECONDS, now: float
) -> None:
    """Remove what a killed `taking_place` left in `folder`; a younger one may belong to a running process.

    With `name`, only what it left of the file of that name.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            passing = _PASSING_NAME.fullmatch(each.name)
            if passing and name in (None, passing[1]):
                _remove_if_old(Path(each.path), now - older_than_seconds)


@contextmanager
def staging(place: Path, start: str) -> Iterator[Path]:
    """An empty private folder in `place` to make something ready in, its name beginning with `start`.

    It is cleared away at the end, unless it was moved, and so is what a kill left there under such a name.
    """
    make_private_folder(place)
    _sweep_folders(place, start, time.time() - LEFTOVER_AGE_SECONDS)
    staged = place / f"{start}{secrets.token_hex(8)}"
    make_private_folder(staged)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _sweep_folders(place: Path, start: str, limit: float) -> None:
    with suppress(OSError):
        for each in place.iterdir():
            if each.name.startswith(start) and stat.S_ISDIR(each.lstat().st_mode) and each.lstat().st_mtime < limit:
                shutil.rmtree(each, ignore_errors=True)


def _remove_if_old(leftover: Path, limit: float) -> None:
    with suppress(OSError):
        status = leftover.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_mtime < limit:
            leftover.unlink()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut; systems that cannot (Windows) need not."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`, once others have let go of it; the system lets go for a process that was killed."""
    with path.open("ab") as file:
        _lock(file.fileno())
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
