"""`plan`: one small thing, a fallback, and a day to look at it again."""

from datetime import date, timedelta

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, at_terminal

from selfcare.journal.envelope import new
from selfcare.journal.plans import is_due
from selfcare.reports.plans import plan_document

SWIM = ("plan", "add", "Swim", "--verb", "maintain")


def items(home: Home) -> list[dict[str, object]]:
    return [each["fields"] for each in home.run("plan", "show", "--json").object["records"]]


def test_every_option_is_kept(home: Home) -> None:
    answer = home.run(
        *SWIM,
        *("--when", "Tuesdays", "--how-long", "An hour", "--if", "The shift runs over", "--then", "A walk"),
        *("--tool", "walk-10", "--review", "2199-01-31", "--json"),
    )
    assert answer.code == 0, answer.err
    assert answer.object["record"]["fields"] == {
        "what": "Swim",
        "verb": "maintain",
        "when": "Tuesdays",
        "how_long": "An hour",
        "if_obstacle": "The shift runs over",
        "then": "A walk",
        "tool": "walk-10",
        "review": "2199-01-31",
    }


def test_an_item_is_looked_at_again_in_four_weeks_unless_told_otherwise(home: Home) -> None:
    record = home.run(*SWIM, "--json").object["record"]
    ahead = date.fromisoformat(record["fields"]["review"]) - date.fromisoformat(record["happened_at"][:10])
    assert abs(ahead - timedelta(days=28)) <= timedelta(days=1)


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "add"),
        ("plan", "add", "Swim"),
        ("plan", "add", "--verb", "grow"),
        ("plan", "add", "Swim", "--verb", "win"),
        (*SWIM, "--tool", "no-such-tool"),
        (*SWIM, "--review", "2020-01-01"),
        (*SWIM, "--review", "some day"),
    ],
)
def test_what_is_missing_or_not_known_is_refused(home: Home, words: tuple[str, ...]) -> None:
    assert home.run(*words).code == 2
    assert items(home) == []


def test_an_item_can_be_sealed_and_done_with(home: Home) -> None:
    assert home.run(*SWIM, "--json", passphrase=None).object["sealed"] is True
    (record,) = home.run("plan", "show", "--json").object["records"]
    assert home.run("plan", "done", record["handle"]).code == 0
    assert "done_on" in items(home)[0]
    assert "Done: 1" in home.run("plan", "show").out


def test_only_a_plan_item_can_be_done(home: Home) -> None:
    home.run("note", "words")
    (record,) = home.run("list", "--json").object["records"]
    assert home.run("plan", "done", record["handle"]).code == 2


def test_what_to_do_can_come_from_standard_input(home: Home) -> None:
    home.run("plan", "add", "-", "--verb", "repair", stdin="Sleep in\n")
    assert items(home)[0]["what"] == "Sleep in"


def test_the_day_to_look_again_is_due_on_that_day_and_not_before() -> None:
    item = new("plan_item", {"what": "Swim", "verb": "grow", "review": "2026-03-10"})
    assert not is_due(item, date(2026, 3, 9))
    assert is_due(item, date(2026, 3, 10))
    shown = plan_document([item], date(2026, 3, 10))
    assert shown.sections[0].heading == "Grow"
    assert ("Look again", "today (it is time)") in shown.sections[0].items[0].lines


def test_at_a_prompt_it_can_be_stopped_and_gone_on_with(home: Home) -> None:
    with at_terminal(home, "plan", "add") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("Ring Sam")
        person.types("grow", at="number > ")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "plan", "add") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.until("Ring Sam")
        person.types("1", at="number > ")
        person.types("Sundays")
        assert "How long, each time?\n(Half an hour. Ten minutes count.)" in person.types("")
        for _ in range(3):
            person.types("")
        person.types("yesterday")
        assert "lie ahead" in person.types("2199-02-01")
        assert person.ends() == 0
    assert items(home) == [{"what": "Ring Sam", "verb": "grow", "when": "Sundays", "review": "2199-02-01"}]
