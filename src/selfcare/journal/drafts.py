"""Drafts: forms that were stopped. Each answered question is on disk, encrypted, before the next is asked."""

from collections.abc import Callable
from dataclasses import replace

from selfcare.journal import envelope as envelopes
from selfcare.journal import holding
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import guarded_form
from selfcare.journal.journal import Journal
from selfcare.journal.records import in_todays_form, refuse_erased
from selfcare.journal.session import Session
from selfcare.journal.unfinished import Unfinished, dump, parse


def keep_draft(journal: Journal, form: Unfinished) -> None:
    """Keep a form as far as it is answered. Raises `Usage` where the record that it changes was erased."""
    envelope = form.envelope
    envelopes.refuse_unkeepable(envelope)
    with journal.writing() as session:
        refuse_erased(session, envelope.id)
        form = guarded_form(session, form)
        session.replace("drafts", as_row(form, envelopes.stamp(envelope.changed_at)))


def as_row(form: Unfinished, saved_at: str) -> dict[str, str]:
    """A form as its table has it."""
    return {"id": form.envelope.id, "kind": form.envelope.kind, "saved_at": saved_at, "envelope": dump(form).decode()}


def latest_draft(journal: Journal, kind: str, fits: Callable[[Envelope], bool] = lambda _: True) -> Unfinished | None:
    """The unfinished form of `kind` that was touched last, of those whose record `fits` accepts."""
    with journal.reading() as session:
        every = "SELECT envelope FROM drafts WHERE kind = :kind ORDER BY saved_at DESC"
        kept = session.column(every, kind=kind)
    found = (parse(content.encode()) for content in kept)
    current = (replace(form, envelope=in_todays_form(form.envelope)) for form in found)
    return next((form for form in current if fits(form.envelope)), None)


def drop_draft(journal: Journal, draft_id: str) -> None:
    """Drop an unfinished form; the record that it would have changed stays. Raises `Failed` while the hold is on."""
    with journal.writing() as session:
        holding.refuse(session)
        session.run("DELETE FROM drafts WHERE id = :id", id=draft_id)


def unfinished(session: Session) -> list[Envelope]:
    """The records that the unfinished forms would make so far, the one touched last first."""
    kept = session.column("SELECT envelope FROM drafts ORDER BY saved_at DESC, rowid DESC")
    return [in_todays_form(parse(content.encode()).envelope) for content in kept]


def count_drafts(journal: Journal) -> int:
    """How many forms are unfinished."""
    with journal.reading() as session:
        return int(session.value("SELECT count(*) FROM drafts"))
