"""What a weekly check-in holds."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from selfcare.errors import Usage
from selfcare.guidance import checkins as guidance
from selfcare.guidance.checkins import PLAN, SIGNS
from selfcare.journal.form import Change, Fields, GuidanceId, Id, NotOfForm, Rating, Text, Words
from selfcare.when import Week

Fact = int | Id | list[Id]


def _a_week(text: str) -> str:
    try:
        if str(Week.parse(text)) == text:
            return text
    except Usage:
        pass
    raise NotOfForm("a week is written as 2026-W47")


def _with_lists(facts: dict[str, Fact]) -> dict[str, Fact]:
    if not all(isinstance(facts.get(key, []), list) for key in (PLAN, SIGNS)):
        raise NotOfForm("what was ticked is a list")
    return facts


def _with_own_signs(facts: Any, change: Change) -> Any:
    """The facts with the person's own early signs changed: the one fact that holds words of theirs."""
    shipped = {each.id for each in guidance.load().signs}
    ticked = facts.get(SIGNS, ())
    own = [sign if sign in shipped else change(sign) for sign in ticked]
    return {**facts, SIGNS: own} if ticked else facts


class CheckinFields(Fields):
    """One week, named as 2026-W47. A second check-in for a week adds to the first and wins where both answer.

    Missing ratings and facts were skipped. `facts` may hold `marks`: leave, sick or nights.
    """

    week: Annotated[Id, AfterValidator(_a_week)]
    ratings: dict[GuidanceId, Rating] = Field(default_factory=dict)
    facts: Annotated[dict[Id, Fact], AfterValidator(_with_lists), Words(_with_own_signs)] = Field(default_factory=dict)
    best: Text | None = None
    change: Text | None = None
