"""CPD: one piece of learning, in words that may go to a regulator; and what is on the reading list."""

from collections.abc import Mapping
from typing import Any

from selfcare.guidance import cpd
from selfcare.journal.kind import Kind, Part, first_line, present

LABELS = {
    "title": "What",
    "kind": "Kind",
    "minutes": "Minutes",
    "participatory": "With others",
    "why": "Why it matters",
    "learned": "What I learnt",
    "effect": "Effect on my practice",
    "people_effect": "Effect on people I support",
    "peer": "Talked over with",
    "peer_learned": "What I learnt from that",
    "standard": "Standard",
    "evidence": "Evidence",
}
READING_LABELS = {"title": "What", "minutes": "Minutes", "done": "Finished on"}


def _title(content: Mapping[str, Any]) -> str:
    minutes = content.get("minutes")
    return first_line(content["title"]) + (f" ({minutes} minutes)" if minutes else "")


def in_words(content: Mapping[str, Any]) -> dict[str, Any]:
    """A piece's fields with words in place of ids and of yes and no."""
    guide = cpd.load()
    names = guide.kind_names | {each.id: each.name for profile in guide.profiles for each in profile.standards}
    yes_no = {True: "yes", False: "no", None: None}
    return {
        **content,
        "kind": names.get(content.get("kind", "")),
        "standard": names.get(content.get("standard", ""), content.get("standard")),
        "participatory": yes_no[content.get("participatory")],
    }


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(in_words(content), LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    """For supervision its title alone: the rest is written for the regulator."""
    return present(content, {"title": "CPD"})


def _reading_title(content: Mapping[str, Any]) -> str:
    return first_line(content["title"]) + (" (finished)" if content.get("done") else "")


def _reading_parts(content: Mapping[str, Any]) -> list[Part]:
    return present(content, READING_LABELS)


def _reading_shareable(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {"title": "Reading"})


CPD = Kind("cpd", "piece of CPD", "cpd.CpdFields", _title, _parts, _shareable, by_calendar=True)
READING = Kind(
    "reading",
    "title to read",
    "cpd.ReadingFields",
    _reading_title,
    _reading_parts,
    _reading_shareable,
    closed_on="done",
)
