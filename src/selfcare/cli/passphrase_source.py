"""Where the passphrase comes from when nobody types it: the first of three variables that is set, and no other."""

import os
from pathlib import Path

from selfcare.errors import Failed, Usage

COMMAND_VARIABLE = "SELFCARE_PASSPHRASE_COMMAND"
FILE_VARIABLE = "SELFCARE_PASSPHRASE_FILE"
VARIABLE = "SELFCARE_PASSPHRASE"


def has_source() -> bool:
    """Whether the environment says where the passphrase comes from."""
    return any(os.environ.get(name) is not None for name in (COMMAND_VARIABLE, FILE_VARIABLE, VARIABLE))


def from_source() -> str | None:
    """The passphrase from the first source that is set; none where no source is."""
    if (command := os.environ.get(COMMAND_VARIABLE)) is not None:
        return first_line(_output_of(command))
    if (file := os.environ.get(FILE_VARIABLE)) is not None:
        return first_line_of(Path(file), f"Check {FILE_VARIABLE}, or unset it to be asked.")
    return os.environ.get(VARIABLE)


def can_be_read_again() -> bool:
    """Whether reading the source once leaves it as it was: a command runs anew, and a pipe is empty then."""
    if COMMAND_VARIABLE in os.environ:
        return False
    file = os.environ.get(FILE_VARIABLE)
    return file is None or Path(file).expanduser().is_file()


def _output_of(command: str) -> bytes:
    import shlex
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    try:
        words = shlex.split(command)
        return subprocess.run(words, stdout=subprocess.PIPE, env=environment, check=True).stdout  # noqa: S603
    except (OSError, ValueError, IndexError, subprocess.CalledProcessError):
        raise Failed(f"The command in {COMMAND_VARIABLE} failed.", "Run it by hand to see why.") from None


def first_line_of(file: Path, hint: str = "Check the path, and that you may read it.") -> str:
    """A secret in a file: its first line without the line end. Raises `Failed` with `hint`, `Usage`."""
    return first_line(content_of(file, hint))


def content_of(file: Path, hint: str = "Check the path, and that you may read it.") -> bytes:
    """All that is in a file with a secret. Raises `Failed` with `hint`."""
    try:
        return file.expanduser().read_bytes()
    except OSError:
        raise Failed(f"{file} could not be read.", hint) from None


def first_line(content: bytes) -> str:
    """The first line of a secret's file without the line end. Raises `Usage`."""
    try:
        return content.split(b"\n", 1)[0].removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError:
        raise Usage("The first line is not valid UTF-8.", "Save it as UTF-8 and try again.") from None
