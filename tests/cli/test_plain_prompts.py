"""Questions in plain: each on a line of its own, nothing drawn twice, and whatever is typed or pasted is taken."""

import re
import shlex
import sys

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, PASSPHRASE_PROMPT, Terminal, at_terminal

LONG = "a word and another " * 400
MOVES = re.compile(r"\x1b\[[0-9;]*[ABCDGHJKfmsu]|\x1b[78M]")
"""Codes that move the cursor, wipe or colour. What a terminal is told of a paste is none of them."""


class Raw:
    """All that a terminal was sent, codes and all."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        """Take it down."""
        self.text += text

    def flush(self) -> None:
        """Nothing waits."""


def listening(person: Terminal) -> Raw:
    """What the terminal is sent from now on."""
    person.child.logfile_read = raw = Raw()
    return raw


def answers(person: Terminal, text: str, *, at: str = "> ") -> None:
    person.until(at)
    person.presses(text + ENTER)


@pytest.mark.parametrize(
    ("option", "environment"), [("--plain", {}), ("", {"TERM": "dumb"}), ("", {"SELFCARE_PLAIN": "1"})], ids=str
)
def test_a_form_is_asked_line_by_line_and_nothing_is_drawn_again(
    home: Home, option: str, environment: dict[str, str]
) -> None:
    with at_terminal(home, "trigger", *option.split(), environment=environment) as person:
        raw = listening(person)
        person.whispers("", at=PASSPHRASE_PROMPT)
        answers(person, "1", at="number > ")
        answers(person, "A call that went on", at="> ")
        person.until("0-10 > ")
        person.presses(CTRL_C)
        person.ends()
    assert not MOVES.search(raw.text)
    shown = raw.text.replace("\r\n", "\n")
    assert re.search(r"^ +1  \S", shown, re.MULTILINE), "choices are numbered"
    assert re.search(r"^0-10 > \nStopped\.", shown, re.MULTILINE), "what is said then has a line of its own"
    for question in re.findall(r"^.*> ", shown, re.MULTILINE):
        assert len(question) < 20, "the question stands above, and the prompt is short"


def test_a_paste_longer_than_a_terminal_line_is_taken_whole(home: Home) -> None:
    with at_terminal(home, "note", "--plain") as person:
        person.until("> ")
        person.presses("\x1b[200~" + LONG.strip() + "\x1b[201~" + ENTER)
        person.until("Kept, sealed")
        assert person.ends() == 0
    assert [each["fields"]["text"] for each in home.records()] == [LONG.strip()]


def test_where_the_answer_goes_into_a_pipe_the_question_stays_on_the_screen(home: Home) -> None:
    """Also plain, so no line is drawn anew; the pipe gets the answer alone, and a long line is no shorter for it."""
    command = f"{shlex.join([sys.executable, '-m', 'selfcare'])} note > answer.txt"
    program = ("-c", f"import os; os.execvp('sh', ['sh', '-c', {command!r}])")
    with at_terminal(home, program=program) as person:
        raw = listening(person)
        person.until("> ")
        person.presses(LONG.strip() + ENTER)
        assert person.ends() == 0
    assert [each["fields"]["text"] for each in home.records()] == [LONG.strip()]
    assert (home.path / "answer.txt").read_text().startswith("Kept, sealed")
    assert "Kept" not in raw.text
    assert not MOVES.search(raw.text)


def test_a_yes_or_no_says_in_words_what_enter_means(home: Home) -> None:
    home.run("note", "One line")
    handle = home.records()[0]["handle"]
    with at_terminal(home, "--plain", "edit", handle, environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as person:
        person.until("\r\n> ")
        person.presses("Half of a new line")
        person.until("new line")
        person.presses(CTRL_C)
        before = person.until("y or n, Enter is yes > ")
        assert before.splitlines()[-2] == "Keep what you changed so far?"
        person.presses("n" + ENTER)
        person.ends()


def test_a_pause_counts_no_seconds_where_lines_are_read_aloud(empty_home: Home) -> None:
    with at_terminal(empty_home, "pause", "--minutes", "0.02", "--plain") as person:
        raw = listening(person)
        person.until("That was your pause.")
        assert person.ends() == 0
    assert "\x1b" not in raw.text
    assert "\r" not in raw.text.replace("\r\n", "\n")
    lines = [each for each in raw.text.split("\r\n") if "left)" in each]
    assert len(lines) == len(set(lines)), "each step once"
