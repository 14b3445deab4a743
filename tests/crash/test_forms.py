"""kill -9 in the middle of a form: what was answered is offered again."""

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import PASSPHRASE_PROMPT, at_terminal

pytestmark = pytest.mark.crash


def test_both_answers_are_offered_again_after_a_kill(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        terminal.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        terminal.types("A long handover")
        terminal.types("Tired, and glad of the team")
        terminal.asked()
        terminal.presses("half a sent")
        terminal.until("half a sent")
        terminal.killed()
    with at_terminal(home, "reflect") as terminal:
        terminal.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        assert "A long handover" in terminal.types("1", at="number > ")
        assert "What now?" in terminal.types("Sleep")
        assert terminal.ends() == 0
    assert [each["fields"]["answers"] for each in home.records()] == [
        {"what": "A long handover", "so_what": "Tired, and glad of the team", "now_what": "Sleep"}
    ]


def test_a_kill_in_a_sealed_form_keeps_both_answers(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        terminal.whispers("", at=PASSPHRASE_PROMPT)
        terminal.types("A long handover")
        terminal.types("Tired, and glad of the team")
        terminal.asked()
        terminal.killed()
    assert [each["fields"]["answers"] for each in home.records()] == [
        {"what": "A long handover", "so_what": "Tired, and glad of the team"}
    ]
