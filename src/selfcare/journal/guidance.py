"""A person's own guidance: one record for each entry, in the form of their file."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self

from pydantic import model_validator

from selfcare.errors import InvalidFile
from selfcare.guidance import own as guidance
from selfcare.guidance.own import Entry, Own, Section
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Change, Fields, Kind, NotOfForm, Part, Words, as_text, no_parts

KIND = "guidance"
_NOUNS: Mapping[str, str] = {
    "templates": "template",
    "tools": "tool",
    "items": "check-in item",
    "cards": "card",
    "profiles": "page for supervision",
    "cpd": "CPD profile",
}


def _reworded(value: Any, change: Change) -> Any:
    """An entry with what is to be read in it changed, however deep it stands; its ids and choices stay."""
    if isinstance(value, list):
        return [_reworded(each, change) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _all(each, change) if key in guidance.WORDS else _reworded(each, change) for key, each in value.items()
    }


def _all(words: Any, change: Change) -> Any:
    return [change(each) for each in words] if isinstance(words, list) else change(words)


class GuidanceFields(Fields):
    """One entry: its section, and its TOML table as JSON."""

    section: Section
    entry: Annotated[dict[str, Any], Words(_reworded)]

    @model_validator(mode="after")
    def _reads(self) -> Self:
        try:
            guidance.read_kept(self.section, self.entry)
        except InvalidFile as error:
            raise NotOfForm(error.message.splitlines()[1]) from None
        return self


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


GUIDANCE = Kind(KIND, "entry of your own guidance", GuidanceFields, _title, _parts, no_parts, lasting=True)
