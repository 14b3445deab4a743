"""Many records that were never here, placed at once: guarded, then rows, versions, tags and words, a batch at a time.

What comes in from elsewhere has this one way, an archive and the journal of another program alike. It leaves what `put`
would have left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from selfcare.errors import Failed
from selfcare.journal import envelope as envelopes
from selfcare.journal.archive import KeptRecord, KeptVersion
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import guarded
from selfcare.journal.handles import handles_of
from selfcare.journal.records import add_words, as_row, in_todays_form, tag_rows
from selfcare.journal.session import Session
from selfcare.vault.progress import Progress, nothing

AT_ONCE = 500


def place(session: Session, records: Sequence[KeptRecord], tell: Progress = nothing) -> list[Envelope]:
    """Place records, each under its own handle or the next that is free; gives those that are not in the bin.

    Names that are put away here are put away in them. `tell` hears how much of it is done, from 0 to 1.
    """
    taken = set(session.column("SELECT handle FROM records"))
    first = session.value("SELECT max(seq) FROM records") or 0
    numbers = count(first + 1)
    kept: list[Envelope] = []
    for start in range(0, len(records), AT_ONCE):
        batch = records[start : start + AT_ONCE]
        placed = {next(numbers): _under_free_handle(without_names(session, each), taken) for each in batch}
        _insert(session, placed)
        kept += (in_todays_form(each.current) for each in placed.values() if each.removed_at is None)
        tell((start + len(batch)) / len(records))
    return kept


def without_names(session: Session, record: KeptRecord) -> KeptRecord:
    """The record without the names that are put away here, in each of its versions."""
    versions = (replace(each, envelope=_without_names(session, each.envelope)) for each in record.versions)
    return replace(record, versions=tuple(versions))


def _without_names(session: Session, envelope: Envelope) -> Envelope:
    """`envelope` as it is, unless it names somebody who is not to be named here."""
    current = in_todays_form(envelope)
    kept = guarded(session, current)
    return envelope if kept == current else kept


def _under_free_handle(record: KeptRecord, taken: set[str]) -> KeptRecord:
    """The record under a handle that is not among those taken, which has it then."""
    possible = chain([record.current.handle], handles_of(record.current.id))
    handle = next((each for each in possible if each not in taken), None)
    if handle is None:
        raise Failed("No short name is free for one of the records.", "Nothing was changed.")
    taken.add(handle)
    versions = (replace(each, envelope=replace(each.envelope, handle=handle)) for each in record.versions)
    return replace(record, versions=tuple(versions))


def _insert(session: Session, records: Mapping[int, KeptRecord]) -> None:
    """Write a batch of records, by the numbers of their rows."""
    session.insert("records", *(_row(seq, each) for seq, each in records.items()))
    session.insert("versions", *(row for each in records.values() for row in _version_rows(each)))
    session.insert("record_tags", *(row for seq, each in records.items() for row in tag_rows(seq, each.current)))
    add_words(session, {seq: each.current for seq, each in records.items() if each.removed_at is None})


def _row(seq: int, record: KeptRecord) -> dict[str, Any]:
    return {**as_row(record.current), "seq": seq, "removed_at": record.removed_at}


def _version_rows(record: KeptRecord) -> Iterator[dict[str, Any]]:
    return (version_row(each) for each in record.versions)


def version_row(version: KeptVersion) -> dict[str, Any]:
    """A version as its table has it."""
    return {
        "id": version.id,
        "record_id": version.envelope.id,
        "parent": version.parent,
        "saved_at": version.saved_at,
        "envelope": envelopes.dump(version.envelope).decode(),
    }
