"""While a command is loaded its key is derived already: once, by the lock that counts, and for those that need one."""

from collections.abc import Callable

import pytest
from tests.conftest import Home

from selfcare.vault import kdf
from selfcare.vault.kdf import CHEAP_FOR_TESTS, Cost


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
