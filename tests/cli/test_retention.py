"""Retention: what is older than the person wanted to keep it is shown, and they are asked. Nothing goes by itself."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import CTRL_C, ON_A_WEDNESDAY, at_terminal

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.bin import in_bin
from selfcare.journal.records import put
from selfcare.journal.retention import ASKED, kept_for, older_than, set_kept_for
from selfcare.reports.retention import months_before, read_old

pytestmark = pytest.mark.usefixtures("a_wednesday")
TODAY = NOW.date()
LONG_AGO = datetime(2025, 3, 3, 10, tzinfo=UTC)


def keep(home: Home, kind: str, content: dict[str, Any], at: datetime = LONG_AGO) -> str:
    """The handle of a record that happened at `at`."""
    with home.open() as journal:
        return put(journal, envelopes.new(kind, content, at=at)).handle


def trigger(home: Home, at: datetime = LONG_AGO, **more: Any) -> str:
    return keep(home, "trigger", {"kind": "other", "situation": "a raised voice", **more}, at)


def closed_action(home: Home) -> str:
    """The handle of an action that is old."""
    content = {"what": "ring", "owner": "me", "state": "done", "settled": "2020-02-01"}
    return keep(home, "action", content, datetime(2020, 1, 1, tzinfo=UTC))


def old(home: Home) -> dict[str, list[str]]:
    """The handles of what is old, by kind."""
    return {each["kind"]: each["records"] for each in home.run("vault", "retention", "--json").object["old"]}


def binned(home: Home) -> set[str]:
    with home.open() as journal, journal.reading() as session:
        return {each.handle for each in in_bin(session)}


# --- what is old -----------------------------------------------------------------------------------------------------


def test_unless_something_else_is_set_trigger_notes_actions_and_cpd_are_asked_about(home: Home) -> None:
    with home.open() as journal, journal.reading() as session:
        times = kept_for(session)
    assert {kind: time for kind, time in times.items() if time != "never"} == {
        "trigger": "12",
        "action": "24",
        "cpd": "cycle",
    }


@pytest.mark.parametrize(
    ("day", "is_old"), [("2025-11-17", True), ("2025-11-18", False), ("2025-11-19", False)], ids=str
)
def test_twelve_months_are_over_the_day_after_the_same_day_of_last_year(home: Home, day: str, is_old: bool) -> None:
    handle = trigger(home, datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    assert old(home) == ({"trigger": [handle]} if is_old else {})


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 5), 1, date(2025, 12, 5)),
        (date(2026, 11, 18), 24, date(2024, 11, 18)),
        (date(2028, 2, 29), -12, date(2029, 2, 28)),
        (date(2, 1, 1), 999, date.min),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_an_action_is_old_by_the_day_it_was_closed_and_an_open_one_never(home: Home) -> None:
    years_ago = datetime(2020, 1, 1, tzinfo=UTC)
    action = {"what": "ring", "owner": "me"}
    closed = keep(home, "action", {**action, "state": "done", "settled": "2024-11-17"}, years_ago)
    keep(home, "action", {**action, "state": "done", "settled": "2024-11-18"}, years_ago)
    keep(home, "action", action, years_ago)
    assert old(home) == {"action": [closed]}


def test_a_trigger_note_that_stands_for_an_open_risk_is_kept(home: Home) -> None:
    marked = trigger(home, next="risk-to-share")
    assert old(home) == {}
    home.run("supervision", "risks", "close", marked, "--told", "Manager", "--recorded", "Case record")
    assert old(home) == {"trigger": [marked]}


@pytest.mark.parametrize(
    ("regulator", "kept", "gone"),
    [
        # Social Work England: each year ends on 30 November, so on 18 November 2026 the last one began in 2024.
        ("swe", "2024-12-01", "2024-11-30"),
        # HCPC: two years to the person's own date, here 1 September 2027; the period before began in 2023.
        ("hcpc", "2023-09-02", "2023-09-01"),
    ],
)
def test_cpd_is_kept_until_the_period_after_its_own_is_over(home: Home, regulator: str, kept: str, gone: str) -> None:
    home.run("settings", "set", "regulator", regulator)
    home.run("settings", "set", "registration_ends", "2027-09-01")
    made = [home.run("cpd", "add", "A course", "--date", day, "--json").object["record"] for day in (kept, gone)]
    assert old(home) == {"cpd": [made[1]["handle"]]}


def test_a_regulator_that_is_there_no_more_hides_nothing_else(home: Home) -> None:
    handle = trigger(home)
    home.run("cpd", "add", "A course", "--date", "2015-01-01")
    home.run("settings", "set", "regulator", "gone")
    assert old(home) == {"trigger": [handle]}
    assert home.run().code == 0


def test_what_says_how_things_are_does_not_grow_old(home: Home) -> None:
    assert {"guidance", "tool_choice"}.isdisjoint(ASKED)
    with home.open() as journal, pytest.raises(Usage):
        set_kept_for(journal, "tool_choice", "12")


def test_what_is_in_the_bin_already_is_not_asked_about(home: Home) -> None:
    home.run("remove", trigger(home))
    assert old(home) == {}


# --- setting ---------------------------------------------------------------------------------------------------------


def test_another_time_may_be_set_for_each_kind(home: Home) -> None:
    note = keep(home, "note", {"text": "x"})
    assert old(home) == {}
    assert home.run("vault", "retention", "set", "note", "6").out == "note: kept for 6 months, then you are asked.\n"
    assert old(home) == {"note": [note]}
    trigger(home)
    assert home.run("vault", "retention", "set", "trigger", "never").out == "trigger note: kept for good.\n"
    assert old(home) == {"note": [note]}


@pytest.mark.parametrize("months", ["0", "1000", "-1", "soon", "1.5", "cycle", ""])
def test_a_time_that_is_none_is_refused(home: Home, months: str) -> None:
    answer = home.run("vault", "retention", "set", "trigger", months)
    assert (answer.code, len(answer.err.splitlines())) == (2, 2)
    assert home.run("settings", "show", "--json").object["settings"]["retention"] == "trigger=12,action=24,cpd=cycle"


# --- answering -------------------------------------------------------------------------------------------------------


def test_without_a_terminal_it_shows_and_nothing_moves(home: Home) -> None:
    handles = {trigger(home) for _ in range(7)}
    shown = home.run("vault", "retention")
    assert shown.code == 0
    assert "trigger note: 7 older than 12 months" in shown.out
    assert sum(handle in shown.out for handle in handles) == 5
    assert "and 2 more: selfcare list --kind trigger --until 2025-11-18" in shown.out
    assert binned(home) == set()


def test_old_records_go_to_the_bin_of_one_kind_and_come_back(home: Home) -> None:
    mine, other = {trigger(home), trigger(home)}, keep(home, "note", {"text": "x"})
    home.run("vault", "retention", "set", "note", "1")
    answered = home.run("vault", "retention", "--bin", "trigger", "--json")
    assert answered.object["answered"] == {"trigger": {"answer": "bin", "records": 2}}
    assert binned(home) == mine
    assert old(home) == {"note": [other]}
    home.run("bin", "restore", mine.pop())
    assert len(binned(home)) == 1


def test_put_off_a_kind_is_asked_about_again_after_a_year(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = trigger(home)
    assert home.run("vault", "retention", "--later", "trigger").code == 0
    assert old(home) == {}
    with home.open() as journal, journal.reading() as session:
        assert not read_old(session, "", date(2027, 11, 17))
        (again,) = read_old(session, "", date(2027, 11, 18))
    assert [each.handle for each in again.records] == [handle]


def test_kept_for_good_a_kind_is_asked_about_no_more(home: Home) -> None:
    trigger(home)
    assert "To be asked again" in home.run("vault", "retention", "--keep", "trigger").out
    with home.open() as journal, journal.reading() as session:
        assert kept_for(session)["trigger"] == "never"
        assert len(older_than(session, "trigger", TODAY)) == 1


@pytest.mark.parametrize("twice", [("--bin", "--keep"), ("--bin", "--bin"), ("--later", "--keep")])
def test_a_kind_that_is_named_twice_is_refused_and_nothing_moves(home: Home, twice: tuple[str, str]) -> None:
    trigger(home)
    answer = home.run("vault", "retention", twice[0], "trigger", twice[1], "trigger")
    assert (answer.code, len(answer.err.splitlines())) == (2, 2)
    assert (binned(home), len(old(home)["trigger"])) == (set(), 1)


def test_a_kind_with_nothing_old_is_said_to_have_nothing(home: Home) -> None:
    answer = home.run("vault", "retention", "--bin", "trigger")
    assert (answer.code, answer.out.splitlines()[0]) == (0, "None of this kind is old: trigger note.")
    assert home.run("vault", "retention", "--bin", "dreams").code == 2


def test_today_says_it_in_one_line_until_it_is_answered(home: Home) -> None:
    trigger(home)
    closed_action(home)
    assert home.run().out.count("vault retention") == 1
    home.run("vault", "retention", "--later", "trigger", "--bin", "action")
    assert "vault retention" not in home.run().out


def test_at_a_terminal_each_kind_is_shown_and_asked_about(home: Home) -> None:
    trigger(home)
    action = closed_action(home)
    note = keep(home, "note", {"text": "old words"})
    home.run("vault", "retention", "set", "note", "1")
    with at_terminal(home, "vault", "retention", program=ON_A_WEDNESDAY) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        shown = terminal.types("1", at="number > ")
        terminal.types("", at="number > ")
        terminal.types("2", at="number > ")
        assert terminal.ends() == 0
    assert "old words" in shown
    assert "Kept: 1 (note). You are asked again in a year." in terminal.seen
    assert "In the bin: 1 (action)." in terminal.seen
    assert binned(home) == {action}
    assert old(home).keys() == {"trigger"}, "Enter leaves it for now"
    assert note not in binned(home)


def test_stopped_half_way_what_was_answered_before_is_done(home: Home) -> None:
    handle = trigger(home)
    closed_action(home)
    with at_terminal(home, "vault", "retention", program=ON_A_WEDNESDAY) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.types("2", at="number > ")
        terminal.asked("number > ")
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert "What you answered before is done." in terminal.seen
    assert binned(home) == {handle}
    assert old(home).keys() == {"action"}


def test_a_kind_may_be_named_as_it_is_shown(home: Home) -> None:
    old_one = trigger(home)
    assert home.run("vault", "retention", "set", "trigger note", "1", "--json").object["kept_for"]["trigger"] == "1"
    answered = home.run("vault", "retention", "--bin", "trigger note", "--json").object["answered"]
    assert answered == {"trigger": {"answer": "bin", "records": 1}}
    assert binned(home) == {old_one}
