"""Putting away the names that were written before they were guarded: shown first, then asked."""

from typing import TYPE_CHECKING, Any

import typer

from selfcare.cli import ask, run, stopping
from selfcare.cli.backups import show_still_held, that_still_hold_it
from selfcare.cli.first_few import first_few
from selfcare.cli.options import Yes
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.journal.sweeping import Swept

HANDLES_NAMED = 8
"""So many records are named; the rest are a number."""


def sweep_names(context: typer.Context, yes: Yes = False) -> None:
    """Put names away in what you wrote before you added them.

    It goes through records, earlier versions, drafts, the bin, your answers and pages at review, your settings and the
    search index, shows first what it would change, and asks. What was there is overwritten and cannot be brought back.
    While a hold is on, only its own reason is changed.

    Example: selfcare people sweep
    """
    from selfcare.journal import sweeping

    here = run.of(context)
    with unlocked(here) as journal:
        found = sweeping.preview(journal)
        _show(here, found, done=False, quietly=yes)
        if found:
            sweeping.refuse_on_hold(journal)
            _say_of_hold(here, journal)
        if found and not yes:
            _confirm(here)
        swept = sweeping.sweep(journal) if found else []
        copies = that_still_hold_it(journal.folder, journal.vault.journal_id) if swept else []
        ids = sweeping.named_ids(journal)
    if here.console.as_json:
        here.console.show_object(_object(swept, done=True) | {"backups_that_hold_it": [str(each) for each in copies]})
        return
    if swept:
        here.console.show("Put away. The names that were there cannot be brought back.")
        here.console.show("Pages that you handed over before now, and files that you made, still hold them.")
    show_still_held(here, copies)
    if ids:
        here.console.show(f"Ids never change, and that of your own guidance holds a name: {', '.join(ids)}.")
    here.console.say("Names in notes that are sealed now are put away when they are taken in.")


def _show(here: run.Run, found: "list[Swept]", *, done: bool, quietly: bool) -> None:
    if here.console.as_json:
        if found and not quietly:
            here.console.show_object(_object(found, done=done))
        return
    for each in found:
        here.console.show(f"{each.pseudonym}: {_in_words(each)}")
    if not found:
        here.console.show("No name that you guard stands in your journal.")


def _in_words(swept: "Swept") -> str:
    """Where names of one person stand: "2 records (k7m2q, 8xw3p), 3 earlier versions, 1 in the bin (c4tz9)"."""
    earlier = max(swept.versions - len(swept.records) - len(swept.in_bin), 0)
    counted = (
        (_counted(len(swept.records), "record"), swept.records),
        (_counted(earlier, "earlier version"), ()),
        (_counted(swept.drafts, "draft"), ()),
        (f"{len(swept.in_bin)} in the bin", swept.in_bin),
        (_counted(swept.others, "other place"), ()),
    )
    return ", ".join(f"{words}{_named(handles)}" for words, handles in counted if not words.startswith("0 "))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _named(handles: tuple[str, ...]) -> str:
    return f" ({first_few(handles, HANDLES_NAMED)})" if handles else ""


def _object(found: "list[Swept]", *, done: bool) -> dict[str, Any]:
    return {
        "swept": done,
        "people": [
            {
                "pseudonym": each.pseudonym,
                "records": list(each.records),
                "in_bin": list(each.in_bin),
                "versions": each.versions,
                "drafts": each.drafts,
                "others": each.others,
            }
            for each in found
        ],
    }


def _say_of_hold(here: run.Run, journal: "Journal") -> None:
    from selfcare.journal.holding import hold_of

    with journal.reading() as session:
        if hold_of(session):
            here.console.say_unless_json("A hold is on, so only its own reason can be changed now.")


def _confirm(here: run.Run) -> None:
    if not here.console.interactive:
        raise Usage("A sweep cannot be undone, and there is nobody to ask. Nothing was changed.", "Add --yes.")
    with stopping.told("Stopped. Nothing was changed.", "Sweep whenever you want: selfcare people sweep"):
        sure = ask.yes(here.console, "Put these names away? What is there now cannot be brought back.", default=False)
    if not sure:
        here.console.show("Nothing was changed.")
        raise typer.Exit
