"""What to do about each kind of damage: the copy that has what is lost is named, and what is whole is called whole."""

import os
import shlex
import shutil
from pathlib import Path

import pytest
from tests.conftest import Answer, Home

from selfcare.vault import backup_file
from selfcare.vault.pages import PAGE_SIZE

RESCUE = "selfcare vault rescue DIR"
WHOLE = "Your journal's records are all whole."


def flip(file: Path, place: int) -> None:
    raw = bytearray(file.read_bytes())
    raw[place] ^= 1
    file.write_bytes(raw)


def followed(home: Home, line: str) -> Answer:
    """What comes of a command, typed as it stands there."""
    name, *words = shlex.split(line)
    assert name == "selfcare"
    answer = home.run(*words)
    assert answer.code == 0, answer.err
    return answer


def cut_by(home: Home, pages: int) -> int:
    """Cut the database between two pages; how many it had."""
    database = home.folder / "journal.db"
    raw = database.read_bytes()
    database.write_bytes(raw[: len(raw) - pages * PAGE_SIZE])
    return len(raw) // PAGE_SIZE


@pytest.fixture
def backed_up(home: Home) -> Home:
    """A home with two reflections, and a backup of them in the journal's folder."""
    for words in ("a heron", "a kettle"):
        assert home.run("reflect", "--answer", f"what={words}").code == 0
    assert home.run("vault", "backup").code == 0
    return home


def backup_of(home: Home) -> Path:
    (path,) = (home.folder / "backups").glob("*.backup")
    return path


# --- the database is gone, or cut short ------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [True, False])
def test_a_database_that_is_gone_is_not_called_nothing_lost_and_the_backup_is_named(
    backed_up: Home, *, gone: bool
) -> None:
    database = backed_up.folder / "journal.db"
    database.unlink() if gone else database.write_bytes(b"")
    backed_up.run("note", "it waits")
    verified = backed_up.run("vault", "verify")
    assert verified.code == 13
    assert RESCUE not in verified.err
    assert f"selfcare vault restore {backup_of(backed_up)}" in verified.err

    rescued = backed_up.run("vault", "rescue", "new", "--recovery-to", "code")
    assert "Nothing is lost" not in rescued.out
    assert "none of the records in it could be read" in rescued.out
    shutil.rmtree(backed_up.path / "new")
    (backed_up.path / "code").unlink()
    as_object = backed_up.run("vault", "rescue", "new", "--recovery-to", "code", "--json").object
    assert as_object["lost"]["database"] is True

    restore = verified.err.split(": ")[-1].strip()
    followed(backed_up, f"{restore} --yes")
    assert all(words in backed_up.run("list").out for words in ("a heron", "a kettle", "it waits"))


def test_the_lines_after_a_rescue_bring_what_only_the_backup_has_into_the_new_journal(backed_up: Home) -> None:
    backed_up.run("note", "after the backup")
    (backed_up.folder / "journal.db").unlink()
    rescued = backed_up.run("vault", "rescue", "new", "--recovery-to", "code").out
    commands = rescued.partition("To add what only it has:")[2].strip().splitlines()
    for line in commands:
        followed(backed_up, line)
    assert len(commands) == 3
    shown = backed_up.run("--journal", str(backed_up.path / "new"), "list").out
    assert all(words in shown for words in ("a heron", "a kettle", "after the backup"))


def test_a_database_cut_between_two_pages_is_told_to_be_cut_short(home: Home) -> None:
    home.run("reflect", "--answer", f"what={'a long line ' * 600}")
    total = cut_by(home, 1)
    assert home.run("list").code == 13
    assert "cut short" in home.run("list").err
    verified = home.run("vault", "verify", "--json")
    assert verified.code == 13
    assert f"The database is cut short: 1 of its {total} pages is missing at the end." in verified.object["problems"]
    rescued = home.run("vault", "rescue", "new", "--recovery-to", "code").out
    assert f"Lost: 1 of {total} pages: {total}\n" in rescued
    assert "Nothing is lost" not in rescued


def test_a_record_that_is_lost_is_named_with_its_kind_and_day(home: Home) -> None:
    for number in range(3):
        home.run("reflect", "--answer", f"what={number} {'words ' * 900}", "--at", f"2026-11-0{number + 1} 12:00")
    handles = [each["handle"] for each in home.records()]
    problems: list[str] = []
    while len(problems) < 4:  # until each of the three is named
        cut_by(home, 1)
        problems = home.run("vault", "verify", "--json").object["problems"]
    lost = [line for line in problems if "of Sun 1 Nov 2026" in line]
    assert lost == [f"Record {handles[-1]} (reflection of Sun 1 Nov 2026) cannot be read."]
    rescued = home.run("vault", "rescue", "new", "--recovery-to", "code").out
    assert f"{handles[-1]} (reflection of Sun 1 Nov 2026)" in rescued


def test_damage_that_costs_no_record_says_so(backed_up: Home) -> None:
    with backed_up.open() as journal:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'record_tags_by_tag'"
        page = journal.vault.connection.execute(query).fetchone()[0]
    flip(backed_up.folder / "journal.db", page * PAGE_SIZE - 100)
    verified = backed_up.run("vault", "verify")
    assert (verified.code, f"Page {page} of" in verified.out) == (13, True)
    assert "Every record can still be read." in verified.err
    rescued = backed_up.run("vault", "rescue", "new", "--recovery-to", "code").out
    assert "No record is known to be lost by that." in rescued


# --- the rest of the folder ------------------------------------------------------------------------------------------


def test_where_only_a_backup_is_damaged_the_journal_is_told_to_be_whole(backed_up: Home) -> None:
    made = backup_of(backed_up)
    flip(made, made.stat().st_size - 2000)
    verified = backed_up.run("vault", "verify")
    why = "This backup is damaged: it is cut short, or was altered."
    assert verified.out == f"backups/{made.name} is of no use. {why}\n"
    assert WHOLE in verified.err
    assert "selfcare vault backup\n" in verified.err
    assert RESCUE not in verified.err


def test_the_status_goes_by_how_long_a_backup_is_and_reads_none_through(
    backed_up: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_file, "check", lambda *given: pytest.fail("a backup was read through"))
    whole = backed_up.run("vault", "status", "--json").object
    assert (whole["backups"], whole["backups_damaged"]) == (1, 0)
    assert "To see whether each is whole: selfcare vault backups" in backed_up.run("vault", "status").out

    made = backup_of(backed_up)
    os.truncate(made, made.stat().st_size - 1)
    cut = backed_up.run("vault", "status", "--json").object
    assert (cut["backups"], cut["backups_damaged"], cut["latest_backup"]) == (0, 1, None)
    assert "Damaged, and of no use: 1" in backed_up.run("vault", "status").out


@pytest.mark.parametrize("name", ["journal.keys", "journal.keys.bak"])
def test_where_one_key_file_is_damaged_verify_names_the_command_that_mends_it(home: Home, name: str) -> None:
    flip(home.folder / name, 40)
    verified = home.run("vault", "verify")
    assert WHOLE in verified.err
    assert RESCUE not in verified.err
    (line,) = [each for each in verified.err.splitlines() if each.startswith("To mend the key file")]
    followed(home, line.partition(": ")[2])
    assert home.run("vault", "verify").code == 0


def test_a_damaged_note_is_no_reason_to_leave_the_journal(home: Home) -> None:
    home.run("note", "it waits")
    (note,) = (home.folder / "inbox").iterdir()
    flip(note, note.stat().st_size - 1)
    verified = home.run("vault", "verify")
    assert WHOLE in verified.err
    assert "that no key opens stays as it is" in verified.err
    assert RESCUE not in verified.err


# --- what is no backup -----------------------------------------------------------------------------------------------


def test_a_folder_that_a_restore_kept_is_put_back_by_what_is_said_about_it(backed_up: Home) -> None:
    backed_up.run("reflect", "--answer", "what=only in what was kept")
    assert backed_up.run("vault", "restore", str(backup_of(backed_up)), "--yes").code == 0
    (kept,) = backed_up.folder.glob("before-restore-*")
    refused = backed_up.run("vault", "restore", str(kept))
    assert (refused.code, "is a journal" in refused.err) == (2, True)
    look, _, put_back = refused.err.partition(". To put it back: ")
    followed(backed_up, look.partition("To look into it: ")[2])
    first, _, then = put_back.replace("FILE", "kept.backup").partition(", then ")
    followed(backed_up, first)
    followed(backed_up, f"{then.strip()} --yes")
    assert "only in what was kept" in backed_up.run("list").out


def test_a_folder_of_backups_and_a_name_without_its_ending_are_understood(backed_up: Home) -> None:
    made = backup_of(backed_up)
    refused = backed_up.run("vault", "restore", str(made.parent))
    assert (refused.code, str(made) in refused.err) == (2, True)
    assert backed_up.run("vault", "restore", made.stem, "--yes").code == 0


def test_a_restore_that_cannot_ask_says_what_is_there(backed_up: Home) -> None:
    made = str(backup_of(backed_up))
    assert "There is a journal in that folder" in backed_up.run("vault", "restore", made).err
    (backed_up.folder / "journal.db").unlink()
    assert "a part of a journal" in backed_up.run("vault", "restore", made).err


# --- a backup that is damaged ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [100, 700, "header", "database", "cut"], ids=str)
def test_what_is_whole_in_a_damaged_backup_is_saved_where_nothing_else_is_left(
    backed_up: Home, place: int | str
) -> None:
    stick = Path(shutil.move(backup_of(backed_up), backed_up.path / "stick.backup"))
    shutil.rmtree(backed_up.folder)
    raw = stick.read_bytes()
    start = raw.index(b"journal.db\0", 1024)
    if place == "cut":
        stick.write_bytes(raw[: -3 * PAGE_SIZE])
    else:
        flip(stick, {"header": start + 130, "database": start + 512 + 2000}.get(str(place)) or int(place))
    refused = backed_up.run("vault", "restore", str(stick))
    assert (refused.code, "selfcare vault rescue DIR --from FILE" in refused.err) == (13, True)

    rescued = backed_up.run("vault", "rescue", "new", "--from", str(stick), "--recovery-to", "code")
    assert rescued.code == 0, rescued.err
    shown = backed_up.run("--journal", str(backed_up.path / "new"), "list").out
    assert all(words in shown for words in ("a heron", "a kettle"))
    assert sorted(each.name for each in backed_up.path.iterdir() if each.name.startswith(".new")) == []


def test_another_file_is_no_backup_to_save_from(home: Home) -> None:
    (home.path / "letter").write_text("x" * 2000)
    answer = home.run("vault", "rescue", "new", "--from", "letter", "--recovery-to", "code")
    assert answer.code == 20
    assert not (home.path / "new").exists()
