"""After a session: actions, risks, dates and hours, by options, at a prompt, and on the first page."""

import re

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import CTRL_C, ON_A_WEDNESDAY, PASSPHRASE_PROMPT, Terminal, at_terminal

from selfcare.journal.envelope import new
from selfcare.journal.records import put

pytestmark = pytest.mark.usefixtures("a_wednesday")

SAFEGUARDING = "your safeguarding procedure, today"


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer
    return answer


def added(home: Home, noun: str, *words: str) -> str:
    """The handle of what `supervision NOUN add` keeps."""
    return str(done(home.run("supervision", noun, "add", *words, "--json")).object["record"]["handle"])


def unlock(terminal: Terminal) -> None:
    terminal.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)


def by_text(home: Home) -> dict[str, dict[str, object]]:
    records = home.run("supervision", "actions", "list", "--all", "--json").object["records"]
    return {each["fields"]["what"]: each["fields"] for each in records}


# --- actions ---------------------------------------------------------------------------------------------------------


def test_an_action_is_ones_own_and_shared_unless_said_otherwise(home: Home) -> None:
    answer = done(home.run("supervision", "actions", "add", "-", stdin="Ask housing\n"))
    assert "goes on your next summary" in answer.err
    record = home.run("supervision", "actions", "--json").object["records"][0]
    assert (record["share"], record["fields"]) == ("share", {"what": "Ask housing", "owner": "me"})
    words = ("--owner", "supervisor", "--due", "+2w", "--share", "private", "--tag", "cover", "--json")
    kept = done(home.run("supervision", "actions", "add", "Find cover", *words)).object["record"]
    assert kept["fields"] == {"what": "Find cover", "owner": "supervisor", "due": "2026-12-02"}
    assert (kept["share"], kept["tags"]) == ("private", ["cover"])


def test_one_kept_back_is_not_said_to_be_on_the_summary(home: Home) -> None:
    assert "summary" not in done(home.run("supervision", "actions", "add", "x", "--share", "private")).err


def test_the_list_has_what_the_supervisor_is_late_with_first_and_says_how_late(home: Home) -> None:
    added(home, "actions", "Mine", "--due", "2026-11-01")
    added(home, "actions", "Sometime")
    added(home, "actions", "Theirs", "--owner", "supervisor", "--due", "2026-11-15")
    added(home, "actions", "Today", "--due", "today")
    told = done(home.run("supervision", "actions")).out
    assert re.findall(r"^  \w{5}  (\w+)$", told, re.MULTILINE) == ["Theirs", "Mine", "Today", "Sometime"]
    assert "My supervisor: due 3 days ago (Sun 15 Nov)" in told
    assert "Me: due today" in told
    assert told == home.run("supervision", "actions", "list").out
    records = home.run("supervision", "actions", "list", "--json").object["records"]
    assert [each["fields"]["what"] for each in records] == ["Theirs", "Mine", "Today", "Sometime"]


@pytest.mark.parametrize(
    ("options", "said", "state"),
    [((), "done", "done"), (("--part",), "partly done", "part"), (("--not-done",), "not done", "not-done")],
)
def test_a_settled_action_leaves_the_list(home: Home, options: tuple[str, ...], said: str, state: str) -> None:
    handle = added(home, "actions", "Ask housing")
    answer = done(home.run("supervision", "actions", "done", handle, *options, "--why", "-", stdin="They moved"))
    assert answer.out == f"{handle} is settled: {said}.\n"
    assert home.run("supervision", "actions", "--json").object["records"] == []
    assert by_text(home)["Ask housing"] == {
        "what": "Ask housing",
        "owner": "me",
        "state": state,
        "why": "They moved",
        "settled": "2026-11-18",
    }
    assert f"How far: {said}" in done(home.run("supervision", "actions", "list", "--all")).out


@pytest.mark.parametrize("noun", ["actions", "risks"])
def test_how_to_keep_it_back_has_its_real_name(home: Home, noun: str) -> None:
    told = done(home.run("supervision", noun, "add", "Ask housing")).err
    (record,) = home.run("supervision", noun, "--json").object["records"]
    assert f"To keep it back: selfcare share {record['handle']} private\n" in told
    sealed = done(home.run("supervision", noun, "add", "Ask again", passphrase=None)).err
    assert "selfcare share ID private" in sealed


def test_to_settle_what_is_settled_says_so_and_changes_nothing(home: Home) -> None:
    handle = added(home, "actions", "Ask housing")
    done(home.run("supervision", "actions", "done", handle))
    before = home.run("show", handle, "--history").out
    assert done(home.run("supervision", "actions", "done", handle)).out == f"{handle} is settled already: done.\n"
    assert home.run("show", handle, "--history").out == before
    assert done(home.run("supervision", "actions", "done", handle, "--part")).out == (
        f"{handle} is settled: partly done.\n"
    )


def test_an_empty_list_says_what_to_do(home: Home) -> None:
    assert "supervision actions add" in done(home.run("supervision", "actions")).out
    assert "does not mean that there is none" in done(home.run("supervision", "risks")).out
    assert "supervision log" in done(home.run("supervision", "dates")).out


# --- risks -----------------------------------------------------------------------------------------------------------


def test_a_risk_says_first_of_all_what_is_to_be_done_today(home: Home) -> None:
    options = ("--about", "Larch", "--want", "escalate", "--record-not-current")
    answer = done(home.run("supervision", "risks", "add", "-", *options, stdin="She says less each visit\n"))
    assert SAFEGUARDING in answer.err
    (record,) = home.run("supervision", "risks", "--json").object["records"]
    assert record["share"] == "share"
    assert record["fields"] == {
        "worry": "She says less each visit",
        "about": "Larch",
        "want": "escalate",
        "record_current": False,
    }
    assert SAFEGUARDING in done(home.run("supervision", "risks")).out


def test_a_risk_is_closed_with_both_and_never_with_one(home: Home) -> None:
    handle = added(home, "risks", "No reply")
    for options in ((), ("--told", "Manager"), ("--recorded", "Case record"), ("--told", " ", "--recorded", "x")):
        refused = home.run("supervision", "risks", "close", handle, *options)
        assert (refused.code, refused.out) == (2, "")
        assert "who was told and where it is recorded" in refused.err
    assert handle in done(home.run("supervision", "risks")).out
    done(home.run("supervision", "risks", "close", handle, "--told", "-", "--recorded", "Case record", stdin="Manager"))
    assert handle not in done(home.run("supervision", "risks")).out
    told = done(home.run("supervision", "risks", "list", "--all")).out
    assert "Who was told: Manager" in told
    assert "Recorded in: Case record" in told
    again = home.run("supervision", "risks", "close", handle, "--told", "x", "--recorded", "y")
    assert again.code == 2
    assert "closed already" in again.err


def test_a_trigger_note_is_closed_by_its_own_name_and_stays_as_it_is(home: Home) -> None:
    words = ("--situation", "Left alone on duty", "--next", "risk-to-share", "--json")
    note = done(home.run("trigger", *words)).object["record"]
    assert f"{note['handle']}  " in done(home.run("supervision", "risks")).out
    closing = ("supervision", "risks", "close", note["handle"], "--told", "Manager", "--recorded", "Incident form")
    kept = done(home.run(*closing, "--json")).object["record"]
    assert (kept["kind"], kept["share"], kept["fields"]["trigger"]) == ("risk", "private", note["id"])
    assert "Left alone" not in str(kept)
    assert home.run("supervision", "risks", "--json").object["records"] == []
    assert home.run("show", note["handle"], "--json").object["records"][0]["fields"] == note["fields"]
    assert home.run(*closing).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("actions", "add"),
        ("actions", "add", "--owner", "me"),
        ("actions", "add", "x", "--owner", "sam"),
        ("actions", "add", "x", "--due", "someday"),
        ("actions", "add", "x", "--share", "all"),
        ("actions", "add", ""),
        ("actions", "done", "abcde"),
        ("actions", "done", "abcde", "--part", "--not-done"),
        ("risks", "add"),
        ("risks", "add", "--about", "Larch"),
        ("risks", "add", "x", "--want", "help"),
        ("risks", "close", "abcde", "--told", "x", "--recorded", "y"),
        ("hours", "--months", "0"),
        ("log", "--held", "today", "--people", "0"),
        ("log", "--action", "x"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_two_lines_and_nothing_kept(home: Home, words: tuple[str, ...]) -> None:
    answer = home.run("supervision", *words)
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 2), answer
    assert home.records() == []


def test_only_an_action_is_settled_and_only_a_risk_closed(home: Home) -> None:
    risk, action = added(home, "risks", "No reply"), added(home, "actions", "Call")
    assert home.run("supervision", "actions", "done", risk).code == 2
    assert home.run("supervision", "risks", "close", action, "--told", "x", "--recorded", "y").code == 2


# --- the log, dates and hours ----------------------------------------------------------------------------------------


def test_the_log_keeps_with_whom_how_many_and_what_was_agreed(home: Home) -> None:
    options = ("--kind", "group", "--minutes", "120", "--with", "Team lead", "--people", "6", "--copy")
    agreed = ("--action", "Ask housing", "--action", "Read the policy")
    kept = done(home.run("supervision", "log", "--held", "today", *options, *agreed, "--json")).object
    assert kept["record"]["fields"] == {
        "held": "2026-11-18",
        "kind": "group",
        "minutes": 120,
        "role": "Team lead",
        "people": 6,
        "copy_received": True,
    }
    assert [each["record"]["fields"]["what"] for each in kept["actions"]] == ["Ask housing", "Read the policy"]
    assert {name: each["owner"] for name, each in by_text(home).items()} == {
        "Ask housing": "me",
        "Read the policy": "me",
    }
    assert "with Team lead, 120 minutes" in done(home.run("supervision", "list")).out
    assert home.run("supervision", "dates", "--json").object["kinds"][0]["due_by"] == "2026-12-18"
    (month,) = home.run("supervision", "hours", "--json").object["months"]
    assert (month["minutes"], month["counted_minutes"], month["enough"]) == (120, 20, False)


def test_what_is_kept_with_a_session_is_told_by_name(home: Home) -> None:
    agreed = ("--action", "Ask housing", "--action", f"Read the policy on {'every single ' * 9}visit")
    told = done(home.run("supervision", "log", "--held", "today", *agreed)).out
    handles = {each["fields"].get("what", "")[:4]: each["handle"] for each in home.records()}
    assert told.splitlines() == [
        f"Kept as {handles['']}, under today: the session.",
        f'Kept as {handles["Ask "]}, under today: the action "Ask housing".',
        f'Kept as {handles["Read"]}, under today: the action "Read the policy on every single…".',
    ]


def test_an_action_that_begins_with_a_long_word_is_told_by_its_beginning(home: Home) -> None:
    agreed = ("--action", "https://intranet.example.org/very/long/path/to/policy and back")
    told = done(home.run("supervision", "log", "--held", "today", *agreed)).out
    assert told.endswith('the action "https://intranet.example.org/very/l…".\n')


def test_what_is_sealed_with_a_session_is_told_by_name_and_a_session_alone_needs_none(home: Home) -> None:
    sealed = done(home.run("supervision", "log", "--held", "today", "--action", "Ask housing", passphrase=None)).out
    assert "Kept, sealed: the session. " in sealed
    assert 'Kept, sealed: the action "Ask housing". ' in sealed
    assert done(home.run("supervision", "log", "--held", "today")).out.endswith(", under today.\n")


@pytest.mark.parametrize(("setting", "value"), [("role", "counsellor"), ("regulator", "bacp")])
def test_the_rule_of_bacp_is_ones_own_by_role_or_by_setting(home: Home, setting: str, value: str) -> None:
    not_yours = "it counts for you only if you are registered there"
    assert not_yours in " ".join(done(home.run("supervision", "hours")).out.split())
    home.run("settings", "set", setting, value)
    assert not_yours not in " ".join(done(home.run("supervision", "hours")).out.split())


def test_a_reason_for_a_missed_session_is_read_in_words(home: Home) -> None:
    done(home.run("supervision", "log", "--missed", "service-pressure", "--kind", "line"))
    done(home.run("supervision", "log", "--missed", "The train stood still", "--kind", "line"))
    listed = done(home.run("supervision", "list")).out
    assert "missed: service pressure" in listed
    assert "missed: The train stood still" in listed
    told = done(home.run("supervision", "dates")).out
    assert "(service pressure 1, another reason 1)" in told
    assert "set a protected time" in " ".join(told.split())


def test_the_form_asks_what_became_of_actions_and_what_was_agreed(home: Home) -> None:
    with home.open() as journal:
        put(journal, new("action", {"what": "Find cover", "owner": "supervisor", "due": "2026-11-01"}))
        put(journal, new("action", {"what": "Call housing", "owner": "me"}))
    with at_terminal(home, "supervision", "log", program=ON_A_WEDNESDAY) as terminal:
        unlock(terminal)
        terminal.types("", at="[Y/n] ")
        terminal.types("")  # today
        terminal.types("4", at="number > ")  # a group
        terminal.types("", at="number > ")
        terminal.types("")  # with whom
        terminal.types("60", at="how many > ")
        assert "How many took part?" in terminal.types("3", at="how many > ")
        terminal.types("", at="0-10 > ")
        terminal.types("")  # unsaid
        terminal.types("2", at="number > ")  # no copy yet
        terminal.types("")  # the next one
        assert "My supervisor: Find cover" in terminal.types("2", at="number > ")
        terminal.types("No bank staff")
        assert "Me: Call housing" in terminal.types("1", at="number > ")
        terminal.types("Write to the landlord")
        terminal.types("", at="number > ")
        terminal.types("+2w")
        terminal.types("Talk to the team")
        terminal.types("2", at="number > ")
        terminal.asked()
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert "The session is kept" in terminal.seen
    assert by_text(home) == {
        "Find cover": {
            "what": "Find cover",
            "owner": "supervisor",
            "due": "2026-11-01",
            "state": "part",
            "why": "No bank staff",
        },
        "Call housing": {"what": "Call housing", "owner": "me", "state": "done", "settled": "2026-11-18"},
        "Write to the landlord": {"what": "Write to the landlord", "owner": "me", "due": "2026-12-02"},
        "Talk to the team": {"what": "Talk to the team", "owner": "supervisor"},
    }
    (session,) = [each for each in home.records() if each["kind"] == "session"]
    assert session["fields"] == {
        "held": "2026-11-18",
        "kind": "group",
        "minutes": 60,
        "people": 3,
        "copy_received": False,
    }


def test_closing_asks_for_both_and_keeps_the_first_where_the_person_stops(home: Home) -> None:
    handle = added(home, "risks", "No reply")
    with at_terminal(home, "supervision", "risks", "close", handle, program=ON_A_WEDNESDAY) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase")
        terminal.types("My manager")
        terminal.asked()
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    (risk,) = home.run("supervision", "risks", "--json").object["records"]
    assert risk["fields"] == {"worry": "No reply", "told": "My manager"}
    with at_terminal(home, "supervision", "risks", "close", handle, program=ON_A_WEDNESDAY) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase")
        assert "Where is it recorded?" in terminal.types("Case record")
        assert terminal.ends() == 0
    assert home.run("supervision", "risks", "--json").object["records"] == []


# --- the first page --------------------------------------------------------------------------------------------------


def waiting(home: Home) -> dict[str, str]:
    return {each["what"]: each["text"] for each in home.run("--json").object["due"]}


def test_the_first_page_counts_actions_that_are_due(home: Home) -> None:
    added(home, "actions", "Later", "--due", "tomorrow")
    added(home, "actions", "Theirs today", "--owner", "supervisor", "--due", "today")
    assert "actions" not in waiting(home)
    added(home, "actions", "Mine today", "--due", "today")
    added(home, "actions", "Theirs late", "--owner", "supervisor", "--due", "yesterday")
    added(home, "actions", "Another's", "--owner", "other", "--due", "yesterday")
    assert waiting(home)["actions"].startswith("Actions due: 1 of yours, 1 of your supervisor's.")


def test_a_risk_waits_on_the_first_page_until_it_is_closed(home: Home) -> None:
    handle = added(home, "risks", "No reply")
    home.run("supervision", "log", "--held", "today", "--kind", "line")
    assert waiting(home)["risks"].startswith("Open risks: 1.")
    done(home.run("supervision", "risks", "close", handle, "--told", "Manager", "--recorded", "Case record"))
    assert "risks" not in waiting(home)
