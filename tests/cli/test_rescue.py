"""vault verify names what is damaged, and vault rescue brings the rest into a new journal."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, at_terminal

from selfcare.vault.pages import PAGE_SIZE

WHOLE = {"format": 1, "ok": True, "problems": []}


def flip(file: Path, *places: int) -> None:
    raw = bytearray(file.read_bytes())
    for place in places:
        raw[place] ^= 1
    file.write_bytes(raw)


@pytest.fixture
def damaged(home: Home) -> Home:
    """A home whose journal lost its first page and one more: it does not open."""
    for number in range(12):
        assert home.run("reflect", "--answer", f"what=line {number} of a long shift").code == 0
    assert home.run("note", "it waits").code == 0
    flip(home.folder / "journal.db", 300, 3 * PAGE_SIZE + 300)
    assert home.run("list").code == 13
    return home


def rescued(home: Home, *more: str, to: str = "new", passphrase: str = PASSPHRASE) -> Home:
    """A home whose journal is the new one."""
    answer = home.run("vault", "rescue", to, "--recovery-to", "code", *more, passphrase=passphrase)
    assert answer.code == 0, answer.err
    return Home(home.path, {**home.environment, "SELFCARE_JOURNAL": str(home.path / to)})


# --- verify ----------------------------------------------------------------------------------------------------------


def test_verify_changes_nothing_and_takes_nothing_in(home: Home) -> None:
    home.run("note", "it waits")
    before = {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}
    assert home.run("vault", "verify", "--json").object == WHOLE
    assert {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()} == before


def test_a_journal_that_does_not_open_has_its_pages_and_records_named_all_the_same(damaged: Home) -> None:
    answer = damaged.run("vault", "verify", "--json")
    assert (answer.code, answer.object["ok"]) == (13, False)
    problems = answer.object["problems"]
    total = (damaged.folder / "journal.db").stat().st_size // PAGE_SIZE
    assert problems[:2] == [f"Page {number} of {total} of the database is damaged." for number in (1, 4)]
    assert all(line.endswith("can be read from its history alone.") for line in problems[2:])
    assert "vault rescue" in damaged.run("vault", "verify").err


def test_each_damaged_file_is_named(home: Home) -> None:
    home.run("reflect", "--answer", "what=x")
    assert home.run("vault", "backup").code == 0
    home.run("note", "it waits")
    (backup,) = (home.folder / "backups").iterdir()
    (note,) = (home.folder / "inbox").iterdir()
    flip(backup, backup.stat().st_size - 2000)
    flip(note, note.stat().st_size - 1)
    flip(home.folder / "journal.keys.bak", 40)
    problems = home.run("vault", "verify", "--json").object["problems"]
    assert len(problems) == 3
    for name in (backup.name, note.name, "journal.keys.bak"):
        assert sum(name in problem for problem in problems) == 1, name


def test_a_record_that_contradicts_its_history_is_named(home: Home) -> None:
    handles = []
    for words in ("one", "two", "three", "four"):
        home.run("reflect", "--answer", f"what={words}")
    with home.open() as journal:
        connection = journal.vault.connection
        handles = [row[0] for row in connection.execute("SELECT handle FROM records ORDER BY seq").fetchall()]
        connection.execute("UPDATE records SET fields = '{' WHERE seq = 1")
        connection.execute("UPDATE records SET theme = 'x' WHERE seq = 2")
        connection.execute("DELETE FROM records WHERE seq = 3")
        connection.execute("UPDATE versions SET parent = 'gone' WHERE rowid = 4")
    problems = home.run("vault", "verify", "--json").object["problems"]
    assert problems == [
        f"Record {handles[0]} cannot be read.",
        f"Record {handles[1]} is not the same as its newest version.",
        f"Record {handles[3]} lacks an earlier version.",
        f"Record {handles[2]} can be read from its history alone.",
        "The search index holds a record that is not there.",
    ]


# --- rescue ----------------------------------------------------------------------------------------------------------


def test_all_that_can_be_read_is_in_the_new_journal_with_the_same_passphrase(damaged: Home) -> None:
    before = {path: path.read_bytes() for path in damaged.folder.rglob("*") if path.is_file()}
    new = rescued(damaged)
    texts = {str(each["fields"]) for each in new.run("list", "--json").object["records"]}
    assert len(texts) == 13
    assert any("it waits" in each for each in texts)
    assert new.run("vault", "verify", "--json").object == WHOLE
    assert "line 7" in new.run("search", "line 7").out
    assert {path: path.read_bytes() for path in damaged.folder.rglob("*") if path.is_file()} == before


def test_the_new_journal_is_another_with_a_recovery_code_of_its_own(damaged: Home) -> None:
    new = rescued(damaged)
    assert (new.folder / "journal.db").read_bytes()[:16] != (damaged.folder / "journal.db").read_bytes()[:16]
    assert new.run("vault", "recovery", "check", "--code-file", "code").code == 0


def test_what_is_lost_is_listed(damaged: Home) -> None:
    (note,) = (damaged.folder / "inbox").iterdir()
    flip(note, note.stat().st_size - 1)
    answer = damaged.run("vault", "rescue", "new", "--recovery-to", "code", "--json")
    total = (damaged.folder / "journal.db").stat().st_size // PAGE_SIZE
    assert answer.object["folder"] == str(damaged.path / "new")
    assert answer.object["rescued"] == {"records": 12, "sealed_notes": 0, "drafts": 0, "people": 0, "settings": 0}
    pages = {"pages": [1, 4], "of_pages": total, "newest_copies": 0, "database": False}
    assert answer.object["lost"] == {**pages, "records": [], "sealed_notes": [f"inbox/{note.name}"], "names_of": []}


def test_a_healthy_journal_loses_nothing(home: Home) -> None:
    home.run("reflect", "--answer", "what=x")
    answer = home.run("vault", "rescue", "new", "--recovery-to", "code")
    assert answer.code == 0
    assert "Nothing is lost.\n" in answer.out
    assert all(len(line) <= 80 or str(home.path) in line for line in answer.out.splitlines())


def test_with_the_code_a_new_passphrase_is_set(empty_home: Home) -> None:
    init = ("init", "--role", "nurse", "--recovery-to", "old-code")
    assert empty_home.run(*init).code == 0
    empty_home.run("reflect", "--answer", "what=x")
    for name in ("journal.keys", "journal.keys.bak"):
        (empty_home.folder / name).unlink()
    new = rescued(empty_home, "--code-file", "old-code", passphrase="seven doors and a kettle")
    assert len(new.run("list", "--json", passphrase="seven doors and a kettle").object["records"]) == 1


def test_notes_that_wait_are_saved_where_the_database_is_gone(home: Home) -> None:
    home.run("note", "it waits")
    (home.folder / "journal.db").unlink()
    new = rescued(home)
    assert "it waits" in new.run("list").out


@pytest.mark.parametrize(
    ("place", "code"),
    [("journal", 2), ("journal/new", 2), ("full", 1), ("gone/new", 1), ("file", 1)],
)
def test_a_place_that_will_not_do_is_refused_before_anything_is_made(home: Home, place: str, code: int) -> None:
    (home.path / "full").mkdir()
    (home.path / "full" / "letter.txt").write_text("mine")
    (home.path / "file").write_text("mine")
    answer = home.run("vault", "rescue", place, "--recovery-to", "code")
    assert (answer.code, len(answer.err.splitlines())) == (code, 2), answer.err
    assert not (home.path / "code").exists()
    assert (home.path / "full" / "letter.txt").read_text() == "mine"


def test_an_empty_folder_will_do(home: Home) -> None:
    (home.path / "new").mkdir()
    assert rescued(home).run("list").code == 0


def test_a_wrong_passphrase_makes_nothing(damaged: Home) -> None:
    answer = damaged.run("vault", "rescue", "new", "--recovery-to", "code", passphrase="wrong")
    assert answer.code == 12
    assert [each for each in ("new", "code") if (damaged.path / each).exists()] == []


def test_where_nothing_can_be_read_nothing_is_made(home: Home) -> None:
    size = (home.folder / "journal.db").stat().st_size
    salt = (home.folder / "journal.db").read_bytes()[:16]
    (home.folder / "journal.db").write_bytes(salt + bytes(size - 16))
    answer = home.run("vault", "rescue", "new", "--recovery-to", "code")
    assert answer.code == 15
    assert not (home.path / "new").exists()


def test_a_journal_of_a_newer_version_is_refused(home: Home) -> None:
    with home.open() as journal:
        journal.vault.connection.execute("PRAGMA user_version = 999")
    assert home.run("vault", "rescue", "new", "--recovery-to", "code").code == 14


def test_while_another_has_the_journal_open_nothing_is_read(home: Home) -> None:
    """Its newest words may be in neither file yet."""
    with home.open():
        answer = home.process("vault", "rescue", "new", "--recovery-to", "code")
    assert answer.code == 11
    assert not (home.path / "new").exists()


def test_from_a_folder_that_may_only_be_read_it_works_as_well(damaged: Home) -> None:
    """A disk that is failing is often mounted so."""
    shutil.copytree(damaged.folder, damaged.path / "read-only")
    for path in (damaged.path / "read-only").rglob("*"):
        path.chmod(0o500 if path.is_dir() else 0o400)
    (damaged.path / "read-only").chmod(0o500)
    home = Home(damaged.path, {**damaged.environment, "SELFCARE_JOURNAL": str(damaged.path / "read-only")})
    new = rescued(home)
    assert len(new.run("list", "--json").object["records"]) == 13


def test_at_a_terminal_the_new_code_is_asked_back(damaged: Home) -> None:
    with at_terminal(damaged, "vault", "rescue", "new") as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.asked("paper: ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert "No new journal was made." in person.seen
    assert "strike it out" in person.seen
    assert not (damaged.path / "new").exists()
