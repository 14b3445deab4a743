"""`init`: what it is for, a passphrase, a recovery code that a person really has, and a few questions."""

import re
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, CTRL_D, ENTER, Terminal, at_terminal

CODE_GROUP = re.compile(r"(\d): ([0-9A-Z]{4})")


def code_on_screen(screen: str) -> dict[int, str]:
    return {int(number): group for number, group in CODE_GROUP.findall(screen)}


def group_asked_for(screen: str) -> int:
    return int(re.findall(r"Type group (\d) ", screen)[-1])


def test_a_person_is_led_from_the_scope_note_to_a_journal(empty_home: Home) -> None:
    """One mistyped passphrase and one wrong group on the way; both are asked again."""
    with at_terminal(empty_home, "init") as terminal:
        scope = terminal.types("3", at="number > ")
        assert "not treatment" in scope
        assert "999" in scope
        terminal.types("nurse", at="number > ")
        terminal.types("y", at="[y/N] ")
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers("something else", at="again: ")
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers(PASSPHRASE, at="again: ")
        code = answer_groups(terminal, wrong_first=True)
        terminal.types("Occupational health", at="Who: ")
        terminal.types("my GP", at="Number: ")
        terminal.types("", at="That has no number in it. Keep it? [y/N] ")
        terminal.types("01632 960001", at="Number: ")
        terminal.types("The chaplain", at="Who: ")
        terminal.types("ask at the desk", at="Number: ")
        terminal.types("y", at="Keep it? [y/N] ")
        terminal.types("", at="Who: ")
        assert terminal.ends() == 0
    assert "a night is filed as one day" in terminal.seen
    assert "The code still stands on this screen: clear it" in " ".join(terminal.seen.split())
    assert PASSPHRASE not in terminal.seen
    assert "not the same" in terminal.seen
    assert "Your journal is ready" in terminal.seen
    shown = empty_home.run("settings", "show", "--json").object["settings"]
    assert (shown["nation"], shown["role"], shown["day_starts_at"]) == ("wales", "nurse", "12:00")
    listed = empty_home.run("help-now", passphrase=None).out
    assert "Occupational health: 01632 960001" in listed
    assert "The chaplain: ask at the desk" in listed
    assert empty_home.run("vault", "recovery", "check", "-", stdin=code).code == 0


def answer_groups(terminal: Terminal, *, wrong_first: bool = False) -> str:
    """Type back the two groups of the recovery code that are asked for; gives the code."""
    screen = terminal.asked("from your paper: ")
    groups = code_on_screen(screen)
    assert sorted(groups) == list(range(1, 10))
    if wrong_first:
        terminal.presses("0000" + ENTER)
        assert "not what stands above" in terminal.asked("from your paper: ")
    terminal.presses(groups[group_asked_for(screen)].lower() + ENTER)
    terminal.presses(groups[group_asked_for(terminal.asked("from your paper: "))] + ENTER)
    return "-".join(groups[number] for number in sorted(groups))


PROMPTS = ["number > ", "number > ", "[y/N] ", "typing is hidden): ", "again: ", "from your paper: "]
ANSWERS = ["", "", "n", "some plain words", "some plain words"]
SILENT = ("typing is hidden): ", "again: ")


def wait_for(terminal: Terminal, prompt: str) -> None:
    if prompt in SILENT:
        terminal.until(prompt)
    else:
        terminal.asked(prompt)


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("stop_at", range(len(PROMPTS)))
def test_stopping_at_any_prompt_leaves_nothing_half_made(empty_home: Home, stop_at: int, key: str) -> None:
    with at_terminal(empty_home, "init") as terminal:
        for prompt, answer in zip(PROMPTS[:stop_at], ANSWERS, strict=False):
            wait_for(terminal, prompt)
            terminal.presses(answer + ENTER)
        wait_for(terminal, PROMPTS[stop_at])
        terminal.presses(key)
        assert terminal.ends() == 130
    assert "Traceback" not in terminal.seen
    assert "No journal was made." in terminal.seen
    assert ("The code above is void" in terminal.seen) == (PROMPTS[stop_at] == "from your paper: ")
    assert not empty_home.folder.exists()
    assert empty_home.run("list").code == 10


def test_back_leads_through_the_contacts(empty_home: Home) -> None:
    with at_terminal(empty_home, "init", "--nation=wales", "--role=nurse", "--no-nights") as terminal:
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers(PASSPHRASE, at="again: ")
        answer_groups(terminal)
        terminal.types("Unoin", at="Who: ")
        terminal.types("<", at="Number: ")
        terminal.types("Union", at="Who: ")
        terminal.types("the desk", at="Number: ")
        terminal.types("<", at="Keep it? [y/N] ")
        terminal.types("01632 960002", at="Number: ")
        terminal.types("<", at="Who: ")
        assert "Union: Enter leaves it as it is." in terminal.types("01632 960001", at="Number: ")
        terminal.types("<", at="Who: ")
        terminal.types("", at="Number: ")
        terminal.types("", at="Who: ")
        assert terminal.ends() == 0
    listed = empty_home.run("help-now", passphrase=None).out
    assert "01632 960002" not in listed
    assert "Union: 01632 960001" in listed
    assert "Unoin" not in listed


@pytest.mark.parametrize("prompt", ["Who: ", "Number: "])
def test_stopping_at_the_contacts_says_that_the_journal_is_made(empty_home: Home, prompt: str) -> None:
    with at_terminal(empty_home, "init", "--nation=wales", "--role=nurse", "--no-nights") as terminal:
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers(PASSPHRASE, at="again: ")
        answer_groups(terminal)
        terminal.types("Union", at="Who: ")
        terminal.types("01632 960001", at="Number: ")
        if prompt == "Number: ":
            terminal.types("GP", at="Who: ")
        terminal.asked(prompt)
        terminal.presses(CTRL_C)
        terminal.until("Your journal is made and ready.")
        assert terminal.ends() == 130
    assert empty_home.run("list").code == 0
    assert "Union: 01632 960001" in empty_home.run("help-now").out


def test_a_passphrase_that_is_easily_guessed_is_doubted_once_with_the_reason(empty_home: Home) -> None:
    with at_terminal(empty_home, "init", "--nation=wales", "--role=nurse", "--no-nights") as terminal:
        for passphrase in ("supervision2026", "three herons and a tin bath"):
            terminal.whispers(passphrase, at="typing is hidden): ")
            terminal.whispers(passphrase, at="again: ")
            if passphrase == "supervision2026":
                assert "someone who knows" in " ".join(terminal.types("", at="Keep it? [y/N] ").split())
        terminal.asked("from your paper: ")
    assert "supervision2026" not in terminal.seen


def test_an_empty_passphrase_is_asked_for_again(empty_home: Home) -> None:
    with at_terminal(empty_home, "init", "--nation=wales", "--role=nurse", "--no-nights") as terminal:
        for nothing in ("", "   "):
            terminal.whispers(nothing, at="typing is hidden): ")
            terminal.until("would lock nothing.")
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers(PASSPHRASE, at="again: ")
        terminal.asked("from your paper: ")


def test_a_short_passphrase_may_be_kept(empty_home: Home) -> None:
    with at_terminal(empty_home, "init", "--nation=wales", "--role=nurse", "--no-nights") as terminal:
        terminal.whispers("abc", at="typing is hidden): ")
        terminal.whispers("abc", at="again: ")
        terminal.types("y", at="[y/N] ")
        answer_groups(terminal)
        terminal.types("", at="Who: ")
        assert terminal.ends() == 0
    assert empty_home.run("list", passphrase="abc").code == 0


def test_without_a_terminal_the_code_goes_to_a_file_and_opens_the_journal(empty_home: Home) -> None:
    code = empty_home.path / "code.txt"
    made = empty_home.run("init", "--nation", "scotland", "--recovery-to", str(code), "--json")
    assert made.code == 0
    assert made.object["journal"] == str(empty_home.folder)
    assert re.fullmatch(r"([0-9A-Z]{4}-){8}[0-9A-Z]{4}", code.read_text().splitlines()[0])
    assert empty_home.run("vault", "recovery", "check", "--code-file", str(code), passphrase=None).code == 0
    assert empty_home.run("vault", "verify").code == 0


@pytest.mark.parametrize(
    ("words", "passphrase", "code"),
    [
        ([], PASSPHRASE, 2),
        (["--recovery-to", "journal/code.txt"], PASSPHRASE, 2),
        (["--recovery-to", "nowhere/code.txt"], PASSPHRASE, 1),
        (["--recovery-to", "code.txt"], None, 2),
        (["--recovery-to", "code.txt"], "   ", 2),
        (["--recovery-to", "code.txt", "--nation", "atlantis"], PASSPHRASE, 2),
        (["--recovery-to", "code.txt", "--role", "pirate"], PASSPHRASE, 2),
        (["--recovery-to", "taken.txt"], PASSPHRASE, 2),
    ],
    ids=["no-place", "in-journal", "no-folder", "no-passphrase", "blank", "nation", "role", "taken"],
)
def test_what_is_missing_is_said_before_anything_is_made(
    empty_home: Home, words: list[str], passphrase: str | None, code: int
) -> None:
    (empty_home.path / "taken.txt").write_text("a shopping list")
    answer = empty_home.run("init", *words, passphrase=passphrase)
    assert answer.code == code
    assert len(answer.err.splitlines()) == 2
    assert not empty_home.folder.exists()
    assert not (empty_home.path / "code.txt").exists()
    assert (empty_home.path / "taken.txt").read_text() == "a shopping list"


def test_a_second_init_leaves_the_journal_as_it_is(home: Home, tmp_path: Path) -> None:
    before = (home.folder / "journal.keys").read_bytes()
    answer = home.run("init", "--recovery-to", str(tmp_path / "code.txt"))
    assert answer.code == 1
    assert "already" in answer.err
    assert (home.folder / "journal.keys").read_bytes() == before
    assert not (tmp_path / "code.txt").exists()


def test_a_question_mark_tells_the_nations_apart_then_shows_the_own_one_and_the_code_again(empty_home: Home) -> None:
    with at_terminal(empty_home, "init", "--role=nurse", "--no-nights") as terminal:
        terminal.types("?", at="number > ")
        unknown = terminal.types("wales", at="number > ")
        assert "999 (UK). Day and night." in unknown
        assert "112 or 999 (Ireland). Day and night." in unknown
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers(PASSPHRASE, at="again: ")
        code = code_on_screen(terminal.types("?", at="from your paper: "))
        known = terminal.asked("from your paper: ")
    assert "NHS 111 Wales" in known
    assert "112" not in known
    assert code_on_screen(known.partition("Who to talk to:")[2]) == code
