"""The page for data protection officers says what is so: its commands, files, figures and primitives are real."""

import re
from pathlib import Path
from typing import Any

import pytest

from selfcare.cli.app import COMMANDS, entry
from selfcare.journal.bin import KEPT_FOR
from selfcare.settings import SETTINGS
from selfcare.vault.kdf import STANDARD
from selfcare.vault.recovery import ROOT_SIZE

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "for-data-protection-officers.md").read_text("utf-8")
CHECK = (ROOT / "docs" / "confidentiality.md").read_text("utf-8")
WORDS = " ".join(PAGE.split())


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`selfcare ([^`]+)`", WORDS))))
def test_every_command_that_it_names_is_one(command: str) -> None:
    name, *rest = command.split()
    door: Any = entry(COMMANDS[name])
    if hasattr(door, "commands"):
        door = door.commands[rest.pop(0)]
    options = {option for param in door.params for option in param.opts} | {"--json"}
    assert {each for each in rest if each.startswith("--")} <= options


@pytest.mark.parametrize("file", sorted(set(re.findall(r"(?:tests|docs)/[\w/]+\.py", WORDS))))
def test_every_file_that_it_names_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("page", sorted(set(re.findall(r"\]\(([\w-]+\.md)\)", PAGE))))
def test_every_page_that_it_links_is_there(page: str) -> None:
    assert (ROOT / "docs" / page).is_file()


@pytest.mark.parametrize("page", ["README.md", "docs/confidentiality.md"])
def test_it_is_found_from_where_people_look(page: str) -> None:
    assert "for-data-protection-officers.md)" in (ROOT / page).read_text("utf-8")


def test_its_figures_are_those_that_were_measured() -> None:
    hard, names = re.findall(r"\| (\d+ of \d+, \d+ %) \|$", CHECK, re.MULTILINE)
    for figure in (hard, names):
        found, share = figure.split(", ")
        assert re.search(rf"{found} [\w ]+ \({share}\)", WORDS)
    needless, clean = re.findall(r"\| (\d+) in (\d+), \d+ in 100 \|", CHECK)[0]
    assert f"{needless} needless questions in {clean} clean notes" in WORDS


def test_its_numbers_are_the_programs() -> None:
    assert f"{STANDARD.m // 1024} MiB of memory, {STANDARD.t} passes, {STANDARD.p} lanes" in WORDS
    assert f"{ROOT_SIZE} random bytes" in WORDS
    assert f"after {KEPT_FOR.days} days" in WORDS
    assert f"the latest {SETTINGS['backups_kept'].default} stay" in WORDS
