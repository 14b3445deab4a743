"""Weekly check-ins: ratings, facts, early signs, the best moment and one thing to change."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field

from selfcare.journal.kind import Fields, Kind, Part, Rating, Text, present


class CheckinFields(Fields):
    """One week, named as 2026-W47. A second check-in for a week adds to the first and wins where both answer."""

    week: Text
    ratings: dict[str, Rating] = Field(default_factory=dict)
    facts: dict[str, int | str | list[str]] = Field(default_factory=dict)
    best: Text | None = None
    change: Text | None = None


def _title(content: Mapping[str, Any]) -> str:
    return f"check-in {content['week']}, {len(content['ratings'])} ratings"


def _words(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {"best": "Best moment", "change": "One thing to change"})


def _parts(content: Mapping[str, Any]) -> list[Part]:
    rated = [Part(item, f"{value} of 10") for item, value in content["ratings"].items()]
    facts = [Part(name, ", ".join(v) if isinstance(v, list) else str(v)) for name, v in content["facts"].items()]
    return [Part("Week", content["week"]), *rated, *facts, *_words(content)]


def merged(earlier_first: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Several check-ins of one week as one; a later answer wins."""
    result: dict[str, Any] = {"ratings": {}, "facts": {}}
    for content in earlier_first:
        result |= {key: value for key, value in content.items() if key not in ("ratings", "facts")}
        result["ratings"] |= content.get("ratings", {})
        result["facts"] |= content.get("facts", {})
    return result


CHECKIN = Kind("checkin", "check-in", CheckinFields, _title, _parts, _words)
