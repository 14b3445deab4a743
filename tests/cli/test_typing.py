"""What stands on a line is never lost: not to Ctrl-C, and not to a paste that the terminal does not announce."""

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, Terminal, at_terminal

BOTH = pytest.mark.parametrize("options", [[], ["--plain"]], ids=["redrawn", "plain"])


def answers(home: Home) -> list[dict[str, str]]:
    return [each["fields"]["answers"] for each in home.records()]


def texts(home: Home) -> list[str]:
    return [each["fields"]["text"] for each in home.records()]


def asked(person: Terminal, options: list[str], prompt: str = "> ") -> None:
    """Wait for a question; a plain one begins with nothing that tells it."""
    person.until(prompt) if options else person.asked(prompt)


def types(person: Terminal, options: list[str], text: str, *, at: str = "> ") -> None:
    """Answer the next question, with Enter."""
    asked(person, options, at)
    person.presses(text + ENTER)


def half_typed(person: Terminal, options: list[str], words: str) -> None:
    """Type without Enter, and see it on the screen."""
    asked(person, options)
    person.presses(words)
    person.until(words)


@BOTH
@pytest.mark.parametrize("kind", ["note", "good"])
def test_ctrl_c_in_a_line_seals_it_and_says_so(home: Home, kind: str, options: list[str]) -> None:
    with at_terminal(home, kind, *options) as person:
        half_typed(person, options, "Half a thought")
        person.presses(CTRL_C)
        person.until("Kept what you had typed.")
        assert person.ends() == 0
    assert texts(home) == ["Half a thought"]


def test_ctrl_c_on_an_empty_line_keeps_nothing(home: Home) -> None:
    with at_terminal(home, "note") as person:
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert home.records() == []


@BOTH
def test_ctrl_c_in_a_form_keeps_the_answer_that_was_being_typed(home: Home, options: list[str]) -> None:
    with at_terminal(home, "reflect", *options) as person:
        person.whispers("", at="writes without it): ")
        types(person, options, "A long handover")
        half_typed(person, options, "Tired and")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert answers(home) == [{"what": "A long handover", "so_what": "Tired and"}]


@BOTH
def test_ctrl_c_in_the_first_answer_keeps_it_for_the_next_run(home: Home, options: list[str]) -> None:
    with at_terminal(home, "reflect", *options) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        half_typed(person, options, "Only half")
        person.presses(CTRL_C)
        person.until("is kept")
        assert person.ends() == 130
    with at_terminal(home, "reflect", *options) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.until("Only half")
        types(person, options, "2", at="number > ")
        person.until("Kept as")
        assert person.ends() == 0
    assert answers(home) == [{"what": "Only half"}]


@BOTH
@pytest.mark.parametrize("line_end", ["\r", "\n"])
def test_a_paste_that_is_not_announced_stays_in_its_answer(home: Home, options: list[str], line_end: str) -> None:
    """As `tmux paste-buffer` gives it: the lines arrive at once, with nothing around them."""
    with at_terminal(home, "reflect", *options) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        asked(person, options)
        person.presses(line_end.join(["The first line", "", "the third", "and the last"]))
        person.until("and the last")
        person.presses(ENTER)
        types(person, options, "Its own answer")
        types(person, options, "")
        assert person.ends() == 0
    assert answers(home) == [{"what": "The first line\n\nthe third\nand the last", "so_what": "Its own answer"}]


@BOTH
def test_such_a_paste_may_be_long_and_may_end_in_a_line_end(home: Home, options: list[str]) -> None:
    lines = [f"line {number} of a long evening" for number in range(200)]
    with at_terminal(home, "note", *options) as person:
        asked(person, options)
        person.presses("\r".join(lines) + ENTER)
        assert person.ends() == 0
    assert texts(home) == ["\n".join(lines)]


@BOTH
def test_numbers_typed_ahead_answer_one_question_each(home: Home, options: list[str]) -> None:
    with at_terminal(home, "trigger", *options) as person:
        person.whispers("", at="writes without it): ")
        types(person, options, "8", at="number > ")
        types(person, options, "Too many calls")
        asked(person, options, "0-10 > ")
        person.presses(f"5{ENTER}{ENTER}{ENTER}")
        assert person.ends() == 0
    (note,) = home.records()
    assert note["fields"] == {"kind": "overload", "situation": "Too many calls", "before": 5}
