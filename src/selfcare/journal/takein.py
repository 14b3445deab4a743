"""Take-in: what was sealed while the journal was locked becomes a record, exactly once by its id."""

from dataclasses import dataclass, replace
from pathlib import Path

from selfcare.errors import NewerFormat, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.journal import Journal, stored_setting
from selfcare.journal.records import is_known, put_in
from selfcare.vault import inbox
from selfcare.vault.sealing import open_sealed


@dataclass(frozen=True)
class TakenIn:
    """What a take-in did: records kept, and files that nothing could read."""

    kept: int
    unreadable: int


def take_in(journal: Journal) -> TakenIn:
    """Take in every sealed file. One that cannot be read stays, renamed; one from a newer version waits."""
    kept = unreadable = 0
    for path in inbox.waiting(journal.folder):
        blob = _read(path)
        if blob is None:
            continue
        envelope = _opened(journal, blob)
        try:
            if envelope is None:
                inbox.mark_unreadable(path)
                unreadable += 1
                continue
            kept += _put_once(journal, envelope)
        except NewerFormat:
            continue
        except Usage:
            inbox.mark_unreadable(path)
            unreadable += 1
            continue
        _clear(path, blob)
    return TakenIn(kept, unreadable)


def _read(path: Path) -> bytes | None:
    """The file's bytes; none where another process has just taken it in."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _clear(path: Path, blob: bytes) -> None:
    """Remove a sealed file that is now a record, unless a form that is still open has put more into it."""
    if _read(path) == blob:
        path.unlink(missing_ok=True)


def _opened(journal: Journal, blob: bytes) -> Envelope | None:
    payload = open_sealed(journal.vault.inbox_keys, journal.vault.journal_id, blob)
    if payload is None:
        return None
    try:
        return envelopes.parse(payload)
    except ValueError:
        return None


def _put_once(journal: Journal, envelope: Envelope) -> int:
    """Keep the record unless its id was ever here; how many records that made (0 or 1)."""
    with journal.writing() as session:
        if is_known(session, envelope.id):
            return 0
        put_in(session, envelopes.filed(replace(envelope, handle=""), stored_setting(session, "day_starts_at")))
        return 1
