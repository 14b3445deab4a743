"""Every help ends in an example that can be typed as it stands."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from tests.conftest import Home
from typer.core import TyperCommand

from selfcare.cli.command_help import CommandHelp, program

ALL = list(program().everything())
BY_NAME = pytest.mark.parametrize("command", ALL, ids=[each.name or "selfcare" for each in ALL])


@contextmanager
def only_understood() -> Iterator[list[Any]]:
    """Command lines are read as ever, and what they mean is not done; the contexts of the commands that it reached."""
    reached: list[Any] = []
    base = next(each for each in TyperCommand.__mro__ if "invoke" in vars(each))
    with mock.patch.object(base, "invoke", lambda self, context: reached.append(context)):
        yield reached


@BY_NAME
def test_every_help_has_an_example_of_that_command(command: CommandHelp) -> None:
    assert command.examples
    for each in command.examples:
        assert shlex.split(each)[: len(command.path) + 1] == ["selfcare", *command.path]


@BY_NAME
def test_an_example_stands_whole_on_a_line_of_help_so_that_it_can_be_copied(
    empty_home: Home, command: CommandHelp
) -> None:
    lines = empty_home.run(*command.path, "--help", passphrase=None).out.splitlines()
    for each in command.examples:
        (line,) = [line for line in lines if line.endswith(f"Example: {each}")]
        assert len(line) <= 80


@BY_NAME
def test_the_program_understands_every_example(empty_home: Home, command: CommandHelp) -> None:
    for each in command.examples:
        with only_understood() as reached:
            answer = empty_home.run(*shlex.split(each)[1:], stdin="Text.")
        assert (answer.code, answer.err) == (0, "")
        assert reached


def test_an_example_with_a_slip_in_it_would_be_found(empty_home: Home) -> None:
    for slip in (["reflect", "--anwser", "what=x"], ["toolbox", "kepp", "walk-10"], ["trigger", "--before", "70"]):
        with only_understood():
            assert empty_home.run(*slip).code == 2
