"""The self-care action plan: what a person will do to repair, maintain, grow and sustain their wellbeing."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Fields, Kind, Part, Text, present


def _a_day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("a day is written as 2026-11-21")
    return text


Day = Annotated[Text, AfterValidator(_a_day)]


class PlanItemFields(Fields):
    """One commitment. `if_obstacle` and `then` are the fallback; `review` and `done_on` are days as 2026-11-21."""

    what: Text
    verb: Literal["repair", "maintain", "grow", "sustain"]
    when: Text | None = None
    how_long: Text | None = None
    if_obstacle: Text | None = None
    then: Text | None = None
    tool: Text | None = None
    review: Day | None = None
    done_on: Day | None = None


LABELS = {
    "what": "What",
    "verb": "To",
    "when": "When and where",
    "how_long": "How long",
    "if_obstacle": "If this gets in the way",
    "then": "Then",
    "tool": "Tool",
    "review": "Look at it again on",
    "done_on": "Done on",
}


def _title(content: Mapping[str, Any]) -> str:
    return f"{content['verb']}: {content['what']}" + (" (done)" if content.get("done_on") else "")


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(content, LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {key: LABELS[key] for key in ("what", "when")})


def is_due(record: Envelope, today: date) -> bool:
    """Whether an open plan item was to be looked at again by now."""
    review = record.fields.get("review")
    return not record.fields.get("done_on") and review is not None and date.fromisoformat(review) <= today


PLAN_ITEM = Kind("plan_item", "plan item", PlanItemFields, _title, _parts, _shareable)
