"""What every test may use: a home of its own, a journal in it, and the program as a person runs it."""

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

from selfcare import when
from selfcare.journal import migrations
from selfcare.journal.journal import Journal
from selfcare.vault import recovery
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

PASSPHRASE = "calm otter paints seven doors"
ZONE = "Europe/London"

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
"""A Wednesday, for what depends on the day that it takes place."""

# Before anything asks for the zone, which is then remembered.
os.environ["TZ"] = ZONE
time.tzset()

settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.register_profile("selfcare", deadline=None, suppress_health_check=[HealthCheck.too_slow])


def pytest_configure(config: pytest.Config) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what started us in the background may ignore Ctrl-C
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("selfcare")  # a busy machine is no reason to fail


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=0, help="how many random kills; 0: each command once")
    parser.addoption(
        "--all", action="store_true", help="every kind of damage at every place, and no sample: half an hour"
    )
    parser.addoption("--rewrite-golden", action="store_true", help="write the screens of tests/cli/golden/plain anew")
    parser.addoption("--seed", type=int, default=20261121, help="the seed of the random kills")


@pytest.fixture(scope="session", autouse=True)
def not_hardened() -> Iterator[None]:
    """What the program does to its own process stays, so the process of the tests is spared it."""
    with mock.patch("selfcare.vault.hardening.harden"):
        yield


@dataclass(frozen=True)
class Answer:
    """What one run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The JSON object on stdout."""
        content: dict[str, Any] = json.loads(self.out)
        return content


@dataclass
class Home:
    """A home folder that no other test sees. `environment` is what the program is given."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The journal's folder."""
        return Path(self.environment["SELFCARE_JOURNAL"])

    def run(
        self,
        *words: str,
        stdin: str | bytes | None = None,
        passphrase: str | None = PASSPHRASE,
        environment: Mapping[str, str] | None = None,
    ) -> Answer:
        """Run `selfcare` without a terminal, its command line and streams those of a person; `stdin` is piped in.

        It runs in this process, which spares half a second of imports. What needs a process of its own (signals, closed
        streams, imports, another zone, several at once) uses `process`.
        """
        from selfcare.cli.app import run

        assert threading.current_thread() is threading.main_thread(), "two at once would mix up what each is given"
        given, out, err = io.BytesIO(_piped(stdin) or b""), io.BytesIO(), io.BytesIO()
        stdout, stderr = io.TextIOWrapper(out, encoding="utf-8"), io.TextIOWrapper(err, encoding="utf-8")
        with (
            mock.patch.dict(os.environ, self._given(passphrase, environment), clear=True),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(given, encoding="utf-8")),
            mock.patch.object(sys, "stdout", stdout),
            mock.patch.object(sys, "stderr", stderr),
            contextlib.chdir(self.path),
        ):
            code = run(list(words))
        stdout.flush()
        stderr.flush()
        return Answer(code, out.getvalue().decode(), err.getvalue().decode())

    def process(
        self,
        *words: str,
        stdin: str | bytes | None = None,
        passphrase: str | None = PASSPHRASE,
        environment: Mapping[str, str] | None = None,
    ) -> Answer:
        """The same in a process of its own."""
        piped = _piped(stdin)
        done = subprocess.run(
            [sys.executable, "-m", "selfcare", *words],
            input=piped,
            stdin=subprocess.DEVNULL if piped is None else None,
            capture_output=True,
            env=self._given(passphrase, environment),
            cwd=self.path,
            check=False,
            timeout=120,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def _given(self, passphrase: str | None, environment: Mapping[str, str] | None) -> dict[str, str]:
        own = {} if passphrase is None else {"SELFCARE_PASSPHRASE": passphrase}
        return {**self.environment, **(environment or {}), **own}

    def open(self) -> Journal:
        """The journal, unlocked in this process."""
        return Journal(Vault.open(self.folder, PASSPHRASE))

    def records(self) -> list[dict[str, Any]]:
        """What `list --json` shows, without the cost of a process; sealed notes are taken in."""
        from selfcare.cli.writer import record_object
        from selfcare.journal.finding import Filter, find, listed_kinds
        from selfcare.journal.takein import take_in

        with self.open() as journal:
            take_in(journal)
            with journal.reading() as session:
                return [record_object(each) for each in find(session, Filter(kinds=listed_kinds()))]


@contextlib.contextmanager
def without_root() -> Iterator[None]:
    """Root may write anywhere: inside this, the process is nobody."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def _piped(stdin: str | bytes | None) -> bytes | None:
    return stdin.encode() if isinstance(stdin, str) else stdin


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    """A home without a journal."""
    home = tmp_path / "home"
    temporary = tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return Home(
        home,
        {
            **kept,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "SELFCARE_JOURNAL": str(home / "journal"),
            "TMPDIR": str(temporary),
            "TZ": ZONE,
            "PYTHONUTF8": "1",
        },
    )


@pytest.fixture(scope="session")
def empty_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty journal, made once and copied for each test: its passphrase is cheap to test with."""
    folder = tmp_path_factory.mktemp("made-once") / "journal"
    root = recovery.new_root()
    Vault.create(folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    return folder


@pytest.fixture
def home(empty_home: Home, empty_journal: Path) -> Home:
    """A home with an empty journal."""
    shutil.copytree(empty_journal, empty_home.folder)
    return empty_home


@pytest.fixture
def a_wednesday(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of `NOW`, on which all that runs in this process takes place."""
    monkeypatch.setattr(when, "now", lambda: NOW)
    return NOW.date()
