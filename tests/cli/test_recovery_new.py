"""A new recovery code, with the passphrase as it was."""

import pytest
from tests.cli.test_init import answer_groups
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, at_terminal

from selfcare.journal import migrations
from selfcare.vault import recovery
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

ROOT = bytes(range(recovery.ROOT_SIZE))
OLD_CODE = recovery.code_from(ROOT)


@pytest.fixture
def home(empty_home: Home) -> Home:
    """A home whose recovery code is known."""
    folder = empty_home.folder
    Vault.create(folder, PASSPHRASE, ROOT, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    return empty_home


def opens(home: Home, code: str) -> bool:
    return home.run("vault", "recovery", "check", "-", stdin=code).code == 0


def test_the_new_code_opens_the_journal_the_old_is_void_and_the_passphrase_the_same(home: Home) -> None:
    """What was sealed for the old key is taken in under the new one."""
    home.run("note", "sealed before")
    keys = (home.folder / "journal.keys").read_bytes()
    to = home.path / "code.txt"
    made = home.run("vault", "recovery", "new", "--recovery-to", str(to), "--json")
    assert (made.code, made.object["changed"]) == (0, True)
    assert opens(home, to.read_text().splitlines()[0])
    assert not opens(home, OLD_CODE)
    assert (home.folder / "journal.keys").read_bytes() != keys
    assert [each["fields"]["text"] for each in home.records()] == ["sealed before"]
    assert home.run("vault", "verify").code == 0


def test_it_backs_up_first_and_names_every_copy_that_the_old_code_opens(home: Home) -> None:
    home.run("vault", "backup")
    made = home.run("vault", "recovery", "new", "--recovery-to", str(home.path / "code.txt"))
    named = [line for line in made.out.splitlines() if line.endswith(".backup")]
    assert sorted(named) == sorted(map(str, (home.folder / "backups").glob("*.backup")))
    assert len(named) == 2
    assert "still open with an old code, and with the passphrase of their day." in made.out
    assert "\nMake a new one for another disk: selfcare vault backup FILE\n" in made.out
    assert "If someone may have seen the old code, then delete these" in made.out
    restored = home.run("vault", "restore", named[0], "--yes")
    assert restored.code == 0, "the passphrase did not change"
    assert opens(home, OLD_CODE)


def test_a_backup_under_the_key_of_now_opens_with_the_code_of_now(home: Home) -> None:
    """Whatever became of the passphrase since."""
    new = home.path / "new"
    new.write_text("seven doors and a kettle\n")
    home.run("vault", "recovery", "new", "--recovery-to", str(home.path / "a"))
    home.run("vault", "backup", str(home.folder / "backups" / "mine.backup"))
    home.run("vault", "passphrase", "--not-known", "--new-passphrase-file", str(new))
    backups = home.run("vault", "backups", "--json").object["backups"]
    mine = next(each for each in backups if each["file"].endswith("mine.backup"))
    assert (mine["passphrase"], mine["recovery_code"]) == ("earlier", "current")


@pytest.mark.parametrize("words", [[], ["--recovery-to", "journal/code"]], ids=["no place", "in the journal"])
def test_what_it_lacks_is_said_before_anything_is_made(home: Home, words: list[str]) -> None:
    keys = (home.folder / "journal.keys").read_bytes()
    assert home.run("vault", "recovery", "new", *words).code == 2
    assert ((home.folder / "journal.keys").read_bytes(), list(home.folder.glob("backups/*"))) == (keys, [])


def test_at_a_terminal_the_code_is_asked_back(home: Home) -> None:
    with at_terminal(home, "vault", "recovery", "new") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        code = answer_groups(terminal)
        assert "This recovery code is NEW." in terminal.seen
        assert terminal.ends() == 0
    assert opens(home, code)


def test_stopped_at_the_question_the_old_code_stands(home: Home) -> None:
    with at_terminal(home, "vault", "recovery", "new") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.asked("from your paper: ")
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert "The code above is void" in terminal.seen
    assert opens(home, OLD_CODE)
