"""Actions as they are listed: who does what, by when, and plainly what is past its day."""

from collections.abc import Iterable
from datetime import date

from selfcare import when
from selfcare.journal.actions import OWNERS, STATES, due_day, in_order, is_open, is_overdue
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import first_line
from selfcare.reports.document import Document, Item, Section


def actions_document(actions: Iterable[Envelope], today: date) -> Document:
    """The open actions, the supervisor's overdue ones first; below them those that are settled, the latest first."""
    actions = list(actions)
    settled = sorted((each for each in actions if not is_open(each)), key=lambda each: str(each.fields["settled"]))
    open_ones = in_order((each for each in actions if is_open(each)), today)
    sections = (
        Section("Open", tuple(_item(each, today) for each in open_ones)),
        Section("Settled", tuple(_item(each, today) for each in reversed(settled))),
    )
    footer = ("Settle one: selfcare supervision actions done ID",) if open_ones else ()
    return Document("Actions from supervision", (), tuple(each for each in sections if each.items), footer)


def _item(action: Envelope, today: date) -> Item:
    content = action.fields
    lines = [
        (OWNERS[content["owner"]], _due(action, today)),
        ("How far", STATES[content["state"]] if content.get("state") else ""),
        ("Why", content.get("why", "")),
    ]
    text = f"{action.handle}  {first_line(content['what'])}"
    return Item(text, tuple((label, words) for label, words in lines if words), record=action.id)


def _due(action: Envelope, today: date) -> str:
    if not is_open(action):
        return f"settled {when.in_words(date.fromisoformat(action.fields['settled']), today)}"
    day = due_day(action)
    if day is None:
        return "no day set"
    named = when.in_words(day, today)
    return f"due {ago((today - day).days)} ({named})" if is_overdue(action, today) else f"due {named}"


def ago(days: int) -> str:
    """How long ago something was, in days."""
    return f"{days} day ago" if days == 1 else f"{days} days ago"


def due_line(actions: Iterable[Envelope], today: date) -> str:
    """One line on what is due by now, one's own, and what the supervisor has not done yet; empty where nothing is."""
    open_ones = [each for each in actions if is_open(each) and (day := due_day(each)) and day <= today]
    mine = sum(each.fields["owner"] == "me" for each in open_ones)
    theirs = sum(each.fields["owner"] == "supervisor" and is_overdue(each, today) for each in open_ones)
    counts = [f"{mine} of yours" if mine else "", f"{theirs} of your supervisor's" if theirs else ""]
    said = ", ".join(filter(None, counts))
    return f"Actions due: {said}. selfcare supervision actions" if said else ""
