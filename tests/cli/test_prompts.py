"""At every prompt: `?` shows help, `<` goes back with the answer kept, first letters choose, Ctrl-C keeps."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, Terminal, at_terminal

from selfcare.cli import ask, forms
from selfcare.cli.console import Console
from selfcare.cli.forms import Filling, NotUnderstood, understood
from selfcare.cli.stopping import Stopped
from selfcare.guidance.questions import Choice, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

UNLOCK = "writes without it): "
FRUIT = Question(
    "fruit",
    "Which?",
    "",
    "choice",
    (Choice("pear", "Pear"), Choice("peach", "Peach"), Choice("plum", "Plum"), Choice("plum-jam", "Plum jam")),
    None,
    core=True,
    source="",
)


@contextmanager
def locked(home: Home, *words: str) -> "Iterator[Terminal]":
    """A form that is written without unlocking."""
    with at_terminal(home, *words) as person:
        person.whispers("", at=UNLOCK)
        yield person


def test_back_shows_the_answer_and_enter_leaves_it(home: Home) -> None:
    with locked(home, "trigger") as person:
        person.types("too", at="number > ")
        person.types("A long day")
        person.types("<", at="0-10 > ")
        shown = person.asked()
        assert "Kept: A long day" in shown
        person.presses(f", and no break{ENTER}")  # the answer stands on the line
        assert "How strong" in person.types("7", at="0-10 > ")
        person.types("<")
        assert "Kept: 7; Enter leaves it so" in person.types("", at="0-10 > ")
        person.types("")
        person.types("<", at="[y/N] ")
        assert "Did anything help" in person.types("")
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    (kept,) = home.records()
    assert kept["fields"] == {"kind": "overload", "situation": "A long day, and no break", "before": 7}


def test_the_keys_work_behind_an_answer_that_stands_on_the_line(home: Home) -> None:
    with locked(home, "reflect") as person:
        person.types("A slow day")
        person.types("Tired")
        person.types("<")
        person.types("?")
        assert "help-now" in person.types("<")
        assert "Kept: A slow day" in person.types("")
        assert "Kept: Tired" in person.types("")
        person.types("")
        assert person.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "A slow day", "so_what": "Tired"}]


def test_there_is_nothing_before_the_first_question(home: Home) -> None:
    with locked(home, "reflect") as person:
        person.types("<")
        assert "This is the first question." in person.types("A slow day")
        person.types("")
        person.types("")
        assert person.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "A slow day"}]


def test_help_at_a_choice_a_rating_and_a_yes_or_no(home: Home) -> None:
    with locked(home, "trigger") as person:
        person.types("?", at="number > ")
        assert "first letters" in (shown := person.types("8", at="number > "))
        assert "help-now" in shown
        person.types("")
        person.types("?", at="0-10 > ")
        assert "A whole number from 0 to 10." in (shown := person.types("4", at="0-10 > "))
        assert "help-now" in shown
        person.types("")
        person.types("?", at="[y/N] ")
        shown = person.types("", at="[y/N] ")
        assert "help-now" in shown
        assert "The number" not in shown
        assert person.ends() == 0


@pytest.mark.parametrize(("number", "next_"), [("1", "On which day?"), ("2", "Why not?")])
def test_after_lists_of_numbers_1_and_2_are_yes_and_no(home: Home, number: str, next_: str) -> None:
    with locked(home, "supervision", "log") as person:
        person.types("?", at="[Y/n] ")
        assert "The number of one, or its first letter: 1 is yes, 2 is no." in person.types("3", at="[Y/n] ")
        assert "Type y or n." in person.types(number, at="[Y/n] ")
        person.until(next_)


def test_help_at_a_date(home: Home) -> None:
    with locked(home, "supervision", "log") as person:
        person.types("", at="[Y/n] ")
        person.types("?")
        shown = person.asked()
        assert "On which day?" in shown
        assert "help-now" in shown
        person.presses(CTRL_C)
        person.ends()


def test_plain_prompts_go_back_as_well(home: Home) -> None:
    with at_terminal(home, "reflect", "--plain") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.until("What happened?")
        person.until("> ")
        person.presses(f"A slow day{ENTER}")
        person.until("What did it mean")
        person.until("> ")
        person.presses(f"<{ENTER}")
        person.until("Kept: A slow day")
        person.until("> ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert "What you answered is kept" in person.seen


def test_first_letters_choose_what_nothing_else_begins_with() -> None:
    assert understood(FRUIT, "pear") == "pear"
    assert understood(FRUIT, "PEAC") == "peach"
    assert understood(FRUIT, "plum") == "plum"
    assert understood(FRUIT, "4") == "plum-jam"


def test_two_that_begin_alike_are_both_named() -> None:
    with pytest.raises(NotUnderstood, match=r"^Which: Pear, Peach\?"):
        understood(FRUIT, "pea")


def replies(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    """Somebody who types these, one after the other."""
    waiting = iter(typed)
    monkeypatch.setattr(ask, "read", lambda *_, **__: next(waiting))


def test_where_several_fit_a_slip_is_told_so() -> None:
    choices = tuple(Choice(name.lower(), name) for name in ("Early", "Late", "Night"))
    question = Question("shifts", "Which?", "", "ticks", choices, None, True, "")
    assert understood(question, "1, night") == ["early", "night"]
    with pytest.raises(NotUnderstood) as told:
        understood(question, "1 4")
    assert str(told.value) == "Numbers from 1 to 3 or first letters, with spaces between, or Enter to skip."


def test_a_long_question_is_broken_between_words_and_has_room_for_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    prompts: list[str] = []

    def typed(_: Console, prompt: str, **_more: object) -> str:
        prompts.append(prompt)
        return "y"

    monkeypatch.setattr(ask, "read", typed)
    console = Console(plain=True, as_json=False)
    console.plain = False
    assert ask.yes(console, "Put Larch in whenever you write that name?", default=False)
    assert capsys.readouterr().err.splitlines() == ["Put Larch in whenever you write that"]
    assert prompts == ["name? [y/N] "]


def test_what_was_skipped_and_is_answered_on_going_back_counts_as_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [Question(key, key, "", "rating", (), None, True, "") for key in ("one", "two", "three")]
    kept: list[dict[str, Any]] = []
    filling = Filling(Console(plain=True, as_json=False), {}, kept.append)
    replies(monkeypatch, "", "5", "<", "<", "3", "", "10")
    filling.ask(questions)
    assert filling.answers == {"one": 3, "two": 5, "three": 10}
    assert filling.skipped == []
    assert kept[-1] == filling.answers


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
@pytest.mark.parametrize(
    ("half_typed", "left"),
    [
        ("And the", "A long answer\nAnd the"),  # in plain it began on an empty line; else the line was cleared first
        ("A long answer, and the", "A long answer, and the"),
        ("A long", "A long answer"),
        ("", "A long answer"),
    ],
)
def test_ctrl_c_on_a_line_half_typed_takes_nothing_from_the_answer_that_is_kept(
    monkeypatch: pytest.MonkeyPatch, half_typed: str, left: str, *, plain: bool
) -> None:
    waiting = iter(["A long answer", "<"])

    def read(*_: object, **__: object) -> str:
        for typed in waiting:
            return typed
        raise Stopped(half_typed)

    one, two = (Question(key, key, "", "text", (), None, True, "") for key in ("one", "two"))
    kept: list[dict[str, Any]] = []
    filling = Filling(Console(plain=plain, as_json=False), {}, kept.append)
    monkeypatch.setattr(ask, "read", read)
    with pytest.raises(Stopped):
        filling.ask([one, two])
    assert filling.answers == kept[-1] == {"one": left}


def test_back_reaches_the_questions_of_an_earlier_part(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (Question(key, key, "", "rating", (), None, True, "") for key in ("one", "two"))
    filling = Filling(Console(plain=True, as_json=False), {}, lambda _: None)
    replies(monkeypatch, "1", "<", "9", "2")
    filling.ask([one])
    filling.ask([two])
    assert filling.answers == {"one": 9, "two": 2}


def test_the_keys_fit_on_one_line() -> None:
    assert len(forms.KEYS) <= 80
