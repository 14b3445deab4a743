"""A whole journal as one value: all that the archive carries, and how it is collected."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import text
from sqlmodel import Session, col, select

from selfcare.errors import Damaged
from selfcare.journal import envelope as envelopes
from selfcare.journal import unfinished
from selfcare.journal.envelope import Envelope
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
from selfcare.journal.unfinished import Unfinished
from selfcare.settings import SETTINGS


@dataclass(frozen=True)
class KeptVersion:
    """One version of a record: its own id, the id of the one that it came from, and when it was kept."""

    id: str
    parent: str | None
    saved_at: str
    envelope: Envelope


@dataclass(frozen=True)
class KeptRecord:
    """A record: since when it is in the bin, if it is, and its versions, the oldest first. The last one is current."""

    removed_at: str | None
    versions: tuple[KeptVersion, ...]

    @property
    def current(self) -> Envelope:
        """The record as it is."""
        return self.versions[-1].envelope


@dataclass(frozen=True)
class Tombstone:
    """That a record was erased, and when: a sealed copy of it is not taken in again."""

    id: str
    record: str
    saved_at: str


@dataclass(frozen=True)
class KeptPerson:
    """Somebody who must not be named: pseudonym, when they were added, and keyed hashes of names with their words."""

    pseudonym: str
    added_at: str
    names: Mapping[str, int]


@dataclass(frozen=True)
class KeptAnswer:
    """What was decided at a review about one hit in one version."""

    version: str
    digest: str
    kind: str
    answer: str
    words: str = field(repr=False)
    answered_at: str = ""


@dataclass(frozen=True)
class KeptShared:
    """One line of the log of what was shared."""

    id: str
    shared_at: str
    role: str
    what: str
    form: str
    versions: tuple[str, ...]


@dataclass(frozen=True)
class KeptDraft:
    """A form that is not finished, and when it was kept."""

    saved_at: str
    form: Unfinished


@dataclass(frozen=True)
class Archive:
    """All that a journal holds, but for its keys. Moments are text as JSON has them.

    names_key  lower-case hex of the key under which names are hashed; none where no name was ever put away
    """

    records: tuple[KeptRecord, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    drafts: tuple[KeptDraft, ...] = ()
    names_key: str | None = None
    people: tuple[KeptPerson, ...] = ()
    answers: tuple[KeptAnswer, ...] = ()
    shared: tuple[KeptShared, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


def collect(session: Session) -> Archive:
    """All that the journal holds at this moment. Raises `Damaged` where a record and its versions contradict."""
    settings = {row.name: row.value for row in session.exec(select(StoredSetting).order_by(StoredSetting.name))}
    return Archive(
        records=_records(session),
        tombstones=_tombstones(session),
        drafts=_drafts(session),
        names_key=settings.get(NAMES_KEY),
        people=_people(session),
        answers=_answers(session),
        shared=_shared(session),
        settings={name: value for name, value in settings.items() if name in SETTINGS},
    )


def _records(session: Session) -> tuple[KeptRecord, ...]:
    """Every record, in the order in which they came."""
    versions = _versions(session)
    rows = session.exec(select(Record).order_by(col(Record.seq))).all()
    tags = defaultdict(list)
    for each in session.exec(select(RecordTag)):
        tags[each.record_seq].append(each.tag)
    kept = tuple(KeptRecord(row.removed_at, versions.get(row.id, ())) for row in rows)
    for row, record in zip(rows, kept, strict=True):
        envelope = envelope_of(row, tags[row.seq or 0])
        if not record.versions or in_todays_form(record.current) != envelope:
            raise Damaged(
                f"Record {envelope.handle} is not the same as its newest version. Nothing was written.",
                "`selfcare vault verify` shows what is wrong; a backup may have it whole: selfcare vault backups",
            )
    return kept


def _versions(session: Session) -> dict[str, tuple[KeptVersion, ...]]:
    """The versions of each record, the oldest first."""
    whole = select(Version).where(col(Version.envelope).is_not(None))
    rows = session.exec(whole.order_by(col(Version.record_id), text("rowid")))
    return {record: tuple(map(_version, group)) for record, group in groupby(rows, lambda row: row.record_id)}


def _version(row: Version) -> KeptVersion:
    return KeptVersion(row.id, row.parent, row.saved_at, envelopes.parse((row.envelope or "").encode()))


def _tombstones(session: Session) -> tuple[Tombstone, ...]:
    rows = session.exec(select(Version).where(col(Version.envelope).is_(None)).order_by(Version.id))
    return tuple(Tombstone(row.id, row.record_id, row.saved_at) for row in rows)


def _drafts(session: Session) -> tuple[KeptDraft, ...]:
    rows = session.exec(select(Draft).order_by(Draft.id))
    return tuple(KeptDraft(row.saved_at, unfinished.parse(row.envelope.encode())) for row in rows)


def _people(session: Session) -> tuple[KeptPerson, ...]:
    names: dict[str, dict[str, int]] = {}
    for row in session.exec(select(PersonName)):
        names.setdefault(row.pseudonym, {})[row.digest] = row.words
    rows = session.exec(select(Person).order_by(Person.pseudonym))
    return tuple(KeptPerson(row.pseudonym, row.added_at, names.get(row.pseudonym, {})) for row in rows)


def _answers(session: Session) -> tuple[KeptAnswer, ...]:
    order = (ReviewAnswer.version_id, ReviewAnswer.digest, ReviewAnswer.kind)
    rows = session.exec(select(ReviewAnswer).order_by(*order))
    return tuple(
        KeptAnswer(row.version_id, row.digest, row.kind, row.answer, row.words, row.answered_at) for row in rows
    )


def _shared(session: Session) -> tuple[KeptShared, ...]:
    rows = session.exec(select(SharedLog).order_by(SharedLog.id))
    return tuple(
        KeptShared(row.id, row.shared_at, row.role, row.what, row.form, tuple(row.versions.split())) for row in rows
    )
