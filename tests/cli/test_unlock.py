"""Where the passphrase comes from, and what happens when it is wrong: nothing that was typed is lost."""

import os
import re
import sys
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, PASSPHRASE_PROMPT, at_terminal

from selfcare import cli

PROMPT = r'"([^"\n]*(?:[Pp]assphrase|\{secret\})[^"\n]*: )"'


def texts(home: Home) -> list[str]:
    return [each["fields"]["text"] for each in home.records()]


def test_a_wrong_passphrase_is_exit_12_and_what_was_written_is_sealed_and_taken_in_later(home: Home) -> None:
    answer = home.run("reflect", "--answer", "what=Kept all the same", passphrase="quite wrong")
    assert answer.code == 12
    assert len(answer.err.splitlines()) == 2
    assert "sealed and safe" in answer.err
    assert "quite wrong" not in answer.err
    (kept,) = home.records()
    assert kept["fields"]["answers"] == {"what": "Kept all the same"}


def test_sealed_json_names_the_record_that_the_next_unlock_makes(home: Home) -> None:
    sealed = home.run("reflect", "--answer", "what=x", "--json", passphrase=None)
    assert sealed.code == 0
    assert [each["id"] for each in home.records()] == [sealed.object["id"]]


def test_reading_with_a_wrong_passphrase_shows_nothing(home: Home) -> None:
    home.run("note", "a private line")
    answer = home.run("list", passphrase="quite wrong")
    assert (answer.code, answer.out) == (12, "")
    assert texts(home) == ["a private line"]


def test_without_a_terminal_or_a_source_reading_says_what_is_missing(home: Home) -> None:
    answer = home.run("list", passphrase=None)
    assert answer.code == 2
    assert "SELFCARE_PASSPHRASE_FILE" in answer.err


def test_a_file_s_first_line_is_the_passphrase(home: Home) -> None:
    file = home.path / "passphrase"
    file.write_bytes(PASSPHRASE.encode() + b"\r\nand a second line\n")
    assert home.run("list", passphrase=None, environment={"SELFCARE_PASSPHRASE_FILE": str(file)}).code == 0


def test_a_command_s_first_line_is_the_passphrase_and_sees_no_other(home: Home) -> None:
    """It is split into words, given to no shell, and its environment lacks the variable that holds the passphrase."""
    seen = home.path / "seen"
    script = home.path / "script.py"
    script.write_text(
        "import os, sys\n"
        f"open({str(seen)!r}, 'w').write(repr((os.environ.get('SELFCARE_PASSPHRASE'), sys.argv[1:])))\n"
        f"print({PASSPHRASE!r})\n"
    )
    command = f"{sys.executable} {script} '$HOME; echo' 'two words'"
    answer = home.run("list", passphrase="wrong", environment={"SELFCARE_PASSPHRASE_COMMAND": command})
    assert answer.code == 0
    assert seen.read_text() == repr((None, ["$HOME; echo", "two words"]))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({"SELFCARE_PASSPHRASE_COMMAND": "false"}, 1),
        ({"SELFCARE_PASSPHRASE_COMMAND": ""}, 1),
        ({"SELFCARE_PASSPHRASE_COMMAND": "no-such-program-anywhere"}, 1),
        ({"SELFCARE_PASSPHRASE_COMMAND": "unclosed 'quote"}, 1),
        ({"SELFCARE_PASSPHRASE_FILE": "/no/such/file"}, 1),
        ({"SELFCARE_PASSPHRASE_FILE": os.devnull}, 12),
    ],
)
def test_the_first_source_that_is_set_is_final(home: Home, source: dict[str, str], code: int) -> None:
    """Even where a later one would open the journal."""
    answer = home.run("list", environment=source)
    assert answer.code == code
    assert len(answer.err.splitlines()) == 2


def test_a_passphrase_that_is_no_text_is_refused_in_plain_words(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(b"\xff\xfe\n")
    assert home.run("list", passphrase=None, environment={"SELFCARE_PASSPHRASE_FILE": str(file)}).code == 2


def test_accents_may_be_typed_either_way(empty_home: Home) -> None:
    """A composed letter and its two halves are one passphrase (NFKC)."""
    assert empty_home.run("init", "--recovery-to", "code.txt", passphrase="caf\u00e9 au lait").code == 0
    assert empty_home.run("list", passphrase="cafe\u0301 au lait").code == 0


def test_at_a_terminal_a_wrong_passphrase_may_be_tried_again(home: Home) -> None:
    with at_terminal(home, "list", "--plain") as terminal:
        terminal.whispers("wrong", at="Passphrase: ")
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
    assert "Try again" in terminal.seen


def test_at_a_terminal_the_third_wrong_passphrase_is_the_last_for_reading(home: Home) -> None:
    with at_terminal(home, "list") as terminal:
        for _ in range(3):
            terminal.whispers("wrong", at="Passphrase: ")
        assert terminal.ends() == 12


def test_a_note_asks_for_no_passphrase_at_a_terminal(home: Home) -> None:
    with at_terminal(home, "note") as terminal:
        terminal.types("In from the rain")
        assert terminal.ends() == 0
    assert PASSPHRASE_PROMPT not in terminal.seen
    assert texts(home) == ["In from the rain"]


@pytest.mark.parametrize("words", [["list"], ["reflect"], ["--plain", "list"]])
def test_a_passphrase_typed_before_it_is_asked_for_is_not_shown(home: Home, words: list[str]) -> None:
    """It is typed into the time that the program needs to load."""
    with at_terminal(home, *words, program=slow_to_load(home)) as terminal:
        terminal.until("loading")
        terminal.presses(PASSPHRASE + ENTER)
        terminal.whispers(PASSPHRASE, at="assphrase")
    assert PASSPHRASE not in terminal.seen


def slow_to_load(home: Home) -> tuple[str]:
    """The program, with a second in which to type before its command is there."""
    script = home.path.parent / "slow.py"
    script.write_text(
        "import sys, time\n"
        "from selfcare.cli import app\n"
        "load = app.entry\n"
        "def slowly(command):\n"
        "    print('loading', flush=True)\n"
        "    time.sleep(1)\n"
        "    return load(command)\n"
        "app.entry = slowly\n"
        "sys.exit(app.run(sys.argv[1:]))\n"
    )
    return (str(script),)


@pytest.mark.parametrize("key", [ENTER, CTRL_C], ids=["answered", "stopped"])
def test_the_terminal_shows_again_what_is_typed_when_the_program_ends(home: Home, key: str) -> None:
    import termios

    script = home.path.parent / "after.py"
    script.write_text("import sys\nfrom selfcare.cli import app\napp.run(sys.argv[1:])\nprint('over')\ninput()\n")
    with at_terminal(home, program=(str(script),)) as terminal:
        terminal.until(": ")
        terminal.presses(key)
        terminal.until("over")
        assert termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO


def test_stopping_at_the_passphrase_is_said_on_a_line_of_its_own(home: Home) -> None:
    with at_terminal(home, "list") as person:
        person.until("Passphrase: ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert "Stopped." in [line.strip() for line in person.seen.splitlines()]


def test_every_prompt_for_a_passphrase_fits_forty_columns() -> None:
    """A terminal would break it inside a word."""
    texts = (file.read_text("utf-8") for file in Path(cli.__file__).parent.glob("*.py"))
    prompts = [each for text in texts for each in re.findall(PROMPT, text)]
    assert len(prompts) > 5
    for prompt in prompts:
        assert len(prompt.format(secret="PDF password")) <= 40, prompt
