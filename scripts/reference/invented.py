"""The journal of `selfcare demo` on a day that stands still, and commands run in it: the same answers every time."""

import contextlib
import io
import json
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from selfcare import when
from selfcare.cli import app
from selfcare.journal.journal import Journal
from selfcare.vault.vault import Vault

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
FOLDER = "demo-journal"
SEED = 20261118


class InventedJournal:
    """An open journal in the folder `FOLDER`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def answer(self, words: Sequence[str], *, stdin: str = "", locked: bool = False) -> list[Any]:
        """The objects of stdout or, where the command fails, of stderr. `locked`: without the passphrase."""
        return _objects([*words, "--json"], stdin, None if locked else self._journal)


@contextlib.contextmanager
def invented_journal() -> Iterator[InventedJournal]:
    """The demo's journal as it is at `NOW` in London, in a folder of its own that goes away."""
    with tempfile.TemporaryDirectory() as place, _standing_still(Path(place)), contextlib.chdir(place):
        (made,) = _objects(["demo", FOLDER, "--json"], "", None)
        with contextlib.closing(Vault.open(Path(FOLDER), made["passphrase"])) as vault:
            yield InventedJournal(Journal(vault))


@contextlib.contextmanager
def _standing_still(home: Path) -> Iterator[None]:
    """No clock, chance or setting of this computer has a say. What is a secret stays one: only ids are foreseen."""
    given = {"HOME": str(home), "SELFCARE_JOURNAL": FOLDER, "TZ": "Europe/London"}
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    with mock.patch.dict(os.environ, kept | given, clear=True):
        if hasattr(time, "tzset"):
            time.tzset()
        with (
            mock.patch.object(when, "now", return_value=NOW),
            mock.patch.object(secrets, "randbits", random.Random(SEED).getrandbits),
        ):
            yield


def _objects(words: Sequence[str], stdin: str, journal: Journal | None) -> list[Any]:
    out, err = _Kept(), _Kept()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with mock.patch.multiple(sys, stdin=given, stdout=out, stderr=err):
        app.run([*words], journal)
    return _read(out.text or err.text)


def _read(text: str) -> list[Any]:
    """One object, or one to a line."""
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]


class _Kept(io.TextIOWrapper):
    """A stream that keeps what is written to it."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, encoding="utf-8", write_through=True)

    @property
    def text(self) -> str:
        """All that was written so far."""
        return self.written.getvalue().decode()
