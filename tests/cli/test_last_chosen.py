"""What was chosen last stands first in its list; how strong something was is never proposed."""

from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, Terminal, at_terminal

UNLOCK = "writes without it): "


def first_choices(person: Terminal, count: int) -> list[str]:
    """The first choice of each of the next questions that are chosen by number, which are then skipped."""
    shown = (person.types("", at="number > ") for _ in range(count))
    return [line.strip() for screen in shown for line in screen.splitlines() if line.startswith("   1  ")]


def test_a_hard_moment_offers_the_last_kind_and_the_last_tool_first(home: Home) -> None:
    home.run("trigger", "--kind", "overload", "--before", "7")
    home.run("toolbox", "keep", "walk-10")
    home.run("toolbox", "used", "feet", "--helped", "6")
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        screen = person.types("1", at="number > ")
        assert "   1  Too much at once" in screen
        assert "1 is what you chose last time" in screen
        person.types("Again")
        rating = person.types("4", at="0-10 > ")
        assert "7" not in rating.split("How strong")[1]
        assert "   1  Feet on the floor" in person.types("")
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    newest = home.records()[0]
    assert newest["fields"] == {"kind": "overload", "situation": "Again", "before": 4}


def test_enter_skips_what_was_chosen_last(home: Home) -> None:
    home.run("trigger", "--kind", "overload")
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("", at="number > ")
        person.types("Something else")
        person.asked("0-10 > ")
        person.presses(ENTER + ENTER + ENTER)
        assert person.ends() == 0
    assert home.records()[0]["fields"]["kind"] == "other"


def test_a_session_offers_the_last_kind_and_the_last_way_of_meeting_first(home: Home) -> None:
    home.run("supervision", "log", "--held", "2026-05-04", "--kind", "peer", "--mode", "video")
    with at_terminal(home, "supervision", "log") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        person.types("", at="[Y/n] ")
        person.types("")
        kind, mode = first_choices(person, 2)
        person.asked()
        person.presses(CTRL_C)
        person.ends()
    assert "eer" in kind
    assert "ideo" in mode


def test_the_last_template_is_named(home: Home) -> None:
    home.run("reflect", "weather", "--answer", "sunshine=A joke")
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=UNLOCK)
        assert "As last time: selfcare reflect weather" in person.asked()
        person.presses(CTRL_C)
        person.ends()
