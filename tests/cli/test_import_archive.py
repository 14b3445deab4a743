"""`import archive`: both forms come back exactly, nothing comes in twice, and what is wrong changes nothing."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.exchange.journals import archive_of, of_everything
from tests.terminal import at_terminal

from selfcare.exchange.archive import dump
from selfcare.vault import backups
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.locked_file import lock

OTHER = "another passphrase of five words"
FORMS = ("plain", "locked")


@pytest.fixture
def second(home: Home, empty_journal: Path) -> tuple[str, str]:
    """Names an empty journal beside the home's own, for the command line."""
    shutil.copytree(empty_journal, home.path / "second")
    return "--journal", "second"


def plain(home: Home) -> bytes:
    """The plain archive of a journal that is filled with something of everything."""
    with home.open() as journal:
        of_everything(journal)
        return dump(archive_of(journal))


def file_of(home: Home, raw: bytes, form: str = "plain", *, passphrase: str = PASSPHRASE) -> Path:
    """An archive in a file, in one of its two forms."""
    file = home.path / "journal.archive"
    file.write_bytes(raw if form == "plain" else lock(raw, passphrase, CHEAP_FOR_TESTS))
    return file


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", FORMS)
def test_a_journal_comes_back_and_gives_the_same_archive(home: Home, second: tuple[str, str], form: str) -> None:
    expected = plain(home)
    how = ("--plain-json",) if form == "plain" else ()
    assert home.run("export", "first.archive", *how).code == 0
    came = home.run(*second, "import", "archive", "first.archive")
    assert came.code == 0, came
    assert came.out.startswith("New records: 3.\n")
    assert home.run(*second, "export", "second.json", "--plain-json").code == 0
    assert (home.path / "second.json").read_bytes() == expected
    assert home.run(*second, "vault", "verify").code == 0


def test_ids_and_handles_are_kept(home: Home, second: tuple[str, str]) -> None:
    written = home.run("reflect", "--answer", "what=a long day", "--tag", "night", "--json").object["record"]
    home.run("export", "journal.archive")
    home.run(*second, "import", "archive", "journal.archive")
    assert home.run(*second, "show", written["handle"], "--json").object["records"] == [written]


@pytest.mark.parametrize("form", FORMS)
def test_twice_is_as_good_as_once(home: Home, second: tuple[str, str], form: str) -> None:
    file_of(home, plain(home), form)
    assert home.run(*second, "import", "archive", "journal.archive").code == 0
    again = home.run(*second, "import", "archive", "journal.archive", "--json").object
    assert again["imported"] == {"new": 0, "known": 3, "skipped": 0, "not_understood": 0}
    assert len(backups.found(home.path / "second")) == 1  # what changes nothing needs no backup


def test_a_dry_run_says_what_would_come_and_changes_nothing(home: Home, second: tuple[str, str]) -> None:
    file_of(home, plain(home))
    before = content(home.path / "second")
    answer = home.run(*second, "import", "archive", "journal.archive", "--dry-run")
    assert (answer.code, content(home.path / "second")) == (0, before)
    assert "would come in: 3." in answer.out
    assert "Nothing was changed." in answer.out
    as_json = home.run(*second, "import", "archive", "journal.archive", "--dry-run", "--json").object
    assert (as_json["imported"]["new"], as_json["dry_run"]) == (3, True)


def test_a_backup_is_made_first_that_holds_the_journal_as_it_was(home: Home, second: tuple[str, str]) -> None:
    file_of(home, plain(home))
    assert home.run(*second, "import", "archive", "journal.archive").code == 0
    (backup,) = backups.found(home.path / "second")
    assert backup.manifest.reason == backups.IMPORT
    assert home.run(*second, "vault", "restore", str(backup.path), "--into", "third").code == 0
    assert home.run("--journal", "third", "list", "--json").object["records"] == []


def test_an_archive_with_another_passphrase_needs_it(home: Home, second: tuple[str, str]) -> None:
    file_of(home, plain(home), "locked", passphrase=OTHER)
    before = content(home.path / "second")
    refused = home.run(*second, "import", "archive", "journal.archive")
    assert (refused.code, content(home.path / "second")) == (12, before)
    assert "--passphrase-file" in refused.err
    (home.path / "wrong.txt").write_text("a third one")
    words = ("import", "archive", "journal.archive", "--passphrase-file")
    assert home.run(*second, *words, "wrong.txt").code == 12
    (home.path / "right.txt").write_text(OTHER)
    assert home.run(*second, *words, "right.txt").code == 0


def test_at_a_terminal_it_is_asked_for(home: Home, second: tuple[str, str]) -> None:
    file_of(home, plain(home), "locked", passphrase=OTHER)
    with at_terminal(home, *second, "import", "archive", "journal.archive") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.whispers("a third one", at="Passphrase of the archive: ")
        terminal.whispers(OTHER, at="Passphrase of the archive: ")
        terminal.until("New records: 3.")
        assert terminal.ends() == 0


@pytest.mark.parametrize("form", FORMS)
def test_one_that_is_cut_short_is_damaged(home: Home, second: tuple[str, str], form: str) -> None:
    file = file_of(home, plain(home), form)
    file.write_bytes(file.read_bytes()[:-1])
    before = content(home.path / "second")
    assert home.run(*second, "import", "archive", "journal.archive").code == 13
    assert content(home.path / "second") == before


@pytest.mark.parametrize("form", FORMS)
def test_one_of_a_later_format_is_told_apart(home: Home, second: tuple[str, str], form: str) -> None:
    file_of(home, plain(home).replace(b'"format":1', b'"format":2', 1), form)
    assert home.run(*second, "import", "archive", "journal.archive").code == 14


@pytest.mark.parametrize("form", FORMS)
def test_one_wrong_line_and_nothing_comes_in(home: Home, second: tuple[str, str], form: str) -> None:
    raw = plain(home)
    altered = raw.replace(b'"text":"kept"', b'"text":5')
    assert altered != raw
    file_of(home, altered, form)
    before = content(home.path / "second")
    refused = home.run(*second, "import", "archive", "journal.archive")
    assert (refused.code, content(home.path / "second")) == (20, before)
    assert "Line " in refused.err


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"\0" * 5000, b"SQLite format 3\0", b'\xef\xbb\xbf{"archive":"selfcare"}\n']
)
def test_another_file_is_no_archive(home: Home, raw: bytes) -> None:
    (home.path / "some.file").write_bytes(raw)
    answer = home.run("import", "archive", "some.file", passphrase=None)
    assert (answer.code, answer.out) == (20, "")


def test_a_file_that_is_not_there_is_told_before_a_passphrase_is_needed(home: Home) -> None:
    for name in ("nowhere.archive", "."):
        assert home.run("import", "archive", name, passphrase=None).code == 1


def test_without_a_journal_nothing_is_made(empty_home: Home) -> None:
    (empty_home.path / "journal.archive").write_bytes(b"{}")
    assert empty_home.run("import", "archive", "journal.archive").code == 10
    assert not empty_home.folder.exists()


def test_names_that_are_put_away_here_are_told_by_their_pseudonyms(home: Home, second: tuple[str, str]) -> None:
    home.run("reflect", "--answer", "what=Barnaby Okonkwo called 07700 900123")
    home.run("export", "journal.archive")
    assert home.run(*second, "people", "add", "-", stdin="Barnaby Okonkwo").code == 0
    answer = home.run(*second, "import", "archive", "journal.archive")
    assert "Put in for names: Larch." in answer.err
    assert "could identify somebody" in answer.err
    assert "Barnaby" not in answer.out + answer.err
    assert "Larch called" in home.run(*second, "list").out


def test_it_says_what_became_of_what_was_there_already(home: Home, second: tuple[str, str]) -> None:
    kept, gone = (
        home.run("reflect", "--answer", f"what={text}", "--json").object["record"]["handle"] for text in ("one", "two")
    )
    home.run("export", "journal.archive")
    home.run(*second, "import", "archive", "journal.archive")
    home.run(*second, "remove", gone)
    home.run(*second, "bin", "empty", "--yes")
    home.run("edit", kept, "--set", "what=one, again")
    home.run("export", "journal.archive", "--force")
    answer = home.run(*second, "import", "archive", "journal.archive")
    assert "Records that get versions from the archive: 1." in answer.out
    assert "Erased here before, and they stay so: 1." in answer.out
    assert "one, again" in home.run(*second, "list").out
