"""The bin: what was removed stays for 30 days or until it is emptied; emptying really erases."""

from datetime import timedelta

from selfcare import when
from selfcare.journal import holding
from selfcare.journal.envelope import Envelope, stamp, to_milliseconds
from selfcare.journal.finding import Filter, find, row_of
from selfcare.journal.handles import new_id
from selfcare.journal.journal import Journal
from selfcare.journal.records import from_row, index, rebuild_index, unindex
from selfcare.journal.session import Session
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
    _set_removed(session, row.seq, stamp(to_milliseconds(when.now())))
    unindex(session, row.seq)
    return envelope


def _set_removed(session: Session, seq: int, moment: str | None) -> None:
    session.run("UPDATE records SET removed_at = :moment WHERE seq = :seq", moment=moment, seq=seq)


def restore(journal: Journal, words: str) -> Envelope:
    """Bring a record back from the bin."""
    with journal.writing() as session:
        row = row_of(session, words, in_bin=True)
        _set_removed(session, row.seq, None)
        envelope = from_row(session, row)
        index(session, row.seq, envelope)
        return envelope


def in_bin(session: Session) -> list[Envelope]:
    """What is in the bin, the latest first."""
    return find(session, Filter(in_bin=True))


def is_due(session: Session) -> bool:
    """Whether something has been in the bin for longer than it is kept unasked, and no hold keeps it."""
    if holding.hold_of(session) is not None:
        return False
    limit = stamp(when.now() - KEPT_FOR)
    return session.row("SELECT 1 FROM records WHERE removed_at < :limit LIMIT 1", limit=limit) is not None


def empty(journal: Journal) -> int:
    """Erase all that is in the bin: rows, versions, tags, search words. A tombstone keeps a sealed copy out.

    The pages that held the text are overwritten (`secure_delete`), and the write-ahead log is emptied. Raises `Failed`
    while a hold is on.
    """
    with journal.writing() as session:
        holding.refuse(session)
        rows = session.rows("SELECT seq, id FROM records WHERE removed_at IS NOT NULL")
        for seq, record_id in rows:
            _erase(session, seq, record_id)
        if rows:
            rebuild_index(session)
    checkpoint(journal.vault.connection)
    return len(rows)


def _erase(session: Session, seq: int, record_id: str) -> None:
    erased_at = to_milliseconds(when.now())
    unindex(session, seq)
    session.run("DELETE FROM record_tags WHERE record_seq = :seq", seq=seq)
    session.run("DELETE FROM versions WHERE record_id = :id", id=record_id)
    session.run("DELETE FROM drafts WHERE id = :id", id=record_id)
    session.run("DELETE FROM records WHERE seq = :seq", seq=seq)
    session.insert("versions", tombstone(new_id(erased_at), record_id, stamp(erased_at)))


def tombstone(version_id: str, record_id: str, saved_at: str) -> dict[str, str | None]:
    """What the table of versions has for a record that was erased."""
    return {"id": version_id, "record_id": record_id, "parent": None, "saved_at": saved_at, "envelope": None}
