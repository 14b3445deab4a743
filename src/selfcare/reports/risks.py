"""Risks as they are listed: what is open, of both kinds, and what was closed with whom and where."""

from collections.abc import Iterable
from datetime import date

from selfcare import when
from selfcare.guidance.supervision import line_of
from selfcare.journal.envelope import Envelope
from selfcare.journal.kinds import title
from selfcare.journal.risks import LABELS, RISK
from selfcare.reports.document import Document, Item, Section


def risks_document(open_ones: Iterable[Envelope], closed: Iterable[Envelope], today: date) -> Document:
    """The open risks, trigger notes that stand for one among them, and those that are closed."""
    sections = (
        Section("Open", tuple(_item(each, today) for each in open_ones)),
        Section("Closed", tuple(_item(each, today) for each in closed)),
    )
    waiting = bool(sections[0].items)
    lead = (line_of("risk-today"),) if waiting else ()
    footer = ("Close one: selfcare supervision risks close ID",) if waiting else ()
    return Document("Risks not to hold alone", lead, tuple(each for each in sections if each.items), footer)


def _item(record: Envelope, today: date) -> Item:
    day = when.in_words(record.day, today)
    if record.kind != RISK.name:
        lines = [("Trigger note of", day)]
    else:
        details = [(part.label, part.text) for part in RISK.parts(record.fields) if part.label != LABELS["worry"]]
        lines = [*details, ("Noted", day)]
    return Item(f"{record.handle}  {title(record)}", tuple(lines), record=record.id)
