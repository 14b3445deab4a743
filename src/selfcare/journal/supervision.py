"""Supervision sessions: held or missed, of which kind, how useful, and when the next one is."""

from collections.abc import Mapping
from typing import Any

from selfcare.guidance import supervision as guide
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, first_line, no_parts, present

LABELS = {
    "kind": "Kind",
    "held": "Held on",
    "missed": "Missed because",
    "mode": "Mode",
    "minutes": "Minutes",
    "role": "With",
    "people": "How many took part",
    "copy_received": "Copy of the record",
    "useful": "Useful, 0-10",
    "next": "Next date",
    "unsaid": "What I did not say",
}


SHARED_TIME = ("group", "peer")
"""The kinds and modes in which several people share the time."""


def is_shared_time(kind: str | None, mode: str | None) -> bool:
    """Whether a session of this kind and mode is one in which several people share the time."""
    return bool({kind, mode} & set(SHARED_TIME))


def session_date(session: Envelope) -> str:
    """The date of a session, by the calendar: the one it was held on, or on which one that was missed was logged."""
    return str(session.fields.get("held") or session.calendar_date.isoformat())


def how_it_went(content: Mapping[str, Any]) -> str:
    """Of which kind a session was and that it was held, or why it was missed, on one line."""
    name = f"{first_line(content['kind'])} supervision" if content.get("kind") else "supervision"
    if content.get("held"):
        return f"{name}, held"
    return f"{name}, missed: {first_line(guide.reason_in_words(content['missed']))}"


def _title(content: Mapping[str, Any]) -> str:
    held = content.get("held")
    return f"{how_it_went(content)} {held}" if held else how_it_went(content)


def _named(content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` with words in place of ids and of yes and no."""
    named = {key: value for key, value in content.items() if key not in ("missed", "copy_received")}
    if "missed" in content:
        named["missed"] = guide.reason_in_words(content["missed"])
    if "copy_received" in content:
        named["copy_received"] = "received" if content["copy_received"] else "not yet"
    return named


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), LABELS)


def _unchanged(content: dict[str, Any]) -> dict[str, Any]:
    """Version 2 only added fields."""
    return content


SUPERVISION_SESSION = Kind(
    "session",
    "supervision session",
    "supervision.SupervisionSessionFields",
    _title,
    _parts,
    no_parts,
    version=2,
    by_calendar=True,
    upcasters={1: _unchanged},
)
