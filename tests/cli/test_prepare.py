"""`supervision prepare`: choosing, ranking and asking before a session, by options and at a terminal, nothing lost."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, Terminal, at_terminal

from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.records import put

PREPARE = ("supervision", "prepare")
TEXTS = ("decision", "question", "wellbeing", "learning", "organisation", "support")


def keep(home: Home, noun: str, **parts: Any) -> Envelope:
    """Keep one record in the home's journal, without the cost of a process."""
    share, theme, tags = parts.pop("share", "private"), parts.pop("theme", ""), parts.pop("tags", ())
    with home.open() as journal:
        return put(journal, envelopes.new(noun, parts, share=share, theme=theme, tags=tags))


def prepared(home: Home) -> dict[str, Any]:
    """The fields of the one preparation there is."""
    (fields,) = [each["fields"] for each in home.records() if each["kind"] == "preparation"]
    return dict(fields)


def levels(home: Home) -> dict[str, tuple[str, str]]:
    """Level and theme of each record, by its first words."""
    return {next(iter(each["fields"].values())): (each["share"], each["theme"]) for each in home.records()}


# --- by options ---


def test_options_are_kept_as_they_are_and_reach_the_page(home: Home) -> None:
    texts = [word for each in TEXTS for word in (f"--{each}", f"my {each}")]
    answer = home.run(*PREPARE, "--ask", "cover", "--ask", "time", "--priority", "the rota", *texts, "--json")
    assert answer.code == 0, answer.err
    kept = answer.object["record"]
    assert (kept["kind"], kept["share"]) == ("preparation", "share")
    assert kept["fields"] == {
        "asks": ["cover", "time"],
        "priorities": [{"words": "the rota"}],
        "decisions": "my decision",
        **{each: f"my {each}" for each in TEXTS[1:]},
    }
    page = home.run("supervision", "summary").out
    assert all(words in page for words in ("cover", "time", "the rota", *(f"my {each}" for each in TEXTS)))


def test_a_later_run_goes_on_with_the_same_one(home: Home) -> None:
    home.run(*PREPARE, "--ask", "cover", "--learning", "CBT")
    told = home.run(*PREPARE, "--ask", "time", "--learning", "", "--question", "-", stdin="Whose risk is it?\n")
    assert told.code == 0
    assert prepared(home) == {"asks": ["time"], "question": "Whose risk is it?"}
    assert "goes on the page" in told.err


def test_after_the_session_is_logged_a_new_one_begins(home: Home) -> None:
    home.run(*PREPARE, "--ask", "the old ask")
    assert "the old ask" in home.run("supervision", "summary").out
    home.run("supervision", "log", "--held", "today")
    home.run(*PREPARE, "--ask", "the new ask")
    page = home.run("supervision", "summary").out
    assert "the new ask" in page
    assert "the old ask" not in page


def test_a_priority_can_be_a_record_by_its_short_name(home: Home) -> None:
    shared = keep(home, "note", text="the story", share="theme", theme="Handovers")
    told = home.run(*PREPARE, "--priority", shared.handle, "--priority", "handovers and more")
    assert "private" not in told.err.splitlines()[0]
    assert prepared(home)["priorities"] == [{"record": shared.id}, {"words": "handovers and more"}]
    page = home.run("supervision", "summary").out
    assert "  Handovers\n  handovers and more\n" in page


def test_a_priority_that_is_private_is_said_to_stay_off_the_page(home: Home) -> None:
    mine = keep(home, "note", text="a private heronry")
    told = home.run(*PREPARE, "--priority", mine.handle)
    assert f"{mine.handle} is private, so the page leaves it out." in told.err
    page = home.run("supervision", "summary").out
    assert "heronry" not in page
    assert "Left out: 1 private record." in page


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--json",),
        ("--ask", " "),
        ("--learning", ""),
        ("--priority", "a", "--priority", "b", "--priority", "c", "--priority", "d"),
        ("--ask",),
    ],
)
def test_what_is_missing_or_too_much_is_said_and_nothing_kept(home: Home, words: tuple[str, ...]) -> None:
    answer = home.run(*PREPARE, *words)
    assert (answer.code, answer.out) == (2, "")
    if "--json" not in words:
        assert len(answer.err.splitlines()) == 2
    assert home.records() == []


def test_what_was_written_for_the_session_is_checked_like_all_else(home: Home) -> None:
    home.run(*PREPARE, "--ask", "ring 07700 900123")
    stopped = home.run("supervision", "summary", "--to", "page.md")
    assert stopped.code == 22
    assert "phone (What I need from you, item 1" in stopped.err
    assert not (home.path / "page.md").exists()


def test_one_that_is_kept_back_is_said_to_be_off_the_page(home: Home) -> None:
    home.run(*PREPARE, "--ask", "my ask")
    (record,) = home.records()
    home.run("share", record["handle"], "private")
    told = home.run(*PREPARE, "--learning", "CBT")
    assert f"Bring it: selfcare share {record['handle']} share" in told.err
    assert "my ask" not in home.run("supervision", "summary").out


# --- at a terminal ---


def unlock(person: Terminal) -> None:
    person.whispers(PASSPHRASE, at="Passphrase: ")


def skip(person: Terminal, questions: int) -> None:
    for _ in range(questions):
        person.types("")


def stop(person: Terminal) -> None:
    person.presses(CTRL_C)
    assert person.ends() == 130
    assert "What you chose and what you wrote is kept." in person.seen


def test_the_whole_walk_from_choosing_to_the_page(home: Home) -> None:
    keep(home, "note", text="Long handover")
    keep(home, "trigger", kind="overload", situation="Three at once", next="risk-to-share")
    keep(home, "good", text="She laughed")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        shown = person.types("1 2")
        assert "So far: 3 records, none of them meant for supervision." in shown
        # the latest first: the good moment, the hard one, the note
        assert shown.index("She laughed") < shown.index("Three at once") < shown.index("Long handover")
        person.types("2", at="number > ")  # its text
        assert "(Enter leaves it private)" in person.types("1", at="number > ")  # of a hard moment a line
        person.types("Holding risk alone")
        person.types("")
        assert "Holding" not in person.types("2")  # the first priority: by number
        person.types("The rota")
        person.types("")
        person.types("Cover at weekends")
        person.types("A joint visit")
        person.types("")
        assert "Risks that are on the page already: 1." in person.types("No one to ring")
        assert "safeguarding" in person.types("a person I visit")
        person.types("3", at="number > ")
        person.types("1", at="number > ")
        person.types("y", at="[y/N] ")
        skip(person, 2)  # decision, question
        person.types("Tired, and all right")
        skip(person, 2)
        person.types("A talk with occupational health")
        person.until("selfcare supervision summary --to summary.md")
        assert person.ends() == 0
    hard = next(each for each in home.records() if each["kind"] == "trigger")
    assert prepared(home) == {
        "asks": ["Cover at weekends", "A joint visit"],
        "priorities": [{"record": hard["id"]}, {"words": "The rota"}],
        "wellbeing": "Tired, and all right",
        "support": "A talk with occupational health",
    }
    risk = next(each for each in home.records() if each["kind"] == "risk")
    assert (risk["share"], risk["fields"]) == (
        "share",
        {"worry": "No one to ring", "about": "a person I visit", "want": "escalate", "record_current": True},
    )
    page = home.run("supervision", "summary").out
    assert "Three at once" not in page
    assert "Long handover" not in page
    order = ("Cover at weekends", "She laughed", "Holding risk alone", "The rota", "No one to ring", "Tired")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_what_is_meant_already_can_be_taken_back_and_a_line_changed(home: Home) -> None:
    keep(home, "note", text="One", share="share")
    keep(home, "note", text="Two", share="theme", theme="About two")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        assert "2 records, 2 of them" in person.types("-2 1")
        person.types("1", at="number > ")
        person.asked()
        person.until("About two")  # its line stands there, to be changed
        person.presses(" and more\r")
        person.asked()
        stop(person)
    assert levels(home) == {"One": ("private", ""), "Two": ("theme", "About two and more")}


def test_a_theme_without_a_line_or_tags_would_bring_nothing_and_stays_private(home: Home) -> None:
    keep(home, "note", text="One")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1")
        person.types("1", at="number > ")
        person.types("")
        assert "stays as it is" in person.asked()
        stop(person)
    assert levels(home) == {"One": ("private", "")}


def test_many_records_come_in_pages_that_fit_a_screen(home: Home) -> None:
    for number in range(1, 28):
        keep(home, "note", text=f"note {number:02}")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        first = person.types("")
        assert [f"note {number:02}" in first for number in (27, 16, 15)] == [True, True, False]
        assert "15 more; 0 ends here." in first
        second = person.types("27")  # a number of a page that was not shown yet is as good
        assert "note 15" in second
        person.types("2", at="number > ")
        person.types("0")
        assert "What are your three priorities" in person.asked()
        stop(person)
    assert levels(home)["note 01"] == ("share", "")


@pytest.mark.parametrize("typed", ["0 1", "3", "one", "-"])
def test_numbers_that_there_are_not_are_asked_for_again(home: Home, typed: str) -> None:
    keep(home, "note", text="One")
    keep(home, "note", text="Two")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types(typed)
        assert "Numbers from 1 to 2" in person.asked()
        stop(person)
    assert levels(home) == {"One": ("private", ""), "Two": ("private", "")}


STAGES = {
    "choosing": 0,
    "asking": 3,
    "risk": 5,
    "support": 12,
}
"""How many replies come before each stage, where the journal holds one record."""
YES = "y"
REPLIES = ("", "The rota", "", "Cover", "", "", YES, "May I stop", "Whose risk is it", "Tired", "CBT", "Pairs", "")


@pytest.mark.parametrize("stage", STAGES)
def test_stopped_at_any_stage_the_next_run_goes_on_with_nothing_lost(home: Home, stage: str) -> None:
    keep(home, "note", text="One")
    before = STAGES[stage]
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        answer(person, REPLIES[:before])
        person.asked()
        stop(person)
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        if before > 1:
            shown = person.types("1", at="number > ")
            assert all(reply in shown for reply in REPLIES[:before] if reply != YES)
        skip(person, 1)  # the list of what is new
        answer(person, _waiting(before))
        assert person.ends() == 0
    assert prepared(home) == {
        "priorities": [{"words": "The rota"}],
        "asks": ["Cover"],
        "decisions": "May I stop",
        "question": "Whose risk is it",
        "wellbeing": "Tired",
        "learning": "CBT",
        "organisation": "Pairs",
    }


def _waiting(before: int) -> list[str]:
    """The replies of a run that goes on: to what was not answered, and to the risk, which is always asked about."""
    rank, asks, risk_and_more, texts = REPLIES[1:3], REPLIES[3:5], REPLIES[5:7], REPLIES[7:]
    return [
        *(rank if before < 2 else ()),
        *(asks if before < 4 else ()),
        *risk_and_more,
        *texts[max(before - 7, 0) :],
    ]


def answer(person: Terminal, replies: Sequence[str]) -> None:
    for reply in replies:
        person.types(reply, at="[y/N] " if reply == YES else "> ")


def test_half_a_line_that_was_left_is_kept_as_well(home: Home) -> None:
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.asked()
        person.presses("The ro")
        person.until("The ro")
        stop(person)
    assert prepared(home) == {"priorities": [{"words": "The ro"}]}


def test_half_a_line_for_sharing_is_kept_and_brings_nothing_yet(home: Home) -> None:
    keep(home, "note", text="One")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1")
        person.types("1", at="number > ")
        person.asked()
        person.presses("Half a li")
        person.until("Half a li")
        stop(person)
    assert levels(home) == {"One": ("private", "Half a li")}


def test_all_of_it_can_be_gone_through_again(home: Home) -> None:
    home.run(*PREPARE, "--ask", "cover", "--ask", "time", "--priority", "rota", "--wellbeing", "Tired")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("2", at="number > ")
        person.types("The home visits")  # comes first; what was there follows
        person.types("")
        assert "1  cover" in person.types("-1")
        person.types("a joint visit")
        person.types("")
        skip(person, 1)
        person.types("y", at="[y/N] ")
        skip(person, 2)
        person.asked()
        person.until("Tired")
        person.presses(", and better\r")
        skip(person, 3)
        assert person.ends() == 0
    assert prepared(home) == {
        "asks": ["time", "a joint visit"],
        "priorities": [{"words": "The home visits"}, {"words": "rota"}],
        "wellbeing": "Tired, and better",
    }


def test_one_can_go_back_to_how_to_go_on_and_what_stays_as_it_was_is_not_called_kept(home: Home) -> None:
    keep(home, "note", text="The rota", share="share")
    home.run(*PREPARE, "--ask", "cover", "--priority", "rota")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("2", at="number > ")
        person.types("<", at="[y/N] ")
        assert "You have begun to prepare." in person.types("1", at="number > ")
        person.types("", at="[y/N] ")
        skip(person, 1)
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    assert "is as it was." in person.seen
    assert "Kept as" not in person.seen
    assert prepared(home) == {"asks": ["cover"], "priorities": [{"words": "rota"}]}


def test_a_private_risk_from_long_ago_is_offered(home: Home) -> None:
    keep(home, "risk", worry="No one to ring")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        skip(person, 2)
        assert "These risks are private." in person.types("1")
        person.types("2", at="number > ")
        assert "Is there a risk" in person.types("") + person.asked()
        stop(person)
    assert levels(home) == {"No one to ring": ("share", "")}


@pytest.mark.parametrize("share", ["private", "theme", "share"])
def test_enter_alone_leaves_what_is_brought_of_a_record_as_it_is(home: Home, share: str) -> None:
    keep(home, "note", text="One", share=share, theme="About one", tags=("ward",))
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1")
        assert "(Enter leaves it " in person.types("", at="number > ")
        person.asked()
        stop(person)
    assert levels(home) == {"One": (share, "About one")}


def test_a_line_for_sharing_that_names_somebody_gets_the_hint_and_is_kept(home: Home) -> None:
    note = keep(home, "note", text="One")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1")
        person.types("1", at="number > ")
        person.types("Ring 07700 900123")
        said = " ".join(person.asked().split())
        assert "This could identify somebody: phone (theme)." in said
        assert f"selfcare share {note.handle} theme --theme TEXT" in said
        stop(person)
    assert levels(home) == {"One": ("theme", "Ring 07700 900123")}


def test_it_may_end_after_what_is_needed_and_a_later_run_offers_the_list_again(home: Home) -> None:
    keep(home, "note", text="One", share="share")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        assert "Look through them again?" not in person.types("")
        person.types("The rota")
        skip(person, 3)
        assert "If you have time:" in person.types("", at="[y/N] ")
        assert person.ends() == 0
    assert "It is for that session" in person.seen
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1", at="number > ")
        assert "Look through them again?" in person.types("n", at="[y/N] ")
        person.asked()
        stop(person)


def test_what_was_put_in_for_a_name_is_said_before_what_to_do_next(home: Home) -> None:
    home.run("people", "add", "Danuta Kowalska")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("Time for Danuta")
        skip(person, 3)
        person.types("", at="[y/N] ")
        assert person.ends() == 0
    assert "Put in for names: Larch." in person.seen
    assert person.seen.index("Put in for names") < person.seen.index("Take it along")


# --- a trigger note, and another window ---


def hard_moment(home: Home, **parts: Any) -> Envelope:
    return keep(home, "trigger", kind="overload", situation="Three at once", echo="An old job", **parts)


def test_of_a_hard_moment_it_says_which_fields_go_and_gives_none_that_was_named_once(home: Home) -> None:
    note = hard_moment(home, shared=["echo"])
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1")
        person.types("2", at="number > ")
        said = " ".join(person.asked().split())
        assert "after the identifier check: Kind; What it was about." in said
        assert f"Other fields: selfcare share {note.handle} share --field NAME" in said
        stop(person)
    (record,) = home.records()
    assert "shared" not in record["fields"]
    assert "An old job" not in home.run("supervision", "summary").out


@pytest.mark.parametrize("reply", ["-1", "1"])
def test_a_line_that_another_window_wrote_stays_where_none_is_typed(home: Home, reply: str) -> None:
    note = keep(home, "note", text="One", share="theme", theme="First")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.asked()
        assert home.run("share", note.handle, "theme", "--theme", "Second").code == 0
        person.presses(reply + "\r")
        if reply == "1":
            person.types("1", at="number > ")
            person.types("")  # the line stands there as it was shown
        person.asked()
        stop(person)
    assert levels(home) == {"One": ("private" if reply == "-1" else "theme", "Second")}


def test_half_a_line_does_not_bring_back_what_another_window_made_private(home: Home) -> None:
    note = keep(home, "note", text="One", share="theme", theme="First")
    with at_terminal(home, *PREPARE) as person:
        unlock(person)
        person.types("1")
        person.types("1", at="number > ")
        person.asked()
        assert home.run("share", note.handle, "private").code == 0
        person.presses(" and more")
        person.until("and more")
        stop(person)
    assert levels(home) == {"One": ("private", "First and more")}
