"""An import says why something stayed out or came in otherwise than meant, and which door is the right one."""

from pathlib import Path

import pytest
from tests.conftest import Answer, Home


def brought(home: Home, kind: str, name: str, content: str | bytes, *more: str) -> Answer:
    (home.path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return home.run("import", kind, name, *more)


def test_an_entry_too_old_or_ahead_of_its_day_is_said_to_be_that(home: Home) -> None:
    journal = "[1965-01-02 10:00] too old\n\n[2199-01-02 10:00] ahead\n\n[2026-01-02 10:00] all right\n"
    answer = brought(home, "jrnl", "journal.txt", journal)
    assert "New records: 2." in answer.out
    assert "A day must be from 1970 to 2200, and is not: line 1.\n" in answer.out
    assert "The day has not come yet; it came in as it says: line 3.\n" in answer.out


def test_where_nothing_else_is_in_it_the_refusal_says_why(home: Home) -> None:
    answer = brought(home, "jrnl", "journal.txt", "[1965-01-02 10:00] too old\n")
    assert (answer.code, "A day must be from 1970 to 2200" in answer.err) == (20, True)


def test_the_zone_that_was_taken_is_said_before_and_how_to_mend_it_after(home: Home) -> None:
    journal = "[2026-01-02 10:00] all right\n"
    before = brought(home, "jrnl", "journal.txt", journal, "--dry-run").out
    assert "are taken as those of Europe/London; --zone names another." in before
    after = home.run("import", "jrnl", "journal.txt").out
    assert "were taken as those of Europe/London. If that is wrong: selfcare edit ID --at WHEN" in after
    assert "selfcare vault backups" in after


def test_what_is_left_out_is_explained_on_the_same_line(home: Home) -> None:
    answer = brought(home, "markdown", "2026-01-02.md", "---\ntags: [a]\n---\n")
    line = "Left out: 1. They have no words: a picture alone, or a date alone.\n"
    assert line in answer.out


def test_front_matter_that_cannot_be_read_is_named(home: Home) -> None:
    answer = brought(home, "markdown", "2026-01-02.md", "---\ntags: [a\nno field at all\n---\nwords\n")
    assert "Front matter that could not be read came in as text, its tags too: 2026-01-02.md." in answer.out
    ruler = brought(home, "markdown", "2026-01-03.md", "---\nwords\n---\n")
    assert "Front matter" not in ruler.out


# --- the wrong door --------------------------------------------------------------------------------------------------

BACKUP, ARCHIVE = "selfcare vault restore FILE", "selfcare import archive FILE"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("import archive made.backup", BACKUP),
        ("import jrnl made.backup", BACKUP),
        ("import dayone made.backup", BACKUP),
        ("vault restore made.archive", ARCHIVE),
        ("vault restore plain.archive", ARCHIVE),
        ("import jrnl made.archive", ARCHIVE),
        ("import markdown plain.archive", ARCHIVE),
        ("import daylio page.pdf", "is a PDF"),
        ("import markdown page.pdf", "is a PDF"),
        ("vault restore page.pdf", "is a PDF"),
        ("import jrnl empty.txt", "is empty"),
        ("import markdown empty.txt", "is empty"),
    ],
)
def test_a_file_at_the_wrong_door_is_told_its_own(files: Home, words: str, hint: str) -> None:
    answer = files.run(*words.split())
    assert (answer.code, hint in answer.err) == (20, True), answer.err


@pytest.mark.parametrize("words", ["import dayone folder", "import daylio folder", "import archive folder"])
def test_a_folder_where_a_file_is_meant_is_called_a_folder(files: Home, words: str) -> None:
    answer = files.run(*words.split())
    assert (answer.code, "is a folder" in answer.err) == (1, True)


def test_a_journal_is_not_put_back_into_a_file(files: Home) -> None:
    answer = files.run("vault", "restore", "made.backup", "--into", "page.pdf")
    assert (answer.code, "is a file, and a journal is a folder" in answer.err) == (1, True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {}


@pytest.fixture
def files(home: Home, made: dict[str, bytes]) -> Home:
    """A home with a file of each kind."""
    if not made:
        assert home.run("vault", "backup", "made.backup").code == 0
        assert home.run("export", "made.archive").code == 0
        assert home.run("export", "plain.archive", "--plain-json", "--yes").code == 0
        made |= {name: Path(home.path / name).read_bytes() for name in ("made.backup", "made.archive", "plain.archive")}
    for name, content in {**made, "page.pdf": b"%PDF-1.7\n\xff", "empty.txt": b"\n"}.items():
        (home.path / name).write_bytes(content)
    (home.path / "folder").mkdir()
    return home
