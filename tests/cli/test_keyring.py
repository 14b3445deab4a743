"""The computer's keyring opens the journal where the person lets it; whatever it does wrong, the passphrase does."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from tests.conftest import PASSPHRASE, Home
from tests.keyrings import FILE, Broken, Forgetful, Hanging, InMemory, InTheOpen, Locked
from tests.terminal import CTRL_C, at_terminal

from selfcare.vault import keyfile, recovery, restoring, system_keyring
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.kdf import CHEAP_FOR_TESTS, FOR_RANDOM_SECRETS
from selfcare.vault.vault import Vault


@pytest.fixture
def ours() -> Iterator[InMemory]:
    """The keyring of this computer."""
    ours = InMemory()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(Locked())


@pytest.fixture
def turned_on(home: Home, ours: InMemory) -> Home:
    """A home whose keyring opens the journal."""
    assert home.run("vault", "keyring", "on", "--yes").code == 0
    return home


def test_it_is_off_until_it_is_turned_on(home: Home, ours: InMemory) -> None:
    assert home.run("vault", "keyring", "--json", passphrase=None).object["keyring"] is False
    assert home.run("list", passphrase=None).code == 2
    assert ours.kept == {}


def test_a_journal_without_a_slot_never_loads_the_library(home: Home) -> None:
    looked = "import sys\nfrom selfcare.cli.app import run\nrun(['list'])\nassert 'keyring' not in sys.modules"
    with at_terminal(home, program=("-c", looked)) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0


def test_turned_on_it_opens_the_journal_without_a_passphrase(turned_on: Home) -> None:
    turned_on.run("note", "waits")
    shown = turned_on.run("list", passphrase=None)
    assert (shown.code, shown.err) == (0, "1 sealed record is now in your journal.\n")
    assert "waits" in shown.out
    assert turned_on.run("reflect", "--answer", "what=kept", "--json", passphrase=None).object.keys() >= {"record"}
    assert turned_on.run("--json", passphrase=None).object["locked"] is False
    assert turned_on.run("vault", "keyring", passphrase=None).out == "The keyring opens your journal.\n"


def test_it_keeps_a_random_secret_under_the_journals_id_and_never_the_passphrase(home: Home, ours: InMemory) -> None:
    secrets = set()
    for _ in range(2):
        home.run("vault", "keyring", "on", "--yes")
        ((name, secret),) = ours.kept.items()
        assert name == f"selfcare/{read_keys(home.folder)[0].journal.hex()}"
        assert len(bytes.fromhex(secret)) == 32
        secrets.add(secret)
    assert len(secrets) == 2
    slots = read_keys(home.folder)[0].slots
    assert [slot.type for slot in slots] == ["passphrase", "keyring"]
    assert slots[1].cost == FOR_RANDOM_SECRETS


def test_the_passphrase_and_the_code_go_on_opening_it(empty_home: Home, ours: InMemory) -> None:
    from selfcare.journal import migrations

    root = recovery.new_root()
    Vault.create(empty_home.folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    empty_home.run("vault", "keyring", "on", "--yes")
    ours.kept = {}
    assert empty_home.run("list").code == 0
    assert empty_home.run("vault", "recovery", "check", "-", stdin=recovery.code_from(root)).code == 0


def test_a_passphrase_source_that_is_set_comes_first(turned_on: Home) -> None:
    assert turned_on.run("list", passphrase="quite another one").code == 12


def test_turned_off_neither_the_slot_nor_the_secret_is_left(turned_on: Home, ours: InMemory) -> None:
    copy = turned_on.path / "then.backup"
    turned_on.run("vault", "backup", str(copy))
    (secret,) = ours.kept.values()
    assert turned_on.run("vault", "keyring", "off", "--json").object == {
        "format": 1,
        "keyring": False,
        "secret_gone": True,
    }
    assert ours.kept == {}
    assert [slot.type for slot in read_keys(turned_on.folder)[0].slots] == ["passphrase"]
    assert turned_on.run("list", passphrase=None).code == 2
    put_back = turned_on.run("vault", "restore", str(copy), "--yes")
    assert put_back.code == 0
    assert turned_on.run("list", passphrase=None).code == 2, "a backup's slot without its secret opens nothing"
    assert secret not in put_back.out


def test_off_says_where_the_secret_could_not_be_taken_away(turned_on: Home) -> None:
    keyring.set_keyring(Locked())
    answer = turned_on.run("vault", "keyring", "off")
    assert answer.code == 0
    assert "could not be asked to forget its secret" in answer.out
    assert turned_on.run("vault", "status", "--json").object["locks"] == ["passphrase", "recovery_code"]
    assert "forget" not in turned_on.run("vault", "keyring", "off").out


@pytest.mark.parametrize("wrong", [Locked, Broken, Forgetful])
def test_a_keyring_that_fails_is_passed_over_without_a_word(
    turned_on: Home, wrong: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(wrong())
    asked = turned_on.run("list", passphrase=None)
    assert (asked.code, len(asked.err.splitlines())) == (2, 2), "it is the passphrase that is missing"
    assert turned_on.run("list").code == 0
    assert turned_on.run("reflect", "--answer", "what=x", "--json", passphrase=None).object["sealed"] is True
    assert turned_on.run("--json", passphrase=None).object["locked"] is True
    status = turned_on.run("vault", "status")
    assert "The keyring gave nothing just now" in status.out
    assert turned_on.run("vault", "status", "--json").object["keyring_works"] is False


NO_ANSWER = "The keyring does not answer, so it is your passphrase that is needed."


@pytest.fixture
def hanging(turned_on: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home whose keyring hangs, and nobody waits long for it."""
    monkeypatch.setattr(system_keyring, "READING_SECONDS", 0.01)
    monkeypatch.setattr(system_keyring, "CHANGING_SECONDS", 0.01)
    Hanging.released.clear()
    keyring.set_keyring(Hanging())
    yield turned_on
    Hanging.released.set()


def test_one_that_hangs_is_passed_over_and_that_is_said_in_one_line(hanging: Home) -> None:
    for words in (("list",), ("vault", "verify")):
        asked = hanging.run(*words, passphrase=None)
        assert (asked.code, asked.err.splitlines()[0], len(asked.err.splitlines())) == (2, NO_ANSWER, 3)
    sealed = hanging.run("reflect", "--answer", "what=x", "--json", passphrase=None)
    assert (sealed.object["sealed"], sealed.err) == (True, "")
    assert hanging.run("list").code == 0
    assert hanging.run("vault", "status", "--json").object["keyring_works"] is False
    assert hanging.run("vault", "keyring", "on", "--yes").code == 1
    assert hanging.run("vault", "keyring", "off", "--json").object["secret_gone"] is False


def test_at_a_terminal_one_that_hangs_ends_in_the_question_and_keeps_no_command_from_ending(turned_on: Home) -> None:
    """In a process of its own its thread still waits when the command is done."""
    impatient = (
        "from selfcare.vault import system_keyring\nsystem_keyring.READING_SECONDS = 0.01\n"
        "from selfcare.__main__ import main\nmain()"
    )
    environment = {**in_a_file(turned_on), "PYTHON_KEYRING_BACKEND": "tests.keyrings.Hanging"}
    with at_terminal(turned_on, "list", program=("-c", impatient), environment=environment) as terminal:
        terminal.until(NO_ANSWER)
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0


def test_a_secret_that_opens_nothing_is_passed_over(turned_on: Home, ours: InMemory) -> None:
    ours.kept = dict.fromkeys(ours.kept, "00" * 32)
    assert turned_on.run("list", passphrase=None).code == 2
    assert turned_on.run("list").code == 0


def test_without_the_library_the_passphrase_opens_it_and_on_says_how_to_get_it(
    turned_on: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == "keyring"]:
        monkeypatch.setitem(sys.modules, name, None)
    assert turned_on.run("list", passphrase=None).code == 2
    assert turned_on.run("list").code == 0
    answer = turned_on.run("vault", "keyring", "on", "--yes")
    assert answer.code == 1
    assert "needs the extra `keyring`" in answer.err
    assert '-m pip install ".[keyring]"' in answer.err


@pytest.mark.parametrize("wrong", [Locked, Broken, Forgetful, InTheOpen])
def test_one_that_does_not_keep_a_secret_is_not_turned_on(
    home: Home, ours: InMemory, wrong: Callable[[], KeyringBackend]
) -> None:
    before = (home.folder / "journal.keys").read_bytes()
    keyring.set_keyring(wrong())
    answer = home.run("vault", "keyring", "on", "--yes")
    assert (answer.code, len(answer.err.splitlines())) == (1, 2), answer
    assert (home.folder / "journal.keys").read_bytes() == before


def test_what_changes_the_lock_asks_for_the_passphrase_all_the_same(turned_on: Home) -> None:
    before = (turned_on.folder / "journal.keys").read_bytes()
    to = str(turned_on.path / "code")
    for words in (["passphrase", "--not-known"], ["recovery", "new", "--recovery-to", to], ["keyring", "on", "--yes"]):
        assert turned_on.run("vault", *words, passphrase=None).code == 2
    assert (turned_on.folder / "journal.keys").read_bytes() == before


def test_a_new_passphrase_leaves_it_on_and_a_new_key_turns_it_off(turned_on: Home, ours: InMemory) -> None:
    new = turned_on.path / "new"
    new.write_text("seven doors and a kettle\n")
    options = ("--new-passphrase-file", str(new))
    assert turned_on.run("vault", "passphrase", "--not-known", *options).code == 0
    assert turned_on.run("list", passphrase=None).code == 0
    made = turned_on.run(
        "vault", "recovery", "new", "--recovery-to", str(turned_on.path / "c"), passphrase="seven doors and a kettle"
    )
    assert "The keyring no longer opens the journal" in made.err
    assert ours.kept == {}
    assert turned_on.run("list", passphrase=None).code == 2


def test_with_a_backup_it_does_not_come_back_and_that_is_said(turned_on: Home) -> None:
    copy = turned_on.path / "then.backup"
    turned_on.run("vault", "backup", str(copy))
    put_back = turned_on.run("vault", "restore", str(copy), "--yes")
    assert "The keyring does not open it. To let it: selfcare vault keyring on" in put_back.out
    assert turned_on.run("list", passphrase=None).code == 2
    assert turned_on.run("vault", "keyring", "on", "--yes").code == 0
    assert turned_on.run("list", passphrase=None).code == 0
    again = turned_on.run("vault", "restore", str(copy), "--yes", "--json")
    assert again.object["keyring_dropped"] is True


def test_a_keyring_of_now_goes_with_the_journal_that_is_replaced_and_that_is_said(home: Home, ours: InMemory) -> None:
    copy = home.path / "then.backup"
    home.run("vault", "backup", str(copy))
    assert home.run("vault", "restore", str(copy), "--yes", "--json").object["keyring_dropped"] is False
    home.run("vault", "keyring", "on", "--yes")
    assert "The keyring does not open it." in home.run("vault", "restore", str(copy), "--yes").out


def test_the_recovery_code_lets_go_of_it_and_its_secret_and_says_so(empty_home: Home, ours: InMemory) -> None:
    from selfcare.journal import migrations

    root = recovery.new_root()
    Vault.create(empty_home.folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    empty_home.run("vault", "keyring", "on", "--yes")
    words = ("vault", "recovery", "use", "-")
    used = empty_home.run(*words, stdin=recovery.code_from(root), passphrase="seven doors and a kettle")
    assert (used.code, ours.kept) == (0, {})
    assert "The keyring no longer opens the journal" in used.err
    again = empty_home.run(*words, stdin=recovery.code_from(root), passphrase="seven doors and a kettle")
    assert "keyring" not in again.err


def test_backups_from_before_it_was_turned_on_still_open_with_the_passphrase(home: Home, ours: InMemory) -> None:
    home.run("vault", "backup")
    home.run("vault", "keyring", "on", "--yes")
    (listed,) = home.run("vault", "backups", "--json").object["backups"]
    assert listed["passphrase"] == "current"
    assert restoring.keys_in(home.folder) == read_keys(home.folder)[0]


def test_without_a_terminal_it_is_turned_on_only_by_yes(home: Home, ours: InMemory) -> None:
    answer = home.run("vault", "keyring", "on")
    assert answer.code == 2
    assert "Whoever has your unlocked session" in answer.err
    assert ours.kept == {}


def in_a_file(home: Home) -> dict[str, str]:
    """A keyring that a process of its own finds."""
    root = str(Path(__file__).parents[2])
    file = str(home.path / "keyring.json")
    return {"PYTHON_KEYRING_BACKEND": "tests.keyrings.InAFile", "PYTHONPATH": root, FILE: file}


@pytest.mark.parametrize(("key", "code"), [("", 0), (CTRL_C, 130)], ids=["Enter", "Ctrl-C"])
def test_at_a_terminal_it_says_who_could_read_and_enter_alone_is_no(home: Home, key: str, code: int) -> None:
    with at_terminal(home, "vault", "keyring", "on", environment=in_a_file(home)) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        shown = terminal.asked("Let it? [y/N] ")
        terminal.presses(key or "\r")
        assert terminal.ends() == code
    assert "whoever sits at your unlocked session reads it" in " ".join(shown.split())
    assert "Nothing was changed." in terminal.seen
    assert not (home.path / "keyring.json").exists()


def test_at_a_terminal_a_keyring_spares_the_question_and_a_lost_one_brings_it_back(home: Home) -> None:
    with at_terminal(home, "vault", "keyring", "on", environment=in_a_file(home)) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.types("y", at="Let it? [y/N] ")
        assert terminal.ends() == 0
    assert "A keyring in a file opens your journal now." in terminal.seen
    with at_terminal(home, "list", environment=in_a_file(home)) as terminal:
        assert terminal.ends() == 0
    assert "Passphrase" not in terminal.seen
    (home.path / "keyring.json").unlink()
    with at_terminal(home, "list", environment=in_a_file(home)) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0


def test_a_slot_of_the_keyring_opens_with_nothing_but_its_secret(turned_on: Home, ours: InMemory) -> None:
    keys, _ = read_keys(turned_on.folder)
    (secret,) = ours.kept.values()
    (slot,) = keys.of_type(keyfile.KEYRING)
    assert keyfile.unwrap(slot, secret, keys.journal)
    assert keyfile.unwrap(slot, PASSPHRASE, keys.journal) is None
    assert turned_on.run("list", passphrase=secret).code == 12, "typed as a passphrase it opens nothing"
