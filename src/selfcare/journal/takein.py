"""Take-in: what was sealed while the journal was locked becomes a record, exactly once by its id.

Anyone who can write into the inbox can seal, so a sealed file never changes a record that is there, and whatever it
holds, it never stops an unlock.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from selfcare.errors import Failed, NewerFormat, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal import unfinished
from selfcare.journal.envelope import Envelope, texts
from selfcare.journal.guarding import guarded
from selfcare.journal.handles import sibling_id
from selfcare.journal.journal import Journal, stored_setting
from selfcare.journal.records import history, is_known, put_in
from selfcare.journal.session import Session
from selfcare.places import beginning
from selfcare.vault import inbox
from selfcare.vault.sealing import LONGEST, open_sealed


@dataclass(frozen=True)
class TakenIn:
    """What a take-in did: how many records it kept, how many files nothing could read, and the records themselves."""

    kept: int
    unreadable: int
    records: tuple[Envelope, ...] = field(default=(), compare=False, repr=False)


def take_in(journal: Journal, but: Path | None = None) -> TakenIn:
    """Take in every sealed file `but` one. One that cannot be read stays, renamed; one from a newer version waits."""
    kept: list[Envelope] = []
    unreadable = 0
    for path in inbox.waiting(journal.folder):
        blob = _read(path) if path != but else None
        if blob is None:
            continue
        try:
            if record := _put_once(journal, _opened(journal, blob)):
                kept.append(record)
        except NewerFormat:
            continue
        except Usage:
            with suppress(Failed):  # where it may not be renamed it is tried again, and says so again
                inbox.mark_unreadable(path)
            unreadable += 1
            continue
        _clear(path, blob)
    return TakenIn(len(kept), unreadable, tuple(kept))


def _read(path: Path) -> bytes | None:
    """The file's bytes, as far as a sealed envelope may reach.

    None where another process has just taken it in, or where it may not be read and waits.
    """
    try:
        return beginning(path, LONGEST + 1)
    except OSError:
        return None


def _clear(path: Path, blob: bytes) -> None:
    """Remove a sealed file that is now a record, unless a form that is still open has put more into it.

    One that may not be removed stops no unlock: its record is known, and is not kept twice.
    """
    if _read(path) == blob:
        with suppress(OSError):
            path.unlink()


def _opened(journal: Journal, blob: bytes) -> Envelope:
    payload = open_sealed(journal.vault.inbox_keys, journal.vault.journal_id, blob)
    try:
        if payload is not None:
            return envelopes.parse(payload)
    except ValueError:
        pass
    raise Usage("No key opens this file, or it holds no record.", "It stays in the inbox.")


def _put_once(journal: Journal, envelope: Envelope) -> Envelope | None:
    """The record that this made: none where its id was ever here, or its form goes on as a draft."""
    from selfcare.journal import unknown_ids  # which reads all guidance

    with journal.writing() as session:
        draft = _newer_draft(session, envelope)
        if draft is not None and {*texts(guarded(session, envelope))} <= {*texts(draft), ""}:
            return None
        if draft is not None or _went_on(session, envelope):
            envelope = replace(envelope, id=sibling_id(envelope.id, envelopes.dump(envelope)))
        if is_known(session, envelope.id):
            return None
        day_starts_at = stored_setting(session, "day_starts_at")
        named = unknown_ids.without_names(session, replace(envelope, handle=""))
        return put_in(session, envelopes.filed(named, day_starts_at))


def _newer_draft(session: Session, envelope: Envelope) -> Envelope | None:
    """What a form that was begun sealed came to in the journal, if it goes on there.

    It has all that the file has, unless a clock was set back: then the file becomes a record of its own.
    """
    newer = "SELECT envelope FROM drafts WHERE id = :id AND saved_at >= :moment"
    content = session.value(newer, id=envelope.id, moment=envelopes.stamp(envelope.changed_at))
    return unfinished.parse(content.encode()).envelope if content else None


def _went_on(session: Session, envelope: Envelope) -> bool:
    """Whether this is a form that was answered further while its first answers were being taken in."""
    versions = history(session, envelope.id)
    return bool(versions) and envelope.changed_at > versions[0].changed_at
