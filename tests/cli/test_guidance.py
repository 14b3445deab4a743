"""`guidance`: what ships, and one's own templates, tools, check-in items and cards beside it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import CTRL_C, ENTER, PASSPHRASE_PROMPT, Terminal, at_terminal

from selfcare.guidance import cards
from selfcare.when import Week

TEMPLATE = """
[[templates]]
id = "own-debrief"
name = "After a death"
minutes = 5
about = "When someone on the ward has died."
source = "Our team"
prompts = [{ key = "zeal", ask = "What did they love?" }, { key = "ache", ask = "What stays with you?", form = "line" }]
"""
TOOL = """
[[tools]]
id = "own-tea"
name = "Tea on the step"
how = "Sit on the back step with tea."
domains = ["mental"]
when = "moment"
minutes = 7
places = ["home"]
basis = ["practice"]
source = "My gran"
"""
ITEM = """
[[items]]
id = "own-voice"
name = "My voice"
ask = "I said what I thought in meetings"
low = "never"
high = "always"
area = "work"
source = "Talk with my supervisor"
"""
CARD = """
[[cards]]
id = "own-court"
name = "Before court"
about = "On the steps."
lines = ["I breathe out.", "I know my notes."]
source = "My own"
"""
EVERYTHING = TEMPLATE + TOOL + ITEM + CARD


def add(home: Home, content: str, *words: str, passphrase: str | None = PASSPHRASE) -> Answer:
    return home.run("guidance", "add", "-", *words, stdin=content, passphrase=passphrase)


def added(home: Home, content: str) -> list[dict[str, Any]]:
    answer = add(home, content, "--json")
    assert answer.code == 0, answer.err
    records: list[dict[str, Any]] = answer.object["records"]
    return records


def entries(home: Home, *words: str) -> dict[str, dict[str, Any]]:
    found = home.run("guidance", *words, "--json")
    assert found.code == 0, found.err
    return {each["id"]: each for each in found.object["entries"]}


def file(home: Home, name: str, content: str) -> str:
    path = home.path / name
    path.write_text(content, "utf-8")
    return str(path)


def test_what_ships_is_listed_by_section_without_a_journal_or_a_passphrase(empty_home: Home) -> None:
    every = entries(empty_home, "list")
    assert {"quick", "walk-10", "sleep", "before-hard-meeting"} <= set(every)
    assert not any(each["own"] for each in every.values())
    assert list(entries(empty_home, "list", "cards")) == [card.id for card in cards.load()]


@pytest.mark.parametrize("name", [card.id for card in cards.load()])
def test_a_card_is_read_without_a_passphrase_line_by_line(home: Home, name: str) -> None:
    (card,) = [each for each in cards.load() if each.id == name]
    shown = home.run("guidance", "show", name, passphrase=None)
    assert shown.code == 0
    assert all(line in " ".join(shown.out.split()) for line in card.lines)
    assert max(map(len, shown.out.splitlines())) <= 80


def test_an_id_of_two_sections_shows_both(home: Home) -> None:
    found = home.run("guidance", "show", "shift-end", "--json", passphrase=None).object["entries"]
    assert [each["section"] for each in found] == ["templates", "tools"]


def test_an_unknown_entry_or_section_is_a_usage_error(home: Home) -> None:
    assert home.run("guidance", "show", "no-such-entry").code == 2
    answer = home.run("guidance", "list", "hats")
    assert answer.code == 2
    assert "templates, tools, items, cards, profiles, cpd" in answer.err


def test_one_file_may_hold_every_section(home: Home) -> None:
    records = added(home, EVERYTHING)
    assert [each["kind"] for each in records] == ["guidance"] * 4
    assert [each["fields"]["section"] for each in records] == ["templates", "tools", "items", "cards"]
    own = {name: each["section"] for name, each in entries(home, "list").items() if each["own"]}
    assert own == {"own-debrief": "templates", "own-tea": "tools", "own-voice": "items", "own-court": "cards"}


def test_own_entries_stand_after_the_shipped_ones_and_are_marked(home: Home) -> None:
    added(home, CARD)
    assert list(entries(home, "list", "cards"))[-1] == "own-court"
    (line,) = [line for line in home.run("guidance", "list", "cards").out.splitlines() if "own-court" in line]
    assert line.endswith("your own")
    assert "I know my notes." in home.run("guidance", "show", "own-court").out


def test_a_good_file_is_checked_without_a_journal_and_nothing_is_kept(empty_home: Home) -> None:
    answer = empty_home.run("guidance", "check", file(empty_home, "mine.toml", EVERYTHING))
    assert (answer.code, answer.out) == (0, "mine.toml: 4 entries, no problem.\n")
    assert not empty_home.folder.exists()


def test_every_problem_of_every_file_is_told_on_a_line_of_its_own(empty_home: Home) -> None:
    """One bad file hides no other, and one slip hides no other."""
    broken = TOOL.replace("minutes = 7", "minutes = 7.5").replace('"moment"', '"soon"') + CARD.replace(
        '"I br', '"", "I br'
    )
    answer = empty_home.run(
        "guidance",
        "check",
        file(empty_home, "a.toml", "[[tools"),
        file(empty_home, "b.toml", EVERYTHING),
        file(empty_home, "c.toml", broken),
        file(empty_home, "d.toml", ""),
    )
    assert (answer.code, answer.out) == (20, "")
    assert answer.err.splitlines()[:-1] == [
        "a.toml is not valid TOML at the end.",
        "c.toml has 3 problems.",
        "tools[1].when: must be one of moment, between, after, weekly, longer",
        "tools[1].minutes: must be a whole number from 0 to 480",
        "cards[1].lines: must be a list of texts of 1 to 2000 characters, without control characters",
        "d.toml has 1 problem.",
        "file: must have an entry under one of templates, tools, items, cards, profiles, cpd",
    ]


def test_problems_as_json_are_one_error_object(empty_home: Home) -> None:
    answer = empty_home.run("guidance", "check", "-", "--json", stdin="[[hats]]")
    error = json.loads(answer.err)["error"]
    assert (error["slug"], error["exit"]) == ("invalid-file", 20)
    assert "hats: is not a field that belongs here" in error["message"].splitlines()


@pytest.mark.parametrize("name", ["quick", "walk-10", "sleep", "before-going-home", "nights", "best"])
@pytest.mark.parametrize("command", ["check", "add"])
def test_an_id_that_ships_in_any_section_is_refused(home: Home, command: str, name: str) -> None:
    """Ids never change: answers are kept under them. The keys of a check-in's other answers are as fixed."""
    answer = home.run("guidance", command, "-", stdin=ITEM.replace("own-voice", name))
    assert answer.code == 20
    assert "items[1].id: belongs to an entry that ships" in answer.err
    assert not any(each["own"] for each in entries(home, "list").values())


def test_an_own_id_that_exists_is_refused_and_then_nothing_of_the_file_is_kept(home: Home) -> None:
    added(home, TOOL)
    answer = add(home, CARD + TOOL)
    assert answer.code == 20
    assert "tools[1].id: is taken" in answer.err
    assert [name for name, each in entries(home, "list").items() if each["own"]] == ["own-tea"]


def test_what_is_replaced_must_be_there(home: Home) -> None:
    answer = add(home, CARD + 'replaces = "own-nothing"\n')
    assert answer.code == 20
    assert "cards[1].replaces: names no entry that there is" in answer.err


def test_a_file_that_is_not_there_is_said_plainly(home: Home) -> None:
    answer = home.run("guidance", "add", "no-such.toml")
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 2


EXAMPLES = re.findall(
    r"```toml\n(.*?)```", (Path(__file__).parents[2] / "docs" / "guidance.md").read_text("utf-8"), re.DOTALL
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_page_can_be_checked_as_it_stands(empty_home: Home, example: str) -> None:
    assert empty_home.run("guidance", "check", "-", stdin=example).code == 0


def test_the_examples_can_be_added_one_after_the_other_and_show_every_section(home: Home) -> None:
    sections = [record["fields"]["section"] for example in EXAMPLES for record in added(home, example)]
    assert sections == ["templates", "tools", "items", "cards", "profiles", "cpd", "items"]
    assert "own-voice" not in home.run("guidance", "list", "items").out.split()


def test_what_a_file_says_is_never_repeated_in_an_error(home: Home) -> None:
    answer = add(home, TEMPLATE.replace("minutes = 5", 'minutes = "Larch"') + '"Larch Lane" = 1\n')
    assert answer.code == 20
    assert "Larch" not in answer.err


# --- templates -------------------------------------------------------------------------------------------------------


def answer_own(home: Home, passphrase: str | None = PASSPHRASE) -> Answer:
    words = ("--answer", "ache=Her empty chair", "--answer", "zeal=The garden")
    return home.run("reflect", "own-debrief", *words, "--json", passphrase=passphrase)


def test_an_own_template_is_answered_and_shown_with_its_questions_in_its_order(home: Home) -> None:
    added(home, TEMPLATE)
    handle = answer_own(home).object["record"]["handle"]
    shown = home.run("show", handle).out
    assert shown.index("What did they love?") < shown.index("The garden") < shown.index("What stays with you?")
    assert home.run("reflect", "own-debrief", "--answer", "joy=x").code == 2
    assert home.run("reflect", "own-debreef", "--answer", "ache=x").code == 2


def test_its_answers_keep_their_meaning_when_it_is_replaced_or_removed(home: Home) -> None:
    (record,) = added(home, TEMPLATE)
    handle = answer_own(home).object["record"]["handle"]
    again = TEMPLATE.replace("own-debrief", "own-debrief-2").replace("love", "like") + 'replaces = "own-debrief"\n'
    added(home, again)
    assert home.run("remove", record["handle"]).code == 0
    assert home.run("bin", "empty", "--yes").code == 0
    assert "What did they love?" in home.run("show", handle).out


def test_sealed_it_is_taken_at_its_word_and_nothing_is_lost(home: Home) -> None:
    """While the journal is locked nobody can tell what an own template asks."""
    assert add(home, TEMPLATE, "--json", passphrase=None).object["sealed"] is True
    assert answer_own(home, passphrase=None).object["sealed"] is True
    (reflection,) = [each for each in home.records() if each["kind"] == "reflection"]
    assert reflection["fields"]["answers"] == {"ache": "Her empty chair", "zeal": "The garden"}
    assert "Her empty chair" in home.run("show", reflection["handle"]).out
    assert answer_own(home).code == 0


def test_at_a_terminal_its_questions_are_asked_and_a_stop_is_gone_on_with(home: Home) -> None:
    added(home, TEMPLATE)
    with at_terminal(home, "reflect", "own-debrief") as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        assert "What did they love?" in person.types("The garden")
        person.asked()
        person.killed()
    with at_terminal(home, "reflect", "own-debrief") as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("1", at="number > ")
        assert "What stays with you?" in person.types("Her chair")
        assert person.ends() == 0
    (record,) = home.records()
    assert record["fields"]["answers"] == {"zeal": "The garden", "ache": "Her chair"}


def test_who_replaces_a_template_is_asked_the_new_one_and_may_still_answer_the_old_by_its_keys(home: Home) -> None:
    added(home, TEMPLATE + 'replaces = "quick"\n')
    assert "quick" not in home.run("guidance", "list", "templates").out.split()
    assert home.run("reflect", "--answer", "what=By its keys").code == 0
    with at_terminal(home, "reflect") as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        assert "After a death" in person.types("The garden")
        person.types("")
        assert person.ends() == 0
    assert [each["fields"]["template"] for each in home.records()] == ["own-debrief", "quick"]


def test_while_locked_an_own_template_cannot_be_asked_and_that_is_said(home: Home) -> None:
    added(home, TEMPLATE)
    with at_terminal(home, "reflect", "own-debrief") as person:
        person.whispers("", at=PASSPHRASE_PROMPT)
        assert person.ends() == 2
        assert "unlocked" in person.seen


# --- tools -----------------------------------------------------------------------------------------------------------


def tools(home: Home, *words: str) -> list[str]:
    answer = home.run("toolbox", *words, "--json")
    assert answer.code == 0, answer.err
    return [each["id"] for each in answer.object["tools"]]


def test_an_own_tool_is_listed_shown_kept_used_and_suggested(home: Home) -> None:
    added(home, TOOL)
    assert "own-tea" in tools(home, "list", "--all")
    assert "Sit on the back step" in home.run("toolbox", "show", "Tea on the step").out
    assert home.run("toolbox", "keep", "own-tea").code == 0
    assert home.run("toolbox", "used", "own-tea", "--helped", "9").code == 0
    assert tools(home, "suggest", "--place", "home")[0] == "own-tea"


def test_a_replaced_tool_is_offered_no_more_and_what_it_did_is_still_told(home: Home) -> None:
    home.run("toolbox", "used", "walk-10", "--helped", "8")
    added(home, TOOL + 'replaces = "walk-10"\n')
    assert not {"walk-10"} & {*tools(home, "list"), *tools(home, "list", "--all"), *tools(home, "suggest")}
    assert tools(home, "stats") == ["walk-10"]


def test_toolbox_add_writes_the_same_kind_of_record(home: Home) -> None:
    home.run("toolbox", "add", "Naps", "--minutes", "20", "--place", "home")
    assert entries(home, "list", "tools")["own-naps"]["own"] is True
    assert add(home, TOOL.replace("own-tea", "own-naps")).code == 20


def test_removing_the_record_takes_the_entry_away(home: Home) -> None:
    (record,) = added(home, TOOL)
    home.run("remove", record["handle"])
    assert "own-tea" not in tools(home, "list", "--all")
    home.run("bin", "restore", record["handle"])
    assert "own-tea" in tools(home, "list", "--all")


# --- check-in items --------------------------------------------------------------------------------------------------


def rate(home: Home, week: Week, *ratings: str, passphrase: str | None = PASSPHRASE) -> Answer:
    words = [word for rating in ratings for word in ("--rate", rating)]
    return home.run("checkin", "--week", str(week), *words, passphrase=passphrase)


LATEST = Week(2026, 20)


def test_an_own_item_has_its_own_usual_and_its_notices_like_any_other(home: Home) -> None:
    added(home, ITEM)
    for back, rating in ((6, 8), (5, 8), (4, 8), (3, 8), (1, 4), (0, 4)):
        assert rate(home, LATEST - back, f"own-voice={rating}").code == 0
    (trend,) = home.run("trends", "own-voice", "--weeks", "260", "--json").object["items"]
    assert (trend["id"], trend["usual"]) == ("own-voice", 8.0)
    shown = home.run("checkin", "show", str(LATEST), "--json").object
    assert [each["items"] for each in shown["notices"] if each["rule"] == "below-usual"] == [["own-voice"]]
    assert "My voice" in home.run("checkin", "show", str(LATEST)).out
    assert rate(home, LATEST, "own-choice=4").code == 2


def test_a_replaced_item_is_not_asked_again_and_its_ratings_stay(home: Home) -> None:
    rate(home, LATEST, "sleep=3")
    added(home, ITEM + 'short = true\nreplaces = "sleep"\n')
    with at_terminal(home, "checkin", "--short", "--week", str(LATEST - 1)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        for rating in (1, 2, 3, 4, 5):
            person.types(str(rating), at="0-10 > ")
        assert "I said what I thought" in person.types("6", at="0-10 > ")
        assert "rested" not in person.seen
        person.types("", at="how many > ")
        person.types("", at="numbers > ")
        assert person.ends() == 0
    assert home.run("checkin", "show", str(LATEST - 1), "--json").object["ratings"]["own-voice"] == 6
    assert [each["id"] for each in home.run("trends", "sleep", "--weeks", "260", "--json").object["items"]] == ["sleep"]


def test_while_locked_an_id_that_begins_with_own_is_taken_at_its_word(home: Home) -> None:
    added(home, ITEM)
    assert rate(home, LATEST, "own-voice=7", passphrase=None).code == 0
    assert rate(home, LATEST, "voice=7", passphrase=None).code == 2
    assert home.run("checkin", "show", str(LATEST), "--json").object["ratings"] == {"own-voice": 7}


MONTHLY = "Once a month: 7 ratings of your workplace."


def rates_energy_alone(person: Terminal) -> None:
    """Answer every question of a full check-in, all but energy with Enter."""
    person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
    person.types("5", at="0-10 > ")
    for prompt in ["0-10 > "] * 14 + ["how many > "] * 4 + ["number > "] * 3 + ["numbers > "] * 3 + ["> "] * 2:
        person.types("", at=prompt)


def full(home: Home, week: Week, *, monthly: str | None) -> None:
    """A full check-in with everything skipped but energy, and the answer to the monthly question if it comes."""
    with at_terminal(home, "checkin", "--week", str(week)) as person:
        rates_energy_alone(person)
        if monthly is not None:
            assert MONTHLY in person.types(monthly, at="[y/N] ")
        if monthly == "y":
            person.types("9", at="0-10 > ")
            for _ in range(6):
                person.types("", at="0-10 > ")
        assert person.ends() == 0
        assert "Kept as" in person.seen


def test_the_workplace_is_asked_about_once_a_month_and_may_be_left_out(home: Home) -> None:
    full(home, LATEST - 9, monthly="")
    full(home, LATEST - 8, monthly="y")
    full(home, LATEST - 5, monthly=None)
    full(home, LATEST - 4, monthly="n")
    shown = home.run("checkin", "show", str(LATEST - 8), "--json").object
    assert shown["ratings"] == {"energy": 5, "speak-up": 9}


@pytest.mark.parametrize("begins", [False, True])
def test_a_check_in_is_whole_before_the_workplace_is_asked_about(home: Home, begins: bool) -> None:
    """Whoever stops there, or in the middle of it, has checked in, and has nothing to go on with."""
    with at_terminal(home, "checkin", "--week", str(LATEST)) as person:
        rates_energy_alone(person)
        person.asked("[y/N] ")
        if begins:
            person.presses(f"y{ENTER}")
            person.types("9", at="0-10 > ")
            person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert "Your check-in is kept" in person.seen
    rated = home.run("checkin", "show", str(LATEST), "--json").object["ratings"]
    assert rated == ({"energy": 5, "speak-up": 9} if begins else {"energy": 5})
    assert "not finished" not in home.run().out


def test_the_question_before_can_be_put_right_where_the_workplace_is_offered(home: Home) -> None:
    with at_terminal(home, "checkin", "--week", str(LATEST)) as person:
        rates_energy_alone(person)
        person.types("<", at="[y/N] ")
        assert "one thing to change" in person.types("The rota")
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    assert home.run("checkin", "show", str(LATEST), "--json").object["change"] == "The rota"
    assert "not finished" not in home.run().out
