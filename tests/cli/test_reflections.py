"""`reflect`: asked one question at a time, each skippable, each kept; or answered by options, with nothing asked."""

import re

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, CTRL_D, PASSPHRASE_PROMPT, Terminal, at_terminal

from selfcare.guidance import purposes, topics

QUICK = ("What happened?", "What did it mean to you", "What now?")


def unlock(terminal: Terminal) -> None:
    terminal.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)


def test_a_question_can_be_skipped(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        unlock(terminal)
        for question, answer in zip(QUICK, ("A long handover", "", "Ask for help"), strict=True):
            assert question in terminal.types(answer)
        assert terminal.ends() == 0
    (kept,) = home.records()
    assert kept["fields"]["answers"] == {"what": "A long handover", "now_what": "Ask for help"}


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_a_form_that_was_stopped_goes_on_where_it_stopped(home: Home, key: str) -> None:
    with at_terminal(home, "reflect") as terminal:
        unlock(terminal)
        terminal.types("A long handover")
        terminal.asked()
        terminal.presses(key)
        assert terminal.ends() == 130
    assert "What you answered is kept" in terminal.seen
    assert home.records() == []
    with at_terminal(home, "reflect") as terminal:
        unlock(terminal)
        assert "A long handover" in terminal.types("1", at="number > ")
        assert QUICK[1] in terminal.types("Tired")
        terminal.types("")
        assert terminal.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "A long handover", "so_what": "Tired"}]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_before_the_first_answer_keeps_nothing(home: Home, key: str) -> None:
    with at_terminal(home, "reflect") as terminal:
        unlock(terminal)
        terminal.asked()
        terminal.presses(key)
        assert terminal.ends() == 130
    assert "Nothing was kept" in terminal.seen
    with home.open() as journal:
        from selfcare.journal.drafts import count_drafts

        assert count_drafts(journal) == 0


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_at_the_passphrase_changes_nothing(home: Home, key: str) -> None:
    with at_terminal(home, "reflect") as terminal:
        terminal.until(PASSPHRASE_PROMPT)
        terminal.until(": ")
        terminal.presses(key)
        assert terminal.ends() == 130
    assert "Traceback" not in terminal.seen
    assert home.records() == []


def test_enter_alone_at_the_passphrase_writes_sealed(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        terminal.whispers("", at=PASSPHRASE_PROMPT)
        terminal.types("On the bus home")
        terminal.types("")
        terminal.types("")
        assert terminal.ends() == 0
    assert "sealed" in terminal.seen
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "On the bus home"}]


def test_a_sealed_form_that_is_stopped_keeps_its_answers(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        terminal.whispers("", at=PASSPHRASE_PROMPT)
        terminal.types("On the bus home")
        terminal.asked()
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "On the bus home"}]


def test_three_wrong_passphrases_and_the_words_are_sealed_all_the_same(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        for attempt in ("wrong", "wrong again", "still wrong"):
            terminal.whispers(attempt, at=PASSPHRASE_PROMPT)
        terminal.types("A hard visit")
        terminal.types("")
        terminal.types("")
        assert terminal.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "A hard visit"}]


def test_a_question_mark_shows_who_to_talk_to_and_asks_again(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        unlock(terminal)
        terminal.types("?")
        assert "help-now" in terminal.types("Talked to a colleague")
        terminal.types("")
        terminal.types("")
        assert terminal.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [{"what": "Talked to a colleague"}]


def test_a_paste_of_six_thousand_characters_with_line_breaks_is_kept_whole(home: Home) -> None:
    """A terminal cuts a typed line at 4,095 bytes; a pasted page is not lost."""
    text = "\n".join(f"{number:03} a line of a long day, told in full to the end" for number in range(130))
    assert len(text) > 6000
    with at_terminal(home, "reflect") as terminal:
        unlock(terminal)
        terminal.pastes(text)
        terminal.types("")
        terminal.types("")
        assert terminal.ends() == 0
    assert home.records()[0]["fields"]["answers"]["what"] == text


def test_a_long_paste_is_kept_whole_in_plain_mode_too(home: Home) -> None:
    text = "word " * 1200 + "end"
    with at_terminal(home, "note", "--plain") as terminal:
        terminal.until("> ")
        terminal.presses(text + "\r")
        assert terminal.ends() == 0
    assert home.records()[0]["fields"]["text"] == text


def test_answers_by_option_ask_nothing_and_keep_every_part(home: Home) -> None:
    written = home.run(
        *("reflect", "quick", "--answer", "what=A = B, then C", "--answer", "so_what=-"),
        *(
            "--tag",
            "#Nights",
            "--share",
            "theme",
            "--theme",
            "Holding risk alone",
            "--at",
            "2026-01-05 23:30",
            "--json",
        ),
        stdin="two\nlines\n",
    )
    assert written.code == 0
    record = written.object["record"]
    assert record["fields"]["answers"] == {"what": "A = B, then C", "so_what": "two\nlines"}
    assert (record["tags"], record["share"], record["theme"]) == (["nights"], "theme", "Holding risk alone")
    assert (record["day"], record["zone"]) == ("2026-01-05", "Europe/London")
    assert home.records() == [record]


def test_help_lists_what_topics_and_purposes_there_are(empty_home: Home) -> None:
    shown = "".join(empty_home.run("reflect", "--help", passphrase=None).out.split())  # long lines break at hyphens
    ids = [*(each.id for each in topics.load()), *(each.id for each in purposes.load())]
    assert all(re.search(rf"[:,]{re.escape(each)}[,.]", shown) for each in ids)


def test_looking_again_adds_to_a_reflection_and_keeps_the_earlier_version(home: Home) -> None:
    from selfcare.guidance import templates

    key = templates.load().look_again[0].key
    handle = home.run("reflect", "--answer", "what=First", "--json").object["record"]["handle"]
    again = home.run("reflect", "again", handle, "--answer", f"{key}=Calmer now", "--json")
    assert again.code == 0
    assert again.object["record"]["fields"]["again"] == {key: "Calmer now"}
    assert again.object["record"]["fields"]["answers"] == {"what": "First"}
    assert len(home.run("show", handle, "--history", "--json").object["records"]) == 2


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["no-such-template", "--answer", "what=x"],
        ["--answer", "no_such_key=x"],
        ["--answer", "what="],
        ["--answer", "what"],
        ["--answer", "what=x", "--share", "everyone"],
        ["--answer", "what=x", "--topic", "no-such-topic"],
        ["--answer", "what=x", "--purpose", "no-such-purpose"],
        ["--answer", "what=x", "--at", "the other day"],
        ["again"],
        ["again", "zzzzz"],
    ],
)
def test_what_cannot_be_kept_is_a_usage_error_in_two_lines(home: Home, words: list[str]) -> None:
    answer = home.run("reflect", *words)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert home.records() == []


@pytest.mark.parametrize(("name", "doubted"), [("wether", True), ("weather", False), ("own-weather", False)])
def test_a_mistyped_template_is_named_before_the_passphrase_is_asked_for(home: Home, name: str, doubted: bool) -> None:
    with at_terminal(home, "reflect", name) as terminal:
        before = terminal.until("Passphrase")
        assert ("Did you mean weather?" in before) == doubted


@pytest.mark.parametrize(
    ("name", "told"), [("wether", "Did you mean weather?"), ("nosuch", "shift-end"), ("quick", "")]
)
def test_without_a_terminal_a_mistyped_template_is_named_as_well(home: Home, name: str, told: str) -> None:
    answer = home.run("reflect", name)
    assert answer.code == 2
    assert ("No template of that name" in answer.err) == bool(told)
    assert told in answer.err
    assert "--answer" in answer.err
