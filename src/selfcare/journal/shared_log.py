"""The log of what was shared: one line for each page that was made for others, with the versions that went into it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from selfcare import when
from selfcare.journal.envelope import stamp, to_milliseconds
from selfcare.journal.guarding import guarded_text
from selfcare.journal.handles import new_id
from selfcare.journal.session import Session


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
    made = {"id": new_id(now), "shared_at": stamp(now), **said, "form": form, "versions": " ".join(versions)}
    session.insert("shared_log", made)


def load(session: Session) -> list[SharedPage]:
    """Every page that was made, the latest first."""
    every = "SELECT shared_at, role, what, form, versions FROM shared_log ORDER BY shared_at DESC, id DESC"
    return [
        SharedPage(at, role, what, form, _handles(session, versions))
        for at, role, what, form, versions in session.rows(every)
    ]


def _handles(session: Session, versions: str) -> tuple[str, ...]:
    query = (
        "SELECT versions.id, records.handle FROM versions JOIN records ON records.id = versions.record_id"
        " WHERE versions.id IN (SELECT value FROM json_each(:ids))"
    )
    found = dict(session.rows(query, ids=json.dumps(versions.split())))
    return tuple(found[version] for version in versions.split() if version in found)
