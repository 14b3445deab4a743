"""Every kind of record there is, loaded when it is first met."""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Any

from selfcare.errors import NewerFormat
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind

_HOMES = {
    "note": "moments.NOTE",
    "good": "moments.GOOD",
    "reflection": "reflections.REFLECTION",
    "trigger": "triggers.TRIGGER",
    "checkin": "checkins.CHECKIN",
    "plan_item": "plans.PLAN_ITEM",
    "session": "supervision.SUPERVISION_SESSION",
    "preparation": "preparations.PREPARATION",
    "action": "actions.ACTION",
    "risk": "risks.RISK",
    "cpd": "cpd.CPD",
    "reading": "cpd.READING",
    "tool_use": "toolbox.TOOL_USE",
    "tool_choice": "toolbox.TOOL_CHOICE",
    "guidance": "guidance.GUIDANCE",
}
"""Where each kind is declared: the noun's file in this room, and the name in it."""
UNLISTED = frozenset({"tool_choice", "guidance", "reading"})
"""The kinds that `list` shows only when they are asked for."""


class _Kinds(Mapping[str, Kind]):
    def __init__(self) -> None:
        self.loaded: dict[str, Kind] = {}

    def __getitem__(self, name: str) -> Kind:
        if name not in self.loaded:
            module, _, kind = _HOMES[name].partition(".")
            self.loaded[name] = getattr(import_module(f"selfcare.journal.{module}"), kind)
        return self.loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in _HOMES

    def __iter__(self) -> Iterator[str]:
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


KINDS = _Kinds()


def kind_of(envelope: Envelope) -> Kind:
    """The envelope's kind; raises `NewerFormat` for one that this version does not know."""
    if envelope.kind not in KINDS:
        raise NewerFormat(
            "This journal holds a kind of record that this version of selfcare does not know.",
            "Update selfcare, then try again.",
        )
    return KINDS[envelope.kind]


def date_of(envelope: Envelope) -> date:
    """The date that a record goes by: its day, or by the calendar for a kind that others count so."""
    return envelope.calendar_date if kind_of(envelope).by_calendar else envelope.day


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
