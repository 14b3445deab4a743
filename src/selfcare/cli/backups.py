"""Backups: making one, seeing which there are, and what each opens with."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from selfcare import places, when
from selfcare.cli import run
from selfcare.cli.files import refuse_place, typed
from selfcare.cli.options import Force
from selfcare.cli.progress import progress
from selfcare.cli.unlock import unlocked
from selfcare.vault import backups, diagnosis, replacing, restoring
from selfcare.vault.backups import Backup
from selfcare.vault.keyfile import PASSPHRASE, KeyFile

REASONS = {
    backups.ASKED: "your own",
    backups.WEEKLY: "weekly",
    backups.MIGRATION: "before an update",
    backups.REKEY: "before a new key",
    backups.RESTORE: "before a restore",
    backups.IMPORT: "before an import",
    backups.COMPACT: "before compacting",
}
"""Why a backup was made, as a person reads it."""
CURRENT, EARLIER = "current", "earlier"
"""Which passphrase or recovery code opens a backup: the one of today, or one from before."""


# --- making ----------------------------------------------------------------------------------------------------------


def back_up(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A file, or a folder for one.")] = None,
    force: Force = False,
) -> None:
    """Back up the whole journal in one file, encrypted as it is, and check it. Without FILE it lies with the journal.

    Example: selfcare vault backup /media/stick
    """
    here = run.of(context)
    diagnosis.read_keys(here.folder)
    to = _place(here, file, force=force) if file else None
    with unlocked(here) as journal, progress(here.console, "Backing up") as tell:
        made = journal.vault.back_up(to, backups.ASKED, tell)
        left_out = backups.left_out(here.folder)
    if here.console.as_json:
        here.console.show_object({"backup": backup_object(made, made.keys, whole=True), "left_out": left_out})
        return
    here.console.show("Your journal is backed up. The copy was opened, and every page of it is whole:")
    here.console.show_path(made.path)
    for name in left_out:
        here.console.show(f"Left out, since it cannot be read: {name}")
    if file is None:
        here.console.show("A disk can fail whole. One for another disk: selfcare vault backup FILE")


def _place(here: run.Run, file: Path, *, force: bool) -> Path:
    """Where the backup goes, said before a passphrase is asked for."""
    given = places.home_expanded(str(file))
    file = backups.place_in(given, when.now()) if given.is_dir() else given
    refuse_place(here, file, "A backup", force=force, within=backups.NAME)
    return file


# --- looking ---------------------------------------------------------------------------------------------------------


def list_backups(context: typer.Context) -> None:
    """List the backups that lie with the journal, and what opens each. No passphrase is needed.

    Example: selfcare vault backups
    """
    here = run.of(context)
    found, unusable = backups.found(here.folder), backups.unusable(here.folder)
    if not found and not unusable:
        diagnosis.require(here.folder)
    now = restoring.keys_in(here.folder)
    with progress(here.console, "Checking") as tell:
        whole = _checked(found, tell)
    if here.console.as_json:
        _show_object(here, found, now, whole)
        return
    _show(here, found, now, whole)
    for path, error in unusable.items():
        here.console.show(f"\n{path.name}\n    {error.message}")
    _show_kept(here, replacing.kept_in(here.folder))
    hint = "To put one back: selfcare vault restore FILE" if found else "To make one: selfcare vault backup"
    here.console.say(hint if found else f"No backup lies beside your journal. {hint}")


def _checked(found: tuple[Backup, ...], tell: Callable[[float], None]) -> list[Backup]:
    """Those that are whole to the last byte."""
    whole = []
    for number, each in enumerate(found, 1):
        if backups.is_whole(each):
            whole.append(each)
        tell(number / len(found))
    return whole


def _show_object(here: run.Run, found: tuple[Backup, ...], now: KeyFile | None, whole: list[Backup]) -> None:
    here.console.show_object(
        {
            "folder": str(here.folder / backups.NAME),
            "backups": [backup_object(each, now, whole=each in whole) for each in found],
            "unusable": [
                {"file": str(path), "problem": error.message} for path, error in backups.unusable(here.folder).items()
            ],
            "kept_at_restores": [_kept_object(path) for path in replacing.kept_in(here.folder)],
        }
    )


def _kept_object(kept: Path) -> dict[str, object]:
    since = replacing.kept_since(kept)
    return {"folder": str(kept), "kept_since": f"{since:%Y-%m-%d %H:%M}", "bytes": replacing.size_of(kept)}


def _show_kept(here: run.Run, kept: Sequence[Path]) -> None:
    if kept:
        here.console.show("\nKept from before a restore. Nothing deletes it but you: when you no longer need")
        here.console.show("what is in a folder, delete the folder. To look into one:")
        here.console.show(f"selfcare --journal {typed(kept[-1])} list")
    for each in kept:
        here.console.show()
        here.console.show_path(each)
        here.console.show(f"    {_clock(replacing.kept_since(each))}, {in_bytes(replacing.size_of(each))}")


def _show(here: run.Run, found: tuple[Backup, ...], now: KeyFile | None, whole: list[Backup]) -> None:
    if found:
        here.console.show("Backups, in this folder:")
        here.console.show_path(here.folder / backups.NAME)
    for each in found:
        is_whole = "whole" if each in whole else "DAMAGED, of no use"
        here.console.show(f"\n{each.path.name}")
        here.console.show(f"    {clock(each)}, {size(each)}, {reason(each)}, {is_whole}")
        if each in whole:
            here.console.show(f"    {_opens_in_words(each, now)}")


def _opens_in_words(backup: Backup, now: KeyFile | None) -> str:
    if now is not None and not same_journal(backup, now):
        return "It is a backup of another journal."
    match opens_with(backup, now):
        case [passphrase, _] if passphrase == CURRENT:
            return "It opens with your passphrase."
        case [_, code] if code == CURRENT:
            return "It opens with your recovery code, or the passphrase of that day."
    return "It opens with the passphrase or the recovery code of that day."


def opens_with(backup: Backup, now: KeyFile | None) -> tuple[str, str]:
    """Which passphrase and which recovery code open the backup, `now` being the key file as it is."""
    if now is None or not same_journal(backup, now) or now.inbox_public != backup.keys.inbox_public:
        return EARLIER, EARLIER
    return CURRENT if now.of_type(PASSPHRASE) == backup.keys.of_type(PASSPHRASE) else EARLIER, CURRENT


def with_an_earlier_passphrase(folder: Path) -> list[Path]:
    """The backups and kept folders of the journal in `folder` that do not open with its passphrase of now."""
    now = restoring.keys_in(folder)
    same = [each for each in backups.found(folder) if same_journal(each, now)]
    return [each.path for each in same if opens_with(each, now)[0] == EARLIER] + replacing.kept_in(folder)


def with_an_earlier_key(folder: Path) -> list[Path]:
    """Those of them that an earlier recovery code opens, since they were made before the key of now."""
    now = restoring.keys_in(folder)
    same = [each for each in backups.found(folder) if same_journal(each, now)]
    kept = {path: restoring.keys_in(path) for path in replacing.kept_in(folder)}
    return [each.path for each in same if opens_with(each, now)[1] == EARLIER] + [
        path for path, keys in kept.items() if now is None or keys is None or keys.inbox_public != now.inbox_public
    ]


def newest_whole(folder: Path) -> Backup | None:
    """The newest backup in `folder` of the journal there that is whole; where its key files are lost, of any."""
    now = restoring.keys_in(folder)
    mine = (each for each in backups.found(folder) if now is None or same_journal(each, now))
    return next(filter(backups.is_whole, mine), None)


def same_journal(backup: Backup, now: KeyFile | None) -> bool:
    """Whether it is a backup of the journal whose key file is `now`."""
    return now is not None and now.journal == backup.manifest.journal


def backup_object(backup: Backup, now: KeyFile | None, *, whole: bool) -> dict[str, object]:
    """A backup as JSON has it, `now` being the key file as it is."""
    passphrase, code = opens_with(backup, now)
    return {
        "file": str(backup.path),
        "made_at": made_at(backup),
        "bytes": backup.size,
        "reason": backup.manifest.reason,
        "automatic": backup.automatic,
        "whole": whole,
        "same_journal": same_journal(backup, now),
        "passphrase": passphrase,
        "recovery_code": code,
    }


def made_at(backup: Backup) -> str:
    """When it was made, as JSON has it."""
    return f"{backup.made_at:%Y-%m-%dT%H:%M:%SZ}"


def reason(backup: Backup) -> str:
    """Why it was made."""
    return REASONS.get(backup.manifest.reason, "automatic")


def clock(backup: Backup) -> str:
    """When it was made, by the clock on the wall."""
    return _clock(when.local(backup.made_at, when.local_zone()))


def _clock(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def size(backup: Backup) -> str:
    """How large a backup is, for a person."""
    return in_bytes(backup.size)


def in_bytes(number: int) -> str:
    """So many bytes, for a person."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000))} kB"
    return f"{number / 1_000_000:.1f} MB"


# --- what they still hold --------------------------------------------------------------------------------------------


def that_still_hold_it(folder: Path, journal: bytes) -> list[Path]:
    """After something was erased from the journal with this id: the backups and kept folders that may hold it still."""
    return [each.path for each in backups.of_journal(folder, journal)] + replacing.kept_in(folder)


def show_still_held(here: run.Run, copies: Sequence[Path]) -> None:
    """Name the copies, each on a line. They "may" hold it: one from before it was written does not."""
    folders = sum(each.is_dir() for each in copies)
    counted = ((len(copies) - folders, "backup", "made before now"), (folders, "folder", "kept at a restore"))
    named = [f"{number} {noun}{'' if number == 1 else 's'} {how}" for number, noun, how in counted if number]
    if named:
        here.console.show(f"{' and '.join(named)} may still hold it:")
    for each in copies:
        here.console.show_path(each)
