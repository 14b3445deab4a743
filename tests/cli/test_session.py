"""`open`: one passphrase, many commands, and a lock that closes by itself. Each test is a person at a real terminal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, CTRL_D, ENTER, Terminal, at_terminal

from selfcare import settings
from selfcare.cli import session_tab
from selfcare.vault import inbox

PROMPT = "selfcare> "
PASSPHRASE_AGAIN = "Passphrase (Enter ends)"
CANARY = "the heron stood quite still at Quernmore"
WIPED = "\x1b[2J"
TAB, UP = "\t", "\x1b[A"

QUICK_TO_LOCK = """
import os, sys, time
from selfcare.cli import app, idle
away = sys.argv.pop(1)
idle.LONGEST_BEAT_SECONDS = 0.05
idle._clocks = lambda: (time.monotonic() + 600 * os.path.getsize(away), time.time())
sys.exit(app.run(sys.argv[1:]))
"""
CUT_OFF = """
import sys
from selfcare.cli import app
real_run = app.run
def run(argv, open_journal=None):
    if open_journal is not None:
        open_journal.vault.connection.close()
    return real_run(argv, open_journal)
app.run = run
sys.exit(app.run(sys.argv[1:]))
"""


def script(home: Home, content: str) -> tuple[str]:
    """A small program, for `at_terminal` to run in place of the real one."""
    path = home.path.parent / "script.py"
    path.write_text(content)
    return (str(path),)


@contextmanager
def session(home: Home, *options: str) -> Iterator[Terminal]:
    """An open session, at its first prompt."""
    with at_terminal(home, "open", *options) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        yield terminal


@contextmanager
def quick_to_lock(home: Home, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """A session, at its passphrase; its clock goes on by ten minutes whenever `ten_minutes_later` is called."""
    away = home.path.parent / "away"
    away.write_text("")
    program = script(home, QUICK_TO_LOCK)
    with at_terminal(home, str(away), "open", *options, program=program, environment=environment) as terminal:
        yield terminal


def ten_minutes_later(home: Home) -> None:
    """The person leaves the desk."""
    with (home.path.parent / "away").open("a") as away:
        away.write("x")


def texts(home: Home) -> list[str]:
    return [each["fields"]["text"] for each in home.records() if "text" in each["fields"]]


def leave(terminal: Terminal) -> None:
    """Press Ctrl-D at the next prompt and see the session end well."""
    terminal.asked(PROMPT)
    terminal.presses(CTRL_D)
    assert terminal.ends() == 0


def test_one_passphrase_is_enough_for_many_commands(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("note I can't sleep", at=PROMPT)
        assert "Kept as " in terminal.types('good the kids\' "tea"', at=PROMPT)
        terminal.types("li", at=PROMPT)
        assert "I can't sleep" in terminal.types('search "can\'t sleep"', at=PROMPT)
        assert "I can't sleep" in terminal.types("selfcare list --json", at=PROMPT)
        assert '"records"' in terminal.types("", at=PROMPT)
        leave(terminal)
    assert terminal.seen.count("Passphrase") == 1
    assert terminal.seen.rstrip().endswith("Locked.")
    assert texts(home) == ['the kids\' "tea"', "I can't sleep"]


def test_a_note_in_a_session_is_written_at_once(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("note In from the rain", at=PROMPT)
        terminal.asked(PROMPT)
        assert inbox.waiting(home.folder) == []
        assert texts(home) == ["In from the rain"]


def test_an_error_is_two_lines_and_the_session_goes_on(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("re", at=PROMPT)
        assert "Several commands begin like that: reflect, remove." in terminal.types("show zzzzz", at=PROMPT)
        terminal.types("frobnicate", at=PROMPT)
        assert "There is no such command." in terminal.types("list --journal elsewhere", at=PROMPT)
        assert "one journal open" in terminal.types("reflect --answer what=-", at=PROMPT)
        assert "nothing can be piped in" in terminal.types("open", at=PROMPT)
        assert "open already" in terminal.types("note Still here", at=PROMPT)
        leave(terminal)
    assert "Traceback" not in terminal.seen
    assert texts(home) == ["Still here"]


def test_the_screen_can_be_cleared(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("note Still here", at=PROMPT)
        terminal.types("clear", at=PROMPT)
        terminal.child.expect_exact(WIPED)
        leave(terminal)
    assert "no such command" not in terminal.seen
    assert texts(home) == ["Still here"]


def test_a_line_with_no_command_is_offered_as_a_note(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("it was a long day", at=PROMPT)
        terminal.types("", at="[Y/n] ")
        terminal.types("we all sat down", at=PROMPT)
        terminal.types("n", at="[Y/n] ")
        assert "There is no such command." in terminal.types("he said no again", at=PROMPT)
        terminal.types("n", at="[Y/n] ")
        assert "put `note` before it" in terminal.types("also quite loud today", at=PROMPT)
        terminal.asked("[Y/n] ")
        terminal.presses(CTRL_C)
        leave(terminal)
    assert texts(home) == ["it was a long day"]


def test_help_shows_the_commands_and_where_there_is_help(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("help", at=PROMPT)
        shown = terminal.types("help note", at=PROMPT)
        assert "After a shift" in shown
        assert "help-now" in shown
        assert "Keep one line." in terminal.asked(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0


def test_ctrl_c_clears_the_line(home: Home) -> None:
    with session(home) as terminal:
        terminal.asked(PROMPT)
        terminal.presses("note never mind")
        terminal.until("never mind")
        terminal.presses(CTRL_C)
        terminal.types("note This one", at=PROMPT)
        leave(terminal)
    assert texts(home) == ["This one"]


@pytest.mark.parametrize("word", ["quit", "exit", "selfcare quit"])
def test_a_word_ends_it_too(home: Home, word: str) -> None:
    with session(home) as terminal:
        terminal.types(word, at=PROMPT)
        assert terminal.ends() == 0


def test_a_form_that_is_stopped_is_gone_on_with_in_the_same_session(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("reflect", at=PROMPT)
        terminal.types("A long handover")
        terminal.asked()
        terminal.presses(CTRL_C)
        assert "What you answered is kept" in terminal.types("reflect", at=PROMPT)
        assert "A long handover" in terminal.types("1", at="number > ")
        terminal.types("Tired")
        terminal.types("")
        leave(terminal)
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "A long handover", "so_what": "Tired"}]


def test_today_is_shown_by_its_name(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("today", at=PROMPT)
        assert "locked" not in terminal.asked(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
    assert terminal.seen.count("Passphrase") == 1


def test_plain_mode_reads_line_by_line(home: Home) -> None:
    with session(home, "--plain") as terminal:
        terminal.until(PROMPT)
        terminal.presses(f"note I can't sleep{ENTER}")
        terminal.until(PROMPT)
        terminal.presses(f"list{ENTER}")
        terminal.until("I can't sleep\n")
        terminal.until(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
    assert texts(home) == ["I can't sleep"]


def test_tab_completes_a_name_and_up_brings_back_a_line(home: Home) -> None:
    with session(home) as terminal:
        terminal.asked(PROMPT)
        terminal.presses(f"sett{TAB}")
        terminal.until("settings")
        terminal.presses(f" sh{TAB}")
        terminal.until("show")
        terminal.presses(ENTER)
        assert "day_starts_at" in terminal.asked(PROMPT)
        terminal.presses(f"{UP}{ENTER}")
        assert "day_starts_at" in terminal.asked(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ([], "toolbox"),
        (["settings"], "set"),
        (["tool"], "keep"),
        (["toolbox", "keep"], "walk-10"),
        (["pause", "--tool"], "feet"),
        (["trigger", "--kind"], "overload"),
        (["supervision", "summary", "--profile"], "clinical"),
        (["reflect"], "gibbs"),
        (["reflect"], "--answer"),
        (["list"], "--since"),
        (["supervision", "log"], "--held"),
    ],
)
def test_tab_offers(home: Home, before: list[str], offered: str) -> None:
    with home.open() as journal:
        assert offered in session_tab.candidates(before, journal)


def test_tab_offers_the_values_of_a_setting_and_nothing_else(home: Home) -> None:
    with home.open() as journal:
        for name, values in settings.fixed_choices().items():
            assert session_tab.candidates(["settings", "set", name], journal) == list(values)
        assert "plain" in session_tab.candidates(["sett", "set"], journal)
        assert "scotland" not in session_tab.candidates(["settings", "show", "nation"], journal)


def test_tab_offers_handles_and_no_word_that_was_written(home: Home) -> None:
    home.run("note", CANARY)
    (record,) = home.records()
    with home.open() as journal:
        for name in ("show", "edit", "share", "remove"):
            offered = session_tab.candidates([name], journal)
            assert record["handle"] in offered
            assert not set(CANARY.split()) & set(offered)
        assert session_tab.candidates(["note"], journal) == []
        assert session_tab.candidates(["frobnicate"], journal) == []


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["redrawn", "plain"])
def test_it_locks_when_nothing_is_typed_and_opens_again(home: Home, options: list[str]) -> None:
    with quick_to_lock(home, *options) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.until(PROMPT)
        ten_minutes_later(home)
        terminal.until("Locked after ten quiet minutes.")
        assert not list(home.folder.glob("*-wal"))
        terminal.whispers(PASSPHRASE, at=PASSPHRASE_AGAIN)
        terminal.until(PROMPT)
        ten_minutes_later(home)
        terminal.until("Locked after ten quiet minutes.")
        terminal.whispers("", at=PASSPHRASE_AGAIN)
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.seen


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["redrawn", "plain"])
def test_a_line_half_typed_is_there_again_after_the_lock(home: Home, options: list[str]) -> None:
    with quick_to_lock(home, *options) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.until(PROMPT)
        terminal.presses("note Half a")
        terminal.until("note Half a")
        ten_minutes_later(home)
        terminal.whispers(PASSPHRASE, at=PASSPHRASE_AGAIN)
        terminal.until("note Half a")
        terminal.presses(f" thought{ENTER}")
        terminal.until("Kept as")
        terminal.until(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
    assert texts(home) == ["Half a thought"]


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["redrawn", "plain"])
def test_a_form_left_in_the_middle_keeps_every_answer_and_the_half_typed_one(home: Home, options: list[str]) -> None:
    with quick_to_lock(home, *options) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.until(PROMPT)
        terminal.presses(f"reflect{ENTER}")
        terminal.until("What happened?")
        terminal.until("> ")
        terminal.presses(f"A long handover{ENTER}")
        terminal.until("What did it mean to you")
        terminal.until("> ")
        terminal.presses("Tired and")
        terminal.until("Tired and")
        ten_minutes_later(home)
        terminal.whispers(PASSPHRASE, at=PASSPHRASE_AGAIN)
        terminal.until(f"{PROMPT}reflect")
        terminal.presses(ENTER)
        terminal.until("A long handover")
        terminal.until("number > ")
        terminal.presses(f"2{ENTER}")
        terminal.until("Kept as")
        terminal.until(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [
        {"what": "A long handover", "so_what": "Tired and"}
    ]


def test_a_passphrase_being_changed_is_no_way_to_stay_open(home: Home) -> None:
    with quick_to_lock(home) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.types("vault passphrase", at=PROMPT)
        terminal.until("Your passphrase as it is now")
        ten_minutes_later(home)
        terminal.until("Locked after ten quiet minutes.")
        terminal.whispers("", at=PASSPHRASE_AGAIN)
        assert terminal.ends() == 0
    home.open().close()


@pytest.mark.parametrize("known", ["--known", "--not-known"])
def test_a_new_passphrase_leaves_the_session_open(home: Home, known: str) -> None:
    new = "seven calm otters"
    with session(home) as terminal:
        terminal.types(f"vault passphrase {known} --recovery-to ../code.txt", at=PROMPT)
        terminal.whispers(PASSPHRASE, at="as it is now: ")
        terminal.whispers(new, at="New passphrase")
        terminal.whispers(new, at="The same again")
        terminal.types("note Written under the new key", at=PROMPT)
        terminal.types("list", at=PROMPT)
        assert "Written under the new key" in terminal.asked(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
    assert home.run("list").code == 12
    assert "Written under the new key" in home.run("list", passphrase=new).out


def test_the_lock_is_changed_only_by_whoever_knows_the_passphrase(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("vault passphrase --not-known", at=PROMPT)
        terminal.whispers("a guess", at="as it is now: ")
        assert "Nothing was changed" in terminal.asked(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
    home.open().close()


def test_others_may_write_meanwhile_and_their_sealed_notes_are_taken_in(home: Home) -> None:
    with session(home) as terminal:
        terminal.asked(PROMPT)
        assert home.run("note", "sealed elsewhere").code == 0
        assert home.run("reflect", "--answer", "what=Written elsewhere").code == 0
        terminal.presses(f"list{ENTER}")
        shown = terminal.asked(PROMPT)
        assert "sealed elsewhere" in shown
        assert "Written elsewhere" in shown
        assert inbox.waiting(home.folder) == []
        terminal.presses(f"note and here{ENTER}")
        leave(terminal)
    assert set(texts(home)) == {"sealed elsewhere", "and here"}


def test_nothing_of_it_is_on_disk_afterwards(home: Home) -> None:
    before = files_of(home)
    with session(home) as terminal:
        terminal.types(f"note {CANARY}", at=PROMPT)
        terminal.types(f"search {CANARY}", at=PROMPT)
        terminal.asked(PROMPT)
        terminal.presses(f"note {CANARY}")
        terminal.until("Quernmore")
        hidden(home)
        terminal.presses(CTRL_C)
        leave(terminal)
    hidden(home)
    assert files_of(home) == before


def files_of(home: Home) -> set[Path]:
    return {path for path in home.path.parent.rglob("*") if path.is_file() and "config" not in path.parts}


def hidden(home: Home) -> None:
    for path in files_of(home):
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert "Quernmore".encode(coding) not in path.read_bytes(), path


def test_a_window_that_is_closed_leaves_a_closed_journal(home: Home) -> None:
    with session(home) as terminal:
        terminal.types("note Before the window closed", at=PROMPT)
        terminal.asked(PROMPT)
        assert list(home.folder.glob("*-wal"))
        terminal.child.ptyproc.fileobj.close()
        terminal.child.ptyproc.wait()
    assert not list(home.folder.glob("*-wal"))
    assert texts(home) == ["Before the window closed"]


def test_a_query_cut_off_in_the_middle_ends_the_session_plainly(home: Home) -> None:
    """What Ctrl-C may do to the connection: it is closed behind the session's back."""
    with at_terminal(home, "open", program=script(home, CUT_OFF)) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.types("list", at=PROMPT)
        assert terminal.ends() == 1
    assert "The journal had to be closed." in terminal.seen
    assert "Traceback" not in terminal.seen


def test_three_wrong_passphrases_are_exit_12(home: Home) -> None:
    with at_terminal(home, "open") as terminal:
        for _ in range(3):
            terminal.whispers("wrong", at="Passphrase: ")
        assert terminal.ends() == 12


def test_three_wrong_passphrases_after_the_lock_are_exit_12(home: Home) -> None:
    with quick_to_lock(home) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.until(PROMPT)
        ten_minutes_later(home)
        for _ in range(3):
            terminal.whispers("wrong", at=PASSPHRASE_AGAIN)
        assert terminal.ends() == 12


def test_with_a_passphrase_source_the_lock_ends_the_session(home: Home) -> None:
    """It would open itself again otherwise, with nobody there."""
    source = {"SELFCARE_PASSPHRASE": PASSPHRASE}
    with quick_to_lock(home, environment=source) as terminal:
        terminal.until(PROMPT)
        ten_minutes_later(home)
        terminal.until("Locked after ten quiet minutes.")
        assert terminal.ends() == 0


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["words", "JSON"])
def test_without_a_terminal_it_says_so(home: Home, options: list[str]) -> None:
    answer = home.run("open", *options)
    assert (answer.code, answer.out) == (2, "")
    assert "at a terminal" in answer.err


def test_without_a_journal_nothing_is_asked(empty_home: Home) -> None:
    with at_terminal(empty_home, "open") as terminal:
        assert terminal.ends() == 10
    assert "Passphrase" not in terminal.seen
