"""docs/reference: made by `make docs`, and what the program is now."""

import re
from pathlib import Path

import pytest
from scripts.reference.__main__ import FOLDER, PAGES

from selfcare.cli.app import COMMANDS
from selfcare.cli.console import WIDTH
from selfcare.journal.kinds import KINDS

SOURCE = Path(__file__).parents[1] / "src"


def page(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_code_gives(name: str) -> None:
    assert page(name) == PAGES[name](), "make docs writes it anew"


def test_there_is_no_page_that_nothing_makes() -> None:
    assert {each.name for each in FOLDER.iterdir()} == set(PAGES)


def test_every_command_of_the_front_page_has_its_help() -> None:
    assert set(re.findall(r"^### (\S+)$", page("commands.md"), re.MULTILINE)) == set(COMMANDS)
    usages = re.findall(r"^Usage: selfcare (\S+)", page("commands.md"), re.MULTILINE)
    assert set(usages) == set(COMMANDS)


def test_help_fits_the_screen() -> None:
    (*blocks,) = re.findall(r"^```text\n(.*?)^```", page("commands.md"), re.MULTILINE | re.DOTALL)
    assert max(len(line) for block in blocks for line in block.splitlines()) <= WIDTH


def test_every_variable_that_the_program_reads_is_explained() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in re.findall(r"\bSELFCARE_[A-Z_]+\b", path.read_text())}
    assert read == set(re.findall(r"^\| `(SELFCARE_[A-Z_]+)` \|", page("settings.md"), re.MULTILINE))


def test_every_kind_of_record_has_its_fields() -> None:
    assert set(re.findall(r"^\*\*([a-z_]+)\*\*: ", page("json.md"), re.MULTILINE)) == set(KINDS)
