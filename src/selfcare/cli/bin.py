"""Removing: to the bin, back from it, and for good."""

import typer

from selfcare.cli import ask, run, stopping
from selfcare.cli.backups import show_still_held, that_still_hold_it
from selfcare.cli.door import door
from selfcare.cli.options import RecordName, Yes
from selfcare.cli.records import noun_width
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import record_object, tell_changed
from selfcare.errors import Usage

remove = door()
bin_group = door("Look into the bin, bring a record back, or empty it.\n\nExample: selfcare bin restore k7m2q")


@remove.command()
def remove_record(context: typer.Context, name: RecordName) -> None:
    """Move a record to the bin.

    Example: selfcare remove k7m2q
    """
    from selfcare.journal import bin as bins

    here = run.of(context)
    with unlocked(here) as journal:
        removed = bins.remove(journal, name)
    words = f"{removed.handle} is in the bin. Back again: selfcare bin restore {removed.handle}"
    tell_changed(here, removed, words)


@bin_group.command("list")
def list_bin(context: typer.Context) -> None:
    """List what is in the bin.

    Example: selfcare bin list
    """
    from selfcare.journal import bin as bins
    from selfcare.journal.kinds import kind_of, title

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        found = bins.in_bin(session)
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in found]})
        return
    width = noun_width(found)
    for each in found:
        here.console.show_entry(f"{each.handle}  {each.day.isoformat()}  {kind_of(each).noun:<{width}}  {title(each)}")
    if not found:
        here.console.say("The bin is empty.")


@bin_group.command("restore")
def restore_record(context: typer.Context, name: RecordName) -> None:
    """Bring a record back.

    Example: selfcare bin restore k7m2q
    """
    from selfcare.journal import bin as bins

    here = run.of(context)
    with unlocked(here) as journal:
        restored = bins.restore(journal, name)
    tell_changed(here, restored, f"{restored.handle} is back in your journal.")


@bin_group.command("empty")
def empty_bin(context: typer.Context, yes: Yes = False) -> None:
    """Erase for good all that is in the bin, with every earlier version of it.

    Example: selfcare bin empty
    """
    from selfcare.journal import bin as bins
    from selfcare.journal import holding

    here = run.of(context)
    with unlocked(here) as journal:
        with journal.reading() as session:
            count = len(bins.in_bin(session))
            holding.refuse(session)
        if count and not yes:
            _confirm(here, count)
        erased = bins.empty(journal)
        copies = that_still_hold_it(journal.folder, journal.vault.journal_id) if erased else []
    if here.console.as_json:
        here.console.show_object({"erased": erased, "backups_that_hold_it": [str(each) for each in copies]})
        return
    here.console.show(f"Erased: {erased}. Copies of the journal that you made earlier still hold what was in it.")
    show_still_held(here, copies)


def _confirm(here: run.Run, count: int) -> None:
    if not here.console.interactive:
        raise Usage("Emptying the bin cannot be undone, and there is nobody to ask.", "Add --yes.")
    with stopping.told("Stopped. Nothing was erased.", "The bin is as it was."):
        sure = ask.yes(here.console, f"Erase {count} for good? This cannot be undone.", default=False)
    if not sure:
        here.console.show("Nothing was erased.")
        raise typer.Exit
