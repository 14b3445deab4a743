"""The self-care plan as it is shown, under its four verbs, and its days to look again as reminders."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from selfcare import when
from selfcare.guidance import plans as guidance
from selfcare.guidance.tools import tool_name
from selfcare.journal.envelope import Envelope
from selfcare.journal.plans import due, is_due, is_open, review_day
from selfcare.reports.document import Document, Item, Section

LOOK_AGAIN = "Self-care plan: look again"
CHECK_IN = "Self-care: weekly check-in"
SUNDAY = 6


def plan_document(items: Iterable[Envelope], today: date) -> Document:
    """The open items by verb, with a count of those done."""
    items = list(items)
    open_items = [each for each in items if is_open(each)]
    sections = tuple(
        Section(verb.name, tuple(_item(each, today) for each in open_items if each.fields["verb"] == verb.id))
        for verb in guidance.load().verbs
    )
    done = len(items) - len(open_items)
    footer = [f"Done: {done}."] if done else []
    footer += ["Look again: selfcare plan review"] if due(items, today) else []
    footer += ["Done with one: selfcare plan done ID"] if open_items else []
    return Document("Your plan", (), tuple(each for each in sections if each.items), tuple(footer))


def _item(record: Envelope, today: date) -> Item:
    content = record.fields
    lines = [
        ("When", content.get("when")),
        ("For", content.get("how_long")),
        ("If", content.get("if_obstacle")),
        ("Then", content.get("then")),
        ("Tool", tool_name(content["tool"]) if content.get("tool") else None),
        ("What worked", content.get("worked")),
        ("What got in the way", content.get("in_the_way")),
        ("Look again", _review(record, today)),
    ]
    return Item(f"{record.handle}  {content['what']}", tuple((label, text) for label, text in lines if text))


def _review(record: Envelope, today: date) -> str:
    if "review" not in record.fields:
        return ""
    day = when.in_words(date.fromisoformat(record.fields["review"]), today)
    return f"{day} (it is time)" if is_due(record, today) else day


def due_line(items: Iterable[Envelope], today: date) -> str:
    """One line on what is to be looked at again by now; empty where nothing is."""
    count = len(due(items, today))
    return f"In your plan, to look at again: {count}. selfcare plan review" if count else ""


@dataclass(frozen=True)
class Reminder:
    """One day in a calendar. `uid` is the same whenever it is made again; `text` is empty unless it was wished for."""

    uid: str
    day: date
    title: str
    text: str = ""
    weekly: bool = False


def reminders(
    items: Iterable[Envelope], today: date, journal: bytes, *, with_text: bool, weekly_checkin: bool
) -> list[Reminder]:
    """One reminder for each day to look again that lies ahead, today included, whatever the number of items.

    `journal` is the journal's id: it keeps the UIDs of two journals apart, and is hashed. `weekly_checkin` adds one
    for every Sunday.
    """
    by_day: dict[date, list[Envelope]] = {}
    for each in items:
        if (day := review_day(each)) and day >= today:
            by_day.setdefault(day, []).append(each)
    found = [
        Reminder(_uid(journal, day.isoformat()), day, LOOK_AGAIN, _text(by_day[day]) if with_text else "")
        for day in sorted(by_day)
    ]
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return found + ([Reminder(_uid(journal, "weekly"), sunday, CHECK_IN, weekly=True)] if weekly_checkin else [])


def _uid(journal: bytes, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"selfcare {journal.hex()} {name}"))


def _text(items: Iterable[Envelope]) -> str:
    return "\n".join(line for each in items for line in _lines(each))


def _lines(record: Envelope) -> Iterator[str]:
    content = record.fields
    yield f"{content['what']} ({content['when']})" if content.get("when") else content["what"]
    if content.get("if_obstacle") and content.get("then"):
        yield f"If: {content['if_obstacle']}. Then: {content['then']}"
