"""What was made for others: the log of pages, each with its day, its reader's role and its records."""

from datetime import datetime

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.unlock import unlocked


def list_shared(context: typer.Context) -> None:
    """List the pages that you made for others: when, for which role, and from which records.

    A page that you only looked at on your own screen is not in here.
    """
    from selfcare.journal.shared_log import load

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        pages = load(session)
    if here.console.as_json:
        shared = [
            {"at": each.at, "role": each.role, "what": each.what, "form": each.form, "records": list(each.records)}
            for each in pages
        ]
        here.console.show_object({"shared": shared})
        return
    for each in pages:
        at = when.local(datetime.fromisoformat(each.at), when.local_zone())
        records = f": {', '.join(each.records)}" if each.records else ""
        here.console.show(f"{at:%Y-%m-%d %H:%M}  {each.what} ({each.form}), for: {each.role}{records}")
    if not pages:
        here.console.say("Nothing was made for others yet.")
