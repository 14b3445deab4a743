"""The guide, the README and the three roads: every command in them runs, and answers what they say."""

import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.replay import replayed
from tests.terminal import CTRL_C, ENTER, at_terminal, program_at

from selfcare.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide.md"
README = ROOT / "README.md"
ROADS = ROOT / "docs" / "three-roads.md"
PAGES = pytest.mark.parametrize("page", [GUIDE, README, ROADS], ids=["guide", "README", "three roads"])

SECRET = re.compile(r"(?:New passphrase|The same again|Passphrase).*:$")
PROMPT = re.compile(
    r"((?:[\w-]+ )*>|.*\[y/N\]|(?:Who|Number|Name to put away|Pseudonym, or Enter for \w+):)(?: (?P<typed>.*))?$"
)


def blocks(page: Path, kind: str = "") -> list[str]:
    """The fenced blocks of a page, those of one kind or all."""
    return re.findall(rf"^```{kind}\w*\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_guide_shows_what_a_person_sees(empty_home: Home) -> None:
    guide = GUIDE.read_text("utf-8")
    assert replayed(guide, empty_home) == guide


@PAGES
def test_every_command_that_is_named_in_passing_is_one(page: Path) -> None:
    named = re.findall(r"`selfcare ([^`\s]+)", page.read_text("utf-8"))
    assert {"help-now", "trends"} <= set(named)
    assert {each for each in named if not each.startswith("-")} <= set(COMMANDS)


@PAGES
def test_what_is_shown_of_the_screen_fits_it(page: Path) -> None:
    assert max(len(line) for block in blocks(page) for line in block.splitlines()) <= 80


def test_the_readme_shows_what_a_person_sees_and_types(home: Home) -> None:
    replay_at_terminal(README, home, {})


def test_the_three_roads_are_walked_as_they_are_shown(empty_home: Home) -> None:
    replay_at_terminal(ROADS, empty_home, {"/home/robin/.local/share/selfcare": str(empty_home.folder)})


def replay_at_terminal(page: Path, home: Home, stands_for: Mapping[str, str]) -> None:
    """Each command at a terminal, a minute after the one before. `stands_for` has what is there for words of the page.

    What stands behind a prompt is typed; after "..." it is left with Ctrl-C. Handles are random, so each that is kept
    stands for the one on the page from then on.
    """
    here = dict(stands_for)
    for minute, (command, screen) in enumerate(transcripts(page)):
        seen = typed_at_terminal(home, replaced(command, here), screen, NOW + timedelta(minutes=minute))
        here |= zip(kept_as(screen), kept_as(seen), strict=True)
        shown = replaced(screen, here)
        assert shown == seen or (shown.endswith("...\n") and seen.startswith(shown.removesuffix("...\n"))), command


def transcripts(page: Path) -> Iterator[tuple[str, str]]:
    """Each command of the program that a page shows with its answer, and the screen below it."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ selfcare ", block.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
            command, _, screen = part.partition("\n")
            yield command, screen


def replaced(text: str, handles: Mapping[str, str]) -> str:
    for shown, real in handles.items():
        text = text.replace(shown, real)
    return text


def kept_as(screen: str) -> list[str]:
    return re.findall(r"Kept as (\w{5}),", screen)


def typed_at_terminal(home: Home, command: str, screen: str, now: datetime) -> str:
    """The screen when a person types what stands behind the prompts of `screen`; no line ends in a space."""
    with at_terminal(home, "--plain", *shlex.split(command), program=program_at(now)) as terminal:
        for line in screen.splitlines():
            if SECRET.match(line):
                terminal.whispers(PASSPHRASE, at=line)
            elif prompt := PROMPT.match(line):
                terminal.until(prompt[1])
                terminal.presses((prompt["typed"] or "") + ENTER)
        if screen.endswith("...\n"):
            terminal.until("> ")
            terminal.presses(CTRL_C)
        assert terminal.ends() in (0, 130)
        return "".join(f"{line.rstrip()}\n" for line in terminal.seen.splitlines())


def test_the_readme_shows_a_notice_that_the_demo_has(empty_home: Home) -> None:
    made = empty_home.run("demo", "here").out
    passphrase = re.findall(r"passphrase.*: (.*)", made)[0]
    trends = empty_home.run("--journal", "here", "trends", passphrase=passphrase).out
    (notice,) = [block for block in blocks(README, "text") if block.startswith("What stands out")]
    assert notice.removeprefix("What stands out\n") in trends
