"""Tab in the shell: what it offers is asked of each real shell, and it gives nothing of a journal away."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.conftest import Home
from tests.shells import offered, program_of

from selfcare.cli import choices
from selfcare.cli.app import COMMANDS
from selfcare.cli.command_help import program
from selfcare.cli.shell_scripts import SHELLS, script_for
from selfcare.guidance import checkins, templates, tools
from selfcare.journal.envelope import SHARE_LEVELS
from selfcare.settings import NATIONS

EVERY_SHELL = pytest.mark.parametrize("shell", SHELLS)
OWN = """\
[[templates]]
id = "own-heron"
name = "Heron"
minutes = 3
about = "What the heron saw."
source = "Own"
[[templates.prompts]]
key = "heron"
ask = "What did the heron see?"
"""

TEMPLATES = [each.id for each in templates.load().templates]
ITEMS = [each.id for each in checkins.load().items]
TOOLS = [each.id for each in tools.load()]


def beginning(with_: str, words: Iterable[str]) -> set[str]:
    return {each for each in words if each.startswith(with_)}


OFFERED: dict[str, set[str]] = {
    "selfcare ": set(COMMANDS),
    "selfcare refl": {"reflect"},
    "selfcare toolbox ": {"list", "show", "keep", "park", "used", "add", "suggest", "stats"},
    "selfcare vault recovery ": {"check", "new", "use"},
    "selfcare vault hold o": {"on", "off"},
    "selfcare reflect ": {*TEMPLATES, "again"},
    "selfcare reflect gi": beginning("gi", TEMPLATES),
    "selfcare reflect gibbs --sh": {"--share"},
    "selfcare reflect --share ": set(SHARE_LEVELS),
    "selfcare reflect --share=t": beginning("t", SHARE_LEVELS),
    "selfcare share k7m2q ": set(SHARE_LEVELS),
    "selfcare --journal /x toolbox k": {"keep"},
    "selfcare --plain toolbox keep walk": beginning("walk", TOOLS),
    "selfcare toolbox keep --json walk": beginning("walk", TOOLS),
    "selfcare pause --minutes 2 --to": {"--tool"},
    "selfcare checkin --rate sl": {"sleep="},
    "selfcare checkin --rate energy=6 --rate sl": {"sleep="},
    "selfcare checkin --rate sleep=": set(),
    "selfcare trends sleep energy lo": beginning("lo", ITEMS),
    "selfcare init --nation ": set(NATIONS),
    "selfcare settings set nat": {"nation"},
    "selfcare settings set nation ": set(NATIONS),
    "selfcare settings set summary_numbers y": {"yes"},
    "selfcare settings set nation --js": {"--json"},
    "selfcare init --ni": {"--nights"},
    "selfcare supervision actions add 'a long text' --owner ": {"me", "supervisor", "other"},
    "selfcare vault verify --j": {"--journal", "--json"},
    "selfcare toolbox used walk-10 ": {"--helped", "--before", "--after", "--at"},
    "selfcare checkin ": {"show", "--short", "--week", "--rate", "--fact", "--best", "--change"},
    "selfcare note Tea at 22:30 --ta": {"--tag"},
    "selfcare completion ": set(SHELLS),
}
NOTHING = (
    "selfcare note ",
    "selfcare note Tea ",
    "selfcare note --tag ",
    "selfcare note -- --ta",
    "selfcare show ",
    "selfcare settings set allowed_words ",
    "selfcare frobnicate sh",
)
"""Where a person's words go, or something of theirs that no shell should know."""


TRIED = [
    pytest.param(each, marks=pytest.mark.skipif(not program_of(each), reason=f"{each} is not on this machine"))
    for each in SHELLS
    if each != "powershell" or program_of(each)  # which no Linux distribution has among its packages
]


@pytest.mark.parametrize("shell", TRIED)
def test_tab_offers_what_may_come_next(shell: str, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "my journal.txt").touch()
    expected = {**OFFERED, "selfcare demo ex": {"exports/"}, "selfcare import jrnl my": {"my journal.txt"}}
    nothing = {} if shell == "powershell" else {each: set[str]() for each in NOTHING}  # there Tab falls back to files
    found = offered(shell, script_for(shell), [*expected, *nothing], tmp_path)
    shown = {line: {_plain(word) for word in words} for line, words in found.items()}
    assert shown == {line: {_plain(word) for word in words} for line, words in {**expected, **nothing}.items()}


def _plain(word: str) -> str:
    """A file's name as it is: shells differ in the stroke after a folder, and in how they show a space."""
    return word.replace("\\ ", " ").removeprefix("./").removesuffix("/").strip("'& ")


@EVERY_SHELL
def test_a_script_is_the_same_whatever_is_in_the_journal(home: Home, empty_home: Home, shell: str) -> None:
    assert home.run("guidance", "add", "-", stdin=OWN).code == 0
    home.run("note", "--tag", "heron", "At the river")
    assert "own-heron" in home.run("guidance", "list", "--json").out
    choices.by_place.cache_clear()
    script = home.run("completion", shell, passphrase=None)
    assert (script.code, script.err) == (0, "")
    assert "heron" not in script.out
    assert script.out == script_for(shell)


@EVERY_SHELL
def test_a_script_knows_every_command_and_option(shell: str) -> None:
    script = script_for(shell)
    for command in program().everything():
        for word in [each.path[-1] for each in command.commands]:
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", script), command.name
        for name in [name for option in command.options for name in option.names]:
            assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", script), command.name


@EVERY_SHELL
def test_a_script_is_plain_ascii_and_has_no_empty_table(shell: str) -> None:
    """Old consoles and shells read it in their own character set."""
    script = script_for(shell)
    assert script.isascii()
    assert not re.search(r"# (COMMANDS|OPTIONS|VALUES)", script)


@pytest.mark.parametrize("shell", [each for each in SHELLS if each != "bash"])
def test_a_few_words_that_are_cut_short_say_so(shell: str) -> None:
    """In Bash there is no room for any."""
    script = script_for(shell)
    assert "Check every page, key, record, sealed note and backup,..." in script
    assert "One record whole" in script
    assert "One record whole." not in script


def test_the_same_script_is_one_object_as_json(empty_home: Home) -> None:
    answer = empty_home.run("completion", "fish", "--json").object
    assert answer == {"format": 1, "shell": "fish", "script": script_for("fish")}


def test_another_shell_is_refused_with_those_that_there_are(empty_home: Home) -> None:
    answer = empty_home.run("completion", "tcsh")
    assert answer.code == 2
    assert "bash, zsh, fish, powershell" in answer.err


FREE = {
    *("TEXT", "WORDS", "WORD", "WHAT", "NAME", "TITLE", "WHY", "ROLE", "WHO", "WHERE", "PSEUDONYM", "KEY", "FORM"),
    *("N", "WHEN", "DATE", "W", "ZONE", "VALUE", "TAG", "ID", "FIELD=TEXT", "FILE", "DIR", "-"),
}
"""What is the person's own, a number, a time or a file, and so is in no list."""


def test_whatever_has_a_list_of_choices_is_offered() -> None:
    places = set()
    for command in program().everything():
        named = [(name, option.value) for option in command.options for name in option.names if option.value]
        for name, value in [*named, *((each.value, each.value) for each in command.arguments)]:
            places |= {f"{command.name} {name}", name}
            assert value in FREE or choices.of(command.path, name), f"{command.name} {name}"
    assert set(choices.by_place()) <= places


def test_a_choice_needs_no_quotation_marks_in_any_shell() -> None:
    assert all(re.fullmatch(r"[a-z0-9_-]+=?", each) for words in choices.by_place().values() for each in words)
