"""The plan's items: which are due, and which belonged to a week."""

from dataclasses import replace
from datetime import date

import pytest

from selfcare.journal.envelope import Envelope, new
from selfcare.journal.plans import due, within
from selfcare.when import Week

WEEK = Week(2026, 10)  # Monday 2 to Sunday 8 March


def planned(day: str, **fields: str) -> Envelope:
    item = new("plan_item", {"what": "Swim", "verb": "grow", **fields})
    return replace(item, day=date.fromisoformat(day))


def test_what_has_waited_longest_comes_first_and_what_is_done_never() -> None:
    early = planned("2026-01-01", review="2026-02-01")
    late = planned("2026-01-01", review="2026-03-01")
    others = [
        planned("2026-01-01", review="2026-03-02"),
        planned("2026-01-01"),
        planned("2026-01-01", review="2026-02-01", done_on="2026-02-02"),
    ]
    assert due([late, *others, early], date(2026, 3, 1)) == [early, late]


@pytest.mark.parametrize(
    ("planned_on", "done_on", "belongs"),
    [
        ("2026-03-08", None, True),
        ("2026-03-09", None, False),
        ("2026-01-01", "2026-03-01", False),
        ("2026-01-01", "2026-03-02", True),
        ("2026-03-03", "2026-03-03", True),
    ],
)
def test_an_item_belongs_to_a_week_that_has_a_day_of_it(planned_on: str, done_on: str | None, belongs: bool) -> None:
    item = planned(planned_on, **({"done_on": done_on} if done_on else {}))
    assert within([item], WEEK) == ([item] if belongs else [])
