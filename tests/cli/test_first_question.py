"""The first question is asked while a slow key is derived; neither a wrong passphrase nor Ctrl-C loses its answer."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, Terminal, at_terminal, program_at

from selfcare.journal.drafts import count_drafts, latest_draft
from selfcare.vault import inbox

UNLOCK = "writes without it): "
AFTER_A_NIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)
"""For somebody whose day begins at noon, the day that began on the 21st."""
ON_A_SLOW_COMPUTER = (
    "-c",
    "from selfcare.cli import head_start\nfrom selfcare.__main__ import main\n"
    "head_start.is_there_in_a_blink = lambda key: False\nmain()",
)


def answers(home: Home) -> list[dict[str, str]]:
    return [each["fields"]["answers"] for each in home.records()]


def drafted(home: Home) -> Mapping[str, str]:
    """The answers of the unfinished reflection."""
    with home.open() as journal:
        form = latest_draft(journal, "reflection")
    assert form is not None
    return form.answers


def finish(person: Terminal) -> None:
    """Skip the other two questions."""
    person.types("")
    person.types("")
    assert person.ends() == 0


def test_the_answer_is_in_the_form_once_the_journal_is_open(home: Home) -> None:
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "What happened?" in person.types("A slow day")
        person.types("<")
        assert "Kept: A slow day" in person.types("")
        finish(person)
    assert answers(home) == [{"what": "A slow day"}]
    assert "Kept as" in person.seen
    assert person.seen.count("Enter skips") == 1


def test_the_day_that_was_said_is_counted_as_this_persons_days_begin(home: Home) -> None:
    home.run("settings", "set", "day_starts_at", "12:00")
    with at_terminal(
        home, "reflect", "--at", "yesterday", program=program_at(AFTER_A_NIGHT, ON_A_SLOW_COMPUTER)
    ) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("A slow night")
        finish(person)
    (record,) = home.records()
    assert record["day"] == "2026-11-20"
    assert inbox.waiting(home.folder) == []


def test_a_wrong_passphrase_loses_nothing(home: Home) -> None:
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers("wrong", at=UNLOCK)
        person.types("A slow day")
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "does not open" in person.seen
        finish(person)
    assert inbox.waiting(home.folder) == []
    assert answers(home) == [{"what": "A slow day"}]


def test_after_three_wrong_ones_the_form_goes_on_sealed(home: Home) -> None:
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers("wrong", at=UNLOCK)
        person.types("A slow day")
        person.whispers("wrong again", at=UNLOCK)
        person.whispers("still wrong", at=UNLOCK)
        finish(person)
    assert len(inbox.waiting(home.folder)) == 1
    assert answers(home) == [{"what": "A slow day"}]


@pytest.mark.parametrize("at_the_second_passphrase", [False, True], ids=["at the question", "at the passphrase"])
def test_ctrl_c_keeps_what_was_typed(home: Home, *, at_the_second_passphrase: bool) -> None:
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers("wrong", at=UNLOCK)
        person.asked()
        person.presses("A slow day\r" if at_the_second_passphrase else "A slow day")
        person.until(UNLOCK if at_the_second_passphrase else "A slow day")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert answers(home) == [{"what": "A slow day"}]


def test_a_flat_battery_before_the_right_passphrase_loses_nothing(home: Home) -> None:
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers("wrong", at=UNLOCK)
        person.types("A slow day")
        person.until(UNLOCK)
        person.killed()
    assert answers(home) == [{"what": "A slow day"}]


def test_after_a_flat_battery_between_the_draft_and_the_sealed_file_the_form_is_offered_again(home: Home) -> None:
    """The file goes once the journal has what is in it, and not before; it makes no record of a form that goes on."""
    stops_there = "import os, signal\nfrom selfcare.cli.writer import SealingWriter\n" + ON_A_SLOW_COMPUTER[1].replace(
        "main()", "SealingWriter.withdraw = lambda self: os.kill(os.getpid(), signal.SIGKILL)\nmain()"
    )
    with at_terminal(home, "reflect", program=("-c", stops_there)) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("A slow day")
        person.ends()
    assert len(inbox.waiting(home.folder)) == 1
    assert answers(home) == []
    assert inbox.waiting(home.folder) == []
    assert drafted(home) == {"what": "A slow day"}


def test_a_sealed_answer_that_may_not_be_removed_at_first_is_removed_with_the_next_one(home: Home) -> None:
    refuses_once = (
        "from pathlib import Path\nremoves = Path.unlink\n\n"
        "def refuses(path, **how):\n"
        "    if path.suffix == '.sealed':\n"
        "        Path.unlink = removes\n"
        "        raise PermissionError(13, 'not permitted')\n"
        "    removes(path, **how)\n\n"
        "Path.unlink = refuses\n"
    )
    with at_terminal(home, "reflect", program=("-c", refuses_once + ON_A_SLOW_COMPUTER[1])) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("A slow day")
        person.types("The second answer")
        person.asked()
        assert inbox.waiting(home.folder) == []
        person.killed()
    assert drafted(home) == {"what": "A slow day", "so_what": "The second answer"}


def test_what_was_stopped_before_is_offered_after_the_first_answer(home: Home) -> None:
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("Yesterday")
        person.asked()
        person.presses(CTRL_C)
        person.ends()
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("Today")
        assert "Yesterday" in person.types("1", at="number > ")
        finish(person)
    assert answers(home) == [{"what": "Yesterday"}]
    with home.open() as journal:
        assert count_drafts(journal) == 1  # what was typed meanwhile waits as a form of its own


def test_one_means_the_same_kind_of_moment_on_a_slow_computer(home: Home) -> None:
    """The kind chosen last stands first, which only the journal knows: so it is not asked before that is open."""
    home.run("trigger", "--kind", "overload")
    with at_terminal(home, "trigger", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "   1  Too much at once" in person.types("1", at="number > ")
        person.types("A long day")
        person.types("3", at="0-10 > ")
        person.types("")
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    assert home.records()[0]["fields"] == {"kind": "overload", "situation": "A long day", "before": 3}


OWN = """
[[templates]]
id = "own-debrief"
name = "After a death"
minutes = 5
about = "When someone on the ward has died."
source = "Our team"
replaces = "quick"
prompts = [{ key = "what", ask = "What did they love?" }, { key = "ache", ask = "What stays with you?" }]
"""


@pytest.mark.parametrize("early", ["A slow day", ""], ids=["answered", "skipped"])
def test_who_has_questions_of_their_own_is_asked_those_and_the_early_answer_waits(home: Home, early: str) -> None:
    assert home.run("guidance", "add", "-", stdin=OWN).code == 0
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "What happened?" in person.types(early)
        assert "What did they love?" in person.types("<")
        assert "This is the first question." in person.types("The garden")
        person.types("")
        assert person.ends() == 0
    assert inbox.waiting(home.folder) == []
    assert answers(home) == [{"what": "The garden"}]
    with home.open() as journal:
        assert count_drafts(journal) == bool(early)
    assert ("What you wrote is kept" in person.seen) == bool(early)


def test_the_early_answer_that_waits_is_offered_with_the_questions_it_was_begun_with(home: Home) -> None:
    with at_terminal(home, "reflect", program=ON_A_SLOW_COMPUTER) as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("A slow day")
        person.asked()
        person.killed()
    assert home.run("guidance", "add", "-", stdin=OWN).code == 0
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "A slow day" in person.types("1", at="number > ")
        shown = person.types("It goes on")
        assert "What happened? Kept: A slow day" in shown
        assert "What did they love?" not in shown
        person.types("")
        assert person.ends() == 0
    (kept,) = home.records()
    assert (kept["fields"]["template"], kept["fields"]["answers"]) == (
        "quick",
        {"what": "A slow day", "so_what": "It goes on"},
    )
