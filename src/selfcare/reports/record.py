"""One record, whole."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from selfcare import when
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, no_parts
from selfcare.journal.kinds import kind_of
from selfcare.reports.document import Document, Item, Section

VALUE = 30
"""So many characters are a value, and no text of its own."""


def record_document(envelope: Envelope) -> Document:
    """All that a record holds, as its owner reads it."""
    kind = kind_of(envelope)
    moment = when.local(envelope.happened_at, envelope.zone)
    lead = [f"{moment:%Y-%m-%d %H:%M}, filed under {envelope.day.isoformat()}, share level {envelope.share}"]
    if envelope.tags:
        lead.append(" ".join(f"#{tag}" for tag in envelope.tags))
    if envelope.theme:
        lead.append(f"Theme for sharing: {envelope.theme}")
    if kind.shareable is not no_parts:
        lead.append(_to_others(envelope, kind))
    return Document(f"{envelope.handle}  {kind.noun}", tuple(lead), tuple(_sections(kind.parts(envelope.fields))))


def _sections(parts: Iterable[Part]) -> Iterator[Section]:
    """A text stands below its label; values that follow each other, such as ratings, are a line each."""
    for is_value, run in groupby(parts, key=lambda part: len(part.text) <= VALUE and "\n" not in part.text):
        some = [*run]
        if is_value and len(some) > 1:
            yield Section("", tuple(Item(in_a_line(each)) for each in some))
        else:
            yield from (Section(each.label, (Item(each.text),)) for each in some)


def in_a_line(value: Part) -> str:
    """A value behind its label; a question needs no colon."""
    return f"{value.label}{'' if value.label.endswith('?') else ':'} {value.text}"


def _to_others(envelope: Envelope, kind: Kind) -> str:
    """What of a record goes into a supervision summary, by its level."""
    if envelope.share == "private":
        return "To supervision: nothing"
    given = [words for words, there in (("its theme", envelope.theme), ("its tags", envelope.tags)) if there]
    if envelope.share == "share":
        given = [*_text_for_others(envelope, kind), *given]
    return f"To supervision: {'; '.join(given) or 'nothing yet'}"


def _text_for_others(envelope: Envelope, kind: Kind) -> list[str]:
    """The labels of what goes of a text, where that is not all of it."""
    given = list(kind.shareable(envelope.fields))
    whole = given == list(kind.parts(envelope.fields))
    return ["its text"] if whole else [part.label for part in given]
