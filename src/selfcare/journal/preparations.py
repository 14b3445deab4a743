"""Preparations: what a person wrote for their next supervision session, and so at level share."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import handles_of
from selfcare.journal.kind import Kind, Part, first_line, present
from selfcare.journal.session import Session

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

NAME = "preparation"
MOST_PRIORITIES = 3


LABELS = {
    "asks": "What I need from you",
    "decisions": "Decisions or permissions",
    "priorities": "My priorities",
    "question": "The question I bring",
    "wellbeing": "Wellbeing and capacity",
    "learning": "Learning and CPD",
    "organisation": "What would help from the organisation",
    "support": "Support I would like",
}


def _title(content: Mapping[str, Any]) -> str:
    written = [part.text for part in _shareable(content)]
    return f"for supervision: {first_line(written[0])}" if written else "for supervision"


def _parts(content: Mapping[str, Any]) -> list[Part]:
    named = [each.get("words") or f"record {next(handles_of(each['record']))}" for each in _priorities(content)]
    return present({**_in_lines(content), "priorities": "\n".join(named)}, LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    """Its own words: a record among the priorities is shared by its own level."""
    own = [each["words"] for each in _priorities(content) if each.get("words")]
    return present({**_in_lines(content), "priorities": "\n".join(own)}, LABELS)


def _priorities(content: Mapping[str, Any]) -> list[dict[str, str]]:
    return content.get("priorities") or []


def _in_lines(content: Mapping[str, Any]) -> dict[str, Any]:
    return {**content, "asks": "\n".join(content.get("asks") or [])}


def for_next(preparations: Iterable[Envelope], sessions: Iterable[Envelope]) -> Envelope | None:
    """The latest of `preparations` that no session has used yet."""
    held = list(sessions)
    waiting = [each for each in preparations if not any(_used(each, session) for session in held)]
    return max(waiting, key=lambda each: (each.happened_at, each.id), default=None)


def _used(preparation: Envelope, session: Envelope) -> bool:
    """Whether a session was the one prepared for: held on that date or later, and logged after the preparation began.

    One of the evening before, logged after midnight, was not: brought twice is better than lost.
    """
    held = session.fields.get("held", "")
    return bool(held >= preparation.calendar_date.isoformat() and session.written_at > preparation.written_at)


def current(session: Session) -> Envelope | None:
    """The preparation for the next session, if one was begun."""
    from selfcare.journal.finding import of_kind  # which reads the table of kinds that this file is part of

    return for_next(of_kind(session, NAME), of_kind(session, "session"))


def keep(journal: "Journal", answers: Mapping[str, Any]) -> Envelope:
    """Keep answers, by field, in the preparation for the next session, which begins with the first; return it.

    An answer takes the place of the one before it, and none takes that one away. All in one transaction, so that two
    windows write into one preparation. Raises `Usage` where nothing would be in it.
    """
    from selfcare.journal.records import put_in

    with journal.writing() as session:
        now = current(session)
        kept = {**(now.fields if now else {}), **answers}
        content = {field: answer for field, answer in kept.items() if answer}
        if not content and now is None:
            raise Usage("There is nothing in that to keep.", "selfcare supervision prepare --help shows what there is.")
        return put_in(session, envelopes.changed(now, fields=content) if now else _begun(session, content))


def _begun(session: Session, content: Mapping[str, Any]) -> Envelope:
    from selfcare.journal.journal import stored_setting

    return envelopes.new(NAME, content, share="share", day_starts_at=stored_setting(session, "day_starts_at"))


PREPARATION = Kind(NAME, "preparation", "preparations.PreparationFields", _title, _parts, _shareable)
