"""`plan review`: what worked, what got in the way, and carry on, change, or done."""

from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ON_A_WEDNESDAY, at_terminal

from selfcare.journal import envelope as envelopes
from selfcare.journal.records import put
from selfcare.when import Week

pytestmark = pytest.mark.usefixtures("a_wednesday")

PAST = "2026-03-01"


@pytest.fixture
def swim(home: Home) -> str:
    """An item that is due; its handle."""
    return planned(home, "Swim", when="Tuesdays")


def planned(home: Home, what: str, review: str = PAST, **others: str) -> str:
    content = {"what": what, "verb": "maintain", "review": review, **others}
    with home.open() as journal:
        return put(journal, envelopes.new("plan_item", content)).handle


def item(home: Home, handle: str) -> dict[str, Any]:
    (record,) = home.run("show", handle, "--json").object["records"]
    fields: dict[str, Any] = record["fields"]
    return fields


def this_week(home: Home) -> str:
    with home.open() as journal:
        return str(Week.of(journal.today()))


def in_four_weeks(home: Home) -> str:
    with home.open() as journal:
        return (journal.today() + timedelta(days=28)).isoformat()


def test_carrying_on_sets_the_next_review_in_four_weeks_and_keeps_the_answers(home: Home, swim: str) -> None:
    answer = home.run("plan", "review", "--worked", "Twice", "--in-the-way", "The rota", "--carry-on", "--json")
    assert answer.code == 0, answer.err
    kept = answer.object["record"]["fields"]
    assert kept == item(home, swim)
    assert (kept["what"], kept["when"]) == ("Swim", "Tuesdays")
    assert (kept["worked"], kept["in_the_way"], kept["outcome"]) == ("Twice", "The rota", "carry-on")
    assert kept["review"] == in_four_weeks(home)


def test_to_name_what_changes_is_to_change_it(home: Home, swim: str) -> None:
    changes = ("--what", "Walk", "--when", "Sundays", "--if", "Rain", "--then", "Stretch", "--review", "2199-01-31")
    assert home.run("plan", "review", swim, *changes).code == 0
    kept = item(home, swim)
    assert {key: kept[key] for key in ("what", "when", "if_obstacle", "then", "review", "outcome")} == {
        "what": "Walk",
        "when": "Sundays",
        "if_obstacle": "Rain",
        "then": "Stretch",
        "review": "2199-01-31",
        "outcome": "change",
    }


def test_done_is_done_and_is_not_asked_about_again(home: Home, swim: str) -> None:
    assert f"{swim} is done" in home.run("plan", "review", "--done").out
    assert "done_on" in item(home, swim)
    assert home.run("plan", "review", swim, "--carry-on").code == 2
    assert home.run("plan", "review", "--carry-on").code == 2


def test_each_review_keeps_a_version_and_takes_the_place_of_the_last_answers(home: Home, swim: str) -> None:
    home.run("plan", "review", "--worked", "Twice", "--in-the-way", "The rota")
    home.run("plan", "review", swim, "--worked", "Every week")
    assert item(home, swim)["worked"] == "Every week"
    assert "in_the_way" not in item(home, swim)
    versions = home.run("show", swim, "--history", "--json").object["records"]
    assert [each["fields"].get("worked") for each in versions] == [None, "Twice", "Every week"]
    assert versions[1]["fields"]["in_the_way"] == "The rota"


def test_an_answer_can_come_from_standard_input(home: Home, swim: str) -> None:
    home.run("plan", "review", "--worked", "-", stdin="Once,\nwith Sam\n")
    assert item(home, swim)["worked"] == "Once,\nwith Sam"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--carry-on", "--done"),
        ("--carry-on", "--when", "Sundays"),
        ("--done", "--review", "+2w"),
        ("--change",),
        ("--review", "yesterday"),
        ("--review", "some day"),
        ("none1", "--done"),
    ],
)
def test_what_does_not_go_together_is_refused_and_nothing_changes(
    home: Home, swim: str, words: tuple[str, ...]
) -> None:
    answer = home.run("plan", "review", *words)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert item(home, swim) == {"what": "Swim", "verb": "maintain", "review": PAST, "when": "Tuesdays"}


def test_with_two_items_due_options_need_a_name(home: Home, swim: str) -> None:
    walk = planned(home, "Walk")
    assert home.run("plan", "review", "--carry-on").code == 2
    assert home.run("plan", "review", walk, "--carry-on").code == 0
    assert "outcome" not in item(home, swim)


def test_only_a_plan_item_is_reviewed(home: Home) -> None:
    home.run("note", "words")
    (record,) = home.run("list", "--json").object["records"]
    assert home.run("plan", "review", record["handle"], "--done").code == 2


def test_what_is_due_is_said_by_today_by_the_plan_and_by_the_check_in(home: Home, swim: str) -> None:
    line = "In your plan, to look at again: 1. selfcare plan review"
    assert line in home.run().out
    assert line in home.run("checkin", "--week", "2026-W10", "--rate", "sleep=5").out
    assert "selfcare plan review" in home.run("plan", "show").out
    home.run("plan", "review", "--carry-on")
    assert line not in home.run().out
    assert "plan review" not in home.run("plan", "show").out


def test_at_a_prompt_each_item_that_is_due_is_asked_about_and_may_be_left(home: Home, swim: str) -> None:
    walk = planned(home, "Walk", review="2026-03-02")
    later = planned(home, "Sleep in", review="2199-01-01")
    with at_terminal(home, "plan", "review") as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        assert "Tuesdays" in person.types("Twice")
        person.types("")
        person.types("2", at="number > ")
        person.types("")
        assert "now: Tuesdays" in person.types("Sundays")
        person.types("")
        person.types("")
        assert "lie ahead" in person.types("yesterday") + person.types("2199-02-01")
        person.until("is changed")
        for prompt in ("> ", "> ", "number > "):
            person.types("", at=prompt)
        person.until(f"{walk} is left as it is")
        assert person.ends() == 0
    assert item(home, swim) == {
        "what": "Swim",
        "verb": "maintain",
        "when": "Sundays",
        "review": "2199-02-01",
        "reviewed_on": item(home, swim)["reviewed_on"],
        "worked": "Twice",
        "outcome": "change",
    }
    assert "outcome" not in item(home, walk)
    assert "outcome" not in item(home, later)


def test_a_review_that_is_stopped_is_gone_on_with(home: Home, swim: str) -> None:
    with at_terminal(home, "plan", "review") as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.types("Twice")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert "worked" not in item(home, swim)
    with at_terminal(home, "plan", "review") as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.types("1", at="number > ")
        person.types("The rota")
        person.types("3", at="number > ")
        person.until("is done")
        assert person.ends() == 0
    kept = item(home, swim)
    assert (kept["worked"], kept["in_the_way"], kept["outcome"]) == ("Twice", "The rota", "done")


def test_a_stopped_review_is_no_unfinished_new_item(home: Home, swim: str) -> None:
    with at_terminal(home, "plan", "review") as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.types("Twice")
        person.asked()
        person.presses(CTRL_C)
        person.ends()
    with at_terminal(home, "plan", "add") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        assert "not finished" not in person.asked()
        person.presses(CTRL_C)
        person.ends()


def test_nothing_due_is_said_and_is_no_error(home: Home) -> None:
    planned(home, "Swim", review="2199-01-01")
    with at_terminal(home, "plan", "review") as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.until("Nothing in your plan is due")
        assert person.ends() == 0


def test_a_tool_can_be_planned_by_its_id_alone(home: Home) -> None:
    home.run("plan", "add", "--tool", "breath-out", "--verb", "repair")
    home.run("plan", "add", "--tool", "feet", "--verb", "repair", passphrase=None)
    plan = [each["fields"] for each in home.run("plan", "show", "--json").object["records"]]
    assert {(each["what"], each["tool"]) for each in plan} == {
        ("Longer out-breath", "breath-out"),
        ("Feet on the floor", "feet"),
    }


def test_a_tool_that_helped_is_offered_to_the_plan_until_it_is_there(home: Home) -> None:
    assert "plan" not in home.run("toolbox", "used", "feet", "--helped", "4").err
    offer = "selfcare plan add --tool feet"
    assert offer in home.run("toolbox", "used", "feet", "--helped", "8").err
    home.run("plan", "add", "--tool", "feet", "--verb", "repair")
    assert offer not in home.run("toolbox", "used", "feet", "--helped", "8").err


def test_the_check_in_keeps_what_happened_of_the_plan_and_counts_the_tools(home: Home) -> None:
    swim, walk = planned(home, "Swim"), planned(home, "Walk")
    home.run("toolbox", "used", "feet", "--helped", "8")
    home.run("toolbox", "used", "feet", "--helped", "6")
    home.run("trigger", "--kind", "other", "--helped", "breath-out=5")
    answer = home.run("checkin", "--week", this_week(home), "--fact", f"plan={walk},{swim}")
    assert answer.code == 0, answer.err
    assert "Feet on the floor (2 times), Longer out-breath (once)" in answer.out
    shown = home.run("checkin", "show", "--json").object
    assert shown["facts"] == {"plan": [walk, swim]}
    assert shown["tools_used"] == {"feet": 2, "breath-out": 1}
    assert "It happened: Walk, Swim" in home.run("checkin", "show").out


@pytest.mark.parametrize("words", ["plan=nope1", "plan="])
def test_only_items_of_that_week_can_have_happened(home: Home, swim: str, words: str) -> None:
    assert home.run("checkin", "--fact", words).code == 2
    assert home.run("checkin", "--week", "2020-W10", "--fact", f"plan={swim}").code == 2


def test_the_short_form_asks_once_about_the_plan(home: Home, swim: str) -> None:
    planned(home, "Walk")
    week = this_week(home)
    with at_terminal(home, "checkin", "--short", "--week", week, program=ON_A_WEDNESDAY) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        for _ in range(6):
            person.types("", at="0-10 > ")
        person.types("", at="how many > ")
        person.types("", at="numbers > ")
        assert "Did it happen?" in person.types("1", at="numbers > ")
        person.until("Kept as")
        assert person.ends() == 0
    assert home.run("checkin", "show", "--json").object["facts"] == {"plan": [swim]}
