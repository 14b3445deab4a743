"""The bin: what was removed stays for 30 days or until it is emptied; emptying really erases."""

from datetime import timedelta

from sqlalchemy import delete, text
from sqlmodel import Session, col, select

from selfcare import when
from selfcare.journal import holding
from selfcare.journal.envelope import Envelope, stamp, to_milliseconds
from selfcare.journal.finding import Filter, find, row_of
from selfcare.journal.handles import new_id
from selfcare.journal.journal import Journal
from selfcare.journal.records import from_row, index, rebuild_index, unindex
from selfcare.journal.tables import Draft, Record, RecordTag, Version
from selfcare.vault.database import checkpoint

KEPT_FOR = timedelta(days=30)


def remove(journal: Journal, words: str) -> Envelope:
    """Move the record with this handle or id to the bin."""
    with journal.writing() as session:
        return remove_in(session, words)


def remove_in(session: Session, words: str) -> Envelope:
    """`remove` inside a transaction that is open."""
    row = row_of(session, words)
    envelope = from_row(session, row)
    row.removed_at = stamp(to_milliseconds(when.now()))
    session.add(row)
    unindex(session, row)
    return envelope


def restore(journal: Journal, words: str) -> Envelope:
    """Bring a record back from the bin."""
    with journal.writing() as session:
        row = row_of(session, words, in_bin=True)
        row.removed_at = None
        session.add(row)
        session.flush()
        envelope = from_row(session, row)
        index(session, row, envelope)
        return envelope


def in_bin(session: Session) -> list[Envelope]:
    """What is in the bin, the latest first."""
    return find(session, Filter(in_bin=True))


def is_due(session: Session) -> bool:
    """Whether something has been in the bin for longer than it is kept unasked, and no hold keeps it."""
    if holding.hold_of(session) is not None:
        return False
    limit = stamp(when.now() - KEPT_FOR)
    return session.exec(select(Record.id).where(col(Record.removed_at) < limit).limit(1)).first() is not None


def empty(journal: Journal) -> int:
    """Erase all that is in the bin: rows, versions, tags, search words. A tombstone keeps a sealed copy out.

    The pages that held the text are overwritten (`secure_delete`), and the write-ahead log is emptied. Raises `Failed`
    while a hold is on.
    """
    with journal.writing() as session:
        holding.refuse(session)
        rows = session.exec(select(Record).where(col(Record.removed_at).is_not(None))).all()
        for row in rows:
            _erase(session, row)
        if rows:
            rebuild_index(session)
    checkpoint(journal.vault.connection)
    return len(rows)


def _erase(session: Session, row: Record) -> None:
    erased_at = to_milliseconds(when.now())
    unindex(session, row)
    session.execute(delete(RecordTag).where(col(RecordTag.record_seq) == row.seq))
    session.execute(delete(Version).where(col(Version.record_id) == row.id))
    session.execute(delete(Draft).where(col(Draft.id) == row.id))
    session.connection().execute(text("DELETE FROM records WHERE seq = :seq"), {"seq": row.seq})
    session.expunge(row)
    session.add(Version(id=new_id(erased_at), record_id=row.id, saved_at=stamp(erased_at)))
