"""The log of what was shared: one line for each page that was made for others, with the versions that went into it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from selfcare import when
from selfcare.journal.envelope import stamp, to_milliseconds
from selfcare.journal.guarding import guarded_text
from selfcare.journal.handles import new_id
from selfcare.journal.tables import Record, SharedLog, Version


@dataclass(frozen=True)
class SharedPage:
    """One page: when it was made (as JSON has moments), for which role, what it was, in which form.

    `records` are the handles of what it held, as far as they are still in the journal.
    """

    at: str
    role: str
    what: str
    form: str
    records: tuple[str, ...]


def add(session: Session, *, role: str, what: str, form: str, versions: Iterable[str]) -> None:
    """Log, without names, a page that was made of these versions of records, by their ids."""
    now = to_milliseconds(when.now())
    said = {"role": guarded_text(session, role), "what": guarded_text(session, what)}
    session.add(SharedLog(id=new_id(now), shared_at=stamp(now), **said, form=form, versions=" ".join(versions)))


def load(session: Session) -> list[SharedPage]:
    """Every page that was made, the latest first."""
    rows = session.exec(select(SharedLog).order_by(col(SharedLog.shared_at).desc(), col(SharedLog.id).desc())).all()
    return [SharedPage(row.shared_at, row.role, row.what, row.form, _handles(session, row.versions)) for row in rows]


def _handles(session: Session, versions: str) -> tuple[str, ...]:
    query = (
        select(Version.id, Record.handle)
        .join(Record, col(Record.id) == col(Version.record_id))
        .where(col(Version.id).in_(versions.split()))
    )
    found: dict[str, str] = dict(session.exec(query).all())
    return tuple(found[version] for version in versions.split() if version in found)
