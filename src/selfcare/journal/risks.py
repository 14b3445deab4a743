"""Risks that nobody should hold alone: open until it is written down who was told and where it is recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from selfcare.errors import Usage
from selfcare.journal.envelope import Envelope, changed, new
from selfcare.journal.kind import Kind, Part, first_line, present
from selfcare.journal.session import Session

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

MARK = "risk-to-share"
"""What a trigger note has as its next step where it stands for a risk."""


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


def to_close(session: Session, risk_id: str) -> Envelope:
    """The open risk with this id. For a trigger note it is the record that stands for it, a new one if there is none.

    Raises `Usage` where there is no such open risk, which may be because another window closed it.
    """
    found = next((each for each in open_risks(session) if each.id == risk_id), None)
    if found is None and any(risk_id in (each.id, each.fields.get("trigger")) for each in closed_risks(session)):
        raise Usage("That risk is closed already.", "selfcare supervision risks lists the open ones.")
    if found is None:
        raise Usage("That record is no open risk.", "selfcare supervision risks lists them.")
    return (standing_for(session, found) or _for_note(session, found)) if is_marked(found) else found


def _for_note(session: Session, note: Envelope) -> Envelope:
    """A risk that stands for a trigger note and repeats nothing of it."""
    from selfcare.journal.journal import stored_setting

    content = {"worry": f"The trigger note {note.handle}", "trigger": note.id}
    return new("risk", content, day_starts_at=stored_setting(session, "day_starts_at"))


def keep_closing(journal: "Journal", risk_id: str, answers: Mapping[str, Any]) -> Envelope:
    """Keep answers about closing an open risk, looked for and written in one transaction, so that it is closed once."""
    from selfcare.journal.records import change_in, is_known, put_in

    def how(now: Envelope) -> Envelope:
        return changed(now, fields={**now.fields, **answers})

    with journal.writing() as session:
        risk = to_close(session, risk_id)
        return change_in(session, risk.id, how) if is_known(session, risk.id) else put_in(session, how(risk))


def _records(session: Session) -> list[Envelope]:
    """All risks, and the trigger notes that are marked as one, the earliest first."""
    from selfcare.journal.finding import marked_as_risks, of_kind  # which read the table of kinds: this is part of it

    return sorted([*of_kind(session, "risk"), *marked_as_risks(session)], key=lambda each: each.happened_at)


def _is_listed(record: Envelope) -> bool:
    return is_marked(record) or (record.kind == "risk" and "trigger" not in record.fields)


RISK = Kind("risk", "risk", "risks.RiskFields", _title, _parts, _shareable, closed_on="closed")
