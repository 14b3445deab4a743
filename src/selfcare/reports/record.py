"""One record, whole."""

from selfcare import when
from selfcare.journal.envelope import Envelope
from selfcare.journal.kinds import kind_of
from selfcare.reports.document import Document, Item, Section


def record_document(envelope: Envelope) -> Document:
    """All that a record holds, as its owner reads it."""
    kind = kind_of(envelope)
    moment = when.local(envelope.happened_at, envelope.zone)
    lead = [f"{moment:%Y-%m-%d %H:%M}, filed under {envelope.day.isoformat()}, share level {envelope.share}"]
    if envelope.tags:
        lead.append(" ".join(f"#{tag}" for tag in envelope.tags))
    if envelope.theme:
        lead.append(f"Theme for sharing: {envelope.theme}")
    sections = tuple(Section(part.label, (Item(part.text),)) for part in kind.parts(envelope.fields))
    return Document(f"{envelope.handle}  {kind.noun}", tuple(lead), sections)
