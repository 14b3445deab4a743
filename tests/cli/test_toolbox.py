"""`toolbox`: keep, use, rate, and be offered what helped you."""

import pytest
from tests.conftest import Home
from tests.terminal import CTRL_C, at_terminal

OWN = ("add", "Tea on the step", "--how", "No phone", "--domain", "mental", "--when", "between")


def tools(home: Home, *words: str) -> list[dict[str, object]]:
    answer = home.run("toolbox", *words, "--json")
    assert answer.code == 0, answer.err
    found: list[dict[str, object]] = answer.object["tools"]
    return found


def test_a_choice_is_told_by_the_name_of_its_tool(home: Home) -> None:
    assert home.run("toolbox", "park", "feet").out == "Parked: Feet on the floor.\n"
    assert home.run("toolbox", "keep", "feet").out == "In your toolbox: Feet on the floor.\n"
    assert home.run("toolbox", "keep", "feet", "--json").object["record"]["kind"] == "tool_choice"
    assert "sealed" in home.run("toolbox", "keep", "feet", passphrase=None).out


def test_a_tool_as_json_has_the_parts_of_the_contract(home: Home) -> None:
    assert set(tools(home, "list", "--all")[0]) == {
        "id",
        "name",
        "domains",
        "minutes",
        "kept",
        "used",
        "helped_median",
        "reason",
    }


def test_kept_tools_come_first_and_parked_ones_are_not_offered(home: Home) -> None:
    home.run("toolbox", "keep", "walk-10")
    home.run("toolbox", "keep", "feet")
    home.run("toolbox", "park", "feet")
    assert [each["id"] for each in tools(home, "list")] == ["walk-10"]
    every = [each["id"] for each in tools(home, "list", "--all")]
    assert every[0] == "walk-10"
    assert "feet" in every
    assert "feet" not in [each["id"] for each in tools(home, "suggest", "--minutes", "1", "--state", "over")]


def test_the_middle_of_own_ratings_is_shown_with_how_many(home: Home) -> None:
    for helped in ("4", "9", "6"):
        assert home.run("toolbox", "used", "breath-out", "--helped", helped, "--before", "8", "--after", "5").code == 0
    (mine,) = tools(home, "list")
    assert (mine["id"], mine["used"], mine["helped_median"]) == ("breath-out", 3, 6.0)
    assert "helped 6 (n=3)" in home.run("toolbox", "list").out
    (stats,) = tools(home, "stats")
    assert (stats["rated"], stats["change_median"], stats["paired"]) == (3, -3.0, 3)


def test_what_helped_after_a_hard_moment_counts_as_a_use(home: Home) -> None:
    home.run("trigger", "--kind", "overload", "--helped", "feet=8")
    (mine,) = tools(home, "stats")
    assert (mine["id"], mine["used"], mine["helped_median"]) == ("feet", 1, 8.0)


def test_at_most_three_are_suggested_each_with_a_reason_and_the_best_rated_first(home: Home) -> None:
    home.run("toolbox", "used", "breath-out", "--helped", "9")
    offered = tools(home, "suggest", "--minutes", "5")
    assert len(offered) <= 3
    assert all(each["reason"] for each in offered)
    assert offered[0]["id"] == "breath-out"


@pytest.mark.parametrize("option", [("--place", "moon"), ("--state", "sad"), ("--minutes", "soon")])
def test_an_unknown_place_state_or_length_is_refused_with_the_choices(home: Home, option: tuple[str, str]) -> None:
    answer = home.run("toolbox", "suggest", *option)
    assert answer.code == 2
    assert answer.err.count("\n") == 2


def test_an_own_tool_gets_an_id_from_its_name_and_is_used_like_any_other(home: Home) -> None:
    added = home.run("toolbox", *OWN, "--minutes", "10", "--place", "home", "--json")
    fields = added.object["record"]["fields"]
    assert fields["section"] == "tools"
    assert {key: fields["entry"][key] for key in ("id", "name", "how", "domains", "when", "minutes", "places")} == {
        "id": "own-tea-on-the-step",
        "name": "Tea on the step",
        "how": "No phone",
        "domains": ["mental"],
        "when": "between",
        "minutes": 10,
        "places": ["home"],
    }
    assert home.run("toolbox", "used", "Tea on the step", "--helped", "8").code == 0
    assert [each["id"] for each in tools(home, "list")] == ["own-tea-on-the-step"]
    assert home.run("toolbox", *OWN).code == 2


def test_how_can_come_from_standard_input(home: Home) -> None:
    home.run("toolbox", "add", "Naps", "--how", "-", stdin="Twenty minutes,\nno longer\n")
    (tool,) = tools(home, "show", "own-naps")
    assert tool["how"] == "Twenty minutes,\nno longer"


def test_an_unknown_tool_is_refused_with_the_nearest(home: Home) -> None:
    answer = home.run("toolbox", "keep", "wak-10")
    assert answer.code == 2
    assert "walk-10" in answer.err


@pytest.mark.parametrize("rating", ["11", "-1", "5.5", "much"])
def test_a_rating_is_a_whole_number_from_0_to_10(home: Home, rating: str) -> None:
    assert home.run("toolbox", "used", "feet", f"--helped={rating}").code == 2


def test_without_a_terminal_a_use_needs_a_rating(home: Home) -> None:
    answer = home.run("toolbox", "used", "feet")
    assert answer.code == 2
    assert "--helped" in answer.err


def test_while_locked_choices_uses_and_own_tools_are_sealed(home: Home) -> None:
    for words in (["keep", "feet"], ["used", "feet", "--helped", "5"], list(OWN)):
        answer = home.run("toolbox", *words, "--json", passphrase=None)
        assert answer.object["sealed"] is True
    assert home.run("toolbox", "keep", "no-such-tool", passphrase=None).code == 2
    (feet,) = tools(home, "list")
    assert (feet["kept"], feet["helped_median"]) == (True, 5.0)
    assert "own-tea-on-the-step" in [each["id"] for each in tools(home, "list", "--all")]


def test_a_gentle_word_is_said_where_the_kept_tools_are_all_of_one_sort(home: Home) -> None:
    home.run("toolbox", "keep", "walk-10")
    assert "All the tools you keep" in home.run("toolbox", "keep", "stretch").err


def test_a_tool_can_be_added_and_rated_at_a_prompt(home: Home) -> None:
    with at_terminal(home, "toolbox", "add") as person:
        person.whispers("", at="writes without it): ")
        person.types("Tea", at=">")
        person.types("Sit down with it", at=">")
        person.types("2", at="numbers >")
        person.types("", at="number >")
        person.types("10", at="how many >")
        person.types("", at="numbers >")
        person.until("own-tea")
        assert person.ends() == 0
    (tool,) = tools(home, "show", "own-tea")
    assert (tool["domains"], tool["minutes"], tool["how"]) == (["mental"], 10, "Sit down with it")


def test_a_description_that_could_not_be_read_later_is_asked_for_again(home: Home) -> None:
    """While it is locked nobody would notice: what is sealed has to be what an unlock takes in."""
    with at_terminal(home, "toolbox", "add") as person:
        person.whispers("", at="writes without it): ")
        person.types("Tea", at=">")
        person.pastes("Sit down with it. " * 120)
        person.pastes("Sit down\twith it")
        person.types("Sit down with it", at=">")
        person.asked("numbers >")
        person.presses(CTRL_C)
        assert person.ends() == 130
    (tool,) = tools(home, "show", "own-tea")
    assert tool["how"] == "Sit down with it"
    assert not list((home.folder / "inbox").iterdir())
