"""While a command is loaded its key is derived already: once, by the lock that counts, and for those that need one."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, at_terminal

from selfcare.cli import app, typed_ahead
from selfcare.errors import SelfcareError
from selfcare.settings import Config, load_config
from selfcare.vault import kdf
from selfcare.vault.kdf import CHEAP_FOR_TESTS, Cost
from selfcare.vault.vault import Vault


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passphrases that a key was derived from, in their order."""
    passphrases: list[str] = []
    argon2 = kdf._argon2

    def noted(passphrase: str, salt: bytes, cost: Cost) -> Callable[[], bytes]:
        passphrases.append(passphrase)
        return argon2(passphrase, salt, cost)

    monkeypatch.setattr(kdf, "_argon2", noted)
    return passphrases


@pytest.mark.parametrize("command", [["list"], ["reflect", "--answer", "what=a long day"], []])
def test_the_key_is_derived_once(home: Home, derived: list[str], command: list[str]) -> None:
    assert home.run(*command).code == 0
    assert len(derived) == 1


def test_a_wrong_passphrase_is_told_as_ever_and_nothing_of_it_waits(home: Home, derived: list[str]) -> None:
    assert home.run("list", passphrase="another").code == 12
    assert derived == ["another"]
    assert kdf._begun == {}
    assert home.run("list").code == 0


@pytest.mark.parametrize("command", [["note", "a long day"], ["help-now"], ["list", "--help"], ["--help"]])
def test_what_needs_no_key_derives_none(home: Home, derived: list[str], command: list[str]) -> None:
    assert home.run(*command).code == 0
    assert derived == []


def test_a_passphrase_command_is_run_once(home: Home) -> None:
    script = home.path / "ask.sh"
    script.write_text("#!/bin/sh\necho asked >> asked\ncat passphrase\n")
    script.chmod(0o700)
    (home.path / "passphrase").write_text("another")
    answer = home.run("list", passphrase=None, environment={"SELFCARE_PASSPHRASE_COMMAND": str(script)})
    assert answer.code == 12
    assert (home.path / "asked").read_text() == "asked\n"


def test_a_passphrase_file_that_is_missing_is_told_once(home: Home) -> None:
    answer = home.run("list", passphrase=None, environment={"SELFCARE_PASSPHRASE_FILE": "nowhere"})
    assert answer.code == 1
    assert answer.err.count("could not be read") == 1


def test_what_was_begun_is_what_would_have_been_derived() -> None:
    kdf.begin("tea", bytes(16), CHEAP_FOR_TESTS)
    begun = kdf.stretch("tea", bytes(16), CHEAP_FOR_TESTS)
    assert begun == kdf.stretch("tea", bytes(16), CHEAP_FOR_TESTS)


def test_a_cost_beyond_the_caps_is_refused_before_it_is_begun() -> None:
    with pytest.raises(ValueError, match="beyond the caps"):
        kdf.begin("tea", bytes(16), Cost(m=2**30, t=1, p=1))


def test_what_stops_a_key_that_was_begun_is_told_to_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bytes:
        raise ArithmeticError

    monkeypatch.setattr(kdf, "_argon2", lambda *given: broken)
    kdf.begin("tea", bytes(16), CHEAP_FOR_TESTS).join()
    with pytest.raises(ArithmeticError):
        kdf.stretch("tea", bytes(16), CHEAP_FOR_TESTS)


def test_one_key_at_most_waits_to_be_asked_for() -> None:
    kdf.begin("tea", bytes(16), CHEAP_FOR_TESTS)
    kdf.begin("coffee", bytes(16), CHEAP_FOR_TESTS)
    assert [passphrase for passphrase, _, _ in kdf._begun] == ["coffee"]


def test_after_a_journal_was_opened_or_not_no_key_waits(home: Home) -> None:
    for folder in (home.folder, home.path / "nowhere"):
        kdf.begin("tea", bytes(16), CHEAP_FOR_TESTS)
        with suppress(SelfcareError), Vault.open(folder, PASSPHRASE):
            pass
        assert kdf._begun == {}


@pytest.mark.parametrize("command", [["list"], ["search", "handover"]])
def test_reading_loads_nothing_that_checks_records_or_looks_for_names(home: Home, command: list[str]) -> None:
    home.run("reflect", "--answer", "what=A long handover")
    code = (
        f"import sys; from selfcare.cli.app import run; run({command}); "
        "sys.exit(any(name.startswith(('pydantic', 'selfcare.identify')) for name in sys.modules))"
    )
    environment = {**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (done.returncode, b"A long handover" in done.stdout) == (0, True), done.stderr


SPY = """
class Spy:
    def new_schema_validator(self, *what, **more):
        return self, None, None
    def on_enter(self, given, **more):
        print(given, file=open("seen", "a"))
spy = Spy()
"""


def test_no_plugin_of_the_library_that_checks_records_is_shown_any(home: Home) -> None:
    """Whatever else is installed beside: some of these plugins send on what they see."""
    (home.path / "spy.py").write_text(SPY)
    told = home.path / "spy-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: spy\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[pydantic]\nspy = spy:spy\n")
    environment = {**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(home.path)}
    by_itself = "import pydantic\nclass One(pydantic.BaseModel):\n    word: str\nOne(word='tea')"
    program = [sys.executable, "-m", "selfcare", "reflect", "--answer", "what=A long handover"]
    for command in (program, [sys.executable, "-c", by_itself]):
        subprocess.run(command, env=environment, cwd=home.path, check=True, capture_output=True)
    assert (home.path / "seen").read_text() == "{'word': 'tea'}\n"


@pytest.mark.parametrize("library", ["sqlcipher3", "tzlocal"])
def test_a_library_that_cannot_be_loaded_is_told_in_two_lines(home: Home, library: str) -> None:
    broken = home.path / "broken" / library
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('broken')")
    answer = home.process("list", environment={"PYTHONPATH": str(broken.parent)})
    assert (answer.code, len(answer.err.splitlines())) == (1, 2), answer.err


WITH_SLOW_LIBRARIES = (
    "-c",
    "import time\nfrom selfcare.vault import kdf\nfrom selfcare.__main__ import main\n"
    "kdf.load_primitives = lambda: time.sleep(600)\nmain()",
)


@pytest.mark.parametrize("command", ["list", "reflect"])
def test_whoever_stops_at_the_passphrase_waits_for_no_library(home: Home, command: str) -> None:
    with at_terminal(home, command, program=WITH_SLOW_LIBRARIES) as person:
        person.until("Passphrase")
        person.presses(CTRL_C)
        person.until("Stopped.")
        assert person.ends() == 130


def test_what_is_typed_is_hidden_before_anything_is_loaded(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def settings_read() -> Config:
        done.append("read the settings")
        return load_config()

    monkeypatch.setattr(typed_ahead, "hide", lambda: done.append("hidden"))
    monkeypatch.setattr(app, "_config", settings_read)
    assert home.run("list").code == 0
    assert done == ["hidden", "read the settings"]
