"""A command line that is not understood: what is missing or out of place, in plain words, and none of it repeated."""

import pytest
from tests.conftest import Home


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["trigger", "--before", "11"], "--before takes a whole number from 0 to 10."),
        (["trigger", "--before", "very"], "--before takes a whole number from 0 to 10."),
        (["toolbox", "used", "feet", "--helped", "11"], "--helped takes a whole number from 0 to 10."),
        (["list", "-n", "0"], "-n takes a whole number, at least 1."),
        (["show"], "ID is missing: the short name that `selfcare list` shows."),
        (["share", "k7m2q"], "LEVEL is missing: private, theme or share."),
        (["search"], "WORDS is missing: words, or a phrase in quotes."),
        (["trigger", "--before"], "--before needs a value."),
        (["trigger", "--full=yes"], "--full takes no value."),
        (["show", "k7m2q", "k7m2q"], "There are more words here than the command takes."),
        (["trends", "sunshine"], "There is no such choice for ITEM."),
        (["list", "--limit", "4"], "There is no option --limit. Did you mean -n?"),
        (["list", "--sinse=-3d"], "There is no option --sinse. Did you mean --since?"),
        (["list", "--my own words"], "There is no such option."),
        (["list", "--zzz"], "There is no option --zzz."),
        (["vault", "recovery"], "This command needs one more word."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(home: Home, words: list[str], told: str) -> None:
    answer = home.run(*words)
    assert answer.code == 2
    said, hint = answer.err.splitlines()
    assert said == told
    assert hint


def test_an_option_before_the_command_that_does_not_exist_is_no_command(home: Home) -> None:
    answer = home.run("--plian", "list")
    assert answer.code == 2
    assert answer.err.startswith("There is no option --plian. Did you mean --plain?")


@pytest.mark.parametrize("words", [["-h"], ["note", "-h"], ["toolbox", "-h"], ["toolbox", "used", "-h"]])
def test_a_dash_and_an_h_alone_ask_for_help(home: Home, words: list[str]) -> None:
    answer = home.run(*words)
    assert answer.code == 0
    assert answer.out == home.run(*words[:-1], "--help").out
    assert home.records() == []


def test_a_dash_and_an_h_among_words_are_text(home: Home) -> None:
    home.run("note", "so", "-h", "it", "was")
    assert [each["fields"]["text"] for each in home.records()] == ["so -h it was"]


@pytest.mark.parametrize(
    ("alone", "whole"),
    [
        ("plan", "show"),
        ("toolbox", "list"),
        ("guidance", "list"),
        ("bin", "list"),
        ("settings", "show"),
        ("vault", "status"),
        ("supervision", "list"),
    ],
)
def test_a_noun_alone_shows_what_there_is(home: Home, alone: str, whole: str) -> None:
    for options in ([], ["--json"]):
        answer, expected = home.run(alone, *options), home.run(alone, whole, *options)
        assert answer.code == 0, answer.err
        assert (answer.out, answer.err) == (expected.out, expected.err)
