"""Actions: what was agreed in supervision, who does it, by when, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, first_line, present
from selfcare.journal.session import Session

OWNERS = {"me": "Me", "supervisor": "My supervisor", "other": "Someone else"}
STATES = {"done": "done", "part": "partly done", "not-done": "not done"}

LABELS = {
    "what": "What",
    "owner": "Who",
    "due": "By",
    "state": "How far",
    "why": "Why",
    "settled": "Settled on",
}
SHAREABLE = ("what", "owner", "due", "state", "why")


def _title(content: Mapping[str, Any]) -> str:
    state = f" ({STATES[content['state']]})" if content.get("state") else ""
    return f"{OWNERS[content['owner']]}: {first_line(content['what'])}{state}"


def _named(content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` with words in place of the ids of who and how far."""
    state = content.get("state")
    return {**content, "owner": OWNERS[content["owner"]], "state": STATES[state] if state else None}


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), LABELS)


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    return present(_named(content), {key: LABELS[key] for key in SHAREABLE})


def is_open(action: Envelope) -> bool:
    """Whether an action is still to be done."""
    return not action.fields.get("settled")


def due_day(action: Envelope) -> date | None:
    """The day by which an action was agreed, if there is one."""
    day = action.fields.get("due")
    return date.fromisoformat(day) if day else None


def is_overdue(action: Envelope, today: date) -> bool:
    """Whether an open action was to be done before `today`."""
    day = due_day(action)
    return is_open(action) and day is not None and day < today


def all_actions(session: Session) -> list[Envelope]:
    """The actions, open and settled, the one noted first in front."""
    from selfcare.journal.finding import of_kind  # which reads the table of kinds that this file is part of

    return of_kind(session, "action")


def open_actions(session: Session) -> list[Envelope]:
    """Those that are not settled."""
    return [each for each in all_actions(session) if is_open(each)]


def with_state(
    content: Mapping[str, Any], state: str, *, why: str | None = None, settled: date | None = None
) -> dict[str, Any]:
    """The fields of an action with how far it came in place of what was said before; open where not `settled`."""
    said = {"state": state, "why": why or None, "settled": settled.isoformat() if settled else None}
    return {key: value for key, value in {**content, **said}.items() if value is not None}


def in_order(actions: Iterable[Envelope], today: date) -> list[Envelope]:
    """The supervisor's overdue ones first, then by the day they are due, those without a day last."""

    def place(action: Envelope) -> tuple[bool, date]:
        theirs = action.fields["owner"] == "supervisor" and is_overdue(action, today)
        return not theirs, due_day(action) or date.max

    return sorted(actions, key=place)


ACTION = Kind("action", "action", "actions.ActionFields", _title, _parts, _shareable, closed_on="settled")
