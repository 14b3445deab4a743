"""Trends: the weeks side by side, on the screen or as a page of one's own."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare.cli import files, run
from selfcare.cli.door import door
from selfcare.cli.options import Force, known
from selfcare.cli.streams import is_terminal
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.reports.trends import Trends

trends = door()

USUAL_WEEKS = 12
LONGEST_WEEKS = 260
NOTHING_YET = "There is no rating in these weeks."
HOW_TO_BEGIN = "A check-in takes a minute: selfcare checkin --short"

Items = Annotated[list[str] | None, typer.Argument(metavar="[ITEM]...", help="Only these, such as sleep load.")]
Weeks = Annotated[
    int | None,
    typer.Option("--weeks", min=1, max=LONGEST_WEEKS, metavar="N", help=f"How many weeks, else {USUAL_WEEKS}."),
]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts to this file.")]


@trends.command()
def show_trends(
    context: typer.Context, item: Items = None, weeks: Weeks = None, html: Html = None, force: Force = False
) -> None:
    """Show your weeks side by side, against your own usual and nobody else's; what helped, and hard moments.

    At a terminal what stands out comes last, so that it stays in sight. In plain each week is said where you name an
    item or give --weeks, and in a pipe.

    Example: selfcare trends sleep load --weeks 8
    """
    from selfcare.journal.journal import today_of
    from selfcare.reports.checkins import read_items
    from selfcare.reports.trends import read_trends

    here = run.of(context)
    if html is not None:
        files.refuse_to_overwrite(here, html, force=force)
    with unlocked(here) as journal, journal.reading() as session:
        items = read_items(session)
        wanted = {known(name, [each.id for each in items], "ITEM") for name in item or []}
        found = read_trends(session, items, today_of(session), weeks or USUAL_WEEKS, wanted)
    if html is not None:
        _write(here, found, html)
    else:
        _show(here, found, by_week=bool(wanted or weeks))


def _write(here: run.Run, found: "Trends", file: Path) -> None:
    from selfcare.redaction.outgoing import OwnCopy
    from selfcare.render.html import html
    from selfcare.reports.trends import page_document, trends_object

    if found.is_empty:
        raise Usage(f"{NOTHING_YET} Nothing was written.", HOW_TO_BEGIN)
    files.write_own_copy(here, file, html(OwnCopy(page_document(found))))
    if here.console.as_json:
        here.console.show_object({**trends_object(found), "file": str(file)})


def _show(here: run.Run, found: "Trends", *, by_week: bool) -> None:
    """On a terminal the last lines are what stays. In plain it says the weeks only where they were asked for."""
    from selfcare.reports.trends import plain_document, screen_document, trends_object

    if here.console.as_json:
        here.console.show_object(trends_object(found))
    elif found.is_empty:
        here.console.show(f"{NOTHING_YET} {HOW_TO_BEGIN}")
    elif here.console.in_words:
        seen = is_terminal(sys.stdout)
        here.console.show_document(plain_document(found, by_week=by_week or not seen, last_first=seen))
    else:
        here.console.show_document(screen_document(found))
