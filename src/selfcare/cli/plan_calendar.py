"""The plan's days to look again as a calendar file."""

from pathlib import Path
from typing import Annotated

import typer

from selfcare import places, when
from selfcare.cli import run
from selfcare.cli.files import refuse_to_overwrite
from selfcare.cli.options import Force
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage


def write_calendar(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, such as plan.ics.")],
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Your words too; without it, nobody learns what is planned.")
    ] = False,
    weekly_checkin: Annotated[
        bool, typer.Option("--weekly-checkin", help="A reminder of the check-in each Sunday as well.")
    ] = False,
    force: Force = False,
) -> None:
    """Write the days on which you look at your plan again to a calendar file. It is not encrypted.

    Example: selfcare plan ics plan.ics --weekly-checkin
    """
    here = run.of(context)
    refuse_to_overwrite(here, file, force=force)
    with unlocked(here) as journal:
        from selfcare.journal.finding import of_kind
        from selfcare.redaction.outgoing import OWN
        from selfcare.render.calendar import calendar
        from selfcare.reports.plans import reminders

        with journal.reading() as session:
            items = of_kind(session, "plan_item")
        found = reminders(
            items, journal.today(), journal.vault.journal_id, with_text=with_text, weekly_checkin=weekly_checkin
        )
    if not found:
        raise Usage("Your plan has no day to look again that lies ahead.", "selfcare plan show lists your plan.")
    places.write_whole(file, calendar(found, made_at=when.now()))
    if here.console.as_json:
        here.console.show_object({"file": str(file), "events": len(found)})
        return
    if with_text:
        here.console.say(OWN)
    here.console.say("Open the file with your calendar. Anyone who sees that calendar sees these days.")
    here.console.show_path(file)
