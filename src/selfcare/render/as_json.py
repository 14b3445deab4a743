"""Documents as JSON values."""

from selfcare.redaction.outgoing import Outgoing, document_of
from selfcare.render.labels import lines_without_chart
from selfcare.reports.document import Section


def sections(outgoing: Outgoing) -> list[dict[str, object]]:
    """The sections, each as heading, about (a line of ours) and items; an item has a text and labelled lines."""
    return [_section(section) for section in document_of(outgoing).sections]


def _section(section: Section) -> dict[str, object]:
    items = [
        {"text": item.text, "lines": [{"label": label, "text": text} for label, text in lines_without_chart(item)]}
        for item in section.items
    ]
    return {"heading": section.heading, "about": section.about, "items": items}
