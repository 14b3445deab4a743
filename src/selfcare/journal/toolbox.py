"""The toolbox: which tools a person keeps, and how much each helped when it was used."""

from collections.abc import Mapping
from typing import Any, Literal

from selfcare.journal.kind import Fields, Kind, Part, Rating, Text, no_parts, present


class ToolChoiceFields(Fields):
    """A tool kept or parked; the latest choice counts."""

    tool: Text
    choice: Literal["kept", "parked"]


class ToolUseFields(Fields):
    """A tool used once. `helped`, `before` and `after` are 0 to 10."""

    tool: Text
    helped: Rating | None = None
    before: Rating | None = None
    after: Rating | None = None


class OwnToolFields(Fields):
    """A tool of the person's own, in the form of the shipped ones."""

    name: Text
    how: Text
    domains: list[str]
    when: list[str]
    minutes: int
    place: list[str]


def _choice_title(content: Mapping[str, Any]) -> str:
    return f"{content['tool']} {content['choice']}"


def _choice_parts(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {"tool": "Tool", "choice": "Choice"})


def _use_title(content: Mapping[str, Any]) -> str:
    helped = content.get("helped")
    return f"used {content['tool']}" + ("" if helped is None else f", helped {helped}")


def _use_parts(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {"tool": "Tool", "helped": "Helped, 0-10", "before": "Before", "after": "After"})


def _own_title(content: Mapping[str, Any]) -> str:
    return f"own tool: {content['name']}"


def _own_parts(content: Mapping[str, Any]) -> list[Part]:
    labels = {"name": "Tool", "how": "How", "domains": "For", "when": "When", "minutes": "Minutes", "place": "Where"}
    return present(content, labels)


TOOL_CHOICE = Kind(
    "tool_choice", "choice of tool", ToolChoiceFields, _choice_title, _choice_parts, no_parts, listed=False
)
TOOL_USE = Kind("tool_use", "use of a tool", ToolUseFields, _use_title, _use_parts, no_parts)
OWN_TOOL = Kind("own_tool", "tool of your own", OwnToolFields, _own_title, _own_parts, no_parts)
