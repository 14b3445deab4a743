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
