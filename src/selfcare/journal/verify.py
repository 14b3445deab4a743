"""Whether the journal's tables agree with each other: rows, versions, drafts and the search index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col, select

from selfcare import when
from selfcare.errors import NewerFormat, SelfcareError
from selfcare.journal import envelope as envelopes
from selfcare.journal import unfinished
from selfcare.journal.drafts import count_drafts
from selfcare.journal.envelope import Envelope
from selfcare.journal.form import validated
from selfcare.journal.journal import Journal
from selfcare.journal.kinds import KINDS, kind_of
from selfcare.journal.records import envelope_of, in_todays_form
from selfcare.journal.rescue import Lost, rescued
from selfcare.journal.tables import Draft, Record, RecordTag, Version
from selfcare.vault.progress import Progress, nothing
from selfcare.vault.rows import Row

AT_ONCE = 500


def problems(journal: Journal, progress: Progress = nothing) -> list[str]:
    """Plain sentences about what does not agree, naming records by their handles; empty when all is well."""
    with journal.models() as session:
        seqs = session.exec(select(Record.seq).order_by(col(Record.seq))).all()
        found: list[str] = []
        for start in range(0, len(seqs), AT_ONCE):
            found += _problems_of(session, seqs[start : start + AT_ONCE])
            progress((start + AT_ONCE) / (len(seqs) + AT_ONCE))
        return [*found, *_left_over(session), *_draft_problems(session), *_index_problems(session)]


def problems_of_rows(rows: Iterable[Row]) -> list[str]:
    """What is lost, where the database no longer gives its records and only single rows can be read."""
    found = rescued(rows)
    return [
        *(f"Record {lost_in_words(each)} cannot be read." for each in found.lost),
        *(f"Record {handle} can be read from its history alone." for handle in found.from_versions),
        *(f"The names of {each} cannot be read: the name guard does not know them." for each in found.unnamed),
    ]


def lost_in_words(lost: Lost) -> str:
    """A lost record by its handle, with its kind and day as far as they are known."""
    kind = KINDS[lost.kind].noun if lost.kind else ""
    told = " of ".join(filter(None, (kind, when.in_words(date.fromisoformat(lost.day), date.min) if lost.day else "")))
    return f"{lost.handle} ({told})" if told else lost.handle


# --- records and their versions --------------------------------------------------------------------------------------


def _problems_of(session: Session, seqs: Sequence[int | None]) -> Iterator[str]:
    """What is wrong with each of these records."""
    rows = session.exec(select(Record).where(col(Record.seq).in_(seqs)).order_by(col(Record.seq))).all()
    tags = defaultdict(list)
    for tag in session.exec(select(RecordTag).where(col(RecordTag.record_seq).in_(seqs))):
        tags[tag.record_seq].append(tag.tag)
    versions = _versions_of(session, [row.id for row in rows])
    for row in rows:
        problem = _problem_of(row, tags[row.seq or 0], versions[row.id])
        if problem:
            yield problem
    session.expunge_all()


def _versions_of(session: Session, ids: Sequence[str]) -> Mapping[str, list[Version]]:
    """The versions of each of these records, the oldest first."""
    found = defaultdict(list)
    query = select(Version).where(col(Version.record_id).in_(ids)).order_by(text("rowid"))
    for version in session.exec(query):
        found[version.record_id].append(version)
    return found


def _problem_of(row: Record, tags: Sequence[str], versions: Sequence[Version]) -> str | None:
    try:
        record = envelope_of(row, tags)
        newest = _read(versions)
        validated(kind_of(record), record.fields)
    except NewerFormat:
        return f"Record {row.handle} was written by a newer version of selfcare."
    except (ValueError, TypeError, AttributeError, SelfcareError):
        return f"Record {row.handle} cannot be read."
    if newest != record:
        return f"Record {row.handle} is not the same as its newest version."
    ids = {version.id for version in versions}
    if any(version.parent not in {None, *ids} for version in versions):
        return f"Record {row.handle} lacks an earlier version."
    return None


def _read(versions: Sequence[Version]) -> Envelope | None:
    """The newest of the versions, once all of them were read."""
    read = [envelopes.parse((version.envelope or "").encode()) for version in versions]
    return in_todays_form(read[-1]) if read else None


def _left_over(session: Session) -> Iterator[str]:
    """Versions of records that are neither there nor erased."""
    no_row = col(Version.record_id).not_in(select(Record.id))
    query = select(Version.envelope).where(no_row, col(Version.envelope).is_not(None)).group_by(Version.record_id)
    for content in session.exec(query):
        try:
            yield f"Record {envelopes.parse((content or '').encode()).handle} can be read from its history alone."
        except ValueError:
            yield "A version of a record that is not there cannot be read."


def _draft_problems(session: Session) -> Iterator[str]:
    for draft in session.exec(select(Draft)):
        try:
            unfinished.parse(draft.envelope.encode())
        except ValueError:
            yield f"The form that was stopped on {draft.saved_at[:10]} cannot be read."


# --- the search index ------------------------------------------------------------------------------------------------


def _index_problems(session: Session) -> Iterator[str]:
    indexed = set(session.connection().execute(text("SELECT rowid FROM records_fts")).scalars())
    expected = dict(session.exec(select(Record.seq, Record.handle).where(col(Record.removed_at).is_(None))).all())
    for seq in sorted(expected.keys() - indexed, key=lambda each: each or 0):
        yield f"Record {expected[seq]} is not in the search index."
    if indexed - expected.keys():
        yield "The search index holds a record that is not there."


def counts(journal: Journal) -> dict[str, int]:
    """How many records of each kind there are, and how many drafts and records in the bin."""
    with journal.reading() as session:
        every = Counter(dict(session.rows("SELECT kind, count(*) FROM records GROUP BY kind")))
        in_bin = "SELECT kind, count(*) FROM records WHERE removed_at IS NOT NULL GROUP BY kind"
        binned = Counter(dict(session.rows(in_bin)))
    drafts = count_drafts(journal)
    kinds = +(every - binned + Counter({"in the bin": binned.total()}))
    return dict(sorted(kinds.items())) | {"drafts": drafts}
