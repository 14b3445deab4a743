"""A supervision session in the journal: held on a day or missed for a reason, and never both."""

from typing import Any

import pytest

from selfcare.errors import Usage
from selfcare.journal.form import validated
from selfcare.journal.supervision import SUPERVISION_SESSION


@pytest.mark.parametrize("content", [{"held": "2026-11-21", "next": "2026-12-14"}, {"missed": "no cover"}])
def test_a_session_was_held_or_missed(content: dict[str, Any]) -> None:
    assert validated(SUPERVISION_SESSION, content) == content


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"held": "2026-11-03", "missed": "no cover"},
        {"held": "21 November"},
        {"held": "20261121"},
        {"held": "2026-11-03", "next": "soon"},
        {"held": "2026-11-03", "useful": 99},
    ],
)
def test_anything_else_is_refused_without_repeating_it(content: dict[str, Any]) -> None:
    with pytest.raises(Usage) as refused:
        validated(SUPERVISION_SESSION, content)
    assert not any(str(value) in refused.value.message for value in content.values())


def test_nothing_of_a_session_is_for_others() -> None:
    assert list(SUPERVISION_SESSION.shareable({"held": "2026-11-21", "unsaid": "x", "useful": 3})) == []
