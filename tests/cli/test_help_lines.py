"""Help is read off and typed: what stands in it to be typed is never broken at a line's end."""

import pytest
from tests.conftest import Home

from selfcare.cli.reflections import PURPOSES, TOPICS


@pytest.mark.parametrize("name", [each for each in (*TOPICS, *PURPOSES) if "-" in each])
def test_an_id_with_a_hyphen_stands_whole_in_help(help_for_reflect: str, name: str) -> None:
    assert any(name in line for line in help_for_reflect.splitlines())


@pytest.mark.parametrize("command", [("trigger",), ("checkin",), ("toolbox", "add"), ("supervision", "log")])
def test_no_line_of_help_ends_inside_a_word(empty_home: Home, command: tuple[str, ...]) -> None:
    lines = empty_home.run(*command, "--help", passphrase=None).out.splitlines()
    assert not [line for line in lines if line.endswith("-")]
    assert all(len(line) <= 80 for line in lines)


@pytest.fixture
def help_for_reflect(empty_home: Home) -> str:
    return empty_home.run("reflect", "--help", passphrase=None).out


def help_at(home: Home, columns: int, *command: str) -> list[str]:
    return home.run(*command, "--help", passphrase=None, environment={"COLUMNS": str(columns)}).out.splitlines()


@pytest.mark.parametrize("columns", [40, 50, 60])
@pytest.mark.parametrize("command", [("trigger",), ("toolbox",), ("supervision", "log"), ("list",), ("cpd", "add")])
def test_help_fits_a_narrow_screen_with_each_meaning_below_its_name(
    empty_home: Home, command: tuple[str, ...], columns: int
) -> None:
    lines = help_at(empty_home, columns, *command)
    assert all(len(line) <= columns for line in lines)
    assert lines[lines.index("  --help") + 1] == "    Show this message and exit."


def test_a_wide_screen_has_the_meaning_beside_the_name(empty_home: Home) -> None:
    assert "  --full             Ask every question." in help_at(empty_home, 80, "trigger")


@pytest.mark.parametrize(("command", "said"), [("trigger", "[0 to 10]"), ("list", "[1 or more]")])
def test_a_range_is_said_in_words(empty_home: Home, command: str, said: str) -> None:
    text = " ".join(empty_home.run(command, "--help", passphrase=None).out.split())
    assert said in text
    assert "<=" not in text
