"""CPD: one piece of learning, in words that may go to a regulator; and what is on the reading list."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from selfcare.guidance import cpd
from selfcare.guidance.cpd import MOST_MINUTES, KindId
from selfcare.journal.kind import Day, Fields, Id, Kind, Part, Text, first_line, present

Minutes = Annotated[int, Field(ge=1, le=MOST_MINUTES)]


class CpdFields(Fields):
    """One piece of CPD; its day is that of the record.

    `standard` is an id of guidance; `peer` a role; `made_from` the id of the record that it was made from.
    """

    title: Text
    kind: KindId | None = None
    minutes: Minutes | None = None
    participatory: bool | None = None
    why: Text | None = None
    learned: Text | None = None
    effect: Text | None = None
    people_effect: Text | None = None
    peer: Text | None = None
    peer_learned: Text | None = None
    standard: Id | None = None
    evidence: Text | None = None
    made_from: Id | None = None


class ReadingFields(Fields):
    """One title on the reading list. `resource` is the id of the shipped one it is; `done` the day it was finished."""

    title: Text
    resource: Id | None = None
    minutes: Minutes | None = None
    done: Day | None = None


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


CPD = Kind("cpd", "piece of CPD", CpdFields, _title, _parts, _shareable)
READING = Kind(
    "reading",
    "title to read",
    ReadingFields,
    _reading_title,
    _reading_parts,
    _reading_shareable,
    closed_on="done",
)
