"""What holds for the whole house: every module says what it is for, every command helps, every exit code is explained.

Which room may import which is checked by import-linter (`make check`), from the layers in pyproject.toml.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from selfcare import errors
from selfcare.cli.app import COMMANDS, TODAY, front_page
from selfcare.errors import SelfcareError

HOUSE = Path(__file__).parents[1]
SOURCE = HOUSE / "src" / "selfcare"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(path.relative_to(SOURCE)) for path in MODULES]
SCREEN = 80


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    says = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert says
    assert says.split("\n")[0].rstrip().endswith((".", ":", ",", ";")) or "\n" in says


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_module_opens_a_network_connection(path: Path) -> None:
    """Offline: the libraries that could are not even imported."""
    imported = {name.split(".")[0] for name in _imports(path)}
    assert not imported & {"socket", "http", "urllib", "ssl", "ftplib", "smtplib", "requests", "httpx", "asyncio"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _entry(door: str) -> Any:
    module, _, name = door.partition(".")
    return typer.main.get_command(getattr(importlib.import_module(f"selfcare.cli.{module}"), name))


def _leaves(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command below `command` that does something, with the words that name it."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
    for name, each in (inner or {}).items():
        yield from _leaves(each, f"{path} {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_fits_one_line_of_the_front_page(name: str) -> None:
    (line,) = [line for line in front_page().splitlines() if line.startswith(f"  {name} ")]
    assert len(line) <= SCREEN
    assert line.split(maxsplit=1)[1] == COMMANDS[name].help
    assert not COMMANDS[name].help.endswith(".")


def test_the_front_page_fits_the_screen() -> None:
    assert max(map(len, front_page().splitlines())) <= SCREEN


@pytest.mark.parametrize("door", [each.door for each in (*COMMANDS.values(), TODAY)])
def test_every_command_opens(door: str) -> None:
    assert callable(_entry(door))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """In a sentence at least; its example is looked at in tests/cli/test_help_examples.py."""
    for path, leaf in _leaves(_entry(COMMANDS[name].door), name):
        assert leaf.help, path
        assert leaf.help.split("\n")[0].rstrip()[-1] in ".?:", path


def causes() -> list[type[SelfcareError]]:
    return [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, SelfcareError)]


def explained() -> list[tuple[int, str, str, str]]:
    """The rows of docs/reference/exit-codes.md: exit code, slug, what it means, what to do."""
    page = (HOUSE / "docs" / "reference" / "exit-codes.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (?:`([a-z-]+)`)? ?\| (.+?) \| (.*?) ?\|$", page, re.MULTILINE)
    return [(int(code), slug, means, todo) for code, slug, means, todo in rows]


def test_every_exit_code_is_explained_and_no_other() -> None:
    assert {(code, slug) for code, slug, _, _ in explained()} == {
        (0, ""),
        *((each.exit_code, each.slug) for each in causes()),
    }
    assert len(explained()) == len({slug for _, slug, _, _ in explained()})


def test_every_cause_says_what_to_do() -> None:
    for code, _, means, todo in explained():
        assert means.endswith(".")
        assert todo.endswith(".") or code == 0


def test_one_slug_is_one_exit_code() -> None:
    by_slug: dict[str, set[int]] = {}
    for each in causes():
        by_slug.setdefault(each.slug, set()).add(each.exit_code)
    assert all(len(codes) == 1 for codes in by_slug.values())
