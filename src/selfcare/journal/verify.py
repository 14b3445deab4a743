"""Whether the journal's tables agree with each other: rows, versions and the search index."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import Session, select

from selfcare.errors import Usage
from selfcare.journal.journal import Journal
from selfcare.journal.records import from_row, latest_envelope
from selfcare.journal.tables import Draft, Record


def problems(journal: Journal) -> list[str]:
    """Plain sentences about what does not agree, naming records by their handles; empty when all is well."""
    with journal.reading() as session:
        rows = session.exec(select(Record)).all()
        found = [
            f"Record {row.handle} is not the same as its newest version." for row in rows if not _agrees(session, row)
        ]
        return [*found, *_index_problems(session, rows)]


def _agrees(session: Session, row: Record) -> bool:
    try:
        return latest_envelope(session, row.id) == from_row(session, row)
    except (ValueError, Usage):
        return False


def _index_problems(session: Session, rows: Sequence[Record]) -> list[str]:
    indexed = set(session.connection().execute(text("SELECT rowid FROM records_fts")).scalars())
    expected = {row.seq: row.handle for row in rows if row.removed_at is None}
    missing = [f"Record {handle} is not in the search index." for seq, handle in expected.items() if seq not in indexed]
    return missing + (["The search index holds a record that is not there."] if indexed - expected.keys() else [])


def counts(journal: Journal) -> dict[str, int]:
    """How many records of each kind there are, and how many drafts and records in the bin."""
    with journal.reading() as session:
        rows = session.exec(select(Record.kind, Record.removed_at)).all()
        drafts = len(session.exec(select(Draft.id)).all())
    kinds = Counter("in the bin" if removed else kind for kind, removed in rows)
    return dict(sorted(kinds.items())) | {"drafts": drafts}
