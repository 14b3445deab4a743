"""Going on with what was stopped: every unfinished form can be reached, and shows what is answered already."""

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, Terminal, at_terminal

from selfcare.cli.console import Console
from selfcare.cli.drafting import Form
from selfcare.cli.run import Run
from selfcare.cli.writer import OpenWriter, SealingWriter
from selfcare.errors import Interrupted
from selfcare.guidance import templates
from selfcare.journal import envelope as envelopes
from selfcare.journal.drafts import latest_draft
from selfcare.journal.unfinished import Unfinished
from selfcare.settings import load_config
from selfcare.vault.diagnosis import read_keys

UNLOCK = "writes without it): "


def begin(home: Home, what: str) -> None:
    """Begin a reflection, leave every earlier one for later, and stop after the first answer."""
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        while "What happened?" not in person.asked():
            person.presses(f"3{ENTER}")
        person.presses(f"{what}{ENTER}")
        stop(person)


def stop(person: Terminal) -> None:
    person.asked()
    person.presses(CTRL_C)
    assert person.ends() == 130


def test_what_is_left_for_later_makes_room_for_the_one_before_it(home: Home) -> None:
    for what in ("The first", "The second", "The third"):
        begin(home, what)
    assert "Begun and not finished: 3." in home.run().out
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        for what in ("The third", "The second"):
            assert what in person.types("3", at="number > ")
        assert "The first" in person.types("1", at="number > ")
        person.types("It is the first that goes on")
        person.types("")
        assert person.ends() == 0
    (kept,) = home.records()
    assert kept["fields"]["answers"] == {"what": "The first", "so_what": "It is the first that goes on"}


def test_going_on_shows_what_is_answered_in_a_line_each(home: Home) -> None:
    begin(home, "One shift of " + "many words " * 20)
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("1", at="number > ")
        shown = person.asked()
    (line,) = [each.strip() for each in shown.splitlines() if "Kept: " in each]
    assert line.startswith("What happened? Kept: One shift of many words")
    assert line.endswith("…")
    assert len(line) <= 80


def test_choices_are_shown_by_their_names(home: Home) -> None:
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "Ctrl-C stops and keeps." in person.types("8", at="number > ")
        person.types("A long day")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("1", at="number > ")
        assert "What kind of moment was it? Kept: Too much at once" in person.asked("0-10 > ")


def test_what_was_skipped_is_not_asked_again_on_going_on(home: Home) -> None:
    with at_terminal(home, "reflect", "strengths") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        first = person.asked()
        person.presses(ENTER)
        person.types("Three of us stayed on")
        stop(person)
    skipped = question_on(first)
    with at_terminal(home, "reflect", "strengths") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("1", at="number > ")
        shown = person.asked()
        assert "Three of us stayed on" in shown
        assert skipped not in shown
        person.presses(CTRL_C)
        assert person.ends() == 130


def question_on(screen: str) -> str:
    """The first question of the template, as it stands on a screen."""
    (template,) = [each for each in templates.load().templates if each.id == "strengths"]
    assert template.prompts[0].ask in screen
    return template.prompts[0].ask


def test_a_check_in_shows_what_is_answered_when_it_goes_on(home: Home) -> None:
    with at_terminal(home, "checkin", "--week", "2026-W20") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("6", at="0-10 > ")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "checkin", "--week", "2026-W20") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("1", at="number > ")
        assert "I had enough energy for my days Kept: 6" in person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130


def test_what_is_kept_as_it_is_ends_the_command(home: Home) -> None:
    begin(home, "The only answer")
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("2", at="number > ")
        assert person.ends() == 0
    assert "Kept as" in person.seen
    assert "What happened?" not in person.seen
    (kept,) = home.records()
    assert kept["fields"]["answers"] == {"what": "The only answer"}


def test_a_check_in_kept_as_it_is_asks_no_more(home: Home) -> None:
    with at_terminal(home, "checkin", "--week", "2026-W20") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("6", at="0-10 > ")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "checkin", "--week", "2026-W20") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("2", at="number > ")
        assert person.ends() == 0
    assert "0-10" not in person.seen
    assert home.run("checkin", "show", "2026-W20", "--json").object["ratings"] == {"energy": 6}


def test_an_unfinished_form_can_be_thrown_away_and_it_asks_once(home: Home) -> None:
    begin(home, "Not this")
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("4", at="number > ")
        person.types("", at="[y/N] ")
        again = person.asked("number > ")  # it still waits, and nothing else is begun
        assert "Not this" in again
        assert "Throw it away" in again
        assert "(Enter goes on with it)" in again
        person.presses(f"3{ENTER}")
        assert "What happened?" in person.types("")  # a new one
        stop(person)
    assert "Begun and not finished: 1." in home.run().out
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("4", at="number > ")
        person.types("y", at="[y/N] ")
        assert "It is gone." in person.types("")
        stop(person)
    assert "Begun and not finished" not in home.run().out
    assert home.records() == []


def test_ctrl_c_ends_as_ever_where_the_journal_would_refuse_what_is_answered(home: Home) -> None:
    """What was kept already is not checked again: stopping is never told to be a mistake."""
    start = envelopes.new("reflection", {})
    begun = Unfinished(start, {"what": 7})
    run = Run(Console(plain=True, as_json=False), load_config(), None)
    with home.open() as journal:
        pen = OpenWriter(journal, SealingWriter(home.folder, read_keys(home.folder)[0]))
        form = Form(run, pen, begun, lambda answers: {"template": "quick", "answers": answers})
        with pytest.raises(Interrupted), form.stoppable():
            raise KeyboardInterrupt
        draft = latest_draft(journal, "reflection")
    assert draft is not None
    assert draft.answers == {"what": 7}
