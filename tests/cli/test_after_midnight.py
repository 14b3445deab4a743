"""After midnight, before the day begins: "today" is one day, whichever command is asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, CTRL_D, PASSPHRASE_PROMPT, at_terminal, program_at

from selfcare import when
from selfcare.reports.choosing import read_choices

AT_NIGHT = datetime(2026, 11, 22, 3, 18, tzinfo=UTC)
"""A Sunday by the calendar; the day that began on Saturday at 05:00 goes on."""
SATURDAY = date(2026, 11, 21)
AFTER_A_NIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)
"""Sunday morning; for somebody whose day begins at noon, Saturday goes on."""
OWN_TEMPLATE = """
[[templates]]
id = "own-nights"
name = "Nights"
minutes = 2
about = "One thing about the night."
source = "Our team"

[[templates.prompts]]
key = "one"
ask = "What was it?"
"""


@pytest.fixture(autouse=True)
def at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(when, "now", lambda: AT_NIGHT)


def test_a_session_held_today_was_last_held_today(home: Home) -> None:
    kept = home.run("supervision", "log", "--held", "today", "--kind", "line", "--next", "+4w")
    assert ("under today" in kept.out, kept.err) == (True, "Its date, by the calendar: Sun 22 Nov 2026.\n")
    assert "Last held: today" in home.run("supervision", "dates").out
    (session,) = home.records()
    assert (session["day"], session["fields"]["held"]) == ("2026-11-21", "2026-11-22")
    assert session["fields"]["next"] == "2026-12-20"


def test_a_session_held_yesterday_was_last_held_yesterday(home: Home) -> None:
    home.run("supervision", "log", "--held", "yesterday", "--kind", "line")
    assert "Last held: yesterday" in home.run("supervision", "dates").out
    (session,) = home.records()
    assert session["day"] == session["fields"]["held"] == "2026-11-21"


def test_an_action_due_today_is_due_today(home: Home) -> None:
    home.run("supervision", "actions", "add", "Find cover", "--due", "today")
    assert "due today" in home.run("supervision", "actions", "list").out


def test_days_are_counted_as_this_persons_begin(home: Home) -> None:
    home.run("settings", "set", "day_starts_at", "02:00")
    home.run("supervision", "actions", "add", "Find cover", "--due", "today")
    (action,) = home.records()
    assert action["fields"]["due"] == "2026-11-22"


@pytest.mark.parametrize("command", ["note", "good"])
def test_a_note_of_today_never_lies_ahead(home: Home, command: str) -> None:
    home.run(command, "Three", "--at", "today")
    (record,) = home.records()
    assert record["day"] == SATURDAY.isoformat()
    assert datetime.fromisoformat(record["happened_at"]) <= AT_NIGHT


def test_a_record_moved_to_today_is_under_today(home: Home) -> None:
    name = home.run("reflect", "--answer", "what=a visit", "--at", "-3d", "--json").object["record"]["handle"]
    home.run("edit", name, "--at", "today")
    (record,) = home.records()
    assert record["day"] == SATURDAY.isoformat()


def test_a_form_begun_in_the_same_night_says_at_what_time(home: Home) -> None:
    with at_terminal(
        home, "supervision", "actions", "add", program=program_at(AT_NIGHT - timedelta(minutes=8))
    ) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("Find cover")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "supervision", "actions", "add", program=program_at(AT_NIGHT)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        assert "Begun at 03:10: " in person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130


def test_a_list_shows_the_date_and_the_time_at_which_it_was(home: Home) -> None:
    home.run("note", "handover")
    for lister in (("list",), ("search", "handover")):
        assert "2026-11-22 03:18" in home.run(*lister).out


def test_a_reply_that_is_no_day_is_refused_without_naming_an_option(home: Home) -> None:
    with at_terminal(home, "supervision", "log", program=program_at(AT_NIGHT)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("y", at="[Y/n] ")
        person.types("an hour")
        said = person.asked()
        assert "That is not a day. Say for example" in said
        assert "--" not in said
        person.presses(CTRL_C)
        assert person.ends() == 130


# --- a day said with --at, by somebody who works nights ---


@pytest.fixture
def night_worker(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Somebody whose day begins at noon, in the morning after a night."""
    home.run("settings", "set", "day_starts_at", "12:00")
    monkeypatch.setattr(when, "now", lambda: AFTER_A_NIGHT)
    return home


@pytest.mark.parametrize(
    "words",
    [
        ("reflect", "--answer", "what=a visit"),
        ("reflect", "own-nights", "--answer", "one=a visit"),
        ("trigger", "--kind", "overload"),
        ("toolbox", "used", "walk-10", "--helped", "6"),
    ],
)
def test_yesterday_is_the_day_before_the_one_that_goes_on(night_worker: Home, words: tuple[str, ...]) -> None:
    assert night_worker.run("guidance", "add", "-", stdin=OWN_TEMPLATE).code == 0
    answer = night_worker.run(*words, "--at", "yesterday")
    assert answer.code == 0, answer.err
    assert "under yesterday" in answer.out
    (record,) = night_worker.records()
    assert record["day"] == "2026-11-20"


@pytest.mark.parametrize(
    ("at", "happened"),
    [
        ("saturday", datetime(2026, 11, 21, 12, tzinfo=UTC)),
        ("today", datetime(2026, 11, 21, 12, tzinfo=UTC)),
        ("sunday", AFTER_A_NIGHT),
        ("2026-11-22", AFTER_A_NIGHT),
    ],
)
def test_both_names_of_the_day_that_goes_on_mean_it_and_none_reaches_past_now(
    night_worker: Home, at: str, happened: datetime
) -> None:
    night_worker.run("trigger", "--kind", "overload", "--at", at)
    (record,) = night_worker.records()
    assert record["day"] == SATURDAY.isoformat()
    assert datetime.fromisoformat(record["happened_at"]) == happened


def test_a_weekday_in_a_sealed_note_is_the_one_that_it_is_with_the_journal_open(night_worker: Home) -> None:
    night_worker.run("note", "Sealed", "--at", "sunday")
    with at_terminal(night_worker, "open", program=program_at(AFTER_A_NIGHT)) as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.types("note Open --at sunday", at="selfcare> ")
        person.asked("selfcare> ")
        person.presses(CTRL_D)
        assert person.ends() == 0
    assert [each["day"] for each in night_worker.records()] == [SATURDAY.isoformat()] * 2


def test_a_time_means_the_same_whenever_the_day_begins(night_worker: Home) -> None:
    night_worker.run("trigger", "--kind", "overload", "--at", "yesterday 22:30")
    (record,) = night_worker.records()
    assert record["happened_at"].startswith("2026-11-21T22:30")
    assert record["day"] == SATURDAY.isoformat()


def test_inside_a_session_a_note_knows_when_the_day_begins(night_worker: Home) -> None:
    with at_terminal(night_worker, "open", program=program_at(AFTER_A_NIGHT)) as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.types("note Tea --at yesterday", at="selfcare> ")
        person.types("good Tea --at yesterday", at="selfcare> ")
        person.asked("selfcare> ")
        person.presses(CTRL_D)
        assert person.ends() == 0
    assert [each["day"] for each in night_worker.records()] == ["2026-11-20", "2026-11-20"]


def test_a_note_that_is_sealed_counts_as_days_begin_for_most_and_is_filed_by_its_moment(night_worker: Home) -> None:
    night_worker.run("note", "Tea", "--at", "yesterday")
    (record,) = night_worker.records()
    assert record["happened_at"].startswith("2026-11-21T12:00")
    assert record["day"] == SATURDAY.isoformat()


def test_a_slip_in_a_day_is_said_before_the_passphrase_is_asked_for(night_worker: Home) -> None:
    with at_terminal(night_worker, "toolbox", "used", "walk-10", "--at", "someday") as person:
        assert person.ends() == 2
    assert "Passphrase" not in person.seen


# --- a date written out that the calendar has ---


def test_a_session_held_on_the_date_that_the_clock_shows_is_taken(home: Home) -> None:
    kept = home.run("supervision", "log", "--held", "2026-11-22", "--kind", "line")
    assert (kept.code, kept.err) == (0, "Its date, by the calendar: Sun 22 Nov 2026.\n")
    assert "Last held: today" in home.run("supervision", "dates").out
    (session,) = home.records()
    assert session["fields"]["held"] == "2026-11-22"
    assert datetime.fromisoformat(session["happened_at"]) <= AT_NIGHT


@pytest.mark.parametrize("held", ["2026-11-23", "tomorrow"])
@pytest.mark.parametrize("command", [("supervision", "log", "--held"), ("cpd", "add", "A course", "--date")])
def test_a_day_that_has_not_begun_is_refused(home: Home, command: tuple[str, ...], held: str) -> None:
    refused = home.run(*command, held)
    assert refused.code == 2
    assert f"The day given with {command[-1]} has not come yet." in refused.err
    assert home.records() == []


def test_learning_on_the_date_that_the_clock_shows_is_taken(home: Home) -> None:
    kept = home.run("cpd", "add", "A course", "--date", "2026-11-22")
    assert kept.code == 0, kept.err
    (piece,) = home.records()
    assert datetime.fromisoformat(piece["happened_at"]) <= AT_NIGHT


def test_learning_today_is_kept_at_this_moment(home: Home) -> None:
    home.run("cpd", "add", "A course", "--date", "today")
    (piece,) = home.records()
    assert datetime.fromisoformat(piece["happened_at"]) == AT_NIGHT
    assert piece["day"] == SATURDAY.isoformat()


def test_a_week_that_has_begun_on_the_calendar_is_taken(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(when, "now", lambda: AT_NIGHT + timedelta(days=1))
    kept = home.run("checkin", "--week", "2026-W48", "--rate", "energy=6")
    assert kept.code == 0, kept.err
    assert home.run("checkin", "show", "2026-W48", "--json").object["ratings"] == {"energy": 6}
    assert "has not begun" in home.run("checkin", "--week", "2026-W49", "--rate", "energy=6").err


def test_what_comes_after_a_session_of_this_morning_is_for_the_next_one(
    night_worker: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert night_worker.run("supervision", "log", "--held", "2026-11-22", "--kind", "line").code == 0
    monkeypatch.setattr(when, "now", lambda: AFTER_A_NIGHT + timedelta(hours=1))
    night_worker.run("trigger", "--situation", "A call", "--next", "risk-to-share")
    with night_worker.open() as journal, journal.reading() as session:
        assert [each.fields["situation"] for each in read_choices(session).records] == ["A call"]
    assert "as a risk is private" in night_worker.run("supervision", "summary", "--to", "page.md").err


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock to a moment."""
    return lambda moment: monkeypatch.setattr(when, "now", lambda: moment)


def test_an_action_settled_after_the_session_of_this_morning_is_told_at_the_next_one(
    night_worker: Home, clock: Callable[[datetime], None]
) -> None:
    clock(AFTER_A_NIGHT - timedelta(days=3))
    night_worker.run("supervision", "actions", "add", "Find cover")
    (action,) = night_worker.records()
    clock(AFTER_A_NIGHT)
    night_worker.run("supervision", "log", "--held", "2026-11-22", "--kind", "line")
    clock(AFTER_A_NIGHT + timedelta(hours=1))
    night_worker.run("supervision", "actions", "done", action["handle"])
    clock(AFTER_A_NIGHT + timedelta(days=7))
    assert "Find cover" in night_worker.run("supervision", "summary").out


def test_an_action_settled_before_the_date_of_the_session_is_not_told_again(
    night_worker: Home, clock: Callable[[datetime], None]
) -> None:
    night_worker.run("supervision", "actions", "add", "Find cover")
    (action,) = night_worker.records()
    clock(datetime(2026, 11, 21, 20, tzinfo=UTC))
    night_worker.run("supervision", "actions", "done", action["handle"])
    clock(AFTER_A_NIGHT)
    night_worker.run("supervision", "log", "--held", "2026-11-22", "--kind", "line")
    clock(AFTER_A_NIGHT + timedelta(days=7))
    assert "Find cover" not in night_worker.run("supervision", "summary").out


def test_an_action_settled_the_day_before_a_session_is_not_told_again_because_it_was_edited(
    home: Home, clock: Callable[[datetime], None]
) -> None:
    clock(datetime(2026, 12, 14, 15, tzinfo=UTC))
    home.run("supervision", "actions", "add", "Find cover")
    (action,) = home.records()
    home.run("supervision", "actions", "done", action["handle"])
    clock(datetime(2026, 12, 15, 15, tzinfo=UTC))
    home.run("supervision", "log", "--held", "2026-12-15", "--kind", "line")
    clock(datetime(2026, 12, 16, 15, tzinfo=UTC))
    assert home.run("edit", action["handle"], "--tag", "rota").code == 0
    clock(datetime(2026, 12, 17, 15, tzinfo=UTC))
    assert "Find cover" not in home.run("supervision", "summary").out


@pytest.mark.parametrize("outcome", [("--held", "2026-11-22"), ("--missed", "no cover")])
def test_a_session_on_its_planned_date_leaves_no_plan_for_that_date(
    night_worker: Home, clock: Callable[[datetime], None], outcome: tuple[str, ...]
) -> None:
    clock(AFTER_A_NIGHT - timedelta(weeks=4))
    night_worker.run("supervision", "log", "--held", "today", "--kind", "line", "--next", "2026-11-22")
    clock(AFTER_A_NIGHT)
    night_worker.run("supervision", "log", *outcome, "--kind", "line")
    assert "Next planned" not in night_worker.run("supervision", "dates").out


# --- at the turn of a month ---

FIRST_OF_DECEMBER = datetime(2026, 12, 1, 3, 18, tzinfo=UTC)
"""By the calendar; the last day of November goes on."""


@pytest.fixture
def month_turns(home: Home, clock: Callable[[datetime], None]) -> Home:
    """Somebody at work in the night before the first of a month."""
    clock(FIRST_OF_DECEMBER)
    return home


def test_hours_on_the_first_of_a_month_are_there_before_the_day_begins(month_turns: Home) -> None:
    month_turns.run("supervision", "log", "--held", "2026-12-01", "--kind", "clinical", "--minutes", "60")
    assert "December 2026, so far: 1 h 00" in month_turns.run("supervision", "hours").out
    (month,) = month_turns.run("supervision", "hours", "--json").object["months"]
    assert (month["month"], month["minutes"], month["running"]) == ("2026-12", 60, True)
    standing = month_turns.run("cpd", "list", "--regulator", "bacp").out
    assert "Supervision: 1 h 00 so far in Dec. " in standing


@pytest.mark.parametrize(
    ("options", "dated"),
    [
        ((), "2026-12-01"),
        (("--date", "2026-12-01"), "2026-12-01"),
        (("--date", "tuesday"), "2026-12-01"),
        (("--date", "2026-11-30"), "2026-11-30"),
        (("--date", "monday"), "2026-11-30"),
    ],
)
def test_learning_goes_to_a_regulator_under_the_date_that_was_said(
    month_turns: Home, options: tuple[str, ...], dated: str
) -> None:
    month_turns.run("cpd", "add", "A course", *options)
    page = month_turns.path / "cpd.md"
    exported = month_turns.run("cpd", "export", str(page), "--regulator", "nmc")
    assert exported.code == 0, exported.err
    assert f"**Date** {dated}" in page.read_text()


def test_after_midnight_learning_is_told_the_date_that_it_has(
    month_turns: Home, clock: Callable[[datetime], None]
) -> None:
    assert "Its date, by the calendar: Tue 1 Dec 2026." in month_turns.run("cpd", "add", "A course").err
    assert "by the calendar" not in month_turns.run("cpd", "add", "A course", "--date", "yesterday").err
    clock(FIRST_OF_DECEMBER + timedelta(hours=6))
    assert "by the calendar" not in month_turns.run("cpd", "add", "A course").err


def test_learning_counts_in_the_period_that_its_date_is_in(month_turns: Home) -> None:
    """Social Work England's year ends on 30 November."""
    month_turns.run("cpd", "add", "Old", "--date", "2026-11-30")
    month_turns.run("cpd", "add", "New", "--date", "2026-12-01")
    standing = month_turns.run("cpd", "list", "--regulator", "swe").out
    assert ("New" in standing, "Old" in standing) == (True, False)
    assert "  today  New" in standing
    assert "So far: 1 of" in standing


def test_a_piece_is_listed_with_its_date_and_its_day(month_turns: Home) -> None:
    month_turns.run("cpd", "add", "A course")
    (piece,) = month_turns.run("cpd", "list", "--json").object["records"]
    assert (piece["date"], piece["day"]) == ("2026-12-01", "2026-11-30")


def test_a_piece_is_kept_until_the_period_after_its_own_is_over(
    month_turns: Home, clock: Callable[[datetime], None]
) -> None:
    """Social Work England's year ends on 30 November."""
    month_turns.run("settings", "set", "regulator", "swe")
    month_turns.run("cpd", "add", "Old", "--date", "2026-11-30")
    new = month_turns.run("cpd", "add", "New", "--json").object["record"]["handle"]
    clock(datetime(2027, 12, 2, 12, tzinfo=UTC))
    asked = month_turns.run("vault", "retention").out
    assert ("Old" in asked, "New" in asked) == (True, False)
    clock(datetime(2028, 12, 2, 12, tzinfo=UTC))
    assert f"  {new}  2026-12-01  New" in month_turns.run("vault", "retention").out


def test_what_is_learnt_after_midnight_has_the_date_of_what_it_is_made_of(month_turns: Home) -> None:
    home = month_turns
    reflected = home.run("reflect", "--answer", "what=a visit", "--share", "share", "--json").object["record"]
    home.run("cpd", "from", reflected["handle"], "--title", "A visit")
    read = home.run("cpd", "reading", "add", "A podcast", "--json").object["record"]
    finished = home.run("cpd", "reading", "done", read["handle"], "--minutes", "40", "--json").object["record"]
    assert finished["fields"]["done"] == "2026-12-01"
    assert "finished today" in home.run("cpd", "reading", "list").out
    home.run("cpd", "from", read["handle"])
    dates = {each["fields"]["title"]: each["date"] for each in home.run("cpd", "list", "--json").object["records"]}
    assert dates == {"A visit": "2026-12-01", "A podcast": "2026-12-01"}


@pytest.mark.parametrize(("at", "dated"), [("today", "2026-12-01"), ("yesterday", "2026-11-30")])
def test_a_piece_is_moved_to_a_day_of_the_calendar(
    month_turns: Home, clock: Callable[[datetime], None], at: str, dated: str
) -> None:
    clock(FIRST_OF_DECEMBER - timedelta(days=3))
    name = month_turns.run("cpd", "add", "A course", "--json").object["record"]["handle"]
    clock(FIRST_OF_DECEMBER)
    moved = month_turns.run("edit", name, "--at", at)
    (piece,) = month_turns.run("cpd", "list", "--json").object["records"]
    assert piece["date"] == dated
    assert ("Its date, by the calendar: Tue 1 Dec 2026." in moved.err) is (at == "today")


def test_a_piece_of_last_night_is_told_its_date_in_the_morning(
    month_turns: Home, clock: Callable[[datetime], None]
) -> None:
    with at_terminal(month_turns, "cpd", "add", program=program_at(FIRST_OF_DECEMBER)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("A course")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(month_turns, "cpd", "add", program=program_at(FIRST_OF_DECEMBER + timedelta(hours=6))) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("2")  # keep it as it is
        assert person.ends() == 0
    assert "Its date, by the calendar: Tue 1 Dec 2026." in person.seen


def test_a_form_of_cpd_that_goes_on_days_later_has_the_date_that_its_question_says(month_turns: Home) -> None:
    with at_terminal(month_turns, "cpd", "add", program=program_at(FIRST_OF_DECEMBER)) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("A course")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(month_turns, "cpd", "add", program=program_at(FIRST_OF_DECEMBER + timedelta(days=2))) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("1")  # go on with it
        person.types("")  # which kind it was
        assert "Enter alone is the day on which you began" in person.types("")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(month_turns, "cpd", "add", program=program_at(FIRST_OF_DECEMBER + timedelta(days=2))) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("2")  # keep it as it is
        assert person.ends() == 0
    (piece,) = month_turns.run("cpd", "list", "--json").object["records"]
    assert piece["date"] == "2026-12-01"


def test_hours_and_cpd_name_the_same_running_month(month_turns: Home) -> None:
    month_turns.run("supervision", "log", "--held", "2026-11-20", "--kind", "clinical", "--minutes", "60")
    months = month_turns.run("supervision", "hours", "--json").object["months"]
    assert [(each["month"], each["running"]) for each in months] == [("2026-12", True), ("2026-11", False)]
    assert "1 h 00 in Nov" in month_turns.run("cpd", "list", "--regulator", "bacp").out


# --- what is agreed after midnight ---


def test_the_next_session_is_never_on_the_date_of_the_one_that_was_held(month_turns: Home) -> None:
    month_turns.run("supervision", "log", "--held", "tuesday", "--kind", "line", "--next", "tuesday")
    (session,) = month_turns.records()
    assert (session["fields"]["held"], session["fields"]["next"]) == ("2026-12-01", "2026-12-08")


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (("supervision", "actions", "add", "Find cover", "--due"), "due"),
        (("plan", "add", "Swim", "--verb", "maintain", "--review"), "review"),
    ],
)
@pytest.mark.parametrize(("weekday", "meant"), [("monday", "2026-12-07"), ("tuesday", "2026-12-08")])
def test_a_weekday_ahead_comes_after_both_the_day_that_goes_on_and_the_date_that_the_clock_shows(
    month_turns: Home, command: tuple[str, ...], field: str, weekday: str, meant: str
) -> None:
    month_turns.run(*command, weekday)
    (record,) = month_turns.records()
    assert record["fields"][field] == meant


def test_what_is_prepared_after_midnight_outlives_the_session_of_the_evening(
    month_turns: Home, clock: Callable[[datetime], None]
) -> None:
    month_turns.run("supervision", "prepare", "--ask", "NEEDED")
    clock(FIRST_OF_DECEMBER + timedelta(minutes=2))
    month_turns.run("supervision", "log", "--held", "2026-11-30", "--kind", "line")
    assert "NEEDED" in month_turns.run("supervision", "summary").out
    clock(FIRST_OF_DECEMBER + timedelta(hours=12))
    month_turns.run("supervision", "log", "--held", "2026-12-01", "--kind", "line")
    assert "NEEDED" not in month_turns.run("supervision", "summary").out


def test_a_missed_session_is_listed_under_the_date_of_the_calendar(month_turns: Home) -> None:
    month_turns.run("supervision", "log", "--missed", "no cover", "--kind", "line")
    assert "  2026-12-01  line supervision, missed" in month_turns.run("supervision", "list").out


# --- lists and plans ---


@pytest.fixture
def saturday_night(home: Home) -> Home:
    """Two notes of a Saturday, one of them after midnight."""
    home.run("note", "at eight", "--at", "yesterday 20:00")
    home.run("note", "at two", "--at", "02:00")
    return home


@pytest.mark.parametrize("hour", [3, 10])
@pytest.mark.parametrize(
    "days",
    [
        ("--since", "2026-11-21"),
        ("--since", "saturday"),
        ("--until", "2026-11-21"),
        ("--until", "saturday"),
        ("--until", "2026-11-22"),
    ],
)
def test_a_day_looked_for_has_the_night_after_it_whatever_the_hour(
    saturday_night: Home, clock: Callable[[datetime], None], hour: int, days: tuple[str, str]
) -> None:
    clock(AT_NIGHT.replace(hour=hour))
    for looking in (("list",), ("search", "at")):
        found = saturday_night.run(*looking, *days).out
        assert "at eight" in found
        assert "at two" in found


@pytest.mark.parametrize("hour", [3, 10])
def test_nothing_of_the_night_is_on_the_date_that_the_clock_shows(
    saturday_night: Home, clock: Callable[[datetime], None], hour: int
) -> None:
    clock(AT_NIGHT.replace(hour=hour))
    assert saturday_night.run("list", "--since", "2026-11-22", "--json").object["records"] == []


@pytest.mark.parametrize("since", ["2026-11-22", "tomorrow"])
@pytest.mark.parametrize("looking", [("list",), ("search", "at")])
def test_a_day_looked_for_that_has_not_begun_is_told_when_it_begins(
    saturday_night: Home, looking: tuple[str, ...], since: str
) -> None:
    found = saturday_night.run(*looking, "--since", since)
    assert (found.code, found.out) == (0, "")
    assert found.err.endswith("Your day of Sun 22 Nov 2026 begins at 05:00.\n")


@pytest.mark.parametrize(("hour", "first"), [(3, "2026-11-15"), (10, "2026-11-22")])
def test_a_summary_since_a_weekday_begins_with_the_last_one_that_was_a_day_of_ones_own(
    saturday_night: Home, clock: Callable[[datetime], None], hour: int, first: str
) -> None:
    clock(AT_NIGHT.replace(hour=hour))
    page = saturday_night.run("supervision", "summary", "--since", "sunday", "--json").object
    assert page["period"]["since"] == first


def test_a_session_is_listed_under_the_date_on_which_it_was_held_and_no_other(home: Home) -> None:
    home.run("supervision", "log", "--held", "2026-11-22", "--kind", "line")
    (line,) = home.run("supervision", "list").out.splitlines()
    assert "  2026-11-22  line supervision, held" in line
    assert "2026-11-21" not in line


def test_what_can_be_brought_is_listed_under_the_day_that_it_files_under(home: Home) -> None:
    home.run("supervision", "log", "--held", "2026-11-22", "--kind", "line")
    home.run("reflect", "--answer", "what=a visit")
    with at_terminal(home, "supervision", "prepare", program=program_at(AT_NIGHT)) as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        shown = person.asked()
        person.presses(CTRL_C)
        person.ends()
    assert "Since today: 1 record" in shown
    assert "1  today " in shown


def test_a_plan_is_looked_at_again_four_weeks_from_the_day_that_goes_on(home: Home) -> None:
    home.run("plan", "add", "Swim", "--verb", "maintain")
    (item,) = home.records()
    assert item["fields"]["review"] == (SATURDAY + timedelta(weeks=4)).isoformat()
