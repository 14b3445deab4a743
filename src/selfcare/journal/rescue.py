"""From the rows that can still be read back to a journal: each record from its row, its versions, or both.

A damaged database no longer says which table a row is from, so a row is known by its form: how many values it has, and
what kind of text its ids, handles and moments are.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from selfcare.errors import SelfcareError
from selfcare.journal import envelope as envelopes
from selfcare.journal import records as in_records
from selfcare.journal import unfinished
from selfcare.journal.archive import (
    Archive,
    KeptAnswer,
    KeptDraft,
    KeptPerson,
    KeptRecord,
    KeptShared,
    KeptVersion,
    Tombstone,
)
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import ALPHABET, LENGTH, handles_of, is_id, new_id
from selfcare.journal.kinds import KINDS
from selfcare.journal.people import NAMES_KEY
from selfcare.journal.records import envelope_of, in_todays_form
from selfcare.journal.tables import (
    Draft,
    Person,
    PersonName,
    Record,
    RecordTag,
    ReviewAnswer,
    SharedLog,
    StoredSetting,
    Version,
)
from selfcare.vault.rows import Row, Value

_HANDLE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile("[0-9a-f]{64}")
_SETTING = re.compile("[a-z_]+")


@dataclass(frozen=True, order=True)
class Lost:
    """A record that was there and of which nothing can be read: what the indexes still say of it, or nothing."""

    handle: str
    kind: str = ""
    day: str = ""


@dataclass(frozen=True)
class Rescued:
    """What a damaged journal still holds, and what is known to be missing from it.

    archive        all that can be brought into a new journal
    lost           the records that were there and of which nothing can be read
    from_versions  the handles of those that only their history still has: whether they were in the bin is not known
    unnamed        the pseudonyms of people whose names are lost, so that the name guard no longer knows them
    """

    archive: Archive
    lost: tuple[Lost, ...]
    from_versions: tuple[str, ...]
    unnamed: tuple[str, ...]


def rescued(rows: Iterable[Row]) -> Rescued:
    """What the rows that can be read still hold."""
    found = _sorted(rows)
    versions, tombstones = _versions(found), _tombstones(found)
    here = _rows(found)
    ids = [each for each in {**here, **versions} if each not in {gone.record for gone in tombstones}]
    records = tuple(_record(versions.get(each, ()), here.get(each)) for each in ids)
    drafts = tuple(_drafts(found))
    known = {*ids, *(each.record for each in tombstones), *(each.form.envelope.id for each in drafts)}
    settings = {row["name"]: row["value"] for row in found.rows[StoredSetting]}
    names_key = settings.pop(NAMES_KEY, None)
    people = _people(found, with_names=names_key is not None)
    archive = Archive(
        records=records,
        tombstones=tombstones,
        drafts=drafts,
        names_key=names_key,
        people=people,
        answers=tuple(_answers(found, records)) if names_key else (),
        shared=tuple(_shared(found)),
        settings=settings,
    )
    return Rescued(
        archive,
        lost=_lost(found, known),
        from_versions=tuple(sorted(record.current.handle for record in records if record.current.id not in here)),
        unnamed=tuple(each.pseudonym for each in people if not each.names),
    )


# --- which row is of which table -------------------------------------------------------------------------------------


@dataclass
class _Found:
    """Rows by their tables, in the order of their row numbers, and what the indexes say beside them.

    `numbers` has the row numbers that go with ids and with handles, `kinds` and `days` those that go with a kind and a
    shift day; `in_part` the records of which a row is cut off, by id, with their handles where these are known.
    """

    rows: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[int, str] = field(default_factory=dict)
    days: dict[int, str] = field(default_factory=dict)
    in_part: dict[str, str] = field(default_factory=dict)


def _is_id(value: Value) -> bool:
    return isinstance(value, str) and is_id(value)


def _fits(form: re.Pattern[str], value: Value) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


_IN_TABLES: Mapping[type[SQLModel], Callable[[tuple[Value, ...]], bool]] = {
    Record: lambda values: _is_id(values[1]),
    Version: lambda values: _is_id(values[0]) and _is_id(values[1]),
    Draft: lambda values: _is_id(values[0]),
    StoredSetting: lambda values: _fits(_SETTING, values[0]) and isinstance(values[1], str),
    Person: lambda values: isinstance(values[0], str) and values[0][:1].isupper() and isinstance(values[1], str),
    SharedLog: lambda values: _is_id(values[0]),
}
"""What a row of each table looks like. Those without row numbers are kept as indexes are:"""
_IN_INDEXES: Mapping[type[SQLModel], Callable[[tuple[Value, ...]], bool]] = {
    RecordTag: lambda values: isinstance(values[0], int) and isinstance(values[1], str),
    PersonName: lambda values: _fits(_DIGEST, values[0]) and isinstance(values[1], str),
    ReviewAnswer: lambda values: _is_id(values[0]) and _fits(_DIGEST, values[1]),
}


_KEYS: Mapping[type[SQLModel], tuple[str, ...]] = {
    Record: ("id",),
    Version: ("id",),
    Draft: ("id",),
    StoredSetting: ("name",),
    Person: ("pseudonym",),
    SharedLog: ("id",),
    RecordTag: ("record_seq", "tag"),
    PersonName: ("digest", "pseudonym"),
    ReviewAnswer: ("version_id", "digest", "kind"),
}
"""What no two rows of a table have in common."""


def _sorted(rows: Iterable[Row]) -> _Found:
    found = _Found()
    for row in sorted(rows, key=lambda row: row.rowid or 0):
        forms = _IN_INDEXES if row.rowid is None else _IN_TABLES
        table = _table_of(row.values, forms) if row.whole else None
        if table is not None:
            numbered = {"seq": row.rowid} if table is Record else {}
            found.rows[table].append(dict(zip(table.model_fields, row.values, strict=True)) | numbered)
        elif row.rowid is None:
            _note_index(found, row.values)
        elif not row.whole:
            _note_part(found, row.values)
    for table, copies in found.rows.items():
        found.rows[table] = _once(copies, _KEYS[table])
    return found


def _once(rows: Iterable[dict[str, Any]], key: tuple[str, ...]) -> list[dict[str, Any]]:
    """Each row once, as it was changed last: a page from before may be as whole as the one that took its place."""
    kept: dict[tuple[Value, ...], dict[str, Any]] = {}
    for row in rows:
        earlier = kept.get(which := tuple(row[name] for name in key))
        if earlier is None or _changed(row) >= _changed(earlier):
            kept[which] = row
    return list(kept.values())


def _changed(row: Mapping[str, Any]) -> str:
    return str(row.get("changed_at") or row.get("saved_at") or "")


def _table_of(
    values: tuple[Value, ...], forms: Mapping[type[SQLModel], Callable[[tuple[Value, ...]], bool]]
) -> type[SQLModel] | None:
    for table, has_form in forms.items():
        if len(values) == len(table.model_fields) and has_form(values):
            return table
    return None


def _note_index(found: _Found, values: tuple[Value, ...]) -> None:
    match values:
        case (str(word), int(number)) if _is_id(word) or _fits(_HANDLE, word):
            found.numbers[number].add(word)
        case (str(kind), str(when), int(number)) if kind in KINDS:
            found.kinds[number] = kind
            if _fits(_DAY, when):
                found.days[number] = when


def _note_part(found: _Found, values: tuple[Value, ...]) -> None:
    """A row that is cut off: the beginning of a record has its id and handle, that of a version the record's id."""
    match values[:3]:
        case (None, str(record), str(handle)) if is_id(record):
            found.in_part[record] = handle
        case (str(version), str(record), *_) if is_id(version) and is_id(record):
            found.in_part.setdefault(record, "")


def _lost(found: _Found, known: Collection[str]) -> tuple[Lost, ...]:
    """The records that are not among the `known`, by their handles."""
    lost = {handle: Lost(handle) for handle in _in_part(found, known)}
    for number, record, handle in _numbered(found):
        if record not in known:
            lost[handle] = Lost(handle, found.kinds.get(number, ""), found.days.get(number, ""))
    return tuple(sorted(lost.values()))


def _numbered(found: _Found) -> Iterator[tuple[int, str, str]]:
    """Every record that the indexes know, with its row number, id and handle, as well as that is known.

    Ids and handles have an index each. They belong together where both give the same row number, and the handle is one
    that the id gives.
    """
    for number, words in found.numbers.items():
        handles = {each for each in words if not is_id(each)}
        for each in words - handles:
            yield from ((number, each, handle) for handle in handles & set(handles_of(each)))


def _in_part(found: _Found, known: Collection[str]) -> Iterator[str]:
    """The handles of the records of which a row is cut off."""
    for record, handle in found.in_part.items():
        if record not in known:
            yield handle or next(handles_of(record))


# --- from rows to what is kept ---------------------------------------------------------------------------------------


def _rows(found: _Found) -> dict[str, tuple[Envelope, str | None]]:
    """Each record as its row has it, and since when it is in the bin."""
    tags: dict[int, list[str]] = defaultdict(list)
    for row in found.rows[RecordTag]:
        tags[row["record_seq"]].append(row["tag"])
    kept = {}
    for row in found.rows[Record]:
        try:
            envelope = envelope_of(in_records.Row(**row), tags[row["seq"]])
            kept[row["id"]] = envelopes.from_object(envelopes.to_object(envelope)), row["removed_at"]
        except (ValueError, TypeError, AttributeError, SelfcareError):
            found.in_part[row["id"]] = str(row["handle"])
    return kept


def _versions(found: _Found) -> dict[str, tuple[KeptVersion, ...]]:
    """The versions of each record that can be read, the oldest first."""
    kept: dict[str, tuple[KeptVersion, ...]] = {}
    for row in found.rows[Version]:
        earlier = kept.get(row["record_id"], ())
        try:
            envelope = envelopes.parse((row["envelope"] or "").encode())
        except ValueError:
            continue
        parent = earlier[-1].id if earlier else None
        kept[envelope.id] = (*earlier, KeptVersion(row["id"], parent, row["saved_at"], envelope))
    return kept


def _record(versions: tuple[KeptVersion, ...], row: tuple[Envelope, str | None] | None) -> KeptRecord:
    """A record of its versions and its row, which stands for the newest version where that is lost.

    Tags may be lost alone: those of a version that says the same are right.
    """
    if row is None:
        return KeptRecord(None, versions)
    envelope, removed_at = row
    newest = versions[-1] if versions else None
    if newest and _is_as_new(newest.envelope, envelope):
        return KeptRecord(removed_at, versions)
    added = KeptVersion(
        new_id(envelope.changed_at), newest.id if newest else None, envelopes.stamp(envelope.changed_at), envelope
    )
    return KeptRecord(removed_at, (*versions, added))


def _is_as_new(version: Envelope, row: Envelope) -> bool:
    """Whether a version says what the row says, or was saved after it: then the row's page is from before."""
    same = replace(in_todays_form(version), tags=()) == replace(row, tags=())
    return same or version.changed_at > row.changed_at


def _tombstones(found: _Found) -> tuple[Tombstone, ...]:
    gone = (row for row in found.rows[Version] if row["envelope"] is None)
    return tuple(Tombstone(row["id"], row["record_id"], row["saved_at"]) for row in gone)


def _drafts(found: _Found) -> Iterator[KeptDraft]:
    for row in found.rows[Draft]:
        try:
            yield KeptDraft(row["saved_at"], unfinished.parse(row["envelope"].encode()))
        except (ValueError, AttributeError):
            continue


def _people(found: _Found, *, with_names: bool) -> tuple[KeptPerson, ...]:
    """The people, and those of whom only names are left. Without its key no name is of use."""
    names: dict[str, dict[str, int]] = {row["pseudonym"]: {} for row in found.rows[Person]}
    for row in found.rows[PersonName] if with_names else ():
        names.setdefault(row["pseudonym"], {})[row["digest"]] = row["words"]
    added = {row["pseudonym"]: row["added_at"] for row in found.rows[Person]}
    unknown = envelopes.stamp(datetime.fromisoformat("2000-01-01T00:00:00Z"))
    return tuple(KeptPerson(each, added.get(each, unknown), names[each]) for each in sorted(names))


def _answers(found: _Found, records: Iterable[KeptRecord]) -> Iterator[KeptAnswer]:
    """The answers at reviews, as far as the version that they were given to is there."""
    versions = {version.id for record in records for version in record.versions}
    for row in found.rows[ReviewAnswer]:
        if row["version_id"] in versions:
            yield KeptAnswer(row.pop("version_id"), **row)


def _shared(found: _Found) -> Iterator[KeptShared]:
    for row in found.rows[SharedLog]:
        yield KeptShared(**{**row, "versions": tuple(row["versions"].split())})
