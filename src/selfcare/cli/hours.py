"""`supervision hours`: how much of supervision counts in each calendar month, by the rule of a professional body."""

from typing import Annotated

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.unlock import unlocked


def show_hours(
    context: typer.Context,
    months: Annotated[
        int, typer.Option("--months", min=1, max=120, metavar="N", help="How many calendar months, with this one.")
    ] = 12,
) -> None:
    """Show the hours of supervision that count in each calendar month, with the rule and the day it was checked.

    Only you know whether the rule is yours; it is that of BACP for accredited members who see clients.

    Example: selfcare supervision hours --months 6
    """
    from selfcare.guidance import cpd
    from selfcare.guidance import supervision as guide
    from selfcare.journal.finding import of_kind
    from selfcare.journal.journal import stored_setting
    from selfcare.reports.hours import hours_document, hours_object, hours_page

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        rule = guide.load().hours[0]
        usual = cpd.usual(stored_setting(session, "role"), here.config["nation"])
        is_theirs = (stored_setting(session, "regulator") or usual) == rule.regulator
        page = hours_page(of_kind(session, "session"), rule, when.today(), months, is_theirs=is_theirs)
    if here.console.as_json:
        here.console.show_object(hours_object(page))
    else:
        here.console.show_document(hours_document(page))
