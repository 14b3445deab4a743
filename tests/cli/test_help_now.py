"""`help-now`: whoever needs it sees the most urgent lines, on a small screen as well."""

from tests.conftest import Home
from tests.terminal import at_terminal


def test_at_a_terminal_the_urgent_lines_stand_last_nearest_the_prompt(home: Home) -> None:
    home.run("settings", "set", "nation", "wales")
    home.run("settings", "set", "contact", "Union=01632 960001")
    with at_terminal(home, "help-now") as person:
        assert person.ends() == 0
    last = person.seen.strip().splitlines()[-4:]
    assert [line.strip() for line in last] == [
        "Union: 01632 960001",
        "999. Day and night.",
        "NHS 111 Wales, mental health (press 2): 111. Day and night.",
        "Samaritans: 116 123. Day and night.",
    ]


def test_in_a_pipe_each_line_is_there_once_and_the_urgent_ones_first(home: Home) -> None:
    shown = home.run("help-now").out
    assert shown.count("Samaritans: 116 123") == 1
    assert shown.index("999") < shown.index("116 123") < shown.index("Shout")


def test_hours_and_cost_are_one_sentence(home: Home) -> None:
    assert "Day and night, free." in home.run("help-now").out
    assert ". free" not in home.run("help-now").out
