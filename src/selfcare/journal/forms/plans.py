"""What a plan item holds."""

from selfcare.guidance.plans import VerbId
from selfcare.journal.form import Day, Fields, GuidanceId, Text
from selfcare.journal.plans import Outcome


class PlanItemFields(Fields):
    """One commitment. `if_obstacle` and `then` are the fallback; days are written as 2026-11-21.

    The answers of the latest review are `reviewed_on`, `worked`, `in_the_way` and `outcome`; those of earlier ones are
    in the record's versions.
    """

    what: Text
    verb: VerbId
    when: Text | None = None
    how_long: Text | None = None
    if_obstacle: Text | None = None
    then: Text | None = None
    tool: GuidanceId | None = None
    review: Day | None = None
    done_on: Day | None = None
    reviewed_on: Day | None = None
    worked: Text | None = None
    in_the_way: Text | None = None
    outcome: Outcome | None = None
