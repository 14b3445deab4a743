"""Bringing in an archive that `selfcare export` made, here or on another computer."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places
from selfcare.cli import ask, hint, run
from selfcare.cli.export import PassphraseFile
from selfcare.cli.importing import DryRun, Report, back_up, tell
from selfcare.cli.other_doors import ARCHIVE, refuse_another_kind, unread
from selfcare.cli.progress import progress
from selfcare.cli.unlock import ask_passphrase, passphrase_in, unlocked_by
from selfcare.errors import InvalidFile, WrongPassphrase
from selfcare.vault.diagnosis import read_keys

if TYPE_CHECKING:
    from selfcare.journal.archive import Archive
    from selfcare.journal.envelope import Envelope
    from selfcare.journal.journal import Journal
    from selfcare.journal.merging import Plan


def archive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `selfcare export` wrote, encrypted or plain.")],
    dry_run: DryRun = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Bring in an archive: what you have here stays, and what was never here comes in beside it.

    All of it or nothing, and twice is as good as once. Of a record that both have, the one that was changed last is
    current, and every version is kept. What you erased here stays erased.

    Example: selfcare import archive journal.archive
    """
    from selfcare.vault import locked_file

    here = run.of(context)
    read_keys(here.folder)
    raw = _read(places.home_expanded(str(file)))
    content = None if locked_file.is_locked(raw) else raw
    if content is None:
        locked_file.check(raw)
        content = _tried(raw, passphrase_in(passphrase_file)) if passphrase_file else None
    found = None if content is None else _parsed(here, content)
    with unlocked_by(here) as (journal, passphrase):
        found = found or _parsed(here, _opened(here, raw, passphrase))
        _bring_in(here, journal, found, dry_run=dry_run)


def _read(file: Path) -> bytes:
    from selfcare.exchange.archive import LARGEST, is_archive
    from selfcare.vault.locked_file import is_locked

    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError:
        raise unread(file) from None
    refuse_another_kind(raw, but=ARCHIVE)
    if len(raw) > LARGEST or not (is_locked(raw) or is_archive(raw)):
        raise InvalidFile(
            "That file is not an archive that selfcare made.", "Archives are made by: selfcare export FILE"
        )
    return raw


# --- opening it ------------------------------------------------------------------------------------------------------


def _opened(here: run.Run, raw: bytes, passphrase: str | None) -> bytes:
    """What is in a locked archive, by the journal's passphrase, else by one that is asked for."""
    if passphrase is not None:
        with suppress(WrongPassphrase):
            return _tried(raw, passphrase)
    if not here.console.interactive:
        raise _wrong()
    here.console.say("This archive opens with a passphrase of its own." if passphrase else "The archive is locked.")
    asked = partial(ask_passphrase, "Passphrase of the archive: ")
    return ask.until_right(here.console, asked, partial(_tried, raw))[0]


def _tried(raw: bytes, passphrase: str) -> bytes:
    from selfcare.vault.locked_file import unlock

    content = unlock(raw, passphrase)
    if content is None:
        raise _wrong()
    return content


def _parsed(here: run.Run, content: bytes) -> "Archive":
    from selfcare.exchange.archive import parse

    with progress(here.console, "Reading") as tell:
        return parse(content, tell)


def _wrong() -> WrongPassphrase:
    return WrongPassphrase(
        "That passphrase does not open this archive.",
        "It opens with the passphrase of the day it was made: --passphrase-file FILE. Nothing was changed.",
    )


# --- bringing it in --------------------------------------------------------------------------------------------------


def _bring_in(here: run.Run, journal: "Journal", found: "Archive", *, dry_run: bool) -> None:
    from selfcare.journal.merging import carry_out, plan

    new: list[Envelope] = []
    with journal.reading() as session:
        planned = plan(session, found)
    if planned.changes_something and not dry_run:
        back_up(here, journal)
        with progress(here.console, "Bringing in") as tell_done, journal.writing() as session:
            planned = plan(session, found)
            new = carry_out(session, planned, tell_done)
    skipped = planned.erased_here + planned.kept_here
    report = Report(skipped=skipped, remarks=tuple(_remarks(planned)))
    tell(here, new=len(planned.new), known=planned.known, dry_run=dry_run, report=report)
    hint.say_of_taken_in(here, journal, new)


def _remarks(planned: "Plan") -> Iterator[str]:
    """What a person should know beside the numbers, in whole sentences."""
    if planned.grown:
        yield f"Records that get versions from the archive: {len(planned.grown)}. What was changed last is current."
    if planned.erased_here:
        yield f"Erased here before, and they stay so: {planned.erased_here}."
    if planned.kept_here:
        yield f"Erased in the archive, and they stay here: {planned.kept_here}."
    if planned.drafts:
        yield f"Forms to go on with: {len(planned.drafts)}."
    if planned.settings:
        yield f"Settings as in the archive: {', '.join(planned.settings)}."
    if planned.people:
        yield (
            f"Names put away from now on: {', '.join(each.pseudonym for each in planned.people)}. What was written "
            "before stays as it is until: selfcare people sweep"
        )
    if planned.names_apart:
        yield (
            "Its pseudonyms could not be joined to those here, since names are hashed under a key of each journal. Add "
            "those names again: selfcare people add"
        )
