"""A tool is called by its name wherever a record that speaks of it is read."""

from typing import Any

import pytest

from selfcare.guidance import tools
from selfcare.journal.kinds import KINDS

WALK = next(each for each in tools.load() if each.id == "walk-10")


@pytest.mark.parametrize(
    ("kind", "content", "title"),
    [
        ("tool_use", {"tool": "walk-10", "helped": 7}, f"{WALK.name}, helped 7"),
        ("tool_use", {"tool": "walk-10"}, WALK.name),
        ("tool_choice", {"tool": "walk-10", "choice": "kept"}, f"{WALK.name}: kept"),
        ("tool_choice", {"tool": "own-tea-on-the-step", "choice": "parked"}, "Tea on the step: parked"),
    ],
)
def test_a_list_names_the_tool(kind: str, content: dict[str, Any], title: str) -> None:
    assert KINDS[kind].title(content) == title


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("tool_use", {"tool": "walk-10", "helped": 7}),
        ("tool_choice", {"tool": "walk-10", "choice": "kept"}),
        ("plan_item", {"what": "Out at noon", "verb": "repair", "tool": "walk-10"}),
        ("trigger", {"kind": "overload", "helped": {"walk-10": 6}}),
    ],
)
def test_a_record_shown_whole_names_the_tool(kind: str, content: dict[str, Any]) -> None:
    read = " ".join(part.text for part in KINDS[kind].parts(content))
    assert WALK.name in read
    assert "walk-10" not in read
