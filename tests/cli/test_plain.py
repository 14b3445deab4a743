"""Plain output as it is read from the top down: each screen of an invented journal beside what it should say.

The files in golden/plain were read by eye; a change in one is a change in what somebody hears. `pytest
tests/cli/test_plain.py --rewrite-golden` writes them anew, for reading.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import partial
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from tests.conftest import NOW, Home

from selfcare import when
from selfcare.cli import progress
from selfcare.cli.app import COMMANDS, entry, run
from selfcare.journal import handles
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault

GOLDEN = Path(__file__).parent / "golden" / "plain"
WIDTH = 80
CHANCE = SimpleNamespace(randbits=Random(20261118).getrandbits)
"""Gives the records the same ids each time."""

SHOWN = {
    "today": "",
    "help": "--help",
    "help-now": "help-now",
    "pause": "pause --minutes 0.01",
    "checkin": "checkin show",
    "checkin-missed": "checkin show 2026-W02",
    "trends": "trends",
    "trends-items": "trends sleep load --weeks 8",
    "toolbox": "toolbox list --all",
    "toolbox-show": "toolbox show feet",
    "toolbox-suggest": "toolbox suggest",
    "toolbox-stats": "toolbox stats",
    "plan": "plan show",
    "supervision": "supervision list",
    "supervision-dates": "supervision dates",
    "supervision-summary": "supervision summary --replace-all",
    "supervision-shared": "supervision shared",
    "supervision-hours": "supervision hours",
    "supervision-actions": "supervision actions list",
    "supervision-risks": "supervision risks list",
    "cpd": "cpd list",
    "cpd-reading": "cpd reading list",
    "list": "list",
    "search": "search quiet",
    "show-trigger": "show TRIGGER",
    "show-reflection": "show REFLECTION --history",
    "show-checkin": "show CHECKIN",
    "bin": "bin list",
    "vault-keys": "vault keys",
    "vault-verify": "vault verify",
    "vault-retention": "vault retention",
    "vault-hold": "vault hold",
    "vault-keyring": "vault keyring",
    "people": "people list",
    "people-check": "people check Call 07700 900123",
    "guidance": "guidance list",
    "guidance-show": "guidance show quick",
    "settings": "settings show",
}
"""The screens by the names of their files, and the commands. A record is named by its kind."""
OF_THE_COMPUTER = {"vault status", "vault backups"}
"""What they show depends on the computer: folders, sizes, versions. They are read, and kept nowhere."""
WRITES = {
    "note", "good", "reflect", "trigger", "toolbox keep", "toolbox park", "toolbox used", "toolbox add",
    "plan review", "plan ics", "plan add", "plan done", "supervision prepare", "supervision log",
    "supervision actions add", "supervision actions done", "supervision risks add", "supervision risks close",
    "cpd add", "cpd from", "cpd export", "cpd reading add", "cpd reading done", "edit", "share", "remove",
    "bin restore", "bin empty", "vault passphrase", "vault backup", "vault restore", "vault compact", "vault rescue",
    "vault recovery check", "vault recovery new", "vault recovery use", "vault keyring on", "vault keyring off",
    "vault retention set", "vault hold on", "vault hold off", "people add", "people remove", "people sweep",
    "guidance check", "guidance add", "settings set", "export", "import archive", "import jrnl", "import dayone",
    "import daylio", "import markdown", "init", "open", "completion", "demo",
}  # fmt: skip
"""What a few words answer, or a form, or a script for another program."""

DRAWN = re.compile("[\u2500-\u257f\u2580-\u259f\u2800-\u28ff\u25b2\u25bc\x1b\r]")
"""Boxes, blocks, braille, the marks of a chart, escapes, and a line that is written over."""


class Screen(StringIO):
    """A terminal that keeps what it was shown."""

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        return True


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The invented journal on a fixed day, with the same handles each time."""
    path = tmp_path_factory.mktemp("plain")
    home = Home(path, {"HOME": str(path), "SELFCARE_JOURNAL": str(path / "life"), "TERM": "xterm-256color"})
    cheap = partial(Vault.create, cost=CHEAP_FOR_TESTS)
    with (
        mock.patch.object(when, "now", return_value=NOW),
        mock.patch.object(Vault, "create", cheap),
        mock.patch.object(progress, "PATIENCE_SECONDS", float("inf")),
        mock.patch.object(handles, "secrets", CHANCE),
    ):
        made = home.run("demo", "life", "--json", passphrase=None).object
        home.environment["SELFCARE_PASSPHRASE"] = made["passphrase"]
        records = home.run("list", "--json", passphrase=None).object["records"]
        handle = {each["kind"]: each["handle"] for each in records}
        for words in (
            f"remove {handle['note']}",
            "people add Abena --as Larch",
            "supervision summary --to page.md --replace-all",
        ):
            assert home.run(*words.split(), passphrase=None).code == 0
        happened = f"checkin --week 2026-W46 --fact plan={handle['plan_item']} --json"
        handle["checkin"] = home.run(*happened.split(), passphrase=None).object["record"]["handle"]
        home.environment |= {kind.upper(): name for kind, name in handle.items()}
        yield home


def screen(home: Home, words: str, *, plain: bool = True, columns: int = WIDTH) -> str:
    """What a command shows on a terminal, answer and talk in their order; it is asked for once."""
    if (words, plain, columns) not in SEEN:
        SEEN[words, plain, columns] = shown_by(home, words, plain=plain, columns=columns)
    return SEEN[words, plain, columns]


SEEN: dict[tuple[str, bool, int], str] = {}


def shown_by(home: Home, words: str, *, plain: bool, columns: int) -> str:
    """The same, each time anew."""
    shown = Screen()
    named = [home.environment.get(word, word) for word in words.split()]
    environment = {**home.environment, "COLUMNS": str(columns)}
    with (
        mock.patch.dict("os.environ", environment, clear=True),
        mock.patch.object(sys, "stdout", shown),
        mock.patch.object(sys, "stderr", shown),
        mock.patch.object(sys, "stdin", StringIO()),
    ):
        code = run([*(["--plain"] if plain else []), *named])
    assert code == 0, shown.getvalue()
    return shown.getvalue()


@pytest.mark.parametrize("name", SHOWN)
def test_a_screen_reads_from_the_top_down(lived_in: Home, name: str, request: pytest.FixtureRequest) -> None:
    shown = screen(lived_in, SHOWN[name])
    file = GOLDEN / f"{name}.txt"
    if request.config.getoption("--rewrite-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8")


@pytest.mark.parametrize("words", [*SHOWN.values(), *sorted(OF_THE_COMPUTER)])
def test_nothing_is_drawn_and_every_line_fits(lived_in: Home, words: str) -> None:
    for line in screen(lived_in, words).split("\n"):
        assert not DRAWN.search(line), line
        assert len(line) <= WIDTH or is_one_piece(line), line


def is_one_piece(line: str) -> bool:
    """Whether a long line is a path, an address or another thing that cannot be broken."""
    return len(line.split()) == 1


@pytest.mark.parametrize("words", SHOWN.values())
def test_a_heading_stands_before_its_facts_and_no_line_is_a_rule(lived_in: Home, words: str) -> None:
    lines = screen(lived_in, words).rstrip("\n").split("\n")
    assert not lines[0].startswith(" "), "it begins with a fact of which nobody knows what it belongs to"
    for before, line in pairwise(lines):
        assert before.strip() or line.strip(), "two empty lines together say nothing"
        assert not line.strip() or any(unicodedata.category(each)[0] in "LN" for each in line), f"a rule: {line}"


@pytest.mark.parametrize("words", SHOWN.values())
def test_what_the_drawn_form_says_plain_says_too(lived_in: Home, words: str) -> None:
    """A colour, a bar or a mark is never all there is: without its codes the drawn form has no fact of its own."""
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", screen(lived_in, words, plain=False))
    drawn = NO_FACT.sub("", drawn)
    assert facts(drawn) <= facts(screen(lived_in, IN_FULL.get(words, words)))


IN_FULL = {"trends": "trends --weeks 12"}
"""Plain leaves the numbers of the weeks to the command that it names for them."""
NO_FACT = re.compile(r"\S*…|\r[^\r]*(?=\r)|_{3,}|^.*(?:\n.*)? is a week set aside[^▼]*▼.*\n?.*above\.$", re.MULTILINE)
"""A word cut off at the edge, a timer that was written over, a line to write on, and the key to a drawing."""


def facts(text: str) -> set[str]:
    """Its words and numbers."""
    return set(re.findall(r"\w[\w:/-]*\w|\w", text))


@pytest.mark.parametrize("words", SHOWN.values())
def test_bold_is_the_only_thing_that_a_screen_adds(lived_in: Home, words: str) -> None:
    codes = set(re.findall(r"\x1b\[[0-9;?]*[A-Za-z]", screen(lived_in, words, plain=False)))
    assert codes <= {"\x1b[1m", "\x1b[0m"}


@pytest.mark.parametrize("words", SHOWN.values())
def test_forty_columns_are_enough(lived_in: Home, words: str) -> None:
    narrow, wide = (screen(lived_in, words, columns=columns) for columns in (40, WIDTH))
    assert narrow.split() == wide.split(), "the same words"
    for line in narrow.split("\n"):
        assert len(line) <= 40 or cannot_be_broken(line), line


@pytest.mark.parametrize("words", ["list", "search quiet", "trends", "trends sleep load --weeks 8"])
def test_a_screen_too_narrow_for_columns_and_bars_says_all_in_words(lived_in: Home, words: str) -> None:
    drawn = screen(lived_in, words, plain=False, columns=WIDTH - 1)
    assert re.sub(r"\x1b\[[0-9;]*m", "", drawn) == screen(lived_in, words, columns=WIDTH - 1)


def cannot_be_broken(line: str) -> bool:
    """Whether a line is longer than the screen only by its last word, or by a command that is copied whole."""
    return len(line.rpartition(" ")[0]) <= 40 or "selfcare " in line


def test_every_command_that_shows_something_is_read() -> None:
    read = [each for each in (*SHOWN.values(), *OF_THE_COMPUTER) if each]
    for path in [*every_command()]:
        alone = path.removesuffix(" show").removesuffix(" list")
        assert path in WRITES or any(f"{each} ".startswith((f"{path} ", f"{alone} ")) for each in read), path


def every_command() -> Iterator[str]:
    """Each command by its words."""

    def within(door: Any, name: str) -> Iterator[str]:
        if hasattr(door, "commands"):
            for part, inner in door.commands.items():
                yield from within(inner, f"{name} {part}")
        else:
            yield name

    for name, command in COMMANDS.items():
        yield from within(entry(command), name)
