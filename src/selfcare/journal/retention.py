"""Retention: for how long each kind of record is kept before the person is asked. Nothing ever goes by itself.

The defaults are suggestions: trigger notes 12 months, actions 24 months after they were closed, and CPD until the
period after the one that it counted for has ended. Every other kind is kept until somebody sets something else.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from selfcare.errors import Usage
from selfcare.journal import holding
from selfcare.journal.bin import remove_in
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find
from selfcare.journal.journal import Journal, keep_setting, stored_setting
from selfcare.journal.kinds import KINDS, date_of
from selfcare.journal.risks import open_risks
from selfcare.journal.session import Session
from selfcare.journal.triggers import TRIGGER
from selfcare.settings import SETTINGS, by_kind

NEVER, CYCLE = "never", "cycle"
CPD = "cpd"
ASKED = tuple(kind.name for kind in KINDS.values() if not kind.lasting)
"""The kinds that may be asked about: what is true until something else is said does not grow old."""


def kept_for(session: Session) -> dict[str, str]:
    """For how long each kind is kept: a number of months, `never` asked about, or for CPD its `cycle`."""
    chosen = by_kind(stored_setting(session, "retention"))
    return {kind: chosen.get(kind, NEVER) for kind in ASKED}


def asked_again_from(session: Session, kind: str) -> date:
    """The day from which a kind is asked about, where the person put it off; else long ago."""
    day = by_kind(stored_setting(session, "retention_from")).get(kind)
    return date.fromisoformat(day) if day else date.min


def set_kept_for(journal: Journal, kind: str, months: str) -> None:
    """Keep one kind for 1 to 999 months, `never` to be asked about, or CPD for its `cycle`. Raises `Usage`."""
    _require_kind(kind)
    allowed = (NEVER, CYCLE) if kind == CPD else (NEVER,)
    if months not in allowed and not re.fullmatch("[1-9][0-9]{0,2}", months):
        raise Usage("That is no number of months from 1 to 999.", f"Or give one of these: {', '.join(allowed)}.")
    _change(journal, "retention", kind, months)


def ask_again_from(journal: Journal, kind: str, day: date) -> None:
    """Do not ask about this kind before `day`."""
    _require_kind(kind)
    _change(journal, "retention_from", kind, day.isoformat())


def _require_kind(kind: str) -> None:
    if kind not in ASKED:
        raise Usage("There is no such kind of record to set a time for.", f"Choose one of: {', '.join(ASKED)}.")


def _change(journal: Journal, name: str, kind: str, value: str) -> None:
    with journal.writing() as session:
        by_kinds: Mapping[str, str] = {**by_kind(stored_setting(session, name)), kind: value}
        written = SETTINGS[name].read(",".join(f"{each}={by_kinds[each]}" for each in by_kinds))
        keep_setting(session, name, written)


def older_than(session: Session, kind: str, limit: date) -> list[Envelope]:
    """The records of a kind from before `limit`, the latest first; those that were closed, where they can be.

    A trigger note that stands for an open risk is none of them.
    """
    closed_on = KINDS[kind].closed_on
    found = [each for each in find(session, Filter(kinds=(kind,), until=limit)) if _aged_on(each, closed_on) < limit]
    waiting = {each.id for each in open_risks(session)} if found and kind == TRIGGER.name else set()
    return [each for each in found if each.id not in waiting]


def _aged_on(record: Envelope, closed_on: str) -> date:
    """The date that a record's age counts from: its own, or the one on which it was closed if that is later."""
    if not closed_on:
        return date_of(record)
    day = record.fields.get(closed_on)
    return max(date_of(record), date.fromisoformat(day)) if day else date.max


def to_bin(journal: Journal, records: Iterable[Envelope]) -> int:
    """Move these records to the bin, all of them in one transaction; how many. Raises `Failed` while a hold is on."""
    with journal.writing() as session:
        holding.refuse(session)
        return len([remove_in(session, each.id) for each in records])
