"""The lock and the copies: how they are, whether every page is whole, and the commands for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from selfcare import when
from selfcare.cli import (
    backups,
    compact,
    hold,
    keyring,
    keys,
    passphrase,
    recovery,
    rescue,
    restoring,
    retention,
    run,
    verifying,
)
from selfcare.cli.door import door
from selfcare.cli.unlock import unlocked
from selfcare.vault import replacing
from selfcare.vault.backups import is_as_long_as_made, of_journal, unusable

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.vault.backups import Backup
    from selfcare.vault.health import Status

vault = door(
    "The lock, copies and checks: passphrase, recovery code, backups, what is kept how long.\n\n"
    "Example: selfcare vault backup"
)
vault.command("passphrase")(passphrase.change_passphrase)
vault.add_typer(recovery.recovery, name="recovery")
vault.add_typer(keyring.keyring, name="keyring")
vault.command("keys")(keys.mend_keys)
vault.command("backup")(backups.back_up)
vault.command("backups")(backups.list_backups)
vault.command("restore")(restoring.restore)
vault.add_typer(retention.retention, name="retention")
vault.add_typer(hold.hold, name="hold")
vault.command("compact")(compact.compact)
vault.command("verify")(verifying.verify)
vault.command("rescue")(rescue.rescue)

SLOTS = {"passphrase": "your passphrase", "keyring": "this computer's keyring"}
"""What opens the journal, by the type of a slot in the key file."""


@vault.command("status")
def show_status(context: typer.Context) -> None:
    """Show what the journal holds: counts, sizes, dates and versions.

    Example: selfcare vault status
    """
    from selfcare.journal.holding import hold_of
    from selfcare.journal.verify import counts

    here = run.of(context)
    with unlocked(here) as journal:
        with journal.reading() as session:
            on_hold = hold_of(session)
        status, records, works = journal.vault.status(), counts(journal), journal.vault.keyring_works()
        copies = _copies(journal)
    if here.console.as_json:
        more = {"keyring_works": works, "hold": hold.hold_object(on_hold)}
        here.console.show_object(_facts(status, records, copies) | more)
        return
    for line in _in_words(status, records, copies):
        here.console.show(line)
    if works is False:
        here.console.show("The keyring gave nothing just now, so your passphrase is asked for.")
        here.console.show("To mend it: selfcare vault keyring off, then on")
    if on_hold:
        here.console.show(hold.in_words(on_hold))


@dataclass(frozen=True)
class _Copies:
    """The backups of this journal, the newest first, and how many files there are of no use: by a quick look."""

    usable: Sequence["Backup"]
    damaged: int


def _copies(journal: "Journal") -> _Copies:
    mine = of_journal(journal.folder, journal.vault.journal_id)
    usable = [each for each in mine if is_as_long_as_made(each)]
    return _Copies(usable, len(mine) - len(usable) + len(unusable(journal.folder)))


def _facts(status: "Status", records: dict[str, int], copies: _Copies) -> dict[str, object]:
    """The status for a script."""
    return {
        "folder": str(status.folder),
        "records": records,
        "database_bytes": status.database_bytes,
        "database_changed": status.database_changed.isoformat(timespec="seconds"),
        "keys_changed": status.keys_changed.isoformat(timespec="seconds") if status.keys_changed else None,
        "locks": [*status.slots, "recovery_code"],
        "sealed_waiting": status.waiting,
        "backups": len(copies.usable),
        "backups_damaged": copies.damaged,
        "latest_backup": backups.made_at(copies.usable[0]) if copies.usable else None,
        "kept_at_restores": len(replacing.kept_in(status.folder)),
        "kept_at_restores_bytes": _kept_bytes(status.folder),
        "sealed_unreadable": status.unreadable,
        "schema": status.user_version,
        "key_file_format": status.key_format,
        "sqlcipher": status.cipher_version,
        "sqlite": status.sqlite_version,
    }


def _in_words(status: "Status", records: dict[str, int], copies: _Copies) -> Iterator[str]:
    """The status for a person: local times, and the versions on one line for someone who helps them."""
    from selfcare.journal.kinds import KINDS

    nouns = {name: kind.noun for name, kind in KINDS.items()} | {"drafts": "unfinished forms"}
    counted = [f"{nouns.get(name, name)} {count}" for name, count in records.items() if count]
    opens = [SLOTS.get(each, each) for each in status.slots]
    yield f"Folder: {status.folder}"
    yield f"Records: {', '.join(counted) or 'none yet'}"
    yield f"Database: {max(1, round(status.database_bytes / 1000))} kB, last changed {_clock(status.database_changed)}"
    if status.keys_changed:
        yield f"Key file: last changed {_clock(status.keys_changed)}"
    yield f"Opens with: {', '.join([*opens, 'your recovery code'])}"
    yield f"Sealed notes that wait for the next unlock: {status.waiting}"
    if status.unreadable:
        yield f"Sealed files that no key opens: {status.unreadable}"
    yield f"Backups: {_copies_in_words(copies)}"
    if copies.usable:
        yield "To see whether each is whole: selfcare vault backups"
    if kept := replacing.kept_in(status.folder):
        size = backups.in_bytes(_kept_bytes(status.folder))
        yield f"Kept from before a restore: {len(kept)}, {size}. See: selfcare vault backups"
    yield (
        f"For whoever helps you: tables {status.user_version}, key file {status.key_format}, "
        f"SQLCipher {status.cipher_version}, SQLite {status.sqlite_version}"
    )


def _copies_in_words(copies: _Copies) -> str:
    usable = copies.usable
    latest = f"{len(usable)}, the latest of {backups.clock(usable[0])}" if usable else "none. selfcare vault backup"
    return f"{latest}. Damaged, and of no use: {copies.damaged}" if copies.damaged else latest


def _kept_bytes(folder: Path) -> int:
    return sum(map(replacing.size_of, replacing.kept_in(folder)))


def _clock(moment: datetime) -> str:
    return f"{when.local(moment, when.local_zone()):%Y-%m-%d %H:%M}"
