"""The toolbox: which tools a person keeps, and how much each helped when it was used."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from selfcare.errors import Usage
from selfcare.guidance import tools
from selfcare.guidance.own import OWN
from selfcare.guidance.tools import Tool
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, no_parts, present


def own_id(name: str) -> str:
    """The id of a tool of one's own: `own-` and its name in small letters, with hyphens."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", letters.replace("'", "")))[:40].strip("-")
    # A name in other letters still gets an id of its own.
    return OWN + (words or hashlib.sha256(name.encode()).hexdigest()[:8])


def own_entry(about: Mapping[str, Any]) -> dict[str, Any]:
    """An own tool in the form of the catalogue, from its name, how, domains, when, minutes and places.

    It may be offered in distress if it is for the moment and not of the body: what it is, only its owner knows.
    """
    entry = {**about, "id": own_id(about["name"]), "basis": ["practice"], "source": "Your own"}
    gentle = about["when"] == "moment" and "physical" not in about["domains"]
    return entry | ({"for_distress": True} if gentle else {})


def choices(records: Iterable[Envelope]) -> dict[str, str]:
    """The latest choice about each tool, kept or parked, by tool id."""
    made = [each for each in records if each.kind == TOOL_CHOICE.name]
    made.sort(key=lambda each: (each.happened_at, each.written_at, each.id))
    return {each.fields["tool"]: each.fields["choice"] for each in made}


def named(words: str, known: Mapping[str, Tool] | None) -> str:
    """The id of the tool that a person named, by id or by name. Raises `Usage` with the nearest.

    `known` is none while the journal is locked: then any own tool is taken at its word.
    """
    wanted = words.strip().casefold()
    if known is None and wanted.startswith(OWN):
        return wanted
    found = known if known is not None else {each.id: each for each in tools.load()}
    by_name = {tool.name.casefold(): tool.id for tool in found.values()}
    if wanted in found or wanted in by_name:
        return wanted if wanted in found else by_name[wanted]
    near = difflib.get_close_matches(wanted, [*found, *by_name], n=1, cutoff=0.5)
    lists = "`selfcare toolbox list --all` shows them all."
    raise Usage(
        "There is no such tool.", f"Did you mean {by_name.get(near[0], near[0])}? {lists}" if near else f"See: {lists}"
    )


def _choice_title(content: Mapping[str, Any]) -> str:
    return f"{tools.tool_name(content['tool'])}: {content['choice']}"


def _choice_parts(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), {"tool": "Tool", "choice": "Choice"})


def _use_title(content: Mapping[str, Any]) -> str:
    helped = content.get("helped")
    return tools.tool_name(content["tool"]) + ("" if helped is None else f", helped {helped}")


def _use_parts(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), {"tool": "Tool", "helped": "Helped, 0-10", "before": "Before", "after": "After"})


def _named(content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` with the tool's name in place of its id."""
    return {**content, "tool": tools.tool_name(content["tool"])}


TOOL_CHOICE = Kind(
    "tool_choice",
    "choice of tool",
    "toolbox.ToolChoiceFields",
    _choice_title,
    _choice_parts,
    no_parts,
    lasting=True,
)
TOOL_USE = Kind("tool_use", "use of a tool", "toolbox.ToolUseFields", _use_title, _use_parts, no_parts)
