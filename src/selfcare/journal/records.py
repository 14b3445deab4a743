"""Records in and out of the database. `put` is the only way in, and `change` the one for what is there already."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, text
from sqlmodel import Session, col, select

from selfcare import when
from selfcare.errors import Failed, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.batches import batches
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import guarded
from selfcare.journal.handles import handles_of, new_id
from selfcare.journal.journal import Journal
from selfcare.journal.kind import upcast, validated
from selfcare.journal.kinds import KINDS, kind_of, search_text
from selfcare.journal.tables import Draft, Record, RecordTag, Version
from selfcare.vault import canonical


def put(journal: Journal, envelope: Envelope) -> Envelope:
    """Keep a record, new or changed, and return it as kept: in one transaction, with its version and search words.

    The same envelope twice is kept once. A draft of the same id is finished by it. Raises `Usage` for fields that
    the kind does not allow, and for a record that is in the bin or erased.
    """
    with journal.writing() as session:
        return put_in(session, envelope)


def change(
    journal: Journal, record_id: str, how: Callable[[Envelope], Envelope], *, finishes_form: bool = False
) -> Envelope:
    """Keep what `how` makes of a record, and return it: in one transaction, from the record as it is now.

    A person takes minutes to answer; what another window changed meanwhile stays changed. A draft of the record waits
    on unless this `finishes_form`. `how` may raise `Usage`, as does a record that is in the bin, erased or unknown.
    """
    with journal.writing() as session:
        kept = change_in(session, record_id, how)
        if finishes_form:
            _drop_draft(session, record_id)
        return kept


def change_in(session: Session, record_id: str, how: Callable[[Envelope], Envelope]) -> Envelope:
    """`change` inside a transaction that is open."""
    row = _row(session, record_id)
    if row is None:
        raise _no_such_record()
    return _keep(session, how(from_row(session, row)))


def put_in(session: Session, envelope: Envelope, *, saved_at: datetime | None = None) -> Envelope:
    """`put` inside a transaction that is open. `saved_at` is now, but for what was kept earlier and elsewhere."""
    kept = _keep(session, envelope, saved_at=saved_at)
    _drop_draft(session, envelope.id)
    return kept


def _keep(session: Session, envelope: Envelope, *, saved_at: datetime | None = None) -> Envelope:
    envelopes.refuse_unkeepable(envelope)
    kind = kind_of(envelope)
    content = upcast(kind, envelope.kind_version, envelope.fields)
    tags = envelopes.tidy_tags(envelope.tags)
    current = guarded(session, replace(envelope, fields=content, kind_version=kind.version, tags=tags))
    kept = replace(current, fields=validated(kind, current.fields))
    row = _row(session, envelope.id)
    kept = replace(kept, handle=row.handle if row else _free_handle(session, envelope))
    if row is None or from_row(session, row) != kept:
        row = _write_row(session, row, kept)
        _write_version(session, kept, envelopes.to_milliseconds(saved_at or when.now()))
        index(session, row, kept)
    return kept


def _drop_draft(session: Session, record_id: str) -> None:
    session.execute(delete(Draft).where(col(Draft.id) == record_id))


def _row(session: Session, record_id: str) -> Record | None:
    """A record's row; none where it is new. Raises `Usage` where it is in the bin or erased."""
    row = session.exec(select(Record).where(Record.id == record_id)).first()
    if row is None:
        refuse_erased(session, record_id)
    elif row.removed_at is not None:
        raise Usage("That record is in the bin.", "`selfcare bin list` shows it; bring it back to change it.")
    return row


def refuse_erased(session: Session, record_id: str) -> None:
    """Raise `Usage` for a record that was erased: it must not come back from a window that still shows it."""
    erased = select(Version.id).where(Version.record_id == record_id, col(Version.envelope).is_(None))
    if session.exec(erased.limit(1)).first() is not None:
        raise _no_such_record()


def _no_such_record() -> Usage:
    return Usage("There is no such record.", "`selfcare list` shows what there is.")


def _free_handle(session: Session, envelope: Envelope) -> str:
    for handle in handles_of(envelope.id):
        if session.exec(select(Record.id).where(Record.handle == handle)).first() is None:
            return handle
    raise Failed("No short name is free for this record.", "Try again: the next record gets another id.")


def _write_row(session: Session, row: Record | None, envelope: Envelope) -> Record:
    content = columns(envelope)
    row = row or Record(**content)
    row.sqlmodel_update(content)
    session.add(row)
    session.flush()
    return row


def columns(envelope: Envelope) -> dict[str, Any]:
    """What the row of a record says of its envelope, by column; tags are rows of their own."""
    content = envelopes.to_object(envelope)
    del content["tags"]
    return {**content, "fields": canonical.dump(content["fields"]).decode()}


def rewrite(session: Session, row: Record, envelope: Envelope) -> None:
    """Make a record that is here, or in the bin, say what `envelope` does. No version of it is written."""
    index(session, _write_row(session, row, envelope), envelope)


def _write_version(session: Session, envelope: Envelope, saved_at: datetime) -> None:
    session.add(
        Version(
            id=new_id(saved_at),
            record_id=envelope.id,
            parent=latest_version(session, envelope.id),
            saved_at=envelopes.stamp(saved_at),
            envelope=envelopes.dump(envelope).decode(),
        )
    )


def latest_version(session: Session, record_id: str) -> str | None:
    """The id of the newest version of a record."""
    newest = select(Version.id).where(Version.record_id == record_id).order_by(text("rowid DESC")).limit(1)
    return session.exec(newest).first()


def index(session: Session, row: Record, envelope: Envelope) -> None:
    """Make the tags and the search words of a record those of `envelope`; what is in the bin has no search words."""
    session.execute(delete(RecordTag).where(col(RecordTag.record_seq) == row.seq))
    session.add_all(RecordTag(record_seq=row.seq or 0, tag=tag) for tag in envelope.tags)
    unindex(session, row)
    if row.removed_at is not None:
        return
    add_words(session, {row.seq or 0: envelope})


def add_words(session: Session, records: Mapping[int, Envelope]) -> None:
    """Put the words of records into the search index, by the numbers of their rows."""
    rows = [{"seq": seq, "words": "\n".join([search_text(each), *each.tags])} for seq, each in records.items()]
    if rows:
        session.connection().execute(text("INSERT INTO records_fts (rowid, words) VALUES (:seq, :words)"), rows)


def unindex(session: Session, row: Record) -> None:
    """Take a record's words out of the search index."""
    session.connection().execute(text("DELETE FROM records_fts WHERE rowid = :seq"), {"seq": row.seq})


def rebuild_index(session: Session) -> None:
    """Write the search index anew: after a deletion its page directory may still hold the beginning of a word."""
    session.connection().execute(text("INSERT INTO records_fts (records_fts) VALUES ('rebuild')"))


def is_known(session: Session, record_id: str) -> bool:
    """Whether a record was ever here, erased ones included."""
    return bool(known_among(session, [record_id]))


def known_among(session: Session, record_ids: Iterable[str]) -> set[str]:
    """Those of the ids of records that were ever here, erased ones included."""
    asked = (select(Version.record_id).where(col(Version.record_id).in_(batch)) for batch in batches(record_ids))
    return {found for each in asked for found in session.exec(each.distinct())}


def from_row(session: Session, row: Record) -> Envelope:
    """The envelope of a row, its fields in today's form."""
    tags = session.exec(select(RecordTag.tag).where(RecordTag.record_seq == row.seq)).all()
    return envelope_of(row, tags)


def from_rows(session: Session, rows: Iterable[Record | Row[Any]]) -> list[Envelope]:
    """The envelopes of rows, in their order, with one look for all their tags."""
    kept = list(rows)
    tags: dict[int | None, list[str]] = {row.seq: [] for row in kept}
    for batch in batches(tags):
        for found in session.exec(select(RecordTag).where(col(RecordTag.record_seq).in_(batch))):
            tags[found.record_seq].append(found.tag)
    return [envelope_of(row, tags[row.seq]) for row in kept]


def envelope_of(row: Record | Row[Any], tags: Iterable[str]) -> Envelope:
    """The envelope of a row and the tags that belong to it. What a row says is trusted: `put` has checked it."""
    envelope = Envelope(
        id=row.id,
        handle=row.handle,
        kind=row.kind,
        kind_version=row.kind_version,
        happened_at=datetime.fromisoformat(row.happened_at),
        zone=row.zone,
        day=date.fromisoformat(row.day),
        written_at=datetime.fromisoformat(row.written_at),
        changed_at=datetime.fromisoformat(row.changed_at),
        device=row.device,
        share=row.share,
        theme=row.theme,
        tags=tuple(sorted(tags)),
        fields=json.loads(row.fields),
    )
    return in_todays_form(envelope)


def in_todays_form(envelope: Envelope) -> Envelope:
    """`envelope` with its fields in the form of the kind's newest version."""
    kind = KINDS.get(envelope.kind)
    if kind is None or kind.version == envelope.kind_version:
        return envelope
    content = upcast(kind, envelope.kind_version, envelope.fields)
    return replace(envelope, fields=content, kind_version=kind.version)


def history(session: Session, record_id: str) -> list[Envelope]:
    """Every version of a record, oldest first."""
    rows = session.exec(select(Version).where(Version.record_id == record_id).order_by(text("rowid"))).all()
    return [in_todays_form(envelopes.parse(row.envelope.encode())) for row in rows if row.envelope]


def latest_envelope(session: Session, record_id: str) -> Envelope | None:
    """The newest version of a record; none for one that is erased or was never here."""
    versions = history(session, record_id)
    return versions[-1] if versions else None
