"""What was chosen last stands first in its list, and the hint says so. Enter never takes it: Enter skips everywhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selfcare.guidance.questions import Question

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

HINT = "1 is what you chose last time; Enter skips"


def fields_of_last(journal: "Journal | None", kind: str) -> Mapping[str, Any]:
    """The fields of the newest record of `kind`; none where there is none, and while locked."""
    if journal is None:
        return {}
    from selfcare.journal.finding import Filter, find

    with journal.reading() as session:
        newest = find(session, Filter(kinds=(kind,), most=1))
    return newest[0].fields if newest else {}


def first(question: Question, chosen: object) -> Question:
    """`question` with the choice of this id at the top; as it is where it has no such choice."""
    if chosen not in [each.id for each in question.choices]:
        return question
    choices = sorted(question.choices, key=lambda each: each.id != chosen)
    return replace(question, choices=tuple(choices), hint=f"{question.hint}; {HINT}".removeprefix("; "))
