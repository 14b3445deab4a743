"""The first page, from a journal and a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.conftest import Home

from selfcare.insight.suggest import Suggestion
from selfcare.journal import bin as bins
from selfcare.journal.drafts import keep_draft
from selfcare.journal.envelope import Envelope, new
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.journal.unfinished import Unfinished
from selfcare.render.terminal import lines
from selfcare.reports.today import Due, Today, read_today, today_document

WEDNESDAY = date(2026, 3, 11)


@pytest.fixture
def journal(home: Home) -> Iterator[Journal]:
    with home.open() as journal:
        yield journal


def page(journal: Journal, day: date = WEDNESDAY) -> Today:
    with journal.reading() as session:
        return read_today(session, day)


def due(journal: Journal, day: date = WEDNESDAY) -> list[str]:
    return [each.what for each in page(journal, day).due]


def check_in(journal: Journal, week: str) -> None:
    put(journal, new("checkin", {"week": week, "ratings": {"sleep": 5}}))


def test_last_weeks_check_in_waits_until_wednesday_and_this_weeks_from_friday(journal: Journal) -> None:
    check_in(journal, "2026-W08")
    week = [WEDNESDAY + timedelta(days=step) for step in range(-2, 5)]
    assert [bool(due(journal, day)) for day in week] == [True, True, True, False, True, True, True]
    check_in(journal, "2026-W10")
    check_in(journal, "2026-W11")
    assert not any(due(journal, day) for day in week)


def test_a_first_check_in_is_no_debt_at_the_start_of_a_week(journal: Journal) -> None:
    assert due(journal) == []
    assert due(journal, WEDNESDAY + timedelta(days=3)) == ["checkin"]


def test_a_plan_item_waits_from_its_day_on_until_it_is_done(journal: Journal) -> None:
    put(journal, new("plan_item", {"what": "Swim", "verb": "grow", "review": "2026-03-11"}))
    put(journal, new("plan_item", {"what": "Run", "verb": "grow", "review": "2026-03-11", "done_on": "2026-03-01"}))
    assert due(journal, WEDNESDAY - timedelta(days=1)) == []
    assert due(journal) == ["plan"]
    assert "1" in page(journal).due[0].text


def test_supervision_waits_from_the_day_after_its_interval(journal: Journal) -> None:
    put(journal, new("session", {"kind": "clinical", "held": "2026-02-09"}))
    assert due(journal) == []
    assert due(journal, WEDNESDAY + timedelta(days=1)) == ["supervision"]


def test_an_unfinished_form_waits(journal: Journal) -> None:
    keep_draft(journal, Unfinished(new("trigger", {"kind": "other"}), {}))
    assert due(journal) == ["drafts"]


def begin(journal: Journal, kind: str, fields: dict[str, object]) -> Envelope:
    form = new(kind, fields)
    keep_draft(journal, Unfinished(form, {}))
    return form


def unfinished_line(journal: Journal) -> str:
    (line,) = [each.text for each in page(journal).due if each.what == "drafts"]
    return line


@pytest.mark.parametrize(
    ("kind", "fields", "command"),
    [
        ("trigger", {"kind": "other"}, "selfcare trigger"),
        ("reflection", {"template": "quick", "answers": {}}, "selfcare reflect"),
        ("reflection", {"template": "cycle", "answers": {}}, "selfcare reflect cycle"),
        ("checkin", {"week": "2026-W10", "ratings": {}, "facts": {}}, "selfcare checkin"),  # still the usual week
        ("checkin", {"week": "2026-W08", "ratings": {}, "facts": {}}, "selfcare checkin --week 2026-W08"),
        ("plan_item", {"what": "Swim", "verb": "grow"}, "selfcare plan add"),
        ("plan_item", {"what": "Swim", "verb": "grow", "reviewed_on": "2026-03-01"}, "selfcare plan review ID"),
        ("session", {"held": "2026-03-10"}, "selfcare supervision log"),
        ("risk", {"worry": "The door"}, "selfcare supervision risks add"),
        ("action", {"what": "Ring", "owner": "me"}, "selfcare supervision actions add"),
        ("cpd", {"text": "A course"}, "selfcare cpd add"),
        ("guidance", {}, "selfcare toolbox add"),
    ],
)
def test_the_command_that_goes_on_with_an_unfinished_form_is_named(
    journal: Journal, kind: str, fields: dict[str, object], command: str
) -> None:
    form = begin(journal, kind, fields)
    command = command.replace("ID", form.handle)
    assert unfinished_line(journal) == f"Begun and not finished: 1. Go on with: {command}"


def test_of_several_unfinished_forms_each_command_is_named_once_as_far_as_the_line_goes(journal: Journal) -> None:
    for _ in range(2):
        begin(journal, "trigger", {"kind": "other"})
    assert unfinished_line(journal) == "Begun and not finished: 2. Go on with: selfcare trigger"
    begin(journal, "reflection", {"template": "quick", "answers": {}})
    assert unfinished_line(journal) == "Begun and not finished: 3. Go on with: selfcare reflect, selfcare trigger"
    begin(journal, "risk", {"worry": "The door"})
    line = unfinished_line(journal)
    assert line == "Begun and not finished: 4. Go on with: selfcare supervision risks add, …"
    assert len(line) <= 76


def test_only_what_was_good_lately_is_shown_and_in_one_line(journal: Journal) -> None:
    for day, text in ((20, "Long ago"), (3, "A card\nand flowers"), (1, "word " * 100)):
        at = datetime(2026, 3, 11, 12, tzinfo=UTC) - timedelta(days=day)
        put(journal, new("good", {"text": text}, at=at))
    shown = [text for _, text in lines(today_document(page(journal)), 80)]
    assert "  A card" in shown
    assert not any("Long ago" in line for line in shown)
    assert all(len(line) <= 80 for line in shown)


def test_with_everything_waiting_the_page_has_at_most_twenty_lines(journal: Journal) -> None:
    for number in range(3):
        put(journal, new("good", {"text": f"{number} " + "word " * 100}, at=datetime(2026, 3, 10, 12, tzinfo=UTC)))
    kinds = ("checkin", "plan", "supervision", "actions", "risks", "drafts", "bin")
    waiting = tuple(Due(what, "x" * 76) for what in kinds)
    shown = list(lines(today_document(replace(page(journal), due=waiting)), 80))
    assert len(shown) <= 20
    assert sum("xxx" in text for _, text in shown) == len(waiting)


def test_what_is_in_the_bin_does_not_wait_before_thirty_days(journal: Journal) -> None:
    kept = put(journal, new("note", {"text": "words"}))
    bins.remove(journal, kept.handle)
    assert due(journal) == []


def test_why_it_is_suggested_is_never_cut_and_how_it_is_done_takes_the_lines_that_are_left(journal: Journal) -> None:
    today = page(journal)
    assert today.suggestion is not None
    tool = replace(today.suggestion.tool, how="step " * 60, care="")
    reason = "in your toolbox, helped you 7.5 out of 10 (the middle of 1234 ratings)"
    today = replace(today, found=(Suggestion(tool, reason),))
    free = [text for _, text in lines(today_document(today), 80)]
    assert sum("step" in line for line in free) == 4  # 300 characters, 76 on a line
    assert not any("…" in line for line in free)
    waiting = tuple(Due(what, "x" * 76) for what in ("checkin", "plan", "supervision", "risks", "drafts", "bin"))
    full = [text for _, text in lines(today_document(replace(today, due=waiting, good=("a", "b"))), 80)]
    assert len(full) == 20
    for shown in (free, full):
        assert any(line.endswith(f"Why: {reason}") for line in shown)
        assert all(len(line) <= 80 for line in shown)


CARE = "Leave it out with heart trouble, in pregnancy or in a panic. The one with a longer out-breath is gentler."


def test_a_suggestion_comes_with_all_of_its_care_note(journal: Journal) -> None:
    today = page(journal)
    assert today.suggestion is not None
    tool = replace(today.suggestion.tool, how="step " * 200, care=CARE)
    today = replace(today, found=(Suggestion(tool, "not tried yet"),))
    shown = [text for _, text in lines(today_document(today), 80)]
    assert f"Take care: {CARE}" in " ".join(" ".join(shown).split())
    assert any("step" in line for line in shown)
    assert len(shown) == 20


@pytest.mark.parametrize(("waiting", "suggested"), [(5, "helped you"), (6, "not tried yet")])
def test_a_care_note_that_does_not_fit_makes_room_for_another_suggestion(
    journal: Journal, waiting: int, suggested: str
) -> None:
    today = page(journal)
    assert today.suggestion is not None
    plain = replace(today.suggestion.tool, care="")
    found = (Suggestion(replace(plain, care=CARE), "helped you"), Suggestion(plain, "not tried yet"))
    due = tuple(Due("plan", "x") for _ in range(waiting))
    today = replace(today, found=found, due=due, good=("a",))
    assert today.suggestion is not None
    assert today.suggestion.reason == suggested
    assert len(list(lines(today_document(today), 80))) <= 20
    assert replace(today, found=found[:1], due=due * 2).suggestion is None
