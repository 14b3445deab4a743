"""Records as a person reads them: names in place of ids, and one line for each in a list."""

from typing import Any

import pytest

from selfcare.journal.kinds import KINDS


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ({"kind": "disclosure", "situation": "At tea\nand after"}, "Someone told of something hard: At tea"),
        ({"kind": "overload"}, "Too much at once"),
        ({"kind": "other", "situation": "At tea"}, "At tea"),
        ({"kind": "other"}, "A hard moment"),
        ({"kind": "from-elsewhere"}, "from-elsewhere"),
    ],
)
def test_a_trigger_note_is_listed_under_the_name_of_its_kind(content: dict[str, Any], title: str) -> None:
    assert KINDS["trigger"].title(content) == title


def test_what_was_chosen_in_a_trigger_note_is_read_by_its_name() -> None:
    """What a person typed stands as it is."""
    content = {"kind": "disclosure", "next": "risk-to-share", "situation": "other"}
    shared = {part.label: part.text for part in KINDS["trigger"].shareable(content)}
    assert shared == {
        "Kind": "Someone told of something hard",
        "What it was about": "other",
        "Next": "It is a risk to share",
    }
    own = {
        part.label: part.text for part in KINDS["trigger"].parts({"kind": "other", "body": ["chest", "jaw-shoulders"]})
    }
    assert own == {"Kind": "Something else", "In the body": "Chest, Jaw or shoulders"}


@pytest.mark.parametrize(("ratings", "said"), [({"sleep": 4}, "1 rating"), ({"sleep": 4, "load": 6}, "2 ratings")])
def test_a_check_in_is_listed_by_its_week_and_one_rating_is_not_several(ratings: dict[str, int], said: str) -> None:
    """Each list says beside it that it is a check-in."""
    assert KINDS["checkin"].title({"week": "2026-W47", "ratings": ratings}) == f"2026-W47, {said}"
