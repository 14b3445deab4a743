"""What was made for others: the log of pages, each with its day, its reader's role and its records."""

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.formats import NAMES
from selfcare.cli.unlock import unlocked

if TYPE_CHECKING:
    from selfcare.journal.shared_log import SharedPage


def list_shared(context: typer.Context) -> None:
    """List the pages that you made for others: when, for which role, and from which records.

    A page that you only looked at on your own screen is not in here.

    Example: selfcare supervision shared
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
        here.console.show_entry(_in_words(each))
    if not pages:
        here.console.say("Nothing was made for others yet.")


def _in_words(page: "SharedPage") -> str:
    """One page: "21 November 2026, 14:05, for your supervisor: summary line (Markdown), 2 records: mpm4d, fcrpd"."""
    at = when.local(datetime.fromisoformat(page.at), when.local_zone())
    reader = f"your {page.role}" if page.role[:1].islower() else page.role
    noun = "record" if len(page.records) == 1 else "records"
    records = f", {len(page.records)} {noun}: {', '.join(page.records)}" if page.records else ""
    return f"{at.day} {at:%B %Y, %H:%M}, for {reader}: {page.what} ({NAMES.get(page.form, page.form)}){records}"
