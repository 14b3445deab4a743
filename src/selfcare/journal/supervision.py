"""Supervision sessions: held or missed, of which kind, how useful, and when the next one is."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from selfcare.journal.kind import Fields, Kind, Part, Rating, Text, no_parts, present


class SessionFields(Fields):
    """One session. Exactly one of `held` (a day) and `missed` (why) is there; `useful` is private, 0 to 10."""

    kind: Text
    held: Text | None = None
    missed: Text | None = None
    mode: str | None = None
    minutes: int | None = Field(default=None, ge=0, le=1440)
    useful: Rating | None = None
    next: Text | None = None
    unsaid: Text | None = None


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
    return f"{content['kind']} supervision, " + (f"held {content['held']}" if content.get("held") else "missed")


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(content, LABELS)


SESSION = Kind("session", "supervision session", SessionFields, _title, _parts, no_parts)
