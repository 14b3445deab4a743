"""The lock's door: a new passphrase, a new key, the recovery code, and whether all is whole."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import at_terminal

from selfcare.errors import Failed

NEW = "seven doors and a kettle"


@pytest.fixture
def code(empty_home: Home) -> str:
    """The recovery code of the journal in the home, made as the `home` fixture makes it."""
    from selfcare.journal import migrations
    from selfcare.vault import recovery
    from selfcare.vault.kdf import CHEAP_FOR_TESTS
    from selfcare.vault.vault import Vault

    root = recovery.new_root()
    Vault.create(empty_home.folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    return recovery.code_from(root)


@pytest.fixture
def new_file(empty_home: Home) -> Path:
    """A file with a new passphrase on its first line."""
    file = empty_home.path / "new-passphrase"
    file.write_text(f"{NEW}\n")
    return file


def test_status_counts_what_is_there(home: Home) -> None:
    home.run("reflect", "--answer", "what=x")
    home.run("note", "waits")
    home.run("good", "waits too")
    status = home.run("vault", "status", "--json")
    assert status.code == 0
    assert status.object["records"] == {"good": 1, "note": 1, "reflection": 1, "drafts": 0}
    assert status.object["folder"] == str(home.folder)
    assert (status.object["locks"], status.object["sealed_waiting"]) == (["passphrase", "recovery_code"], 0)
    assert status.object["database_bytes"] == (home.folder / "journal.db").stat().st_size


def test_status_is_in_words_and_in_local_time(home: Home) -> None:
    """One noun, one name; the file's times are those of the clock on the wall."""
    home.run("trigger", "--kind", "overload")
    summer = datetime(2026, 7, 1, 11, 30, tzinfo=UTC).timestamp()
    os.utime(home.folder / "journal.keys", (summer, summer))
    shown = home.run("vault", "status").out
    assert "Records: trigger note 1\n" in shown
    assert "Key file: last changed 2026-07-01 12:30\n" in shown
    assert "Opens with: your passphrase, your recovery code\n" in shown
    assert "no key opens" not in shown


def test_verify_says_that_all_is_whole(home: Home) -> None:
    assert home.run("vault", "verify", "--json").object == {"format": 1, "ok": True, "problems": []}


def test_verify_names_a_sealed_file_that_nothing_opens(home: Home) -> None:
    home.run("note", "x")
    (file,) = (home.folder / "inbox").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    answer = home.run("vault", "verify", "--json")
    assert (answer.code, answer.object["ok"]) == (13, False)
    assert file.stem in answer.object["problems"][0]


def test_a_new_passphrase_opens_the_journal_and_the_old_one_no_longer_does(
    code: str, empty_home: Home, new_file: Path
) -> None:
    empty_home.run("note", "kept")
    changed = empty_home.run("vault", "passphrase", "--not-known", "--new-passphrase-file", str(new_file), "--json")
    told = {"format": 1, "changed": True, "encrypted_anew": False, "backups_with_the_old": []}
    assert (changed.code, changed.object) == (0, told)
    assert empty_home.run("list", passphrase=PASSPHRASE).code == 12
    assert "kept" in empty_home.run("list", passphrase=NEW).out
    assert empty_home.run("vault", "recovery", "check", "-", stdin=code).code == 0


@pytest.mark.parametrize("command", ["vault passphrase", "init"])
def test_a_passphrase_from_a_file_that_is_easily_guessed_is_taken_with_advice(empty_home: Home, command: str) -> None:
    """For a person; a script has no use for it."""
    weak = empty_home.path / "weak"
    weak.write_text("123456\n")
    words = ["init", "--recovery-to", "code.txt"]
    made = empty_home.run(*words, environment={"SELFCARE_PASSPHRASE_FILE": str(weak)}, passphrase=None)
    if command != "init":
        options = ["--not-known", "--new-passphrase-file", str(weak)]
        silent = empty_home.run("vault", "passphrase", *options, "--json", passphrase="123456")
        assert (silent.code, silent.err) == (0, "")
        made = empty_home.run("vault", "passphrase", *options, passphrase="123456")
    assert made.code == 0
    assert "easier to guess than it need be. It has a password that many people use." in made.err
    assert "Four or more words" in made.err
    assert "123456" not in made.err


def test_where_the_old_passphrase_may_be_known_everything_gets_a_new_key_and_code(
    code: str, empty_home: Home, new_file: Path
) -> None:
    """A note sealed before the new key is still taken in after it."""
    old_page = (empty_home.folder / "journal.db").read_bytes()[4096:8192]
    new_code = empty_home.path / "new-code"
    words = ["vault", "passphrase", "--known", "--new-passphrase-file", str(new_file), "--recovery-to", str(new_code)]
    assert empty_home.run(*words, "--json").object["encrypted_anew"] is True
    assert empty_home.run("note", "sealed for the new key").code == 0
    assert empty_home.run("list", passphrase=PASSPHRASE).code == 12
    assert "sealed for the new key" in empty_home.run("list", passphrase=NEW).out
    assert empty_home.run("vault", "verify", passphrase=NEW).code == 0
    assert (empty_home.folder / "journal.db").read_bytes()[4096:8192] != old_page
    assert empty_home.run("vault", "recovery", "check", "-", stdin=code).code == 12
    assert empty_home.run("vault", "recovery", "check", "--code-file", str(new_code)).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--new-passphrase-file", "new-passphrase"],
        ["--not-known"],
        ["--known", "--new-passphrase-file", "new-passphrase"],
        ["--known", "--new-passphrase-file", "new-passphrase", "--recovery-to", "journal/code"],
    ],
    ids=["known-or-not", "no-new-passphrase", "no-place-for-the-code", "code-in-the-journal"],
)
def test_what_a_new_passphrase_lacks_is_said_and_nothing_changes(home: Home, new_file: Path, words: list[str]) -> None:
    before = (home.folder / "journal.keys").read_bytes()
    answer = home.run("vault", "passphrase", *words)
    assert (answer.code, len(answer.err.splitlines())) == (2, 2), answer
    assert (home.folder / "journal.keys").read_bytes() == before


def rekeyed(home: Home, new_file: Path, to: Path, passphrase: str = PASSPHRASE) -> Answer:
    """Everything encrypted anew, the new code written over `to`."""
    options = ["--new-passphrase-file", str(new_file), "--recovery-to", str(to), "--force"]
    return home.run("vault", "passphrase", "--known", *options, passphrase=passphrase)


@pytest.mark.parametrize("first_line", ["", "   ", "\r\n"])
def test_an_empty_new_passphrase_is_refused_before_the_code_on_paper_changes(
    code: str, empty_home: Home, first_line: str
) -> None:
    file, to = empty_home.path / "empty", empty_home.path / "code.txt"
    file.write_text(f"{first_line}\n{NEW}\n")
    to.write_text(f"{code}\n")
    assert rekeyed(empty_home, file, to).code == 2
    assert to.read_text() == f"{code}\n"


def test_a_new_key_that_does_not_come_about_leaves_the_old_code_in_its_file(
    code: str, empty_home: Home, new_file: Path
) -> None:
    """Another process has the journal open, so that it cannot be encrypted anew."""
    to = empty_home.path / "code.txt"
    to.write_text(f"{code}\n")
    with empty_home.open():
        answer = rekeyed(empty_home, new_file, to)
    assert answer.code == 11
    assert "The code just made is void" in answer.err
    assert len(answer.err.splitlines()) == 2
    assert [each.name for each in empty_home.path.glob("code*")] == ["code.txt"]
    assert empty_home.run("vault", "recovery", "check", "--code-file", str(to)).code == 0


def test_a_new_key_that_is_cut_short_after_it_came_about_keeps_both_codes(
    code: str, empty_home: Home, new_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new passphrase finishes it, and then the new code is the one that counts."""
    to = empty_home.path / "code.txt"
    to.write_text(f"{code}\n")

    def full(*_: object) -> NoReturn:
        raise Failed("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr("selfcare.vault.vault._finished", full)
        answer = rekeyed(empty_home, new_file, to)
    assert answer.code == 1
    assert "Keep the new code as well as the old" in answer.err
    assert to.read_text() == f"{code}\n"
    assert empty_home.run("list", passphrase=NEW).code == 0
    assert empty_home.run("vault", "recovery", "check", "--code-file", str(to)).code == 12
    assert empty_home.run("vault", "recovery", "check", "--code-file", f"{to}.new").code == 0
    assert rekeyed(empty_home, new_file, to, NEW).code == 2, "the code that counts is not written over"


def test_only_where_the_old_passphrase_may_be_known_are_copies_to_be_deleted(
    code: str, empty_home: Home, new_file: Path
) -> None:
    empty_home.run("vault", "backup")
    harmless = empty_home.run("vault", "passphrase", "--not-known", "--new-passphrase-file", str(new_file)).out
    assert harmless.splitlines()[1:] == [
        "A backup that you have elsewhere still needs the passphrase of its day.",
        "Make a new one: selfcare vault backup FILE",
    ]
    known = rekeyed(empty_home, new_file, empty_home.path / "code.txt", NEW).out
    assert "selfcare vault backup FILE\nThen delete these yourself, once" in known
    assert known.count(".backup\n") == 2, "the one of before, and the one before the new key"


def test_no_code_file_is_overwritten_unasked(code: str, empty_home: Home, new_file: Path) -> None:
    """The same exit code as for any other file."""
    to = empty_home.path / "code.txt"
    to.write_text("something else\n")
    words = ["--known", "--new-passphrase-file", str(new_file), "--recovery-to", str(to)]
    assert empty_home.run("vault", "passphrase", *words).code == 2
    assert to.read_text() == "something else\n"
    assert empty_home.run("list", passphrase=PASSPHRASE).code == 0


def test_at_a_terminal_the_new_passphrase_is_asked_twice(home: Home) -> None:
    with at_terminal(home, "vault", "passphrase", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        assert "NEW recovery code in place of the one on your paper" in " ".join(
            terminal.types("n", at="[y/N] ").split()
        )
        terminal.whispers(NEW, at="typing is hidden): ")
        terminal.whispers(NEW, at="again: ")
        assert terminal.ends() == 0
    assert NEW not in terminal.seen
    assert home.run("list", passphrase=NEW).code == 0


def test_the_recovery_code_opens_a_journal_whose_key_file_and_passphrase_are_lost(code: str, empty_home: Home) -> None:
    empty_home.run("reflect", "--answer", "what=still here")
    for name in ("journal.keys", "journal.keys.bak"):
        (empty_home.folder / name).unlink()
    slip = code.lower().replace("-", " ")
    used = empty_home.run("vault", "recovery", "use", "-", stdin=f"{slip}\nmore lines\n", passphrase=NEW)
    assert used.code == 0, used
    assert "still here" in empty_home.run("list", passphrase=NEW).out
    assert empty_home.run("vault", "verify", passphrase=NEW).code == 0


def test_a_code_at_a_terminal_shows_that_it_is_right(code: str, empty_home: Home) -> None:
    with at_terminal(empty_home, "vault", "recovery", "check") as terminal:
        terminal.types(code, at="Recovery code: ")
        assert terminal.ends() == 0


def slipped(code: str) -> str:
    """The code with a slip in its third group."""
    return code[:10] + ("2" if code[10] != "2" else "3") + code[11:]


def test_a_slip_at_a_terminal_is_named_and_the_code_asked_for_again(code: str, empty_home: Home) -> None:
    with at_terminal(empty_home, "vault", "recovery", "use") as terminal:
        terminal.types(slipped(code), at="Recovery code: ")
        assert "group 3 looks mistyped" in terminal.types(slipped(code)[:20], at="Recovery code: ")
        terminal.types(code, at="Recovery code: ")
        terminal.whispers(NEW, at="typing is hidden): ")
        terminal.whispers(NEW, at="again: ")
        assert terminal.ends() == 0
    assert empty_home.run("list", passphrase=NEW).code == 0


def test_three_slips_end_it(code: str, empty_home: Home) -> None:
    with at_terminal(empty_home, "vault", "recovery", "check") as terminal:
        for _ in range(3):
            terminal.types(slipped(code), at="Recovery code: ")
        assert terminal.ends() == 12


def test_on_an_empty_computer_a_backup_comes_back_with_the_code_from_paper(code: str, empty_home: Home) -> None:
    """Nobody has the passphrase, and the code is in no file."""
    empty_home.run("note", "still here")
    backup = empty_home.path / "stick.backup"
    assert empty_home.run("vault", "backup", str(backup)).code == 0
    new = Home(empty_home.path, {**empty_home.environment, "SELFCARE_JOURNAL": str(empty_home.path / "new")})
    with at_terminal(new, "vault", "restore", str(backup)) as terminal:
        terminal.whispers("", at="Passphrase (Enter: recovery code): ")
        terminal.types(slipped(code), at="Recovery code: ")
        terminal.types(code.lower(), at="Recovery code: ")
        assert terminal.ends() == 0
    assert "selfcare vault recovery use" in terminal.seen
    assert new.run("vault", "recovery", "use", "-", stdin=code, passphrase=NEW).code == 0
    assert "still here" in new.run("list", passphrase=NEW).out


def test_a_slip_of_one_symbol_is_named_as_a_slip(code: str, empty_home: Home) -> None:
    slip = ("2" if code[0] != "2" else "3") + code[1:]
    answer = empty_home.run("vault", "recovery", "check", "-", stdin=slip)
    assert answer.code == 12
    assert slip not in answer.err


def test_the_code_of_another_journal_is_12_and_changes_nothing(home: Home) -> None:
    from selfcare.vault import recovery

    before = (home.folder / "journal.keys").read_bytes()
    other = recovery.code_from(recovery.new_root())
    answer = home.run("vault", "recovery", "use", "-", stdin=other, passphrase=NEW)
    assert answer.code == 12
    assert (home.folder / "journal.keys").read_bytes() == before


def test_a_code_as_an_argument_is_refused(code: str, empty_home: Home) -> None:
    answer = empty_home.run("vault", "recovery", "check", code)
    assert answer.code == 2
    assert code not in answer.err


def test_a_folder_is_no_place_for_a_recovery_code(empty_home: Home) -> None:
    refused = empty_home.run("init", "--recovery-to", "/")
    assert (refused.code, refused.err.splitlines()[0]) == (1, "/ is a folder.")
    assert not empty_home.folder.exists()
