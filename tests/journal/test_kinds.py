"""The fields of each kind: what they may hold, and that a refusal repeats nothing of it."""

from typing import Any

import pytest

from selfcare.errors import Usage
from selfcare.journal.form import validated
from selfcare.journal.kinds import KINDS

WEEK = {"week": "2026-W47"}
PLANNED = {"what": "swim", "verb": "grow"}
HELD = {"held": "2026-11-21"}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("checkin", {"week": "9999-W52"}),
        ("checkin", {"week": "0001-W01"}),
        ("checkin", {**WEEK, "facts": {"signs": 5}}),
        ("checkin", {**WEEK, "facts": {"plan": "abcde"}}),
        ("plan_item", {**PLANNED, "review": "9999-12-31"}),
        ("plan_item", {**PLANNED, "review": "2026-W47-6"}),
        ("plan_item", {**PLANNED, "done_on": "0001-01-01"}),
        ("session", {**HELD, "next": "2201-01-01"}),
        ("session", {**HELD, "missed": "no cover"}),
        ("session", {}),
    ],
)
def test_what_no_report_could_read_is_refused(kind: str, content: dict[str, Any]) -> None:
    """A sealed file may hold anything: what one command would stumble over is not let in."""
    with pytest.raises(Usage):
        validated(KINDS[kind], content)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("checkin", {**WEEK, "ratings": {}, "facts": {"signs": ["rest"], "plan": [], "shifts": 4}}),
        ("plan_item", {**PLANNED, "review": "2200-12-31"}),
        ("session", {**HELD, "next": "1970-01-01"}),
    ],
)
def test_what_they_can_read_is_kept_as_it_is(kind: str, content: dict[str, Any]) -> None:
    assert validated(KINDS[kind], content) == content


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("plan_item", {**PLANNED, "review": "the heron stood still"}),
        ("session", {"held": "the heron stood still"}),
        ("checkin", {"week": "the heron stood still"}),
    ],
)
def test_a_refusal_says_the_form_and_never_what_was_typed(kind: str, content: dict[str, Any]) -> None:
    with pytest.raises(Usage) as refusal:
        validated(KINDS[kind], content)
    assert "heron" not in refusal.value.message + refusal.value.hint
    assert "is written as 2026-" in refusal.value.message
