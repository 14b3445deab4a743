"""The guide: every command in it runs, and answers what the guide says."""

import re
from pathlib import Path

from tests.conftest import Home
from tests.replay import replayed

from selfcare.cli.app import COMMANDS

GUIDE = Path(__file__).parents[1] / "docs" / "guide.md"


def test_the_guide_shows_what_a_person_sees(empty_home: Home) -> None:
    guide = GUIDE.read_text("utf-8")
    assert replayed(guide, empty_home) == guide


def test_every_command_that_the_guide_names_in_passing_is_one() -> None:
    named = re.findall(r"`selfcare ([^`\s]+)", GUIDE.read_text("utf-8"))
    assert {"help-now", "trends"} <= set(named)
    assert {each for each in named if not each.startswith("-")} <= set(COMMANDS)


def test_what_the_guide_shows_of_the_screen_fits_it() -> None:
    blocks = GUIDE.read_text("utf-8").split("```")[1::2]
    assert blocks
    assert max(len(line) for block in blocks for line in block.splitlines()) <= 80
