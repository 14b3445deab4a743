"""A person's own guidance: one record for each entry, in the form of their file."""

from collections.abc import Iterable, Mapping
from typing import Any

from selfcare.errors import InvalidFile
from selfcare.guidance import own as guidance
from selfcare.guidance.own import Entry, Own
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, as_text, no_parts

KIND = "guidance"
_NOUNS: Mapping[str, str] = {
    "templates": "template",
    "tools": "tool",
    "items": "check-in item",
    "cards": "card",
    "profiles": "page for supervision",
    "cpd": "CPD profile",
}


def own(records: Iterable[Envelope]) -> Own:
    """The person's own guidance with the shipped, from their records; those of other kinds are passed over.

    So is an entry that this version cannot read.
    """
    return guidance.merged(entry for _, entry in entries(records))


def entries(records: Iterable[Envelope]) -> list[tuple[Envelope, Entry]]:
    """The person's own entries, each with its record."""
    kept = [record for record in records if record.kind == KIND]
    return [(record, entry) for record in kept if (entry := _read(record)) is not None]


def _read(record: Envelope) -> Entry | None:
    try:
        return guidance.read_kept(record.fields["section"], record.fields["entry"])
    except InvalidFile:
        return None


def new(entry: Entry) -> Envelope:
    """A record for an entry."""
    return envelopes.new(KIND, {"section": entry.section, "entry": dict(entry.table)})


def _title(content: Mapping[str, Any]) -> str:
    return f"own {_NOUNS[content['section']]}: {content['entry'].get('name', '')}"


def _parts(content: Mapping[str, Any]) -> list[Part]:
    labels = ((key.replace("_", " ").capitalize(), value) for key, value in content["entry"].items())
    return [Part(label, as_text(value)) for label, value in labels]


GUIDANCE = Kind(KIND, "entry of your own guidance", "guidance.GuidanceFields", _title, _parts, no_parts, lasting=True)
