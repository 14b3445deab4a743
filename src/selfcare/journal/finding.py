"""Finding records: by handle or id, by kind, day and tag, and by the words in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import ne
from typing import Any

from sqlalchemy import Select, inspect, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from selfcare.errors import Usage
from selfcare.journal.envelope import Envelope, refuse_unkeepable_text
from selfcare.journal.handles import as_typed
from selfcare.journal.kinds import KINDS
from selfcare.journal.records import from_row, from_rows
from selfcare.journal.tables import Record, RecordTag


@dataclass(frozen=True)
class Filter:
    """Which records: all conditions that are given must hold. `since` and `until` are days, both included."""

    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    tags: tuple[str, ...] = ()
    most: int | None = None
    in_bin: bool = False


def find(session: Session, wanted: Filter) -> list[Envelope]:
    """The records that `wanted` lets through, the latest first."""
    return _latest(session, _filtered(wanted), wanted.most, by="+happened_at" if wanted.in_bin else "happened_at")


def _latest(session: Session, query: Select[Any], most: int | None, by: str = "happened_at") -> list[Envelope]:
    """At most so many of the rows, the latest first, as envelopes. A plus keeps SQLite from walking all by time."""
    query = query.order_by(text(f"{by} DESC"), col(Record.seq).desc()).limit(most)
    return from_rows(session, session.execute(query).all())


def _filtered(wanted: Filter) -> Select[Any]:
    """The rows that `wanted` lets through: their columns, for a row as an object takes three times as long."""
    removed = col(Record.removed_at)
    query = select_columns(*inspect(Record).columns)
    query = query.where(removed.is_not(None) if wanted.in_bin else removed.is_(None))
    if wanted.kinds:
        query = query.where(col(Record.kind).in_(wanted.kinds))
    if wanted.since or wanted.until:
        query = query.where(text("records.day > ''"))  # what the index of days asks for
    if wanted.since:
        query = query.where(col(Record.day) >= wanted.since.isoformat())
    if wanted.until:
        query = query.where(col(Record.day) <= wanted.until.isoformat())
    for tag in wanted.tags:
        refuse_unkeepable_text(tag)
        query = query.where(col(Record.seq).in_(select(RecordTag.record_seq).where(RecordTag.tag == tag)))
    return query


def of_kind(session: Session, *kinds: str) -> list[Envelope]:
    """All records of some kinds, the earliest first."""
    return find(session, Filter(kinds=kinds))[::-1]


def marked_as_risks(session: Session) -> list[Envelope]:
    """The trigger notes that their writer marked as a risk to share, the earliest first."""
    marked = text(
        "records.seq IN (SELECT seq FROM records INDEXED BY records_marked WHERE kind = 'trigger'"
        " AND json_extract(fields, '$.next') = 'risk-to-share' AND removed_at IS NULL)"
    )
    return _latest(session, _filtered(Filter()).where(marked), None)[::-1]


def listed_kinds() -> tuple[str, ...]:
    """The kinds that a list shows unasked."""
    return tuple(kind.name for kind in KINDS.values() if kind.listed)


def search(session: Session, phrases: Sequence[str], wanted: Filter) -> list[Envelope]:
    """The records with every phrase in them, the latest first. The last word of a phrase may be its beginning."""
    for words in phrases:
        refuse_unkeepable_text(words)
    expression = " ".join('"' + phrase.replace('"', '""') + '" *' for phrase in phrases if _has_words(phrase))
    if not expression:
        raise Usage("There is no word to search for.", "Example: selfcare search handover.")
    found = text("records.seq IN (SELECT rowid FROM records_fts WHERE records_fts MATCH :expression)")
    return _latest(session, _filtered(wanted).where(found.bindparams(expression=expression)), wanted.most)


def _has_words(phrase: str) -> bool:
    return any(character.isalnum() for character in phrase)


def one(session: Session, words: str, *, in_bin: bool = False) -> Envelope:
    """The record with the handle or id that a person typed; raises `Usage` with the nearest handle."""
    return from_row(session, row_of(session, words, in_bin=in_bin))


def row_of(session: Session, words: str, *, in_bin: bool = False) -> Record:
    """The row behind `one`."""
    refuse_unkeepable_text(words)
    name = as_typed(words)
    condition = Record.id == name if "-" in name else Record.handle == name
    removed = col(Record.removed_at)
    here = removed.is_not(None) if in_bin else removed.is_(None)
    row = session.exec(select(Record).where(condition, here)).first()
    if row is None:
        raise Usage("There is no such record" + (" in the bin." if in_bin else "."), _nearest(session, name, in_bin))
    return row


def _nearest(session: Session, name: str, in_bin: bool) -> str:
    removed = col(Record.removed_at)
    handles = session.exec(select(Record.handle).where(removed.is_not(None) if in_bin else removed.is_(None))).all()
    near = next((each for each in sorted(handles) if _is_a_slip(name, each)), None)
    lists = "selfcare bin list" if in_bin else "selfcare list"
    return f"Did you mean {near}? {lists} shows them all." if near else f"{lists} shows what there is."


def _is_a_slip(typed: str, handle: str) -> bool:
    """Whether one symbol of a handle was typed wrong. What is further off is no guess at it."""
    return len(typed) == len(handle) and sum(map(ne, typed, handle)) == 1
