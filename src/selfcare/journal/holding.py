"""The hold: while it is on, nothing is deleted. For when a complaint, a claim or a request for records is known.

What it keeps is what was written before and since. Its own reason is a remark, and may be put otherwise at any time.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from selfcare import when
from selfcare.errors import Failed
from selfcare.journal.envelope import refuse_unkeepable_text
from selfcare.journal.journal import Journal, stored_setting, today_of
from selfcare.journal.tables import StoredSetting

HOLD = "hold"
"""The setting that keeps it: the day since when it is on, and why; empty where it is off."""


@dataclass(frozen=True)
class Hold:
    """Since when nothing is deleted, and why, if the person said."""

    since: date
    why: str


def hold_of(session: Session) -> Hold | None:
    """The hold that is on, if one is."""
    since, _, why = stored_setting(session, HOLD).partition(" ")
    return Hold(date.fromisoformat(since), why) if since else None


def begin(journal: Journal, why: str) -> Hold:
    """Put the hold on. One that is on keeps the day it began, and its reason unless another is given."""
    from selfcare.journal.guarding import guarded_text  # which reads the people, whom a hold keeps as well

    refuse_unkeepable_text(why)
    with journal.writing() as session:
        before = hold_of(session)
        words = why.split() or (before.why.split() if before else [])
        hold = Hold(before.since if before else today_of(session), guarded_text(session, " ".join(words)))
        session.merge(StoredSetting(name=HOLD, value=f"{hold.since.isoformat()} {hold.why}".strip()))
        return hold


def end(journal: Journal) -> Hold | None:
    """Take the hold off; the one that was on, if any."""
    with journal.writing() as session:
        before = hold_of(session)
        if before is not None:
            session.merge(StoredSetting(name=HOLD, value=""))
        return before


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
