"""Backups as a person meets them: made, listed, put back, and each week by themselves."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import at_terminal

from selfcare import when
from selfcare.cli import automatic_backups
from selfcare.journal import envelope as envelopes
from selfcare.journal import migrations
from selfcare.journal.records import put_in
from selfcare.vault import backups, recovery
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

NEW = "seven doors and a kettle"
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def code(empty_home: Home) -> str:
    """The recovery code of the journal in the home, made as the `home` fixture makes it."""
    root = recovery.new_root()
    Vault.create(empty_home.folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    return recovery.code_from(root)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the only clock of the program."""

    def to(moment: datetime) -> None:
        monkeypatch.setattr(when, "now", lambda: moment)

    to(NOW)
    return to


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer
    return answer


def told(answer: Answer, code: int, *words: str) -> None:
    assert (answer.code, len(answer.err.splitlines())) == (code, 2), answer
    for word in words:
        assert word in answer.err


def backed_up(home: Home, *words: str) -> Path:
    return Path(done(home.run("vault", "backup", *words, "--json")).object["backup"]["file"])


def texts(home: Home, *, passphrase: str = PASSPHRASE) -> set[str]:
    records = done(home.run("list", "--json", passphrase=passphrase)).object["records"]
    return {each["fields"]["text"] for each in records}


def flip(path: Path, place: int = -1000) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


# --- making ----------------------------------------------------------------------------------------------------------


def test_a_backup_is_one_file_in_the_journals_folder_its_path_alone_on_a_line(home: Home) -> None:
    answer = done(home.run("vault", "backup"))
    (made,) = (home.folder / "backups").iterdir()
    assert str(made) in answer.out.splitlines()
    assert "selfcare vault backup FILE" in answer.out
    assert backups.read_whole(made).automatic is False


def test_it_goes_to_a_file_or_into_a_folder_of_choice(home: Home, tmp_path: Path) -> None:
    assert backed_up(home, str(tmp_path / "mine")) == tmp_path / "mine"
    (inside,) = [backed_up(home, str(tmp_path / "home"))]
    assert inside.parent == tmp_path / "home"
    assert inside.name.endswith(".backup")
    assert not (home.folder / "backups").exists() or list((home.folder / "backups").iterdir()) == []


def test_no_file_is_overwritten_unasked(home: Home, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a letter")
    told(home.run("vault", "backup", str(tmp_path / "mine")), 2, "--force")
    assert (tmp_path / "mine").read_text() == "a letter"
    backed_up(home, str(tmp_path / "mine"), "--force")
    assert backups.read_whole(tmp_path / "mine")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("journal/journal.db", 2),
        ("journal/inbox/x.sealed", 2),
        ("journal", 2),
        ("journal/inbox", 2),
        ("link", 2),
        ("no/such/folder", 1),
    ],
)
def test_a_place_that_will_not_do_is_said_before_the_passphrase_is_asked_for(home: Home, place: str, code: int) -> None:
    (home.folder / "inbox").mkdir()
    (home.path / "link").symlink_to(home.folder / "inbox")
    before = everything_in(home.folder)
    told(
        home.run("vault", "backup", place, "--force", passphrase=None),
        code,
        "somewhere else" if code == 2 else "no folder",
    )
    assert everything_in(home.folder) == before


def test_the_folder_of_the_backups_may_be_named_as_any_other(home: Home) -> None:
    backed_up(home)
    assert backed_up(home, "journal/backups").parent == Path("journal/backups")
    assert len(list((home.folder / "backups").iterdir())) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="it takes a file that root cannot read either")
def test_a_note_that_cannot_be_read_is_said_to_be_left_out(home: Home) -> None:
    (home.folder / "inbox").mkdir()
    name = f"inbox/{'a' * 32}.sealed"
    (home.folder / name).symlink_to("/proc/self/mem")
    assert f"Left out, since it cannot be read: {name}" in done(home.run("vault", "backup")).out
    assert done(home.run("vault", "backup", "--json")).object["left_out"] == [name]
    verified = home.run("vault", "verify", "--json")
    assert (verified.code, verified.object["problems"]) == (13, [f"{name} cannot be read."])
    rescued = home.run("vault", "rescue", "new", "--recovery-to", "code", "--json")
    assert rescued.object["lost"]["sealed_notes"] == [name]


def test_a_wrong_passphrase_makes_no_backup(home: Home) -> None:
    told(home.run("vault", "backup", passphrase="wrong"), 12)
    assert backups.found(home.folder) == ()


# --- looking ---------------------------------------------------------------------------------------------------------


def test_they_are_listed_without_a_passphrase(home: Home) -> None:
    made = backed_up(home)
    answer = done(home.run("vault", "backups", passphrase=None))
    assert made.name in answer.out
    assert "your own, whole" in answer.out
    assert "It opens with your passphrase." in answer.out
    (listed,) = done(home.run("vault", "backups", "--json", passphrase=None)).object["backups"]
    assert listed["file"] == str(made)
    assert listed["bytes"] == made.stat().st_size
    assert (listed["automatic"], listed["whole"], listed["passphrase"], listed["recovery_code"]) == (
        False,
        True,
        "current",
        "current",
    )


def test_what_opens_each_is_told_after_the_passphrase_and_the_key_have_changed(home: Home) -> None:
    def opens() -> list[tuple[str, str]]:
        listed = home.run("vault", "backups", "--json").object["backups"]
        return [(each["passphrase"], each["recovery_code"]) for each in listed]

    (home.path / "new").write_text(NEW)
    (home.path / "newer").write_text(NEW + " more")
    backed_up(home)
    done(home.run("vault", "passphrase", "--not-known", "--new-passphrase-file", "new"))
    assert opens() == [("earlier", "current")]
    words = ["vault", "passphrase", "--known", "--new-passphrase-file", "newer", "--recovery-to", "code", "--json"]
    named = done(home.run(*words, passphrase=NEW)).object["backups_with_the_old"]
    assert opens() == [("earlier", "earlier")] * 2
    assert len(named) == 2
    assert [each.manifest.reason for each in backups.found(home.folder)] == ["rekey", "asked"]


def test_a_damaged_one_and_a_file_of_another_kind_are_named(home: Home) -> None:
    flip(backed_up(home))
    (home.folder / "backups" / "odd.backup").write_text("odd")
    shown = done(home.run("vault", "backups")).out
    assert "DAMAGED" in shown
    assert "odd.backup" in shown
    listed = home.run("vault", "backups", "--json").object
    assert [each["whole"] for each in listed["backups"]] == [False]
    assert len(listed["unusable"]) == 1


def test_where_none_lies_beside_the_journal_it_says_how_to_make_one_and_no_journal_is_10(
    home: Home, tmp_path: Path
) -> None:
    done(home.run("vault", "backup", str(tmp_path / "stick.backup")))
    told_how = done(home.run("vault", "backups")).err
    assert "No backup lies beside your journal." in told_how
    assert "selfcare vault backup" in told_how
    assert done(home.run("vault", "backups", "--json")).object["backups"] == []
    told(home.run("vault", "backups", "--journal", "nowhere"), 10)


def test_they_are_listed_where_the_journal_is_gone(home: Home) -> None:
    backed_up(home)
    for name in ("journal.db", "journal.keys", "journal.keys.bak"):
        (home.folder / name).unlink()
    assert len(done(home.run("vault", "backups", "--json")).object["backups"]) == 1


def test_the_status_names_the_latest(home: Home) -> None:
    assert "Backups: none. selfcare vault backup\n" in done(home.run("vault", "status")).out
    backed_up(home)
    status = done(home.run("vault", "status", "--json")).object
    assert status["backups"] == 1
    assert datetime.fromisoformat(status["latest_backup"]).tzinfo is not None


# --- putting one back ------------------------------------------------------------------------------------------------


def test_the_journal_is_again_as_it_was_and_what_was_there_is_kept(home: Home) -> None:
    home.run("note", "before")
    made = backed_up(home)
    home.run("note", "after")
    assert texts(home) == {"before", "after"}
    restored = done(home.run("vault", "restore", made.name, "--yes", "--json")).object
    assert texts(home) == {"before"}
    kept = Path(restored["kept"])
    assert kept.parent == home.folder
    again = done(home.run("list", "--journal", str(kept), "--json"))
    assert len(again.object["records"]) == 2
    assert {each.manifest.reason for each in backups.found(home.folder)} == {"asked", "restore"}
    assert str(kept) in done(home.run("vault", "backups")).out.splitlines()


def test_at_a_terminal_it_asks_and_a_no_changes_nothing(home: Home) -> None:
    home.run("note", "before")
    made = backed_up(home)
    home.run("note", "after")
    before = texts(home)
    with at_terminal(home, "vault", "restore", str(made)) as person:
        shown = person.types("n", at="[y/N] ")
        assert person.ends() == 0
    assert "What is in the journal now is kept" in shown
    assert texts(home) == before
    with at_terminal(home, "vault", "restore", str(made)) as person:
        person.types("y", at="[y/N] ")
        person.whispers("wrong", at="Passphrase (Enter: recovery code): ")
        person.whispers(PASSPHRASE, at="Passphrase (Enter: recovery code): ")
        assert person.ends() == 0
    assert texts(home) == {"before"}


def test_without_a_terminal_it_needs_a_yes_and_a_way_in(home: Home) -> None:
    made = str(backed_up(home))
    told(home.run("vault", "restore", made), 2, "--yes")
    told(home.run("vault", "restore", made, "--yes", passphrase=None), 2, "--code-file")


def test_an_empty_machine_needs_the_file_and_a_passphrase_or_the_code(
    code: str, empty_home: Home, tmp_path: Path
) -> None:
    empty_home.run("note", "hello")
    made = backed_up(empty_home, str(tmp_path / "stick"))
    shutil.rmtree(empty_home.folder)
    (tmp_path / "code").write_text(f"{code}\n")
    words = ["vault", "restore", str(made)]
    assert done(empty_home.run(*words, "--json")).object["kept"] is None
    assert texts(empty_home) == {"hello"}
    done(empty_home.run(*words, "--into", "other", "--code-file", str(tmp_path / "code"), passphrase=None))
    used = ["vault", "recovery", "use", "--code-file", str(tmp_path / "code"), "--journal", "other"]
    done(empty_home.run(*used, passphrase=NEW))
    assert "hello" in done(empty_home.run("list", "--journal", "other", passphrase=NEW)).out


def test_a_forgotten_passphrase_that_was_set_anew_opens_the_backups_made_before(code: str, empty_home: Home) -> None:
    empty_home.run("note", "hello")
    made = backed_up(empty_home)
    done(empty_home.run("vault", "recovery", "use", "-", stdin=code, passphrase=NEW))
    done(empty_home.run("vault", "restore", str(made), "--yes", passphrase=NEW))
    assert texts(empty_home, passphrase=NEW) == {"hello"}


@pytest.mark.parametrize("place", ["journal/inbox", "journal/backups/new", "link/new"])
def test_it_does_not_go_into_the_folder_of_a_journal_that_is_there(home: Home, place: str) -> None:
    made = backed_up(home)
    (home.path / "link").symlink_to(home.folder)
    before = everything_in(home.folder)
    told(home.run("vault", "restore", str(made), "--into", place), 2, "somewhere else")
    assert everything_in(home.folder) == before


def not_a_backup(file: Path) -> None:
    file.write_text("Dear diary\n" * 100)


def from_a_newer_selfcare(home: Home) -> Path:
    with home.open() as journal:
        journal.vault.connection.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
        made = journal.vault.back_up(None, backups.ASKED).path
        journal.vault.connection.execute(f"PRAGMA user_version = {migrations.NEWEST}")
    return made


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (flip, 13),
        (lambda file: file.write_bytes(file.read_bytes()[:-5000]), 13),
        (lambda file: file.write_bytes(b""), 13),
        (not_a_backup, 20),
        (lambda file: file.unlink(), 1),
    ],
    ids=["flipped", "cut short", "empty", "another kind", "gone"],
)
def test_a_file_that_is_no_whole_backup_is_refused_and_nothing_is_touched(
    home: Home, spoil: Callable[[Path], object], code: int, tmp_path: Path
) -> None:
    made = backed_up(home, str(tmp_path / "made.backup"))
    spoil(made)
    before = everything_in(home.folder)
    told(home.run("vault", "restore", str(made), "--yes"), code)
    told(home.run("vault", "restore", str(made), "--into", "new"), code)
    assert everything_in(home.folder) == before
    assert not (home.path / "new").exists()


def test_a_backup_of_newer_tables_is_14_and_its_journal_stays(home: Home) -> None:
    made = from_a_newer_selfcare(home)
    told(home.run("vault", "restore", str(made), "--yes"), 14)
    assert texts(home) == set()


@pytest.mark.parametrize("way", ["passphrase", "code"])
def test_what_does_not_open_it_is_12_and_nothing_is_touched(home: Home, way: str) -> None:
    made = backed_up(home)
    (home.path / "code").write_text(recovery.code_from(bytes(20)))
    before = everything_in(home.folder)
    options = ["--code-file", "code"] if way == "code" else []
    told(home.run("vault", "restore", str(made), "--yes", *options, passphrase="wrong"), 12)
    assert everything_in(home.folder) == before


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_in_a_session_the_journal_that_is_open_is_not_replaced(home: Home) -> None:
    from selfcare.cli.app import run

    made = backed_up(home)
    with pytest.MonkeyPatch.context() as patch, home.open() as journal:
        for name, value in {**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE}.items():
            patch.setenv(name, value)
        assert run(["vault", "restore", str(made), "--yes"], journal) == 2
        assert run(["vault", "restore", str(made), "--into", str(home.path / "other")], journal) == 0
    assert texts(home) == set()


# --- by themselves ---------------------------------------------------------------------------------------------------


def reasons(home: Home) -> list[str]:
    return [each.manifest.reason for each in backups.found(home.folder)]


def test_each_week_that_finds_something_from_before_makes_one(home: Home, clock: Callable[[datetime], None]) -> None:
    assert done(home.run("reflect", "--answer", "what=x")).err == ""
    done(home.run("list"))
    assert reasons(home) == []
    clock(NOW + timedelta(days=5))
    assert done(home.run("list")).err == ""
    done(home.run("list"))
    assert reasons(home) == ["weekly"]
    clock(NOW + timedelta(days=12))
    done(home.run("reflect", "--answer", "what=x"))
    assert reasons(home) == ["weekly", "weekly"]


def test_writing_without_unlocking_makes_none(home: Home, clock: Callable[[datetime], None]) -> None:
    done(home.run("reflect", "--answer", "what=x"))
    clock(NOW + timedelta(days=7))
    done(home.run("note", "x"))
    assert reasons(home) == []


def test_one_that_cannot_be_made_is_one_line_and_the_answer_stands(
    home: Home, clock: Callable[[datetime], None]
) -> None:
    done(home.run("reflect", "--answer", "what=x"))
    clock(NOW + timedelta(days=7))
    (home.folder / "backups").write_text("in the way")
    answer = done(home.run("list"))
    assert "what=x" not in answer.err
    assert len(answer.out.splitlines()) == 1
    assert len(answer.err.splitlines()) == 1
    assert "could not be made" in answer.err
    assert done(home.run("list", "--json")).err == ""


def test_a_command_that_fails_makes_none(home: Home, clock: Callable[[datetime], None]) -> None:
    done(home.run("reflect", "--answer", "what=x"))
    clock(NOW + timedelta(days=7))
    told(home.run("show", "zzzzz"), 2)
    assert reasons(home) == []


def test_the_line_of_a_session_makes_one_and_leaves_the_journal_open(
    home: Home, clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from selfcare.cli.app import run

    done(home.run("reflect", "--answer", "what=x"))
    clock(NOW + timedelta(days=7))
    with home.open() as journal:
        assert run(["list"], journal) == 0
        assert reasons(home) == ["weekly"]
        assert journal.setting("backups_kept") == "8"


def test_it_comes_after_the_answer(
    home: Home, clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    done(home.run("reflect", "--answer", "what=x"))
    clock(NOW + timedelta(days=7))
    answered: list[bytes] = []
    monkeypatch.setattr(automatic_backups, "before", lambda *_: answered.append(sys.stdout.buffer.getvalue()))  # type: ignore[union-attr]
    answer = done(home.run("list"))
    assert answered == [answer.out.encode()]


def test_a_session_that_locks_waits_for_no_backup(home: Home) -> None:
    """One is due, and no command was typed that it could come after."""
    with home.open() as journal, journal.writing() as session:
        put_in(session, envelopes.new("note", {"text": "x"}), saved_at=datetime(2020, 1, 1, tzinfo=UTC))
    with at_terminal(home, "open", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as person:
        person.types("exit", at="selfcare> ")
        assert person.ends() == 0
    assert not (home.folder / "journal.db-wal").exists()
    assert reasons(home) == []


def test_the_setting_says_how_many_of_them_stay(home: Home, clock: Callable[[datetime], None]) -> None:
    done(home.run("settings", "set", "backups_kept", "2"))
    own = backed_up(home)
    done(home.run("reflect", "--answer", "what=x"))
    for week in range(1, 5):
        clock(NOW + timedelta(weeks=week))
        done(home.run("list"))
    assert reasons(home) == ["weekly", "weekly", "asked"]
    assert own.exists()
    told(home.run("settings", "set", "backups_kept", "0"), 2)


@pytest.fixture
def older(empty_home: Home) -> Home:
    """A home with a journal of the first version's tables."""

    def first_step(connection: object) -> None:
        migrations.take_step(connection, 0)

    root = recovery.new_root()
    Vault.create(empty_home.folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=first_step).close()
    return empty_home


def version_of(folder: Path) -> int:
    with Vault.open(folder, PASSPHRASE) as vault:
        return vault.user_version


def test_the_tables_of_an_older_version_are_backed_up_before_they_change(older: Home) -> None:
    done(older.run("list"))
    assert version_of(older.folder) == migrations.NEWEST
    (made,) = backups.found(older.folder)
    assert made.manifest.reason == "migration"
    done(older.run("vault", "restore", str(made.path), "--into", "old"))
    assert version_of(older.path / "old") == 1


def test_without_a_backup_the_tables_do_not_change(older: Home) -> None:
    (older.folder / "backups").write_text("in the way")
    told(older.run("list"), 1)
    assert version_of(older.folder) == 1


def test_what_is_erased_names_the_backups_that_hold_it_still(home: Home) -> None:
    handle = done(home.run("reflect", "--answer", "what=x", "--json")).object["record"]["handle"]
    made = backed_up(home)
    home.run("remove", handle)
    answer = done(home.run("bin", "empty", "--yes"))
    assert f"1 backup made before now may still hold it:\n{made}\n" in answer.out
    home.run("remove", done(home.run("reflect", "--answer", "what=x", "--json")).object["record"]["handle"])
    assert done(home.run("bin", "empty", "--yes", "--json")).object["backups_that_hold_it"] == [str(made)]


def test_what_a_restore_kept_holds_it_still_too_and_is_listed_with_date_and_size(home: Home) -> None:
    handle = done(home.run("reflect", "--answer", "what=x", "--json")).object["record"]["handle"]
    made = backed_up(home)
    kept = Path(done(home.run("vault", "restore", str(made), "--yes", "--json")).object["kept"])
    made.unlink()
    home.run("remove", handle)
    erased = done(home.run("bin", "empty", "--yes"))
    beside = backups.found(home.folder)
    assert len(beside) == 1, "made before the restore"
    heading = "1 backup made before now and 1 folder kept at a restore may still hold it:"
    assert f"{heading}\n{beside[0].path}\n{kept}\n" in erased.out
    beside[0].path.unlink()

    held = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    since = datetime.strptime(kept.name, "before-restore-%Y-%m-%d-%H%M")
    listed = done(home.run("vault", "backups", "--json")).object["kept_at_restores"]
    assert listed == [{"folder": str(kept), "kept_since": f"{since:%Y-%m-%d %H:%M}", "bytes": held}]
    shown = done(home.run("vault", "backups")).out
    assert str(kept) in shown.splitlines()
    assert f"{since:%a} {since.day} {since:%b %Y, %H:%M}, {held / 1000:.0f} kB" in shown
    assert "delete the folder" in shown
    assert f"Kept from before a restore: 1, {held / 1000:.0f} kB" in done(home.run("vault", "status")).out
    status = done(home.run("vault", "status", "--json")).object
    assert (status["kept_at_restores"], status["kept_at_restores_bytes"]) == (1, held)
    assert all(len(line) <= 80 for line in shown.splitlines() if str(home.folder) not in line)


def test_after_a_sweep_what_a_restore_kept_is_named_too(home: Home) -> None:
    done(home.run("reflect", "--answer", "what=Abena rang"))
    done(home.run("vault", "restore", str(backed_up(home)), "--yes"))
    done(home.run("people", "add", "Abena"))
    swept = done(home.run("people", "sweep", "--yes", "--json")).object["backups_that_hold_it"]
    assert [Path(each).is_dir() for each in swept].count(True) == 1
    assert len(swept) == 3


def test_a_kept_folder_that_was_renamed_is_listed_all_the_same(home: Home) -> None:
    folder = home.folder / "before-restore-the old one"
    folder.mkdir()
    os.utime(folder, (NOW.timestamp(),) * 2)
    listed = done(home.run("vault", "backups", "--json")).object["kept_at_restores"]
    assert listed == [{"folder": str(folder), "kept_since": "2026-11-18 12:00", "bytes": 0}]


def test_who_stops_a_restore_too_late_is_told_that_the_next_command_finishes_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    home.run("reflect", "--answer", "what=x")
    assert home.run("vault", "backup", "made.backup").code == 0
    home.run("reflect", "--answer", "what=later")
    with monkeypatch.context() as patched:
        patched.setattr("selfcare.vault.replacing._move_in", stopped)
        answer = home.run("vault", "restore", "made.backup", "--yes")
    assert (answer.code, "The next command finishes it." in answer.err) == (130, True)
    assert len(home.run("list", "--json").object["records"]) == 1
