"""Bad days: damage, full disks, busy journals, odd bytes. One exit code each, two lines, and no traceback."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import PASSPHRASE, Answer, Home, without_root
from tests.terminal import CTRL_C, CTRL_D, at_terminal

from selfcare.journal import envelope as envelopes
from selfcare.journal import migrations
from selfcare.vault import canonical, database, keyfile, recovery
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

LINUX = sys.platform.startswith("linux")


def told(answer: Answer, code: int, *words: str) -> None:
    """The exit code, and two lines that say what happened and what to do."""
    assert answer.code == code, answer
    assert "Traceback" not in answer.err
    assert "did not foresee" not in answer.err
    assert len(answer.err.splitlines()) == 2, answer.err
    for word in words:
        assert word in answer.err


def texts(home: Home) -> list[str]:
    return [each["fields"]["text"] for each in home.records()]


def make_journal(folder: Path) -> None:
    root = recovery.new_root()
    Vault.create(folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()


# --- which of the reasons --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["list"], ["note", "x"], ["reflect", "--answer", "what=x"], ["vault", "verify"]])
def test_no_journal_is_10(empty_home: Home, words: list[str]) -> None:
    told(empty_home.run(*words), 10, "selfcare init")


def test_a_wrong_passphrase_is_12(home: Home) -> None:
    told(home.run("list", passphrase="wrong"), 12, "does not open")


def test_the_key_file_of_another_journal_is_15(home: Home, tmp_path: Path) -> None:
    make_journal(tmp_path / "other")
    for name in (keyfile.NAME, keyfile.COPY_NAME):
        (home.folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    told(home.run("list"), 15, "another journal")


def test_a_damaged_key_file_is_replaced_by_its_copy_and_that_is_said(home: Home) -> None:
    (home.folder / keyfile.NAME).write_bytes((home.folder / keyfile.NAME).read_bytes()[:50])
    answer = home.run("list")
    assert answer.code == 0
    assert f"{keyfile.COPY_NAME} was used" in answer.err
    told_again = home.run("note", "sealed with the copy")
    assert (told_again.code, texts(home)) == (0, ["sealed with the copy"])


@pytest.mark.parametrize("words", [("list",), ("reflect", "--answer", "what=x")])
def test_a_damaged_key_file_is_told_once_and_to_a_script_not_at_all(home: Home, words: tuple[str, ...]) -> None:
    """What a script reads on stderr is an error, and that alone."""
    for options, times in (((), 1), (("--json",), 0)):
        (home.folder / keyfile.NAME).write_bytes((home.folder / keyfile.NAME).read_bytes()[:50])
        answer = home.run(*words, *options)
        assert (answer.code, answer.err.count("was damaged")) == (0, times), answer


def test_an_error_for_a_script_is_the_only_thing_on_stderr_and_reads_as_json(home: Home) -> None:
    """Whatever characters are in a path: what a terminal would obey is escaped in the way of JSON."""
    (home.folder / keyfile.NAME).write_bytes((home.folder / keyfile.NAME).read_bytes()[:50])
    told = json.loads(home.run("show", "nowhere", "--json").err)
    assert told["error"]["exit"] == 2
    odd = "no\x7f\x9b\u202e\u200f\u00e9-journal"
    answer = home.run("list", "--json", "--journal", odd)
    assert odd in json.loads(answer.err)["error"]["message"]
    assert answer.err.isascii()


def test_a_damaged_key_file_without_a_copy_is_13_and_names_the_recovery_code(home: Home) -> None:
    (home.folder / keyfile.NAME).write_bytes(b"{}\n")
    (home.folder / keyfile.COPY_NAME).unlink()
    told(home.run("list"), 13, "recovery use")
    told(home.run("note", "x"), 13)


def test_a_missing_key_file_is_13(home: Home) -> None:
    (home.folder / keyfile.NAME).unlink()
    told(home.run("list"), 13, "recovery use")


def test_a_missing_key_file_comes_back_from_its_copy_by_a_command(home: Home) -> None:
    main, copy = home.folder / keyfile.NAME, home.folder / keyfile.COPY_NAME
    main.unlink()
    told(home.run("list"), 13, "in its place: selfcare vault keys")
    mended = home.run("vault", "keys", passphrase=None)
    assert (mended.code, mended.out) == (0, "journal.keys is whole again, written anew from journal.keys.bak.\n")
    assert home.run("list").err == "Nothing here yet.\n"
    copy.unlink()
    assert home.run("vault", "keys", "--json").object == {"format": 1, "mended": "journal.keys.bak"}
    assert home.run("vault", "keys").out == "journal.keys and its copy are whole. Nothing was changed.\n"
    assert home.run("vault", "verify").code == 0
    main.unlink()
    copy.unlink()
    told(home.run("vault", "keys"), 13, "recovery use")


def test_a_database_cut_short_is_13(home: Home) -> None:
    file = home.folder / database.NAME
    file.write_bytes(file.read_bytes()[: 4096 * 3])
    told(home.run("list"), 13, "cut short")


def test_an_empty_database_is_13_and_never_made_anew(home: Home) -> None:
    (home.folder / database.NAME).write_bytes(b"")
    told(home.run("list"), 13)
    assert (home.folder / database.NAME).read_bytes() == b""


def test_a_missing_database_is_13_and_never_made_anew(home: Home) -> None:
    (home.folder / database.NAME).unlink()
    told(home.run("list"), 13)
    assert not (home.folder / database.NAME).exists()


def test_one_altered_page_is_13_and_verify_names_it(home: Home) -> None:
    file = home.folder / database.NAME
    content = bytearray(file.read_bytes())
    content[4096 * 2 + 100] ^= 1
    file.write_bytes(content)
    answer = home.run("vault", "verify", "--json")
    assert answer.code == 13
    assert answer.object["ok"] is False
    assert any("3" in problem for problem in answer.object["problems"])


def test_a_newer_key_file_is_14(home: Home) -> None:
    content = json.loads((home.folder / keyfile.NAME).read_bytes())
    content["format"] = 2
    del content["check"]
    content["check"] = keyfile._check_of(content)
    for name in (keyfile.NAME, keyfile.COPY_NAME):
        (home.folder / name).write_bytes(canonical.dump(content) + b"\n")
    told(home.run("list"), 14, "newest version")
    told(home.run("note", "x"), 14)


def test_newer_tables_are_14_and_left_as_they_are(home: Home) -> None:
    with home.open() as journal:
        journal.vault.connection.execute("PRAGMA user_version = 99")
    told(home.run("list"), 14)
    vault = Vault.open(home.folder, PASSPHRASE)
    assert vault.user_version == 99
    vault.close()


def test_an_error_as_json_is_one_object_on_stderr(empty_home: Home) -> None:
    answer = empty_home.run("list", "--json")
    error = json.loads(answer.err)["error"]
    assert (answer.out, answer.code, error["exit"], error["slug"]) == ("", 10, 10, "no-journal")
    assert error["message"]
    assert error["hint"]


# --- busy, full, read-only, linked -----------------------------------------------------------------------------------


def test_a_journal_that_another_process_holds_is_busy_and_nothing_is_lost(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    handle = home.run("reflect", "--answer", "what=x", "--json").object["record"]["handle"]
    with home.open() as journal, database.writing(journal.vault.connection):
        told(home.run("edit", handle, "--set", "what=y"), 11, "in use")
        assert home.run("note", "sealed while it was busy").code == 0
    assert {each["kind"] for each in home.records()} == {"reflection", "note"}


def test_a_record_that_is_kept_is_not_there_twice_after_a_change_that_met_a_busy_journal(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is new is sealed; a change of what is kept is not, as a sealed note never changes a record."""
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    home.run("checkin", "--rate", "sleep=5")
    with home.open() as journal, database.writing(journal.vault.connection):
        told(home.run("checkin", "--rate", "load=3"), 11, "wait a moment")
        told(home.run("toolbox", "used", "feet", "--helped", "7"), 11, "sealed and safe")
    assert [each["kind"] for each in home.records()] == ["tool_use", "checkin"]
    assert home.run("checkin", "show", "--json").object["ratings"] == {"sleep": 5}


@pytest.mark.skipif(not LINUX, reason="a limit on the size of files stands for a full disk")
@pytest.mark.parametrize("words", [["note", "x"], ["reflect", "--answer", "what=x"]])
def test_a_disk_with_no_room_is_said_and_what_was_kept_stays(home: Home, words: list[str]) -> None:
    """A limit of one byte for every file makes each write fail, as a full disk does."""
    home.run("note", "kept before")
    home.records()
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))\n"
        f"sys.argv = ['selfcare', *{words!r}]\n"
        "from selfcare.__main__ import main\nmain()\n"
    )
    environment = {**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False, timeout=60)
    told(Answer(done.returncode, done.stdout.decode(), done.stderr.decode()), 1)
    assert texts(home) == ["kept before"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", ["--help", "help-now", "note kept", "list"])
def test_an_answer_that_cannot_be_written_is_an_error_not_a_traceback(home: Home, words: str) -> None:
    home.run("note", "a line for the list")
    home.records()
    done = shell(home, f'"{sys.executable}" -m selfcare {words} >/dev/full')
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 2, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
@pytest.mark.parametrize("words", ["--help", "note kept", "list --json", "toolbox list", "help-now"])
def test_a_closed_stdout_is_no_error(home: Home, words: str) -> None:
    command = f'"{sys.executable}" -m selfcare {words} >&-'
    done = shell(home, command)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_a_reader_that_leaves_early_is_no_error(home: Home) -> None:
    with home.open() as journal:
        from selfcare.journal.records import put

        for number in range(60):
            put(journal, envelopes.new("note", {"text": f"line {number} " + "long " * 800}))
    done = shell(home, f'("{sys.executable}" -m selfcare list --json; echo "exit $?" >&2) | head -1')
    assert done.stderr.decode().strip() == "exit 0"


def shell(home: Home, command: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        ["sh", "-c", command],
        env={**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_that_may_only_be_read_is_said(empty_home: Home) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        folder = Path(open_to_all) / "journal"
        Path(open_to_all).chmod(0o755)
        make_journal(folder)
        here = Home(Path(open_to_all), {**empty_home.environment, "SELFCARE_JOURNAL": str(folder)})
        here.run("reflect", "--answer", "what=x")  # nobody may not load what Python has not loaded yet
        give_to_nobody(folder)
        with without_root():
            told(here.run("note", "x"), 1, "Check that")
            told(here.run("reflect", "--answer", "what=x"), 1, "you may write")


def give_to_nobody(folder: Path) -> None:
    """The folder and its files are the user's that `without_root` becomes; the folder may only be read."""
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, 65534, 65534)
    folder.chmod(0o500)


def test_a_file_where_the_inbox_should_be_is_said_and_stops_no_unlocked_writing(home: Home) -> None:
    (home.folder / "inbox").write_text("in the way")
    told(home.run("note", "x"), 1, "is a file, not a folder")
    assert home.run("reflect", "--answer", "what=x").code == 0
    assert (home.folder / "inbox").read_text() == "in the way"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_linked_journal_is_followed_and_stays_a_link(home: Home, tmp_path: Path) -> None:
    """The folder and the key file may both be links: nothing that writes turns one into a plain file."""
    real, keys = tmp_path / "elsewhere", tmp_path / "keys"
    home.folder.rename(real)
    home.folder.symlink_to(real)
    (real / keyfile.NAME).rename(keys)
    (real / keyfile.NAME).symlink_to(keys)
    handle = home.run("reflect", "--answer", "what=x", "--json").object["record"]["handle"]
    (home.path / "new").write_text(PASSPHRASE)
    for words in (
        ["note", "x"],
        ["edit", handle, "--set", "what=y"],
        ["remove", handle],
        ["bin", "empty", "--yes"],
        ["vault", "passphrase", "--not-known", "--new-passphrase-file", "new"],
    ):
        answer = home.run(*words)
        assert answer.code == 0, answer
        assert home.folder.is_symlink()
        assert (real / keyfile.NAME).is_symlink()
    assert texts(home) == ["x"]


TWENTY_WRITERS = """
import os, sys
import selfcare.cli.reflections, selfcare.cli.moments, selfcare.cli.unlock, selfcare.journal.records
from selfcare.cli.app import run
children = []
for number in range(20):
    words = ["note", f"line {number}"] if number % 2 else ["reflect", "--answer", f"what=line {number}"]
    child = os.fork()
    if not child:
        os._exit(run(words))
    children.append(child)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_twenty_writers_at_once_and_twenty_records(home: Home) -> None:
    """Twenty processes that have loaded everything, so that all of them write at the same moment."""
    environment = {**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE}
    done = subprocess.run(
        [sys.executable, "-c", TWENTY_WRITERS], env=environment, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    found = [each["fields"].get("text") or each["fields"]["answers"]["what"] for each in home.records()]
    assert sorted(found) == sorted(f"line {number}" for number in range(20))


# --- words of every kind ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def open_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A journal for the tests that write in this process."""
    path = tmp_path_factory.mktemp("unicode")
    make_journal(path / "journal")
    return Home(path, {"SELFCARE_JOURNAL": str(path / "journal")})


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(TEXT)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_written(open_home: Home, text: str) -> None:
    from selfcare.journal.finding import one
    from selfcare.journal.records import history, put

    with open_home.open() as journal:
        kept = put(journal, envelopes.new("note", {"text": text}))
        with journal.reading() as session:
            assert one(session, kept.id).fields["text"] == text
            assert history(session, kept.id)[0].fields["text"] == text


@given(TEXT)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sealed_text_comes_back_as_it_was_written(open_home: Home, text: str) -> None:
    from selfcare.journal.finding import one
    from selfcare.journal.takein import take_in
    from selfcare.vault import inbox
    from selfcare.vault.diagnosis import read_keys

    written = envelopes.new("note", {"text": text})
    inbox.drop(open_home.folder, read_keys(open_home.folder)[0], envelopes.dump(written))
    with open_home.open() as journal:
        assert take_in(journal).kept == 1
        with journal.reading() as session:
            assert one(session, written.id).fields["text"] == text


ODD = "tab\tbell\a escape\x1b[31m red\x1b[0m [bold]not bold[/bold] [/] \u202eback 🦉 e\u0301"


def test_control_characters_and_markup_are_kept_and_shown_never_obeyed(home: Home) -> None:
    assert home.run("note", "-", stdin=ODD).code == 0
    assert texts(home) == [ODD]
    for words in (["list"], ["search", "tab"]):
        shown = home.run(*words)
        assert shown.code == 0
        assert "[bold]not bold[/bold] [/]" in shown.out
        assert "\x1b" not in shown.out
        assert "\a" not in shown.out


def test_markup_in_a_record_is_shown_as_text_on_a_terminal_too(home: Home) -> None:
    home.run("note", "-", stdin="[/] [bold]plain[/bold] \x1b]0;title\a")
    handle = home.records()[0]["handle"]
    with at_terminal(home, "show", handle, environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        assert terminal.ends() == 0
    assert "[/] [bold]plain[/bold]" in terminal.seen
    assert "\x1b]0;" not in terminal.seen


def test_a_nul_is_refused_in_words(home: Home) -> None:
    told(home.run("note", "-", stdin=b"before\0after"), 2, "NUL")
    told(home.run("reflect", "--answer", "what=-", stdin=b"before\0after"), 2, "NUL")
    assert home.records() == []


@pytest.mark.parametrize("words", [["note", "-"], ["reflect", "--answer", "what=-"]])
def test_bytes_that_are_no_text_on_stdin_are_refused(home: Home, words: list[str]) -> None:
    told(home.run(*words, stdin=b"caf\xe9 \xff"), 2, "UTF-8")
    assert home.records() == []


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
@pytest.mark.parametrize(
    "words", [[b"note", b"caf\xe9"], [b"reflect", b"--answer", b"what=\xff"], [b"note", b"x", b"--tag", b"\xff"]]
)
def test_bytes_that_are_no_text_as_arguments_are_refused(home: Home, words: list[bytes]) -> None:
    environment = {**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE}
    command = [sys.executable.encode(), b"-m", b"selfcare", *words]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
    )
    told(Answer(done.returncode, done.stdout.decode(), done.stderr.decode()), 2)
    assert home.records() == []


@pytest.mark.parametrize("at", ["25:99", "next thing", "2026-13-45", "-99999999d", "tomorrow 10:00", "\x1b[31m", ""])
def test_a_time_that_means_nothing_is_2(home: Home, at: str) -> None:
    answer = home.run("note", "x", f"--at={at}")
    if at:
        told(answer, 2)
        assert home.records() == []


def test_an_unknown_id_is_2_and_the_nearest_is_suggested(home: Home) -> None:
    handle = home.run("reflect", "--answer", "what=x", "--json").object["record"]["handle"]
    slip = handle[:4] + ("2" if handle[4] != "2" else "3")
    told(home.run("show", slip), 2, handle)
    for words in (["show"], ["remove"], ["edit", "--set", "what=y"], ["share"], ["bin", "restore"]):
        target = ["zzzzz", "private"] if words == ["share"] else ["zzzzz"]
        told(home.run(*words, *target), 2)


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_a_note_keeps_nothing(home: Home, key: str) -> None:
    with at_terminal(home, "note") as terminal:
        terminal.asked()
        terminal.presses(key)
        assert terminal.ends() == 130
    assert "Traceback" not in terminal.seen
    assert not (home.folder / "inbox").exists() or not list((home.folder / "inbox").iterdir())
