"""Writing the database anew, so that its file holds nothing that was erased; with a new key, if wanted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare.cli import ask, automatic_backups, backups, recovery_code, rekeying, run, stopping
from selfcare.cli.options import Force, RecoverySheet, RecoveryTo, Yes
from selfcare.cli.unlock import proven, unlocked
from selfcare.errors import Usage
from selfcare.vault.backups import COMPACT

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

NewKey = Annotated[bool, typer.Option("--new-key", help="Encrypt it under a new key, with a new recovery code.")]


def compact(
    context: typer.Context,
    new_key: NewKey = False,
    recovery_to: RecoveryTo = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
    yes: Yes = False,
) -> None:
    """Write the database anew, so that nothing you erased is left in its file.

    A disk may keep older blocks, and snapshots and synced folders older files. --new-key makes those unreadable too, to
    your passphrase and the new recovery code: what was written under the old key opens with the old code alone.

    Example: selfcare vault compact --new-key
    """
    here = run.of(context)
    if new_key:
        recovery_code.check_place(here, recovery_to, recovery_sheet, force=force)
        with proven(here) as (journal, passphrase), _measured(here, journal, new_key=new_key, yes=yes):
            to = (recovery_to, recovery_sheet)
            rekeying.rekeyed(here, journal, passphrase, to, first=partial(_compact, journal))
        return
    with unlocked(here) as journal, _measured(here, journal, new_key=new_key, yes=yes):
        automatic_backups.before(here, journal, COMPACT)
        _compact(journal)


@contextmanager
def _measured(here: run.Run, journal: "Journal", *, new_key: bool, yes: bool) -> Iterator[None]:
    """Ask first; after what is done inside, tell what became of the file, and which copies there were before."""
    _ask_first(here, journal, yes=yes)
    earlier, before = backups.that_still_hold_it(journal.folder, journal.vault.journal_id), _size(journal)
    yield
    old_key = backups.with_an_earlier_key(journal.folder) if new_key else None
    _tell(here, (before, _size(journal)), [each for each in earlier if each.exists()], old_key)


def _compact(journal: "Journal") -> None:
    from selfcare.journal.compacting import compact as compacted

    compacted(journal)


def _size(journal: "Journal") -> int:
    return journal.vault.status().database_bytes


def _ask_first(here: run.Run, journal: "Journal", *, yes: bool) -> None:
    from selfcare.journal.holding import refuse_at_once

    refuse_at_once(journal)
    if yes:
        return
    if not here.console.interactive:
        raise Usage("This writes the whole database anew, and there is nobody to ask.", "Add --yes.")
    with stopping.told(f"Stopped. {rekeying.UNDONE}", "Your journal is as it was."):
        sure = ask.yes(here.console, "Back up, then write the whole database anew?", default=True)
    if not sure:
        here.console.show(rekeying.UNDONE)
        raise typer.Exit


def _tell(here: run.Run, sizes: tuple[int, int], earlier: Sequence[Path], old_key: Sequence[Path] | None) -> None:
    """`earlier` are the copies that may hold what was erased, `old_key` those of the old key, if there is a new one."""
    before, after = sizes
    new_key = old_key is not None
    if here.console.as_json:
        here.console.show_object(
            {
                "bytes_before": before,
                "bytes_after": after,
                "new_key": new_key,
                "backups_that_hold_it": [str(each) for each in earlier],
                "backups_with_the_old": [str(each) for each in old_key or ()],
            }
        )
        return
    anew = "The database is written anew" + (", under a new key." if new_key else ".")
    here.console.show(f"{anew} It had {_kilobytes(before)} kB, and has {_kilobytes(after)} kB.")
    if old_key is not None:
        here.console.show("The new recovery code is in force, and the old one is void for this journal.")
        here.console.show("What you erased may still be in copies of it from before.")
        rekeying.show_old_copies(here, old_key, "the old code, and with your passphrase")
    elif earlier:
        here.console.show(
            "What you erased may still be in these copies from before. Delete those that you do not need:"
        )
        for each in earlier:
            here.console.show_path(each)


def _kilobytes(size: int) -> int:
    return max(1, round(size / 1000))
