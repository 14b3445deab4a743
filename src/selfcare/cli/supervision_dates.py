"""`supervision dates`: when each kind was last held, when the next one is, and what is overdue."""

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.unlock import unlocked


def show_dates(context: typer.Context) -> None:
    """Show when each kind of supervision was last held, when it is due, and how often it was missed.

    How often each kind falls due is a setting: interval_clinical, interval_line, interval_peer, interval_group,
    interval_safeguarding.

    Example: selfcare supervision dates
    """
    from selfcare.reports.supervision_dates import dates_document, dates_object, read_dates

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        dates = read_dates(session, when.today())
    if here.console.as_json:
        here.console.show_object(dates_object(dates))
    elif dates.kinds:
        here.console.show_document(dates_document(dates))
    else:
        here.console.show("No session is logged yet: selfcare supervision log")
