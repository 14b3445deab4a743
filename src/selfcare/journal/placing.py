"""Many records that were never here, placed as they are: rows, versions, tags and search words, a batch at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session, col, func, select

from selfcare.errors import Failed
from selfcare.journal import envelope as envelopes
from selfcare.journal.archive import KeptRecord, KeptVersion
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import handles_of
from selfcare.journal.kinds import search_text
from selfcare.journal.records import in_todays_form
from selfcare.journal.tables import Record, RecordTag, Version
from selfcare.vault import canonical

BATCH = 500


def place(session: Session, records: Iterable[KeptRecord]) -> list[Envelope]:
    """Place records, each under its own handle or the next that is free; gives those that are not in the bin."""
    taken = set(session.exec(select(Record.handle)))
    named = [_under_free_handle(each, taken) for each in records]
    first = session.exec(select(func.max(col(Record.seq)))).one() or 0
    numbers = count(first + 1)
    for start in range(0, len(named), BATCH):
        _insert(session, {next(numbers): each for each in named[start : start + BATCH]})
    return [in_todays_form(each.current) for each in named if each.removed_at is None]


def _under_free_handle(record: KeptRecord, taken: set[str]) -> KeptRecord:
    """The record under a handle that is not among those taken, which has it then."""
    possible = chain([record.current.handle], handles_of(record.current.id))
    handle = next((each for each in possible if each not in taken), None)
    if handle is None:
        raise Failed("No short name is free for one of the records.", "Nothing was changed.")
    taken.add(handle)
    versions = (replace(each, envelope=replace(each.envelope, handle=handle)) for each in record.versions)
    return replace(record, versions=tuple(versions))


def _insert(session: Session, records: dict[int, KeptRecord]) -> None:
    """Write a batch of records, by their numbers."""
    session.execute(insert(Record), [_row(seq, each) for seq, each in records.items()])
    session.execute(insert(Version), [row for each in records.values() for row in _version_rows(each)])
    if tags := [{"record_seq": seq, "tag": tag} for seq, each in records.items() for tag in each.current.tags]:
        session.execute(insert(RecordTag), tags)
    if words := [_words(seq, each.current) for seq, each in records.items() if each.removed_at is None]:
        session.connection().execute(text("INSERT INTO records_fts (rowid, words) VALUES (:seq, :words)"), words)


def _row(seq: int, record: KeptRecord) -> dict[str, Any]:
    content = envelopes.to_object(record.current)
    del content["tags"]
    content["fields"] = canonical.dump(content["fields"]).decode()
    return {**content, "seq": seq, "removed_at": record.removed_at}


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


def _words(seq: int, envelope: Envelope) -> dict[str, Any]:
    return {"seq": seq, "words": "\n".join([search_text(envelope), *envelope.tags])}
