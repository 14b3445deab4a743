"""How the person's CPD stands, for the commands that show it or write it."""

from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import when
from selfcare.cli.run import Run

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.journal.session import Session
    from selfcare.reports.cpd import Standing

Regulator = Annotated[
    str | None,
    typer.Option("--regulator", help="swe, nmc, hcpc, bacp or general; else by your settings.", metavar="R"),
]


def standing_of(here: Run, journal: "Journal", regulator: str | None, since: str | None) -> "Standing":
    """How CPD stands today for a regulator, from the day that the words `since` mean or else in its period."""
    with journal.reading() as session:
        return standing_in(session, here, regulator, since)


def standing_in(session: "Session", here: Run, regulator: str | None, since: str | None) -> "Standing":
    """The same, inside a session. CPD goes by the calendar, as it is for others."""
    from selfcare.reports.cpd import read_standing

    today = when.today()
    first = when.day_of(since, today=today, option="--since") if since else None
    return read_standing(session, regulator=regulator or "", nation=here.config["nation"], since=first, today=today)
