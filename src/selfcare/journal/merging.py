"""An archive brought into a journal: what is here stays, and what was never here comes in beside it.

A record is known by its id, and so is each version of it, so that nothing comes in twice. Of a record that both have,
the one that was changed last is current, and every version of both is kept. What was erased here stays erased, and what
is here stays, even where the archive says that it was erased there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from selfcare.errors import InvalidFile
from selfcare.journal.archive import (
    Archive,
    KeptAnswer,
    KeptDraft,
    KeptPerson,
    KeptRecord,
    KeptShared,
    Tombstone,
)
from selfcare.journal.bin import tombstone
from selfcare.journal.drafts import as_row
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import guard_of, guarded_form, guarded_text
from selfcare.journal.holding import HOLD
from selfcare.journal.journal import keep_setting, kept_setting
from selfcare.journal.people import NAMES_KEY, keep_name, keep_person
from selfcare.journal.placing import place, version_row, without_names
from selfcare.journal.records import from_row, in_todays_form, latest_version, rewrite, row_where
from selfcare.journal.session import Session
from selfcare.settings import holds_words
from selfcare.vault.progress import Progress, nothing


@dataclass(frozen=True)
class Plan:
    """What of an archive would come into a journal, and what would not.

    new          records that were never here
    grown        records that are here, and lack versions that the archive has
    known        how many records are here already, the grown ones among them
    erased_here  how many were erased here and stay so
    kept_here    how many are here, though the archive says that they were erased
    settings     the values to set; none for one that goes back to its default
    names_apart  the names of the archive are hashed under another key than those here, and cannot be joined to them
    """

    new: tuple[KeptRecord, ...] = ()
    grown: tuple[KeptRecord, ...] = ()
    known: int = 0
    erased_here: int = 0
    kept_here: int = 0
    tombstones: tuple[Tombstone, ...] = ()
    drafts: tuple[KeptDraft, ...] = ()
    names_key: str | None = None
    people: tuple[KeptPerson, ...] = ()
    names_apart: bool = False
    answers: tuple[KeptAnswer, ...] = ()
    shared: tuple[KeptShared, ...] = ()
    settings: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def changes_something(self) -> bool:
        """Whether the journal would be another one afterwards."""
        rows = (self.new, self.grown, self.tombstones, self.drafts, self.people, self.answers, self.shared)
        return any(rows) or bool(self.settings) or self.names_key is not None


@dataclass(frozen=True)
class _Here:
    """The ids that a journal knows: of versions, each with its record, of records, and of those that were erased."""

    versions: Mapping[str, str]
    records: frozenset[str]
    erased: frozenset[str]


def _here(session: Session) -> _Here:
    rows = session.rows("SELECT id, record_id, envelope IS NULL FROM versions")
    return _Here(
        versions={version: record for version, record, _ in rows},
        records=frozenset(record for _, record, gone in rows if not gone),
        erased=frozenset(record for _, record, gone in rows if gone),
    )


# --- what would come in ----------------------------------------------------------------------------------------------


def plan(session: Session, archive: Archive) -> Plan:
    """What of `archive` would come in. Raises `InvalidFile` where it gives a version to another record than here."""
    here = _here(session)
    _refuse_strangers(here, archive)
    known = [each for each in archive.records if each.current.id in here.records]
    apart = _names_apart(session, archive)
    logged = set(session.column("SELECT id FROM shared_log"))
    return Plan(
        new=tuple(each for each in archive.records if each.current.id not in here.records | here.erased),
        grown=tuple(each for each in known if any(version.id not in here.versions for version in each.versions)),
        known=len(known),
        erased_here=sum(each.current.id in here.erased for each in archive.records),
        kept_here=sum(each.record in here.records for each in archive.tombstones),
        tombstones=tuple(each for each in archive.tombstones if each.record not in here.records | here.erased),
        drafts=_drafts(session, here, archive),
        names_key=None if apart or archive.names_key == kept_setting(session, NAMES_KEY) else archive.names_key,
        people=() if apart else _people(session, archive),
        names_apart=apart,
        answers=() if apart else _answers(session, here, archive),
        shared=tuple(each for each in archive.shared if each.id not in logged),
        settings=_settings(session, archive),
    )


def _refuse_strangers(here: _Here, archive: Archive) -> None:
    given = {version.id: record.current.id for record in archive.records for version in record.versions}
    given |= {each.id: each.record for each in archive.tombstones}
    if any(here.versions.get(version, record) != record for version, record in given.items()):
        raise InvalidFile(
            "This archive gives a version to another record than this journal does.", "Nothing was changed."
        )


def _drafts(session: Session, here: _Here, archive: Archive) -> tuple[KeptDraft, ...]:
    """The drafts of forms that were neither begun nor finished here."""
    taken = here.records | here.erased | set(session.column("SELECT id FROM drafts"))
    return tuple(each for each in archive.drafts if each.form.envelope.id not in taken)


def _names_apart(session: Session, archive: Archive) -> bool:
    """Whether something here hangs on another key than the archive's."""
    if archive.names_key in (None, kept_setting(session, NAMES_KEY)):
        return False
    return _has_any(session, "people_names", "review_answers")


def _has_any(session: Session, *tables: str) -> bool:
    """Whether one of these tables has a row."""
    return any(session.row(f"SELECT 1 FROM {table} LIMIT 1") is not None for table in tables)  # noqa: S608 - ours


def _people(session: Session, archive: Archive) -> tuple[KeptPerson, ...]:
    """The people with a name that is not put away here."""
    here = set(session.rows("SELECT pseudonym, digest FROM people_names UNION ALL SELECT pseudonym, '' FROM people"))
    return tuple(
        each for each in archive.people if not {(each.pseudonym, digest) for digest in ("", *each.names)} <= here
    )


def _answers(session: Session, here: _Here, archive: Archive) -> tuple[KeptAnswer, ...]:
    """The answers that were not given here, to versions of records that were not erased here."""
    gone = {version.id for record in archive.records if record.current.id in here.erased for version in record.versions}
    given = set(session.rows("SELECT version_id, digest, kind FROM review_answers"))
    return tuple(
        each
        for each in archive.answers
        if each.version not in gone and (each.version, each.digest, each.kind) not in given
    )


def _settings(session: Session, archive: Archive) -> Mapping[str, str | None]:
    """The settings that are not set here; in a journal that is empty, whatever makes them those of the archive.

    A hold that is on here stays on.
    """
    here = dict(session.rows("SELECT name, value FROM settings WHERE name != :key", key=NAMES_KEY))
    if _has_any(session, "versions", "drafts", "people"):
        return {name: value for name, value in archive.settings.items() if name not in here}
    wanted = {**dict.fromkeys(here), **archive.settings}
    if here.get(HOLD):
        del wanted[HOLD]
    return {name: value for name, value in wanted.items() if here.get(name) != value}


# --- bringing it in --------------------------------------------------------------------------------------------------


def carry_out(session: Session, planned: Plan, tell: Progress = nothing) -> list[Envelope]:
    """Bring in what was planned, in the transaction that is open; gives the new records that are not in the bin.

    Names that are put away here are put away in it. Those of its own people are looked for from now on: what it says
    went past them already. `tell` hears how much of it is done, from 0 to 1.
    """
    guard_of(session)  # before the archive's people come
    kept = place(session, planned.new, tell)
    for grown in planned.grown:
        _grow(session, grown)
    session.insert("versions", *(tombstone(each.id, each.record, each.saved_at) for each in planned.tombstones))
    for draft in planned.drafts:
        _bring_in_draft(session, draft)
    _bring_in_beside(session, planned)
    return kept


def _grow(session: Session, given: KeptRecord) -> None:
    """Keep the versions of a record that are not here yet. It is what was changed last, in the bin or not as before."""
    record = without_names(session, given)
    row = row_where(session, "id = :id", id=record.current.id)
    if row is None:
        raise AssertionError("the plan saw this record in the same transaction")
    here, newest_here = from_row(session, row), latest_version(session, row.id)
    for version in record.versions:
        if session.row("SELECT 1 FROM versions WHERE id = :id", id=version.id) is None:
            named = replace(version, envelope=replace(version.envelope, handle=row.handle))
            session.insert("versions", version_row(named))
    added = latest_version(session, row.id) == record.versions[-1].id
    if added and record.current.changed_at > here.changed_at:
        rewrite(session, row, replace(record.current, handle=row.handle))
    else:
        _make_newest(session, newest_here)


def _make_newest(session: Session, version: str | None) -> None:
    """The newest version of a record is the one with the highest row number."""
    session.run("UPDATE versions SET rowid = (SELECT max(rowid) + 1 FROM versions) WHERE id = :id", id=version)


def _bring_in_draft(session: Session, draft: KeptDraft) -> None:
    current = replace(draft.form, envelope=in_todays_form(draft.form.envelope))
    kept = guarded_form(session, current)
    form = draft.form if kept == current else kept
    session.insert("drafts", as_row(form, draft.saved_at))


def _bring_in_beside(session: Session, planned: Plan) -> None:
    """What stands beside the records: settings, people, answers at reviews, the log of what was shared."""
    key = {NAMES_KEY: planned.names_key} if planned.names_key else {}
    for name, value in {**planned.settings, **key}.items():
        _set(session, name, guarded_text(session, value) if value and holds_words(name) else value)
    for person in planned.people:
        _bring_in_person(session, person)
    for answer in planned.answers:
        words = guarded_text(session, answer.words)
        named = {"version_id": answer.version, "digest": answer.digest, "kind": answer.kind, "answer": answer.answer}
        session.insert("review_answers", {**named, "words": words, "answered_at": answer.answered_at})
    for line in planned.shared:
        said = {"role": guarded_text(session, line.role), "what": guarded_text(session, line.what)}
        session.insert("shared_log", {**vars(line), **said, "versions": " ".join(line.versions)})


def _set(session: Session, name: str, value: str | None) -> None:
    if value is None:
        session.run("DELETE FROM settings WHERE name = :name", name=name)
    else:
        keep_setting(session, name, value)


def _bring_in_person(session: Session, person: KeptPerson) -> None:
    keep_person(session, person.pseudonym, person.added_at)
    for digest, words in person.names.items():
        keep_name(session, person.pseudonym, digest, words)
