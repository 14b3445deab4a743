"""Compacting: the search index and the database's file are written anew, without a trace of what was erased."""

from selfcare.journal import holding
from selfcare.journal.journal import Journal
from selfcare.journal.records import rebuild_index


def compact(journal: Journal) -> None:
    """Write both anew. Raises `Failed` while a hold is on, and `Busy` where another process has the journal open."""
    with journal.writing() as session:
        holding.refuse(session)
        rebuild_index(session)
    journal.vault.compact()
