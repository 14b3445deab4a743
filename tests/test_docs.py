"""The documents: what they show is what a person sees, what they name is there, and they lead to one another.

The pages of docs/how-to are followed in test_docs_how_to.py.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Home
from tests.pages import PAGES, README, ROOT, blocks, named, prose, walk_at_terminal
from tests.reading_age import READING_AGE, age
from tests.replay import replayed

from selfcare.cli.app import COMMANDS, entry
from selfcare.cli.arguments import OPTIONS
from selfcare.cli.console import WIDTH

GUIDE = ROOT / "docs" / "guide.md"
ROADS = ROOT / "docs" / "three-roads.md"
WHY = ROOT / "docs" / "why.md"
NAME_COMMANDS = [page for page in PAGES if not re.search(r"-format\.md$|shell\.md$", page.name)]
"""Pages whose code begins with selfcare only where it is a command: no bytes of a file, and no half of a name."""
WALKED = (GUIDE, README, ROADS, *sorted((ROOT / "docs" / "how-to").glob("*.md")))


def test_the_guide_shows_what_a_person_sees(empty_home: Home) -> None:
    guide = GUIDE.read_text("utf-8")
    assert replayed(guide, empty_home, must_work=True) == guide


def test_the_readme_shows_what_a_person_sees_and_types(home: Home) -> None:
    walk_at_terminal(README, home, {})


def test_the_three_roads_are_walked_as_they_are_shown(empty_home: Home) -> None:
    walk_at_terminal(ROADS, empty_home, {"/home/robin/.local/share/selfcare": str(empty_home.folder)})


def test_the_readme_shows_a_notice_that_the_demo_has(empty_home: Home) -> None:
    passphrase = empty_home.run("demo", "here", "--json").object["passphrase"]
    trends = empty_home.run("--journal", "here", "trends", passphrase=passphrase).out
    (notice,) = [block for block in blocks(README, "text") if block.startswith("What stands out")]
    assert notice.removeprefix("What stands out\n") in trends


@pytest.mark.parametrize("page", WALKED, ids=named)
def test_what_is_shown_of_the_screen_fits_it(page: Path) -> None:
    assert max((len(line) for block in blocks(page, "console") for line in block.splitlines()), default=0) <= WIDTH


@pytest.mark.parametrize("page", NAME_COMMANDS, ids=named)
def test_every_command_that_is_named_in_passing_is_one(page: Path) -> None:
    for words in re.findall(r"`selfcare ([^`]+)`", " ".join(page.read_text("utf-8").split())):
        name, *rest = words.split()
        if not name.startswith("-"):
            assert name in COMMANDS, words
            _is_one(entry(COMMANDS[name]), rest, words)


def _is_one(door: Any, rest: list[str], words: str) -> None:
    """The words of a command name what there is: first its parts, then its options."""
    while rest and hasattr(door, "commands") and not rest[0].startswith("-"):
        assert rest[0] in door.commands, words
        door = door.commands[rest.pop(0)]
    options = {option for param in door.params for option in param.opts + param.secondary_opts}
    named = {word.partition("=")[0] for word in rest if re.match(r"--[a-z]", word)}
    assert named <= options | {each.split()[0] for each in OPTIONS}, words


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, heading = link.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), link
        assert not heading or heading in headings(there), link


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), {README}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        ahead = {(page.parent / link.partition("#")[0]).resolve() for link in links(page) if not link.startswith("#")}
        waiting |= {each for each in ahead if each.suffix == ".md"} - reached
    assert set(PAGES) <= reached


def links(page: Path) -> list[str]:
    """The links of a page to other files, or to a heading, as they are written."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [each for each in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in each]


def headings(page: Path) -> set[str]:
    """The headings of a page, as links call them."""
    found = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in found}


@pytest.mark.parametrize("page", [*WALKED, WHY], ids=named)
def test_a_tired_reader_of_thirteen_can_read_it(page: Path) -> None:
    assert age(prose(page)) <= READING_AGE


def test_the_measure_tells_plain_words_from_heavy_ones() -> None:
    plain = "Sit down with a cup of tea. Tell a friend how the day was. Then go to bed."
    heavy = (
        "Practitioners experiencing considerable psychological exhaustion ought to prioritise rejuvenating activities."
    )
    assert age(plain) < READING_AGE < age(heavy)
