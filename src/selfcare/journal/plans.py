"""The self-care action plan: what a person will do to repair, maintain, grow and sustain their wellbeing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from selfcare.guidance.tools import tool_name
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, present
from selfcare.when import Week

Outcome = Literal["carry-on", "change", "done"]


REVIEWED = ("reviewed_on", "worked", "in_the_way", "outcome")
"""The fields that a review answers."""

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
    "reviewed_on": "Looked at on",
    "worked": "What worked",
    "in_the_way": "What got in the way",
    "outcome": "And then",
}


def _title(content: Mapping[str, Any]) -> str:
    return f"{content['verb']}: {content['what']}" + (" (done)" if content.get("done_on") else "")


def _parts(content: Mapping[str, Any]) -> list[Part]:
    named = {"tool": tool_name(content["tool"])} if content.get("tool") else {}
    return present({**content, **named}, LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {key: LABELS[key] for key in ("what", "when")})


def is_open(record: Envelope) -> bool:
    """Whether a plan item is not done with."""
    return not record.fields.get("done_on")


def review_day(record: Envelope) -> date | None:
    """The day on which an open plan item is to be looked at again, if it has one."""
    review = record.fields.get("review")
    return date.fromisoformat(review) if review and is_open(record) else None


def is_due(record: Envelope, today: date) -> bool:
    """Whether an open plan item was to be looked at again by now."""
    day = review_day(record)
    return day is not None and day <= today


def due(records: Iterable[Envelope], today: date) -> list[Envelope]:
    """The plan items to look at again by now, the one that has waited longest first."""
    return sorted((each for each in records if is_due(each, today)), key=lambda each: each.fields["review"])


def within(records: Iterable[Envelope], week: Week) -> list[Envelope]:
    """The plan items that were open for some day of a week."""
    return [
        each
        for each in records
        if each.day <= week.sunday and (is_open(each) or date.fromisoformat(each.fields["done_on"]) >= week.monday)
    ]


PLAN_ITEM = Kind("plan_item", "plan item", "plans.PlanItemFields", _title, _parts, _shareable, closed_on="done_on")
