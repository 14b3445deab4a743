"""Trends: the weeks side by side, on the screen."""

from typing import Annotated

import typer

from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.options import known
from selfcare.cli.unlock import unlocked
from selfcare.guidance import checkin as guidance
from selfcare.when import Week

trends = door()

LONGEST_WEEKS = 260

Items = Annotated[list[str] | None, typer.Argument(metavar="[ITEM]...", help="Only these, such as sleep load.")]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=LONGEST_WEEKS, metavar="N", help="How many weeks.")]


@trends.command()
def show_trends(context: typer.Context, item: Items = None, weeks: Weeks = 12) -> None:
    """Show your weeks side by side, against your own usual and nobody else's.

    Example: selfcare trends sleep load --weeks 8
    """
    from selfcare.journal.journal import today_of
    from selfcare.reports import checkin as checkins
    from selfcare.reports import trends as reports

    here = run.of(context)
    shipped = guidance.load().items
    wanted = {known(name, [each.id for each in shipped], "ITEM") for name in item or []}
    with unlocked(here) as journal, journal.reading() as session:
        checked = checkins.read_weeks(session)
        today = today_of(session)
        overdue = checkins.read_overdue(session, today)
    # The week that is still running is no gap yet.
    latest = max([*checked, Week.of(today) - 1])
    found = reports.trends(checked, shipped, latest, weeks)
    found = tuple(each for each in found if (each.item.id in wanted if wanted else not each.is_empty))
    remarks = checkins.notices_of(checked, latest, overdue)
    if wanted:
        remarks = tuple(each for each in remarks if wanted & set(each.items))
    if here.console.as_json:
        here.console.show_object(reports.trends_object(found, remarks))
    elif found:
        here.console.show_document(reports.trends_document(found, remarks, bars=not here.console.plain))
    else:
        here.console.show("There is no rating in these weeks. A check-in takes a minute: selfcare checkin --short")
