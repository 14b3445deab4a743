"""Every kind of record there is."""

from collections.abc import Mapping
from typing import Any

from selfcare.errors import NewerFormat
from selfcare.journal import (
    actions,
    checkins,
    cpd,
    guidance,
    moments,
    plans,
    preparations,
    reflections,
    risks,
    supervision,
    toolbox,
    triggers,
)
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        moments.NOTE,
        moments.GOOD,
        reflections.REFLECTION,
        triggers.TRIGGER,
        toolbox.TOOL_CHOICE,
        toolbox.TOOL_USE,
        guidance.GUIDANCE,
        checkins.CHECKIN,
        plans.PLAN_ITEM,
        supervision.SUPERVISION_SESSION,
        actions.ACTION,
        risks.RISK,
        preparations.PREPARATION,
        cpd.CPD,
        cpd.READING,
    )
}


def kind_of(envelope: Envelope) -> Kind:
    """The envelope's kind; raises `NewerFormat` for one that this version does not know."""
    if envelope.kind not in KINDS:
        raise NewerFormat(
            "This journal holds a kind of record that this version of selfcare does not know.",
            "Update selfcare, then try again.",
        )
    return KINDS[envelope.kind]


def search_text(envelope: Envelope) -> str:
    """All that the person wrote in a record, for the search index."""
    return "\n".join([envelope.theme, *_words(envelope.fields)])


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [word for each in value.values() for word in _words(each)]
    if isinstance(value, list | tuple):
        return [word for each in value for word in _words(each)]
    return []


def title(envelope: Envelope) -> str:
    """One line that stands for the record."""
    content: Mapping[str, Any] = envelope.fields
    return kind_of(envelope).title(content)
