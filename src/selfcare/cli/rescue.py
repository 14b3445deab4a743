"""Out of a damaged journal into a new one: all that can still be read, and a list of what is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places
from selfcare.cli import recovery_code, run, stopping
from selfcare.cli.backups import clock, newest_whole
from selfcare.cli.code_entry import code_in
from selfcare.cli.files import refuse_folder_within, say_how_to_use, typed
from selfcare.cli.first_few import first_few
from selfcare.cli.options import CodeFile, Force, RecoveryTo
from selfcare.cli.other_doors import refuse_all_but_a_backup
from selfcare.cli.progress import progress
from selfcare.cli.unlock import new_passphrase, with_passphrase
from selfcare.errors import Failed
from selfcare.vault import creation, inbox

if TYPE_CHECKING:
    from selfcare.journal.rescue import Rescued
    from selfcare.vault.rescue import Key, Remains

UNDONE = "No new journal was made."
STAGING = ".rescuing-"
WORDS = {
    "records": "Records:",
    "sealed_notes": "sealed notes:",
    "drafts": "unfinished forms:",
    "people": "people under a pseudonym:",
    "settings": "settings:",
}
NAMED = 40
"""So many lost records or pages are named, and how many more there are."""


@dataclass(frozen=True)
class _Found:
    """What a damaged journal still gives: its records, the sealed notes, and what of both is lost."""

    content: "Rescued"
    notes: tuple[bytes, ...]
    unopened: tuple[str, ...]
    damaged: tuple[int, ...]
    cut_off: int
    total: int
    lost_in_log: int


def rescue(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the new journal.")],
    backup: Annotated[
        Path | None, typer.Option("--from", help="A damaged backup, in place of the journal.", metavar="FILE")
    ] = None,
    code_file: CodeFile = None,
    recovery_to: RecoveryTo = None,
    force: Force = False,
) -> None:
    """Bring all that can still be read of a damaged journal into a new one, and list what is lost.

    The damaged journal is left as it is. The new one has the same passphrase and a recovery code of its own.

    Example: selfcare vault rescue new-journal
    """
    here = run.of(context)
    into = places.home_expanded(str(folder)).absolute()
    _refuse_place(here, into)
    there = replace(here, named_journal=str(into), open_journal=None)
    for each in (here, there):
        recovery_code.check_place(each, recovery_to, force=force)
    with stopping.told(f"Stopped. {UNDONE}", "What is damaged is as it was."), _damaged(here, backup, into) as damaged:
        key, passphrase = _key(damaged, code_file)
        found = _read(damaged, key)
    _make(there, found, passphrase, recovery_to)
    _tell(here, into, found, backup)


@contextmanager
def _damaged(here: run.Run, backup: Path | None, into: Path) -> Iterator[run.Run]:
    """The journal that is damaged: the one that is there, or what there is of it in a `backup`, encrypted as ever."""
    from selfcare.vault.backup_file import salvage

    if backup is None:
        yield here
        return
    file = places.home_expanded(str(backup))
    refuse_all_but_a_backup(file)
    with places.staging(into.parent, f".{into.name}{STAGING}") as folder:
        salvage(file, folder)
        yield replace(here, named_journal=str(folder), open_journal=None)


def _refuse_place(here: run.Run, into: Path) -> None:
    here.refuse_in_session()
    refuse_folder_within(here, into)
    if into.exists() and not (into.is_dir() and not any(into.iterdir())):
        raise Failed("There is something in that place already.", "Name a folder that is empty, or not there yet.")
    if not into.parent.is_dir():
        raise Failed(f"There is no folder {into.parent}.", "Make it first, or choose another place.")


def _key(here: run.Run, code_file: Path | None) -> tuple["Key", str]:
    """What opens the damaged journal, and the passphrase for the new one: the same, unless it is forgotten."""
    from selfcare.vault.rescue import key_by_code, key_by_passphrase

    if code_file is None:
        return with_passphrase(here, lambda passphrase: key_by_passphrase(here.folder, passphrase))
    return key_by_code(here.folder, code_in(code_file)), new_passphrase(here)


def _read(here: run.Run, key: "Key") -> _Found:
    from selfcare.journal import migrations
    from selfcare.journal.rescue import rescued
    from selfcare.vault.rescue import remains_of, why_nothing

    with progress(here.console, "Reading what is whole") as tell, remains_of(here.folder, key, tell) as remains:
        migrations.refuse_newer_version(remains.user_version or 0)
        found = _found(remains, rescued(remains.rows()))
    if not remains.intact and not found.notes:
        raise why_nothing(here.folder, key)
    return found


def _found(remains: "Remains", content: "Rescued") -> _Found:
    notes = dict(remains.notes())
    return _Found(
        content,
        notes=tuple(payload for payload in notes.values() if payload is not None),
        unopened=tuple(f"{inbox.NAME}/{path.name}" for path, payload in notes.items() if payload is None),
        damaged=remains.damaged,
        cut_off=remains.cut_off,
        total=remains.total,
        lost_in_log=remains.lost_in_log,
    )


# --- the new journal -------------------------------------------------------------------------------------------------


def _make(there: run.Run, found: _Found, passphrase: str, recovery_to: Path | None) -> None:
    """Make the new journal beside its place, whole, and then move it there."""
    from selfcare.vault import recovery

    root = recovery.new_root()
    code = recovery.code_from(root)

    def is_void() -> bool:
        return not creation.exists(there.folder)

    with (
        recovery_code.handed_over(there, code, recovery_to, is_void=is_void, undone=UNDONE),
        _staged(there.folder) as staging,
    ):
        _fill(staging, found, passphrase, root)


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder`, which takes its place at the end. A kill before that leaves no journal there."""
    try:
        with places.staging(folder.parent, f".{folder.name}{STAGING}") as staging:
            yield staging
            if folder.exists():
                folder.rmdir()
            staging.rename(folder)
            places.sync_folder(folder.parent)
    except OSError as error:
        raise places.refused(error, folder) from None


def _fill(folder: Path, found: _Found, passphrase: str, root: bytes) -> None:
    from selfcare.journal import merging, migrations
    from selfcare.journal.journal import Journal
    from selfcare.journal.takein import take_in
    from selfcare.vault.diagnosis import read_keys
    from selfcare.vault.vault import Vault

    with Journal(Vault.create(folder, passphrase, root, prepare=migrations.prepare)) as journal:
        with journal.writing() as session:
            merging.carry_out(session, merging.plan(session, found.content.archive))
        keys, _ = read_keys(folder)
        for payload in found.notes:
            inbox.drop(folder, keys, payload)
        take_in(journal)


# --- telling ---------------------------------------------------------------------------------------------------------


def _tell(here: run.Run, into: Path, found: _Found, backup: Path | None) -> None:
    content = found.content
    if here.console.as_json:
        here.console.show_object({"folder": str(into), "rescued": _counts(found), "lost": _lost(found)})
        return
    show = here.console.show
    show("All that can still be read is in a new journal. It is here:")
    here.console.show_path(into)
    show("; ".join(f"{WORDS[name]} {count}" for name, count in _counts(found).items() if count) or "Nothing.")
    if content.from_versions:
        show(f"Read from their history, and out of the bin: {first_few(content.from_versions, NAMED)}")
    losses = list(_losses(found))
    for line in losses or ["Nothing is lost."]:
        show(line)
    show("The damaged backup is as it was." if backup else "The damaged journal and its backups are where they were.")
    say_how_to_use(here, into)
    if losses and backup is None:
        _say_how_to_join(here, into)


def _say_how_to_join(here: run.Run, into: Path) -> None:
    """Where a backup may have what is lost: the commands that bring it into the new journal, one on a line."""
    backup = newest_whole(here.folder)
    if backup is None:
        return
    old, joined = typed(into.with_name(f"{into.name}-backup")), typed(into.with_name(f"{into.name}.archive"))
    here.console.show(f"\nA backup of {clock(backup)} may have what is lost. To add what only it has:")
    here.console.show(f"selfcare vault restore {typed(backup.path)} --into {old}")
    here.console.show(f"selfcare --journal {old} export {joined}")
    here.console.show(f"selfcare --journal {typed(into)} import archive {joined}")


def _counts(found: _Found) -> dict[str, int]:
    archive = found.content.archive
    return {
        "records": len(archive.records),
        "sealed_notes": len(found.notes),
        "drafts": len(archive.drafts),
        "people": len(archive.people),
        "settings": len(archive.settings),
    }


def _lost(found: _Found) -> dict[str, object]:
    return {
        "pages": list(found.damaged),
        "of_pages": found.total,
        "newest_copies": found.lost_in_log,
        "database": not found.total,
        "records": [each.handle for each in found.content.lost],
        "sealed_notes": list(found.unopened),
        "names_of": list(found.content.unnamed),
    }


def _losses(found: _Found) -> Iterator[str]:
    from selfcare.journal.verify import lost_in_words

    if not found.total:
        yield "The database is missing, or empty: none of the records in it could be read."
    if found.damaged:
        yield f"Lost: {len(found.damaged)} of {found.total} pages: {first_few(list(map(str, found.damaged)), NAMED)}"
    if found.cut_off:
        yield f"The database was cut short: of its pages the last {found.cut_off} are missing."
    if found.lost_in_log:
        yield f"Lost: the newest copy of {found.lost_in_log} of {found.total} pages. An older one stands for it."
    if found.content.lost:
        yield f"Records that are lost: {first_few([lost_in_words(each) for each in found.content.lost], NAMED)}"
    elif found.damaged:
        yield "No record is known to be lost by that."
    for name in found.unopened:
        yield f"A sealed note that could not be opened: {name}"
    for pseudonym in found.content.unnamed:
        yield f"The names behind a pseudonym. Add them again: selfcare people add --as {pseudonym}"
