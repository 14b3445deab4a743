"""Supervision sessions: held or missed, of which kind, how useful, and when the next one is."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field, model_validator

from selfcare.journal.kind import Day, Fields, Kind, NotOfForm, Part, Rating, Text, first_line, no_parts, present


class SupervisionSessionFields(Fields):
    """One session, for the person alone. Exactly one of `held` (a day) and `missed` (why) is there.

    `kind` and `mode` are ids of guidance; `useful` is 0 to 10.
    """

    kind: Text | None = None
    held: Day | None = None
    missed: Text | None = None
    mode: str | None = None
    minutes: int | None = Field(default=None, ge=0, le=1440)
    useful: Rating | None = None
    next: Day | None = None
    unsaid: Text | None = None

    @model_validator(mode="after")
    def _held_or_missed(self) -> Self:
        if (self.held is None) == (self.missed is None):
            raise NotOfForm("a session was either held or missed")
        return self


LABELS = {
    "kind": "Kind",
    "held": "Held on",
    "missed": "Missed because",
    "mode": "Mode",
    "minutes": "Minutes",
    "useful": "Useful, 0-10",
    "next": "Next date",
    "unsaid": "What I did not say",
}


def _title(content: Mapping[str, Any]) -> str:
    name = f"{content['kind']} supervision" if content.get("kind") else "supervision"
    if content.get("held"):
        return f"{name}, held {content['held']}"
    return f"{name}, missed: {first_line(content['missed'])}"


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(content, LABELS)


SUPERVISION_SESSION = Kind("session", "supervision session", SupervisionSessionFields, _title, _parts, no_parts)
