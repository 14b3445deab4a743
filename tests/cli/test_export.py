"""`export`: the whole journal in one file, locked or plain, and never by accident."""

import json
import stat
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.exchange.journals import archive_of, of_everything
from tests.terminal import CTRL_C, ENTER, at_terminal

from selfcare.exchange.archive import dump, parse
from selfcare.redaction.outgoing import OWN
from selfcare.vault.locked_file import unlock

OTHER = "another passphrase of five words"


def filled(home: Home) -> bytes:
    """Fill the journal with something of everything; its plain archive."""
    with home.open() as journal:
        of_everything(journal)
        return dump(archive_of(journal))


def test_it_is_locked_with_the_passphrase_of_the_journal(home: Home) -> None:
    expected = filled(home)
    answer = home.run("export", "journal.archive")
    assert (answer.code, answer.out) == (0, "journal.archive\n")
    raw = (home.path / "journal.archive").read_bytes()
    assert b"night" not in raw
    assert unlock(raw, PASSPHRASE) == expected
    assert unlock(raw, OTHER) is None


def test_it_is_locked_with_another_passphrase_where_one_is_given(home: Home) -> None:
    expected = filled(home)
    (home.path / "words.txt").write_text(f"{OTHER}\nand a second line\n")
    assert home.run("export", "journal.archive", "--passphrase-file", "words.txt").code == 0
    raw = (home.path / "journal.archive").read_bytes()
    assert unlock(raw, OTHER) == expected
    assert unlock(raw, PASSPHRASE) is None


def test_plain_it_is_lines_of_json_and_says_what_that_means(home: Home) -> None:
    expected = filled(home)
    answer = home.run("export", "journal.json", "--plain-json")
    assert answer.code == 0
    assert "not be encrypted" in answer.err
    assert OWN in answer.err
    raw = (home.path / "journal.json").read_bytes()
    assert raw == expected
    assert all(isinstance(json.loads(line), dict) for line in raw.splitlines())


def test_notes_that_were_sealed_are_in_it(home: Home) -> None:
    assert home.run("note", "sealed", "words", passphrase=None).code == 0
    assert home.run("export", "journal.json", "--plain-json").code == 0
    (record,) = parse((home.path / "journal.json").read_bytes()).records
    assert record.current.fields == {"text": "sealed words"}


def test_it_tells_a_script_what_is_in_it(home: Home) -> None:
    filled(home)
    answer = home.run("export", "journal.archive", "--json")
    told = {"file": "journal.archive", "encrypted": True, "records": 2, "in_bin": 1, "drafts": 1}
    assert answer.object == {"format": 1, "archive": told}
    assert answer.err == ""


def test_nobody_else_can_read_the_file(home: Home) -> None:
    assert home.run("export", "journal.archive").code == 0
    assert stat.S_IMODE((home.path / "journal.archive").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_overwritten_by_force_alone(home: Home) -> None:
    file = home.path / "journal.archive"
    file.write_text("mine")
    assert home.run("export", "journal.archive").code == 2
    assert file.read_text() == "mine"
    assert home.run("export", "journal.archive", "--force").code == 0
    assert file.read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export",), 2),
        (("export", "."), 2),
        (("export", "nowhere/journal.archive"), 1),
        (("export", "journal/journal.archive"), 2),
        (("export", "a.json", "--plain-json", "--passphrase-file", "words.txt"), 2),
        (("export", "a.archive", "--passphrase-file", "nowhere.txt"), 1),
        (("export", "a.archive", "--passphrase-file", "empty.txt"), 2),
    ],
)
def test_what_cannot_be_is_said_before_a_passphrase_is_needed(home: Home, words: tuple[str, ...], code: int) -> None:
    (home.path / "empty.txt").write_text("\n")
    before = sorted(home.path.rglob("*"))
    answer = home.run(*words, passphrase=None)
    assert (answer.code, answer.out) == (code, ""), answer
    assert sorted(home.path.rglob("*")) == before


def test_a_wrong_passphrase_writes_nothing(home: Home) -> None:
    assert home.run("export", "journal.archive", passphrase="another").code == 12
    assert not (home.path / "journal.archive").exists()


def test_without_a_journal_there_is_nothing_to_export(empty_home: Home) -> None:
    assert empty_home.run("export", "journal.json", "--plain-json").code == 10


def test_at_a_terminal_a_plain_archive_is_asked_about(home: Home) -> None:
    with at_terminal(home, "export", "journal.json", "--plain-json") as terminal:
        terminal.until("all the same? [y/N]")
        terminal.presses(ENTER)
        assert terminal.ends() == 0
    assert not Path(home.path / "journal.json").exists()


def test_ctrl_c_there_writes_nothing(home: Home) -> None:
    with at_terminal(home, "export", "journal.json", "--plain-json") as terminal:
        terminal.until("all the same? [y/N]")
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
        assert "Nothing was written." in terminal.seen
    assert not Path(home.path / "journal.json").exists()


def test_inside_a_session_the_passphrase_is_asked_for_again(home: Home) -> None:
    with at_terminal(home, "open") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase")
        terminal.types("export journal.archive")
        terminal.whispers(PASSPHRASE, at="Your passphrase as it is now: ")
        terminal.until("journal.archive")
        terminal.types("exit")
        assert terminal.ends() == 0
    assert unlock((home.path / "journal.archive").read_bytes(), PASSPHRASE) is not None
