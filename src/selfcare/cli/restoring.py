"""Putting a backup back as the journal: what opens it, one question, and what was there is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places
from selfcare.cli import ask, run, stopping
from selfcare.cli.backups import backup_object, clock, reason, same_journal, size
from selfcare.cli.code_entry import with_code
from selfcare.cli.files import refuse_folder_within, say_how_to_use, typed
from selfcare.cli.hold import hold_object, in_words
from selfcare.cli.options import CodeFile, Yes
from selfcare.cli.other_doors import refuse_all_but_a_backup
from selfcare.cli.passphrase_source import from_source
from selfcare.cli.progress import progress
from selfcare.cli.unlock import ask_passphrase
from selfcare.errors import Failed, Interrupted, SelfcareError, Usage
from selfcare.vault import backups, creation, database, replacing, restoring
from selfcare.vault.backups import Backup
from selfcare.vault.keyfile import KEYRING, PASSPHRASE, KeyFile
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

    from selfcare.journal.holding import Hold


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or the name of one of `vault backups`.")],
    into: Annotated[Path | None, typer.Option("--into", help="The folder for the journal.", metavar="DIR")] = None,
    code_file: CodeFile = None,
    yes: Yes = False,
) -> None:
    """Put a backup back as the journal. What is there now is kept beside it, in a folder of its own.

    Example: selfcare vault restore journal-2026-11-21-2310.backup
    """
    here = run.of(context)
    folder = places.home_expanded(str(into)).absolute() if into else here.folder
    if folder.exists() and not folder.is_dir():
        raise Failed(f"{folder} is a file, and a journal is a folder.", "Name a new folder, or an empty one.")
    if folder.resolve() == here.folder.resolve():
        here.refuse_in_session()
    else:
        refuse_folder_within(here, folder)
    with progress(here.console, "Checking the backup") as tell:
        named = _named(here, file)
        refuse_all_but_a_backup(named)
        backup = backups.read_whole(named, tell)
    with stopping.told("Stopped. Nothing was changed.", "Your journal is as it was."):
        _confirm(here, backup, folder, yes=yes)
        lock = _lock_of(here, backup, folder, code_file)
    before = restoring.keys_in(folder)
    keyring_dropped = any(keys and keys.of_type(KEYRING) for keys in (before, lock.keys))
    done = _put_back(here, backup, folder, lock)
    if here.console.as_json:
        here.console.show_object(
            {
                "restored": backup_object(backup, lock.keys, whole=True),
                "folder": str(folder),
                "kept": str(done.kept) if done.kept else None,
                "hold": hold_object(done.hold),
                "hold_unknown": done.unknown,
                "keyring_dropped": keyring_dropped,
            }
        )
        return
    here.console.show(f"The journal is as it was on {clock(backup)}. It is here:")
    here.console.show_path(folder)
    if done.kept is not None:
        here.console.show("What was there before is kept, unchanged, here:")
        here.console.show_path(done.kept)
    if done.hold:
        here.console.show(in_words(done.hold))
    if done.unknown:
        here.console.show("Whether a hold was on there could not be seen. If one was: selfcare vault hold on")
    if before is None or before.of_type(PASSPHRASE) != lock.keys.of_type(PASSPHRASE):
        here.console.show("It opens with the passphrase and the recovery code of that day.")
        there = f" --journal {typed(folder)}" if folder != here.folder else ""
        here.console.show(f"With the code alone, set a new passphrase: selfcare vault recovery use{there}")
    if keyring_dropped:
        here.console.show("The keyring does not open it. To let it: selfcare vault keyring on")
    if folder != here.folder:
        say_how_to_use(here, folder)


def _named(here: run.Run, file: Path) -> Path:
    """The file that was named; a name alone may be one of those that lie with the journal. Raises `Usage`."""
    given = places.home_expanded(str(file))
    if given.is_dir():
        raise _is_folder(given)
    if given.exists() or file.name != str(file):
        return given
    beside = here.folder / backups.NAME / file.name
    with_ending = beside.with_name(f"{file.name}{backups.ENDING}")
    return next((each for each in (beside, with_ending) if each.is_file()), given)


def _is_folder(given: Path) -> Usage:
    """What to do with a folder: it is a journal, such as one that a restore kept, or has backups in it, or neither."""
    if creation.exists(given):
        return Usage(
            "That folder is a journal, and not a backup of one.",
            f"To look into it: selfcare --journal {typed(given)} list. To put it back: "
            f"selfcare --journal {typed(given)} vault backup FILE, then selfcare vault restore FILE",
        )
    newest = next(iter(sorted(given.glob(f"*{backups.ENDING}"), reverse=True)), None)
    hint = f"The newest in it by name: selfcare vault restore {typed(newest)}" if newest else "Name a file in it."
    return Usage("That is a folder, and not a backup.", hint)


def _confirm(here: run.Run, backup: Backup, folder: Path, *, yes: bool) -> None:
    if yes or not creation.exists(folder):
        return
    if not here.console.interactive:
        whole = (folder / database.NAME).exists()
        what = "a journal" if whole else "a part of a journal, without its database,"
        raise Usage(f"There is {what} in that folder, and there is nobody to ask.", "Add --yes: it is kept beside.")
    here.console.say(f"A backup of {clock(backup)} ({size(backup)}, {reason(backup)}).")
    now = restoring.keys_in(folder)
    if now is not None and not same_journal(backup, now):
        here.console.say("It is a backup of another journal than the one in this folder.")
    here.console.say("What is in the journal now is kept beside it, in a folder of its own.")
    if not ask.yes(here.console, "Put the backup in its place?", default=False):
        here.console.say("Nothing was changed.")
        raise typer.Exit


@dataclass(frozen=True)
class _Lock:
    """What opened the backup: its root, the key file that comes with it, and how the same opens a journal."""

    root: bytes
    keys: KeyFile
    open_vault: Callable[[Path], Vault]


def _lock_of(here: run.Run, backup: Backup, folder: Path, code_file: Path | None) -> _Lock:
    if code_file is not None:
        return _by_code(here, backup, code_file)
    given = from_source()
    if given is not None:
        return _by_passphrase(backup, folder, given)
    if not here.console.interactive:
        raise Usage(
            "This needs the backup's passphrase, and there is no terminal to ask on.",
            "Add --code-file FILE with the recovery code, or set SELFCARE_PASSPHRASE_FILE.",
        )
    return _by_asking(here, backup, folder)


def _by_passphrase(backup: Backup, folder: Path, given: str) -> _Lock:
    root, keys = restoring.root_by_passphrase(backup, folder, given)
    return _Lock(root, keys, lambda place: Vault.open(place, given))


def _by_asking(here: run.Run, backup: Backup, folder: Path) -> _Lock:
    lock, _ = ask.until_right(
        here.console,
        lambda: ask_passphrase("Passphrase (Enter: recovery code): "),
        lambda typed: _by_passphrase(backup, folder, typed) if typed else _by_code(here, backup),
        then="A backup opens with the passphrase of its day.",
    )
    return lock


def _by_code(here: run.Run, backup: Backup, file: Path | None = None) -> _Lock:
    (root, keys), code = with_code(here, lambda code: restoring.root_by_code(backup, code), file)
    return _Lock(root, keys, lambda place: Vault.open_with_code(place, code))


@dataclass(frozen=True)
class _Restored:
    """Where what was there is kept, if anything was; the hold that is on now; whether one that was on is unknown."""

    kept: Path | None
    hold: "Hold | None"
    unknown: bool


def _put_back(here: run.Run, backup: Backup, folder: Path, lock: _Lock) -> _Restored:
    """A hold that was on stays on: it is in the journal that is put back before that takes its place."""
    from selfcare.journal.holding import carry_over
    from selfcare.journal.migrations import refuse_newer_version

    hold: Hold | None = None

    def settle(connection: "Connection") -> None:
        nonlocal hold
        hold = carry_over(connection, before)

    with progress(here.console, "Putting it back") as tell:
        try:
            before, unknown = _back_up_first(folder, lock), False
        except SelfcareError:
            before, unknown = None, creation.exists(folder)
        with _stop_told(folder):
            kept = restoring.restore(backup, folder, lock.root, lock.keys, refuse_newer_version, settle, tell)
    return _Restored(kept, hold, unknown)


@contextmanager
def _stop_told(folder: Path) -> Iterator[None]:
    """Say to someone who stops a restore when it is too late for that."""
    try:
        yield
    except KeyboardInterrupt:
        if replacing.is_begun(folder):
            raise Interrupted("Stopped while it was put in place.", "The next command finishes it.") from None
        raise


def _back_up_first(folder: Path, lock: _Lock) -> "Hold | None":
    """Back up what is there, which is kept beside in any case; the hold that is on in it.

    No older one is rotated away for it: that might be the one that is about to be put back. Raises `SelfcareError`
    where the backup's lock does not open it.
    """
    from selfcare.journal.holding import kept_in

    with lock.open_vault(folder) as vault:
        hold = kept_in(vault.connection)
        with suppress(SelfcareError):
            vault.back_up(None, backups.RESTORE)
    return hold
