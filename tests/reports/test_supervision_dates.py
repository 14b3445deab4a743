"""The dates of supervision, from a log and a day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.conftest import Home

from selfcare.guidance.supervision import line_of
from selfcare.journal.envelope import new
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.render.terminal import lines
from selfcare.reports.supervision_dates import Dates, KindDates, dates_document, dates_object, read_dates

TODAY = date(2026, 3, 20)


@pytest.fixture
def journal(home: Home) -> Iterator[Journal]:
    with home.open() as journal:
        yield journal


def log(journal: Journal, day: str, **content: Any) -> None:
    """A session on `day`, held unless it was missed."""
    outcome = content if "missed" in content else {"held": day, **content}
    at = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=12)
    put(journal, new("session", outcome, at=at))


def dates(journal: Journal) -> Dates:
    with journal.reading() as session:
        return read_dates(session, TODAY)


def of(journal: Journal, kind: str) -> KindDates:
    return next(each for each in dates(journal).kinds if each.kind == kind)


def shown(journal: Journal) -> str:
    return "\n".join(text for _, text in lines(dates_document(dates(journal)), 200))


def test_a_kind_is_there_once_it_was_logged_or_an_interval_was_set(journal: Journal) -> None:
    assert dates(journal).kinds == ()
    log(journal, "2026-03-02", kind="peer")
    journal.set_setting("interval_line", "14")
    journal.set_setting("interval_group", "none")
    assert [each.kind for each in dates(journal).kinds] == ["line", "peer"]


def test_it_is_due_by_the_interval_of_its_kind_counted_from_the_last_one_held(journal: Journal) -> None:
    log(journal, "2026-03-02", kind="clinical")
    log(journal, "2026-03-02", kind="line")
    journal.set_setting("interval_line", "14")
    assert (of(journal, "clinical").due_by, of(journal, "clinical").days_over(TODAY)) == (date(2026, 4, 1), 0)
    assert (of(journal, "line").due_by, of(journal, "line").days_over(TODAY)) == (date(2026, 3, 16), 4)
    assert "Due by: Mon 16 Mar, overdue: that was 4 days ago" in shown(journal)
    journal.set_setting("interval_line", "none")
    assert of(journal, "line").due_by is None


def test_what_was_never_held_is_not_late(journal: Journal) -> None:
    journal.set_setting("interval_line", "14")
    log(journal, "2026-01-02", kind="clinical", missed="sickness")
    assert [each.due_by for each in dates(journal).kinds] == [None, None]
    assert "Last held: not logged yet" in shown(journal)


def test_the_next_date_is_what_the_latest_session_of_its_kind_set(journal: Journal) -> None:
    log(journal, "2026-03-02", kind="line", next="2026-04-01")
    log(journal, "2026-03-03", kind="clinical", next="2026-03-10")
    log(journal, "2026-03-09", kind="line", missed="no cover", next="2026-04-08")
    assert of(journal, "line").planned == date(2026, 4, 8)
    assert "Next planned: Tue 10 Mar; that day has passed" in shown(journal)


def test_a_session_that_was_missed_leaves_a_date_that_is_still_ahead(journal: Journal) -> None:
    log(journal, "2026-03-10", kind="line", next="2026-04-07")
    log(journal, "2026-03-19", kind="line", missed="the manager was ill")
    assert of(journal, "line").planned == date(2026, 4, 7)


def test_a_date_is_gone_once_a_session_was_logged_on_it_or_after_it(journal: Journal) -> None:
    log(journal, "2026-03-02", kind="line", next="2026-03-12")
    log(journal, "2026-03-12", kind="line", missed="no cover")
    assert of(journal, "line").planned is None


def test_two_missed_in_a_row_bring_the_sentence_that_asks_for_time(journal: Journal) -> None:
    log(journal, "2026-01-05", kind="line")
    log(journal, "2026-02-05", kind="line", missed="no cover")
    log(journal, "2026-02-10", kind="clinical", missed="sickness")
    assert dates(journal).ask == ""
    log(journal, "2026-03-05", kind="line", missed="no cover")
    assert of(journal, "line").missed == 2
    assert line_of("ask-protected-time") in shown(journal)
    log(journal, "2026-03-12", kind="line")
    assert (of(journal, "line").missed, dates(journal).ask) == (0, "")


def test_what_to_see_to_before_a_remote_session_stands_with_the_next_one(journal: Journal) -> None:
    log(journal, "2026-03-02", kind="line", mode="video")
    assert "headphones" not in shown(journal)
    log(journal, "2026-03-12", kind="line", next="2026-03-30")
    assert "Before it: Find a private room and headphones" in shown(journal)


def test_the_year_counts_what_was_missed_by_reason_and_repeats_no_words_of_ones_own(journal: Journal) -> None:
    log(journal, "2025-03-20", kind="line")  # a day too early
    log(journal, "2025-03-21", kind="line")
    log(journal, "2026-01-01", kind="line")
    for reason in ("no-cover", "No cover", "sickness", "The heron landed on the car"):
        log(journal, "2026-02-01", kind="line", missed=reason)
    assert "Held 2, missed 4 (no cover 2, sickness 1, another reason 1)." in shown(journal)
    assert dates_object(dates(journal))["last_12_months"] == {
        "since": "2025-03-21",
        "held": 2,
        "missed": 4,
        "reasons": {"no-cover": 2, "sickness": 1, "other": 1},
    }


def test_sessions_without_a_kind_have_a_place_of_their_own_and_no_interval(journal: Journal) -> None:
    log(journal, "2026-01-02")
    (only,) = dates(journal).kinds
    assert (only.kind, only.last, only.due_by) == ("", date(2026, 1, 2), None)
    assert "Supervision, no kind named" in shown(journal)
    assert "interval_" not in shown(journal)
    log(journal, "2026-01-03", kind="line")
    assert "selfcare settings set interval_line 28" in shown(journal)
