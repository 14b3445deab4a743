"""The hold: nothing is deleted while it is on."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.options import from_dash
from selfcare.cli.unlock import unlocked

if TYPE_CHECKING:
    from selfcare.journal.holding import Hold

hold = door(
    """Stop all deletion while a complaint, claim or request is open, and let it go on afterwards.

    Alone it tells whether a hold is on, since when and why.

    Example: selfcare vault hold"""
)

Why = Annotated[
    str, typer.Option("--why", help="Why, for yourself; - reads standard input.", metavar="TEXT", callback=from_dash)
]


@hold.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Tell whether a hold is on."""
    if context.invoked_subcommand is not None:
        return
    from selfcare.journal.holding import hold_of

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        kept = hold_of(session)
    if here.console.as_json:
        here.console.show_object({"hold": hold_object(kept)})
        return
    here.console.show(in_words(kept) if kept else "No hold is on: the bin can be emptied.")


@hold.command("on")
def put_on(context: typer.Context, why: Why = "") -> None:
    """Stop all deletion: the bin, retention, compacting, sweeps, and old automatic backups.

    For when you know of a complaint, a claim, an inquest, a review or a request for records. You can go on writing.

    Example: selfcare vault hold on
    """
    from selfcare.journal.holding import begin

    here = run.of(context)
    with unlocked(here) as journal:
        kept = begin(journal, why)
    if here.console.as_json:
        here.console.show_object({"hold": hold_object(kept)})
        return
    here.console.show(in_words(kept))
    here.console.show("What you move to the bin stays there. When it is over: selfcare vault hold off")


@hold.command("off")
def take_off(context: typer.Context) -> None:
    """Let deletion go on. Nothing is deleted by that itself.

    Example: selfcare vault hold off
    """
    from selfcare.journal.holding import end

    here = run.of(context)
    with unlocked(here) as journal:
        before = end(journal)
    if here.console.as_json:
        here.console.show_object({"hold": None})
        return
    here.console.show("The hold is off. Nothing was deleted by that." if before else "No hold was on.")


def in_words(kept: "Hold") -> str:
    """A hold in one sentence or two."""
    since = f"A hold is on since {when.in_words(kept.since, date.min)}: nothing is deleted."
    return f"{since} Why: {kept.why}" if kept.why else since


def hold_object(kept: "Hold | None") -> dict[str, str] | None:
    """The same as JSON."""
    return {"since": kept.since.isoformat(), "why": kept.why} if kept else None
