"""The hold: while it is on, nothing is deleted. For when a complaint, a claim or a request for records is known.

What it keeps is what was written before and since. Its own reason is a remark, and may be put otherwise at any time.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from selfcare import when
from selfcare.errors import Failed
from selfcare.journal.envelope import refuse_unkeepable_text
from selfcare.journal.journal import Journal, keep_setting, kept_setting, stored_setting
from selfcare.journal.session import Session
from selfcare.vault.database import mapped

if TYPE_CHECKING:
    from sqlite3 import Connection

HOLD = "hold"
"""The setting that keeps it: the day since when it is on, and why; empty where it is off."""


@dataclass(frozen=True)
class Hold:
    """Since when nothing is deleted, and why, if the person said."""

    since: date
    why: str


def hold_of(session: Session) -> Hold | None:
    """The hold that is on, if one is."""
    return _read(stored_setting(session, HOLD))


def _read(value: str) -> Hold | None:
    since, _, why = value.partition(" ")
    return Hold(date.fromisoformat(since), why) if since else None


def _written(hold: Hold) -> str:
    return f"{hold.since.isoformat()} {hold.why}".strip()


def begin(journal: Journal, why: str) -> Hold:
    """Put the hold on, from the day of the calendar: others read it as that, and not as a shift day.

    One that is on keeps the day it began, and its reason unless another is given.
    """
    from selfcare.journal.guarding import guarded_text  # which reads the people, whom a hold keeps as well

    refuse_unkeepable_text(why)
    with journal.writing() as session:
        before = hold_of(session)
        words = why.split() or (before.why.split() if before else [])
        hold = Hold(before.since if before else when.today(), guarded_text(session, " ".join(words)))
        keep_setting(session, HOLD, _written(hold))
        return hold


def end(journal: Journal) -> Hold | None:
    """Take the hold off; the one that was on, if any."""
    with journal.writing() as session:
        before = hold_of(session)
        if before is not None:
            keep_setting(session, HOLD, "")
        return before


def kept_in(connection: "Connection") -> Hold | None:
    """The hold of a journal whose tables may be those of an earlier version. Raises `Damaged`, `Busy`."""
    with mapped():
        return _read(kept_setting(Session(connection), HOLD) or "")


def carry_over(connection: "Connection", before: Hold | None) -> Hold | None:
    """The hold of a journal that takes the place of another, where `before` was on; it is put on there as well.

    One that is on in both has the earlier day, and the reason of `before`, if that has one. `connection` is in a
    transaction that writes.
    """
    there = kept_in(connection)
    if before is None or there == before:
        return there
    hold = before if there is None else Hold(min(before.since, there.since), before.why or there.why)
    keep_setting(Session(connection), HOLD, _written(hold))
    return hold


def refuse_at_once(journal: Journal, why: str = "") -> None:
    """`refuse`, before anything is asked."""
    with journal.reading() as session:
        refuse(session, why)


def refuse(session: Session, why: str = "", changed: str = "Nothing was changed.") -> None:
    """Raise `Failed` while the hold is on.

    `why` says what the command would have deleted, where that is not plain, and `changed` what it did all the same.
    """
    hold = hold_of(session)
    if hold is not None:
        raise Failed(
            f"A hold is on since {when.in_words(hold.since, date.min)}: nothing is deleted.",
            f"{why} {changed} When it is over: selfcare vault hold off".strip(),
        )
