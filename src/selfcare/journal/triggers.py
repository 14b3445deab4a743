"""Trigger notes: something that set off a strong reaction, as a theme and never as a replay (NICE NG116)."""

from collections.abc import Iterable, Mapping
from typing import Any

from selfcare.guidance.tools import tool_name
from selfcare.guidance.triggers import choice_name
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, first_line, present

EARLY_SIGNS_KEPT = 7
"""The person's own list of early signs holds the latest seven."""


LABELS = {
    "kind": "Kind",
    "situation": "What it was about",
    "person": "About (role or pseudonym)",
    "emotions": "Feelings",
    "before": "How strong, 0-10",
    "window": "Where I was",
    "body": "In the body",
    "thought": "Loudest thought",
    "urge": "Urge",
    "did": "What I did",
    "echo": "An echo of something else",
    "helped": "What helped, 0-10",
    "after": "How strong after, 0-10",
    "next": "Next",
    "early_sign": "Early sign for next time",
}

SHAREABLE = ("kind", "situation", "next")
"""What a supervisor sees of a trigger note that is shared, unless its writer names other fields: no body, thought, echo
or number goes unnamed."""


UNNAMED = "other"
"""The kind of a note whose writer named none of the others."""


def _title(content: Mapping[str, Any]) -> str:
    situation = first_line(content.get("situation", ""))
    kind = "" if content["kind"] == UNNAMED else choice_name("kind", content["kind"])
    return ": ".join(filter(None, (kind, situation))) or "A hard moment"


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    given = given_fields(content)
    return present(_named(content), {key: label for key, label in LABELS.items() if key in given})


def given_fields(content: Mapping[str, Any]) -> frozenset[str]:
    """The names of the fields that go to others at share level `share`."""
    return frozenset(content.get("shared") or SHAREABLE)


def _named(content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` with the names of what was chosen in place of their ids."""
    return {key: _name(key, value) for key, value in content.items()}


def _name(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {tool_name(tool): rating for tool, rating in value.items()}
    if isinstance(value, list):
        return [choice_name(key, each) for each in value]
    return choice_name(key, value) if isinstance(value, str) else value


def early_signs(notes: Iterable[Envelope]) -> list[str]:
    """The person's own early signs, the latest first, each once; `notes` are trigger notes, the earliest first."""
    told = [each.fields["early_sign"].strip() for each in notes if each.fields.get("early_sign", "").strip()]
    return list(dict.fromkeys(reversed(told)))[:EARLY_SIGNS_KEPT]


TRIGGER = Kind(
    "trigger",
    "trigger note",
    "triggers.TriggerFields",
    _title,
    _parts,
    _shareable,
    version=2,
    upcasters={1: lambda content: content},
)
"""Version 2 brought `shared`."""
