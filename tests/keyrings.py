"""Keyrings to test with, through the library's own interface: one that keeps what it is given, and ones that refuse.

A process of its own finds `InAFile` by `PYTHON_KEYRING_BACKEND`, and its file by `KEYRING_FILE`.
"""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from selfcare import places

FILE = "KEYRING_FILE"


class InMemory(KeyringBackend):
    """Keeps what it is given, in `kept`."""

    priority: float = 5
    name = "A keyring in memory"

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:  # noqa: D102
        return self.kept.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: D102
        self.kept = {**self.kept, f"{service}/{username}": password}

    def delete_password(self, service: str, username: str) -> None:  # noqa: D102
        if f"{service}/{username}" not in self.kept:
            raise PasswordDeleteError("not there")
        self.kept = {name: value for name, value in self.kept.items() if name != f"{service}/{username}"}


class InAFile(InMemory):
    """The same, for several processes."""

    name = "A keyring in a file"

    def __init__(self) -> None:
        pass

    @property
    def kept(self) -> dict[str, str]:
        """What its file holds."""
        file = Path(os.environ[FILE])
        found: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        return found

    @kept.setter
    def kept(self, value: dict[str, str]) -> None:
        places.write_whole(Path(os.environ[FILE]), json.dumps(value).encode())


class Locked(KeyringBackend):
    """Is there, and gives and takes nothing."""

    priority = 5

    def __init__(self) -> None:
        pass

    def get_password(self, service: str, username: str) -> str | None:  # noqa: D102
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: D102
        raise KeyringLocked("locked")

    def delete_password(self, service: str, username: str) -> None:  # noqa: D102
        raise KeyringLocked("locked")


class Broken(Locked):
    """Raises what no keyring should."""

    def get_password(self, service: str, username: str) -> str | None:  # noqa: D102
        raise ZeroDivisionError

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: D102
        raise ZeroDivisionError


class Forgetful(Locked):
    """Takes everything, and gives nothing back."""

    def get_password(self, service: str, username: str) -> str | None:  # noqa: D102
        return None

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: D102
        return None


class Hanging(Locked):
    """Answers nothing until `released` is set, which nobody does for a process of its own."""

    released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:  # noqa: D102
        self.released.wait()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: D102
        self.released.wait()


class InTheOpen(InMemory):
    """Keeps what it is given where everybody can read it, as the library says by its priority."""

    priority = 0.5
