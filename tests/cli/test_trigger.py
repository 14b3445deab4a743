"""`trigger`: a theme in a line or two, safe to stop, and never a word about anyone else's detail."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import CTRL_C, at_terminal

from selfcare.cli.forms import NotUnderstood
from selfcare.cli.triggers import helped_from
from selfcare.guidance import tools as catalogue

EVERYTHING = (
    "--kind=overload",
    "--situation=Three admissions at once",
    "--body=chest",
    "--body=hands",
    "--emotion=scared",
    "--emotion=angry",
    "--before=7",
    "--window=over",
    "--thought=I cannot do this",
    "--urge=flee",
    "--did=fix",
    "--echo=An old job",
    "--helped=walk-10=6",
    "--after=3",
    "--next=supervision",
    "--early-sign=I hold my breath",
    "--person=Larch",
)


def only_note(home: Home) -> dict[str, object]:
    (note,) = home.run("list", "--kind", "trigger", "--json").object["records"]
    fields: dict[str, object] = note["fields"]
    return fields


def test_every_option_is_kept_as_it_was_given(home: Home) -> None:
    answer = home.run("trigger", *EVERYTHING, "--tag", "Ward", "--share=theme", "--theme=Too much at once", "--json")
    assert answer.code == 0, answer.err
    record = answer.object["record"]
    assert (record["kind"], record["tags"], record["share"], record["theme"]) == (
        "trigger",
        ["ward"],
        "theme",
        "Too much at once",
    )
    assert record["fields"] == {
        "kind": "overload",
        "situation": "Three admissions at once",
        "body": ["chest", "hands"],
        "emotions": ["scared", "angry"],
        "before": 7,
        "window": "over",
        "thought": "I cannot do this",
        "urge": ["flee"],
        "did": ["fix"],
        "echo": "An old job",
        "helped": {"walk-10": 6},
        "after": 3,
        "next": "supervision",
        "early_sign": "I hold my breath",
        "person": "Larch",
    }


def test_the_situation_can_come_from_standard_input(home: Home) -> None:
    assert home.run("trigger", "--kind", "other", "--situation", "-", stdin="One\ntwo ☂\n").code == 0
    assert only_note(home) == {"kind": "other", "situation": "One\ntwo ☂"}


def test_while_locked_a_note_is_sealed_and_taken_in_later(home: Home) -> None:
    answer = home.run("trigger", *EVERYTHING, "--json", passphrase=None)
    assert answer.object["sealed"] is True
    assert only_note(home)["situation"] == "Three admissions at once"


@pytest.mark.parametrize(
    "option",
    [
        "--kind=sadness",
        "--body=soul",
        "--window=ajar",
        "--urge=dance",
        "--did=dance",
        "--next=never",
        "--helped=walk-10",
        "--helped=walk-10=11",
        "--helped=wlk-10=5",
        "--before=11",
        "--after=-1",
        "--before=7.5",
    ],
)
def test_a_value_that_is_not_known_is_refused_and_nothing_is_kept(home: Home, option: str) -> None:
    answer = home.run("trigger", "--kind=other", option)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert home.run("list", "--json").object["records"] == []


def test_a_refused_choice_is_answered_with_the_choices(home: Home) -> None:
    assert "aggression, self-harm, disclosure" in home.run("trigger", "--kind=sadness").err
    assert "walk-10" in home.run("trigger", "--helped=wlk-10=5").err


def test_without_a_terminal_and_without_an_answer_it_says_what_to_give(home: Home) -> None:
    answer = home.run("trigger")
    assert answer.code == 2
    assert "--kind" in answer.err


def contacts(home: Home) -> None:
    home.run("settings", "set", "contact", "Union=01632 960001")


def signpost(answer: Answer) -> bool:
    words = " ".join(answer.err.split())
    return "Union: 01632 960001; selfcare help-now" in words


def test_a_moment_that_stays_strong_brings_ones_own_contacts_and_help_now(home: Home) -> None:
    contacts(home)
    assert not signpost(home.run("trigger", "--kind=other", "--after=7"))
    assert signpost(home.run("trigger", "--kind=other", "--after=8"))
    assert signpost(home.run("trigger", "--kind=other", "--after=8", passphrase=None))


def test_a_strong_moment_brings_them_where_nobody_was_asked_how_strong_it_is_now(home: Home) -> None:
    contacts(home)
    assert signpost(home.run("trigger", "--kind=self-harm", "--before=8"))
    assert not signpost(home.run("trigger", "--kind=self-harm", "--before=7"))
    assert not signpost(home.run("trigger", "--kind=self-harm", "--before=9", "--after=3", "--at=2026-03-01 12:00"))


def test_without_own_contacts_somebody_who_listens_day_and_night_is_named(home: Home) -> None:
    for strength in ("--before=9", "--after=9"):
        said = " ".join(home.run("trigger", "--kind=self-harm", strength).err.split())
        assert "Samaritans: 116 123; selfcare help-now" in said


def test_the_short_form_ends_with_who_to_call(home: Home) -> None:
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("self-harm", at="number > ")
        person.types("A call")
        person.types("9", at="0-10 > ")
        person.types("now", at="number > ")
        person.types("")
        person.types("", at="[y/N] ")
        person.until("116 123")
        assert person.ends() == 0


def test_the_third_note_in_seven_days_brings_them_too_and_an_older_one_does_not_count(home: Home) -> None:
    contacts(home)
    days = ("2026-03-01 12:00", "2026-03-06 12:00", "2026-03-09 12:00", "2026-03-12 12:00")
    told = [signpost(home.run("trigger", "--kind=other", "--before=2", "--at", day)) for day in days]
    assert told == [False, False, False, True]


def test_a_strong_moment_is_offered_a_pause(home: Home) -> None:
    assert "selfcare pause" in home.run("trigger", "--kind=other", "--before=8").err
    assert "selfcare pause" not in home.run("trigger", "--kind=other", "--before=7").err


def test_a_risk_to_share_points_to_the_safeguarding_procedure(home: Home) -> None:
    answer = home.run("trigger", "--kind=other", "--next=risk-to-share")
    assert "safeguarding procedure today" in " ".join(answer.err.split())


def test_nothing_personal_of_a_note_is_shareable() -> None:
    from selfcare.journal.triggers import TRIGGER

    whole = {"kind": "other", "situation": "S", "echo": "E", "thought": "T", "body": ["chest"], "before": 9, "after": 9}
    assert [part.text for part in TRIGGER.shareable(whole)] == ["Something else", "S"]


TOOLS = {tool.id: tool for tool in catalogue.load()}


@given(st.dictionaries(st.sampled_from(sorted(TOOLS)), st.integers(0, 10), min_size=1))
def test_what_helped_reads_as_it_is_written(rated: dict[str, int]) -> None:
    assert helped_from(", ".join(f"{tool} {number}" for tool, number in rated.items()), TOOLS) == rated


@given(st.text())
def test_what_helped_is_understood_or_asked_again(typed: str) -> None:
    with suppress(NotUnderstood):
        assert set(helped_from(typed, TOOLS)) <= set(TOOLS)


LISTED = [TOOLS["feet"], TOOLS["walk-10"]]


def test_a_tool_that_is_listed_may_be_named_by_its_number() -> None:
    assert helped_from("2 6, 1=0, unclench 3", TOOLS, LISTED) == {"walk-10": 6, "feet": 0, "unclench": 3}
    for none in ("0 6", "3 6", "2"):
        with pytest.raises(NotUnderstood):
            helped_from(none, TOOLS, LISTED)


def test_the_tools_that_the_person_keeps_are_listed_under_what_helped(home: Home) -> None:
    home.run("toolbox", "keep", "walk-10")
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("8", at="number > ")
        person.types("Too many calls")
        person.types("5", at="0-10 > ")
        seen = person.types("1 6")
        person.types("n", at="[y/N] ")
        assert person.ends() == 0
    assert f"   1  {TOOLS['walk-10'].name}\n" in seen
    assert TOOLS["feet"].name not in seen
    assert only_note(home)["helped"] == {"walk-10": 6}


@pytest.mark.parametrize("passphrase", [PASSPHRASE, ""])
def test_without_tools_of_ones_own_a_few_for_the_moment_are_listed(home: Home, passphrase: str) -> None:
    """None that a hard moment is no time for, and with the journal locked as well."""
    with at_terminal(home, "trigger") as person:
        person.whispers(passphrase, at="writes without it): ")
        person.types("8", at="number > ")
        person.types("")
        person.types("", at="0-10 > ")
        seen = person.asked()
    named = [each for each in catalogue.load() if f"  {each.name}\n" in seen]
    assert 3 <= len(named) <= 6
    assert all(each.when == "moment" and each.for_distress for each in named)


def test_at_a_prompt_it_asks_four_things_and_then_whether_there_is_more(home: Home) -> None:
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("8", at="number > ")
        person.types("Too many calls")
        person.types("5", at="0-10 > ")
        person.types("walk-10 12")
        assert "0 to 10" in person.types("walk-10 7")
        person.types("", at="[y/N] ")
        person.until("Kept as")
        assert person.ends() == 0
    assert only_note(home) == {"kind": "overload", "situation": "Too many calls", "before": 5, "helped": {"walk-10": 7}}


def test_a_strong_moment_may_wait_until_later_and_nothing_is_lost(home: Home) -> None:
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("complaint", at="number > ")
        person.types("One line")
        person.types("9", at="0-10 > ")
        assert "(Enter writes on)" in person.until("A pause first")
        person.types("3", at="number > ")
        person.until("go on")
        assert person.ends() == 0
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.until("One line")
        person.types("1", at="number > ")
        person.types("")
        more = person.types("n", at="[y/N] ")
        assert "If you have time, 11 more: your body, feelings" in more
        assert person.ends() == 0
    assert only_note(home) == {"kind": "complaint", "situation": "One line", "before": 9}


def test_ctrl_c_in_the_middle_keeps_what_was_answered_and_the_next_run_goes_on(home: Home) -> None:
    with at_terminal(home, "trigger", "--full") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("conflict", at="number > ")
        person.types("A sharp word")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
        assert "is kept" in person.seen
    with at_terminal(home, "trigger") as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.until("A sharp word")
        person.types("1", at="number > ")
        person.types("4", at="0-10 > ")
        person.types("")
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    assert only_note(home) == {"kind": "conflict", "situation": "A sharp word", "before": 4}


def test_locked_ctrl_c_seals_what_was_answered(home: Home) -> None:
    with at_terminal(home, "trigger") as person:
        person.whispers("", at="writes without it): ")
        person.types("", at="number > ")
        person.types("Only this")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert only_note(home) == {"kind": "other", "situation": "Only this"}
