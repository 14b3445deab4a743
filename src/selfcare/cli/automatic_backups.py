"""The backups that selfcare makes by itself: before what could go wrong, and once a week after a command's answer."""

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

from selfcare import when
from selfcare.cli.progress import progress
from selfcare.cli.run import Run
from selfcare.errors import SelfcareError
from selfcare.vault import backups

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal


def before(run: Run, journal: "Journal", reason: str) -> backups.Backup:
    """Back the journal up before something that could go wrong: `reason` is one of those of `vault.backups`.

    Older automatic ones are rotated away, unless a hold is on. Raises `Failed`, `Damaged`, `Busy`: then that something
    should not be done.
    """
    with progress(run.console, "Backing up") as tell:
        made = journal.vault.back_up(None, reason, tell)
    if not journal.setting("hold"):
        keep = int(journal.setting("backups_kept"))
        backups.rotate(journal.folder, journal.vault.journal_id, keep, made=made.path)
    return made


def is_due(journal: "Journal") -> bool:
    """Whether this week has no backup yet, and the journal holds anything from before it."""
    zone = when.local_zone()
    monday = when.Week.of(when.local(when.now(), zone).date()).monday
    start = when.beginning(monday, zone)
    try:
        made = backups.since(journal.folder, journal.vault.journal_id, start)
        return not made and journal.holds_anything_from_before(start)
    except SelfcareError:
        return False


def weekly(run: Run, journal: "Journal", closing: ExitStack) -> None:
    """Back the journal up once the answer of this command is given, and close it then: that is what `closing` does.

    What goes wrong is told in one line, and never stops a command.
    """

    def back_up(kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            _back_up(run, journal)

    run.afterwards.push(closing)
    run.afterwards.push(back_up)


def _back_up(run: Run, journal: "Journal") -> None:
    try:
        before(run, journal, backups.WEEKLY)
    except KeyboardInterrupt:
        run.console.say_unless_json("This week's backup was stopped; a later command makes it.")
    except SelfcareError as error:
        run.console.say_unless_json(f"This week's backup could not be made. {error.message}")
