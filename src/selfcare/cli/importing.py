"""What every import does with what is in a file: all of it or nothing, each record once, and a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare.cli import hint, run
from selfcare.cli.first_few import first_few
from selfcare.cli.progress import progress
from selfcare.cli.unlock import unlocked
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would come in; nothing is changed.")]

PLACES_NAMED = 6
"""So many places that were not understood are named; the rest are a number."""


@dataclass(frozen=True)
class Report:
    """What became of what is in a file, beside the records that are new.

    known           records that are here already, or were erased here
    skipped         what was left out on purpose; `why_skipped` or the `remarks` say why, in whole sentences
    not_understood  places in the file that could not be read ("line 7"), never their text
    """

    known: int = 0
    skipped: int = 0
    why_skipped: str = ""
    not_understood: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def in_words(self) -> list[str]:
        """All that a person should know beside the numbers."""
        return [*([self.why_skipped] if self.skipped and self.why_skipped else []), *self.remarks]


def brought_in(here: run.Run, records: Sequence[Envelope], *, dry_run: bool, report: Report) -> None:
    """Bring records in that a reader made of a file, and tell what became of them; `report` is what the reader found.

    A record is known by its id, so a reader gives the same one for the same text. `bringing_in.check` has passed them
    before the journal is touched.
    """
    from selfcare.journal import bringing_in

    with unlocked(here) as journal:
        with journal.reading() as session:
            new = bringing_in.unknown(session, records)
        if new and not dry_run:
            back_up(here, journal)
            with progress(here.console, "Bringing in") as tell_done:
                new = bringing_in.bring_in(journal, new, tell_done)
        known = report.known + len({each.id for each in records}) - len(new)
        tell(here, new=len(new), known=known, dry_run=dry_run, report=report)
        if not dry_run:
            hint.say_of_taken_in(here, journal, new)


def back_up(here: run.Run, journal: "Journal") -> None:
    """Back the journal up before anything comes in; what goes wrong there stops the import."""
    from selfcare.cli import automatic_backups
    from selfcare.vault.backups import IMPORT

    automatic_backups.before(here, journal, IMPORT)


def tell(here: run.Run, *, new: int, known: int, dry_run: bool, report: Report) -> None:
    """Say what came in, or would; a script gets the numbers."""
    if here.console.as_json:
        counts = {"new": new, "known": known, "skipped": report.skipped, "not_understood": len(report.not_understood)}
        here.console.show_object({"imported": counts, "dry_run": dry_run, "remarks": report.in_words})
        return
    here.console.show(_in_words(new, known, dry_run=dry_run))
    if report.skipped:
        here.console.show(f"Left out: {report.skipped}. {report.why_skipped}".rstrip())
    if report.not_understood:
        here.console.show(f"Not understood, and left out: {first_few(report.not_understood, PLACES_NAMED)}.")
    for remark in report.remarks:
        here.console.show(remark)
    if dry_run:
        here.console.show("Nothing was changed. Without --dry-run it is brought in.")


def _in_words(new: int, known: int, *, dry_run: bool) -> str:
    said = f"New records{' that would come in' if dry_run else ''}: {new}."
    return f"{said} Here already: {known}." if known else said
