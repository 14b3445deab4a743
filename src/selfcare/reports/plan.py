"""The self-care plan as it is shown: under its four verbs, what comes up for review first."""

from collections.abc import Iterable
from datetime import date

from selfcare import when
from selfcare.guidance import plans as guidance
from selfcare.journal.envelope import Envelope
from selfcare.journal.plans import is_due
from selfcare.reports.document import Document, Item, Section


def plan_document(items: Iterable[Envelope], today: date) -> Document:
    """The open items by verb, with a count of those done."""
    items = list(items)
    open_items = [each for each in items if not each.fields.get("done_on")]
    sections = tuple(
        Section(verb.name, tuple(_item(each, today) for each in open_items if each.fields["verb"] == verb.id))
        for verb in guidance.load().verbs
    )
    done = len(items) - len(open_items)
    footer = [f"Done: {done}."] if done else []
    footer += ["Done with one: selfcare plan done ID"] if open_items else []
    return Document("Your plan", (), tuple(each for each in sections if each.items), tuple(footer))


def _item(record: Envelope, today: date) -> Item:
    content = record.fields
    lines = [
        ("When", content.get("when")),
        ("For", content.get("how_long")),
        ("If", content.get("if_obstacle")),
        ("Then", content.get("then")),
        ("Tool", content.get("tool")),
        ("Look again", _review(record, today)),
    ]
    return Item(f"{record.handle}  {content['what']}", tuple((label, text) for label, text in lines if text))


def _review(record: Envelope, today: date) -> str:
    if "review" not in record.fields:
        return ""
    day = when.in_words(date.fromisoformat(record.fields["review"]), today)
    return f"{day} (it is time)" if is_due(record, today) else day
