"""Records in and out of the database. `put` is the only way in, and `change` the one for what is there already."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from selfcare import when
from selfcare.errors import Failed, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import guarded
from selfcare.journal.handles import handles_of, new_id
from selfcare.journal.journal import Journal
from selfcare.journal.kind import upcast
from selfcare.journal.kinds import KINDS, kind_of, search_text
from selfcare.journal.session import Session
from selfcare.vault import canonical

if TYPE_CHECKING:
    from selfcare.journal.tables import Record


class Row(NamedTuple):
    """A row of `records`, as `tables.Record` has it."""

    seq: int
    id: str
    handle: str
    kind: str
    kind_version: int
    happened_at: str
    zone: str
    day: str
    written_at: str
    changed_at: str
    device: str
    share: str
    theme: str
    fields: str
    removed_at: str | None


COLUMNS = ", ".join(f"records.{name}" for name in Row._fields)


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
    from selfcare.journal.form import validated  # which loads pydantic: whoever only reads needs neither

    envelopes.refuse_unkeepable(envelope)
    kind = kind_of(envelope)
    content = upcast(kind, envelope.kind_version, envelope.fields)
    tags = envelopes.tidy_tags(envelope.tags)
    current = guarded(session, replace(envelope, fields=content, kind_version=kind.version, tags=tags))
    kept = replace(current, fields=validated(kind, current.fields))
    row = _row(session, envelope.id)
    kept = replace(kept, handle=row.handle if row else _free_handle(session, envelope))
    if row is None or from_row(session, row) != kept:
        seq = _write_row(session, row, kept)
        _write_version(session, kept, envelopes.to_milliseconds(saved_at or when.now()))
        index(session, seq, kept)
    return kept


def _drop_draft(session: Session, record_id: str) -> None:
    session.run("DELETE FROM drafts WHERE id = :id", id=record_id)


def _row(session: Session, record_id: str) -> Row | None:
    """A record's row; none where it is new. Raises `Usage` where it is in the bin or erased."""
    row = row_where(session, "id = :id", id=record_id)
    if row is None:
        refuse_erased(session, record_id)
    elif row.removed_at is not None:
        raise Usage("That record is in the bin.", "`selfcare bin list` shows it; bring it back to change it.")
    return row


def row_where(session: Session, condition: str, **values: Any) -> Row | None:
    """The row that meets a condition of ours, if there is one."""
    found = session.row(f"SELECT {COLUMNS} FROM records WHERE {condition}", **values)  # noqa: S608 - never a person's words
    return Row._make(found) if found else None


def refuse_erased(session: Session, record_id: str) -> None:
    """Raise `Usage` for a record that was erased: it must not come back from a window that still shows it."""
    erased = "SELECT 1 FROM versions WHERE record_id = :id AND envelope IS NULL LIMIT 1"
    if session.row(erased, id=record_id) is not None:
        raise _no_such_record()


def _no_such_record() -> Usage:
    return Usage("There is no such record.", "`selfcare list` shows what there is.")


def _free_handle(session: Session, envelope: Envelope) -> str:
    for handle in handles_of(envelope.id):
        if session.row("SELECT 1 FROM records WHERE handle = :handle", handle=handle) is None:
            return handle
    raise Failed("No short name is free for this record.", "Try again: the next record gets another id.")


def _write_row(session: Session, row: Row | None, envelope: Envelope) -> int:
    """Write the row of a record; its number."""
    if row is not None:
        _update(session, row.seq, envelope)
        return row.seq
    session.insert("records", as_row(envelope))
    return int(session.value("SELECT last_insert_rowid()"))


def _update(session: Session, seq: int, envelope: Envelope) -> None:
    content = as_row(envelope)
    places = ", ".join(f"{name} = :{name}" for name in content)
    session.run(f"UPDATE records SET {places} WHERE seq = :seq", **content, seq=seq)  # noqa: S608 - names of columns


def as_row(envelope: Envelope) -> dict[str, Any]:
    """A record as its table has it, but for its number and whether it is in the bin."""
    content = envelopes.to_object(envelope)
    del content["tags"]
    content["fields"] = canonical.dump(content["fields"]).decode()
    return content


def rewrite(session: Session, row: Row, envelope: Envelope) -> None:
    """Make the record of this row say what `envelope` does, in the bin or not. No version of it is written."""
    _update(session, row.seq, envelope)
    index(session, row.seq, envelope, in_bin=row.removed_at is not None)


def _write_version(session: Session, envelope: Envelope, saved_at: datetime) -> None:
    version = {
        "id": new_id(saved_at),
        "record_id": envelope.id,
        "parent": latest_version(session, envelope.id),
        "saved_at": envelopes.stamp(saved_at),
        "envelope": envelopes.dump(envelope).decode(),
    }
    session.insert("versions", version)


def latest_version(session: Session, record_id: str) -> str | None:
    """The id of the newest version of a record."""
    newest: str | None = session.value(
        "SELECT id FROM versions WHERE record_id = :id ORDER BY rowid DESC LIMIT 1", id=record_id
    )
    return newest


def index(session: Session, seq: int, envelope: Envelope, *, in_bin: bool = False) -> None:
    """Make the tags and the search words of a record those of `envelope`; what is in the bin has no search words."""
    session.run("DELETE FROM record_tags WHERE record_seq = :seq", seq=seq)
    session.insert("record_tags", *tag_rows(seq, envelope))
    unindex(session, seq)
    if not in_bin:
        add_words(session, {seq: envelope})


def tag_rows(seq: int, envelope: Envelope) -> list[dict[str, Any]]:
    """The tags of a record as their table has them."""
    return [{"record_seq": seq, "tag": tag} for tag in envelope.tags]


def add_words(session: Session, records: Mapping[int, Envelope]) -> None:
    """Put the words of records into the search index, by the numbers of their rows."""
    rows = ({"rowid": seq, "words": "\n".join([search_text(each), *each.tags])} for seq, each in records.items())
    session.insert("records_fts", *rows)


def unindex(session: Session, seq: int) -> None:
    """Take a record's words out of the search index."""
    session.run("DELETE FROM records_fts WHERE rowid = :seq", seq=seq)


def rebuild_index(session: Session) -> None:
    """Write the search index anew: after a deletion its page directory may still hold the beginning of a word."""
    session.run("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")


def is_known(session: Session, record_id: str) -> bool:
    """Whether a record was ever here, erased ones included."""
    return session.row("SELECT 1 FROM versions WHERE record_id = :id LIMIT 1", id=record_id) is not None


def known_among(session: Session, ids: Iterable[str]) -> set[str]:
    """Those of the ids that were ever here, erased ones included."""
    among = "SELECT DISTINCT record_id FROM versions WHERE record_id IN (SELECT value FROM json_each(:ids))"
    return set(session.column(among, ids=json.dumps(list(ids))))


def from_row(session: Session, row: Row) -> Envelope:
    """The envelope of a row, its fields in today's form."""
    return from_rows(session, [row])[0]


def from_rows(session: Session, rows: Iterable[Row]) -> list[Envelope]:
    """The envelopes of rows, in their order, with one look for all their tags."""
    kept = list(rows)
    tags: dict[int, list[str]] = {row.seq: [] for row in kept}
    wanted = "SELECT record_seq, tag FROM record_tags WHERE record_seq IN (SELECT value FROM json_each(:seqs))"
    for seq, tag in session.rows(wanted, seqs=json.dumps(list(tags))):
        tags[seq].append(tag)
    return [envelope_of(row, tags[row.seq]) for row in kept]


def envelope_of(row: "Row | Record", tags: Iterable[str]) -> Envelope:
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
    every = "SELECT envelope FROM versions WHERE record_id = :id AND envelope IS NOT NULL ORDER BY rowid"
    return [in_todays_form(envelopes.parse(content.encode())) for content in session.column(every, id=record_id)]
