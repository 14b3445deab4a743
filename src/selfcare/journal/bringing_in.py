"""Records that come from somewhere else: those that were never here are kept, all of them or none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from selfcare import when
from selfcare.errors import InvalidFile, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.archive import KeptRecord, KeptVersion
from selfcare.journal.envelope import Envelope
from selfcare.journal.form import validated
from selfcare.journal.handles import handles_of, new_id
from selfcare.journal.journal import Journal, stored_setting
from selfcare.journal.kind import upcast
from selfcare.journal.kinds import kind_of
from selfcare.journal.placing import place
from selfcare.journal.records import known_among
from selfcare.journal.session import Session
from selfcare.vault.progress import Progress, nothing


def check(records: Iterable[Envelope]) -> None:
    """Raise `InvalidFile` where one of the records could not be kept."""
    for each in records:
        try:
            as_kept(each)
        except Usage as problem:
            raise InvalidFile(problem.message, "Nothing was changed.") from None


def as_kept(record: Envelope) -> Envelope:
    """The record as it would be kept, in today's form, whoever is guarded.

    Raises `Usage` where it could not be kept, and `NewerFormat` for one of a newer version.
    """
    envelopes.refuse_unkeepable(record)
    when.local(record.happened_at, record.zone)
    kind = kind_of(record)
    content = validated(kind, upcast(kind, record.kind_version, record.fields))
    return replace(record, fields=content, kind_version=kind.version, tags=envelopes.tidy_tags(record.tags))


def unknown(session: Session, records: Iterable[Envelope]) -> list[Envelope]:
    """Those of the records, each once, that were never here; what was erased here stays erased."""
    once = {each.id: each for each in records}
    known = known_among(session, once)
    return [each for each in once.values() if each.id not in known]


def bring_in(journal: Journal, records: Sequence[Envelope], tell: Progress = nothing) -> list[Envelope]:
    """Keep those of the records that were never here, in one transaction, each under the day of its moment.

    `tell` hears how much of it is done, from 0 to 1.
    """
    saved_at = when.now()
    with journal.writing() as session:
        day_starts_at = stored_setting(session, "day_starts_at")
        filed = (envelopes.filed(as_kept(each), day_starts_at) for each in unknown(session, records))
        return place(session, [_kept(each, saved_at) for each in filed], tell)


def _kept(record: Envelope, saved_at: datetime) -> KeptRecord:
    """A record of one version, under the first of its handles."""
    named = replace(record, handle=next(handles_of(record.id)))
    return KeptRecord(None, (KeptVersion(new_id(saved_at), None, envelopes.stamp(saved_at), named),))
