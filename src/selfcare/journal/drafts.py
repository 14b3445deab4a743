"""Drafts: forms that were stopped. Each answered question is on disk, encrypted, before the next is asked."""

from collections.abc import Callable

from sqlalchemy import delete
from sqlmodel import col, select

from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.journal import Journal
from selfcare.journal.records import in_todays_form, is_known
from selfcare.journal.tables import Draft


def keep_draft(journal: Journal, envelope: Envelope) -> None:
    """Keep a form as far as it is answered."""
    envelopes.refuse_unkeepable(envelope)
    with journal.writing() as session:
        session.merge(
            Draft(
                id=envelope.id,
                kind=envelope.kind,
                saved_at=envelopes.stamp(envelope.changed_at),
                envelope=envelopes.dump(envelope).decode(),
            )
        )


def latest_draft(journal: Journal, kind: str, fits: Callable[[Envelope], bool] = lambda _: True) -> Envelope | None:
    """The unfinished form of `kind` that was touched last, of those that `fits` accepts."""
    with journal.reading() as session:
        rows = session.exec(select(Draft).where(Draft.kind == kind).order_by(col(Draft.saved_at).desc())).all()
        found = (in_todays_form(envelopes.parse(row.envelope.encode())) for row in rows)
        return next((envelope for envelope in found if fits(envelope)), None)


def count_drafts(journal: Journal) -> int:
    """How many forms are unfinished."""
    with journal.reading() as session:
        return len(session.exec(select(Draft.id)).all())


def drop_draft(journal: Journal, envelope: Envelope) -> None:
    """Forget an unfinished form."""
    with journal.writing() as session:
        session.execute(delete(Draft).where(col(Draft.id) == envelope.id))


def is_record(journal: Journal, envelope: Envelope) -> bool:
    """Whether a draft changes a record that is already kept."""
    with journal.reading() as session:
        return is_known(session, envelope.id)
