"""Risks that nobody should hold alone: open until it is written down who was told and where it is recorded."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator
from sqlmodel import Session

from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Day, Fields, Id, Kind, NotOfForm, Part, Text, first_line, present

MARK = "risk-to-share"
"""What a trigger note has as its next step where it stands for a risk."""


class RiskFields(Fields):
    """One risk. `about` is a role or a pseudonym, `trigger` the id of the trigger note that it stands for.

    `told` (a role) and `recorded` (a place) belong to one that is closed: it cannot be without them.
    """

    worry: Text
    about: Text | None = None
    want: Literal["endorse", "share", "escalate"] | None = None
    record_current: bool | None = None
    trigger: Id | None = None
    closed: Day | None = None
    told: Text | None = None
    recorded: Text | None = None

    @model_validator(mode="after")
    def _closed_with_both(self) -> Self:
        if self.closed and not (_says(self.told) and _says(self.recorded)):
            raise NotOfForm("a risk is closed with who was told and where it is recorded")
        return self


def _says(text: str | None) -> bool:
    return bool(text and text.strip())


WANTS = {
    "endorse": "Endorse what I do",
    "share": "Share it with me",
    "escalate": "Take it further",
}
_YES_OR_NO = {True: "yes", False: "not yet"}

LABELS = {
    "worry": "What worries me",
    "about": "About (role or pseudonym)",
    "want": "What I would like",
    "record_current": "Case record up to date",
    "closed": "Closed on",
    "told": "Who was told",
    "recorded": "Recorded in",
}
SHAREABLE = ("worry", "about", "want", "record_current")


def _title(content: Mapping[str, Any]) -> str:
    return first_line(content["worry"]) + (" (closed)" if content.get("closed") else "")


def _named(content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` with words in place of ids and of yes and no."""
    named = {"want": WANTS.get(content.get("want", "")), "record_current": _current(content.get("record_current"))}
    return {**content, **named}


def _current(answer: bool | None) -> str | None:
    return None if answer is None else _YES_OR_NO[answer]


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), {key: LABELS[key] for key in SHAREABLE})


def is_marked(note: Envelope) -> bool:
    """Whether a record is a trigger note that its writer marked as a risk to share."""
    return note.kind == "trigger" and note.fields.get("next") == MARK


def is_closed(record: Envelope) -> bool:
    """Whether a record is a risk that is closed."""
    return record.kind == "risk" and bool(record.fields.get("closed"))


def open_risks(session: Session) -> list[Envelope]:
    """The risks that are not closed, the earliest first: risk records, and trigger notes marked as one.

    A trigger note is open until a closed record stands for it; one that is begun and not closed stays behind its note.
    """
    records = _records(session)
    closed_for = {each.fields.get("trigger") for each in records if is_closed(each)}
    return [each for each in records if _is_listed(each) and not is_closed(each) and each.id not in closed_for]


def closed_risks(session: Session) -> list[Envelope]:
    """The risks that are closed, the earliest first."""
    return [each for each in _records(session) if is_closed(each)]


def standing_for(session: Session, note: Envelope) -> Envelope | None:
    """The record that stands for a trigger note, if there is one."""
    return next((each for each in _records(session) if each.fields.get("trigger") == note.id), None)


def _records(session: Session) -> list[Envelope]:
    from selfcare.journal.finding import of_kind  # which reads the table of kinds that this file is part of

    return of_kind(session, "risk", "trigger")


def _is_listed(record: Envelope) -> bool:
    return is_marked(record) or (record.kind == "risk" and "trigger" not in record.fields)


RISK = Kind("risk", "risk", RiskFields, _title, _parts, _shareable, closed_on="closed")
