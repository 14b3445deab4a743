"""The lock: how it is, a new passphrase, the recovery code, and whether every page is whole."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import when
from selfcare.cli import ask, automatic_backups, backups, recovery_code, restoring, run, stopping
from selfcare.cli.door import door
from selfcare.cli.options import STANDARD_INPUT, CodeFile, Force, RecoverySheet, RecoveryTo, read_standard_input
from selfcare.cli.unlock import first_line_of, new_passphrase, next_passphrase, opened, prove_again, unlocked
from selfcare.errors import Damaged, Failed, Usage
from selfcare.vault.backups import REKEY, of_journal

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.vault.backups import Backup
    from selfcare.vault.health import Status

vault = door("The lock, copies and checks: passphrase, recovery code, backups.")
recovery = door("Check the recovery code, or use it when the passphrase is lost.")
vault.add_typer(recovery, name="recovery")
vault.command("backup")(backups.back_up)
vault.command("backups")(backups.list_backups)
vault.command("restore")(restoring.restore)

UNDONE = "Nothing was changed."

NewPassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="A file whose first line is the new passphrase.", metavar="FILE"),
]
SLOTS = {"passphrase": "your passphrase", "keyring": "this computer's keyring"}
"""What opens the journal, by the type of a slot in the key file."""

Known = Annotated[bool | None, typer.Option("--known/--not-known", help="May someone else know the old passphrase?")]


@vault.command("status")
def show_status(context: typer.Context) -> None:
    """Show what the journal holds: counts, sizes, dates and versions."""
    from selfcare.journal.verify import counts

    here = run.of(context)
    with unlocked(here) as journal:
        status, records = journal.vault.status(), counts(journal)
        copies = of_journal(journal.folder, journal.vault.journal_id)
        facts: dict[str, object] = {
            "folder": str(status.folder),
            "records": records,
            "database_bytes": status.database_bytes,
            "database_changed": status.database_changed.isoformat(timespec="seconds"),
            "keys_changed": status.keys_changed.isoformat(timespec="seconds") if status.keys_changed else None,
            "locks": list(status.slots),
            "sealed_waiting": status.waiting,
            "backups": len(copies),
            "latest_backup": backups.made_at(copies[0]) if copies else None,
            "sealed_unreadable": status.unreadable,
            "schema": status.user_version,
            "key_file_format": status.key_format,
            "sqlcipher": status.cipher_version,
            "sqlite": status.sqlite_version,
        }
    if here.console.as_json:
        here.console.show_object(facts)
        return
    for line in _in_words(status, records, copies):
        here.console.show(line)


def _in_words(status: "Status", records: dict[str, int], copies: Sequence["Backup"]) -> Iterator[str]:
    """The status for a person: local times, and the versions on one line for someone who helps them."""
    from selfcare.journal.kinds import KINDS

    nouns = {name: kind.noun for name, kind in KINDS.items()}
    counted = (f"{nouns.get(name, name)} {count}" for name, count in records.items())
    opens = [SLOTS.get(each, each) for each in status.slots]
    yield f"Folder: {status.folder}"
    yield f"Records: {', '.join(counted)}"
    yield f"Database: {max(1, round(status.database_bytes / 1000))} kB, last changed {_clock(status.database_changed)}"
    if status.keys_changed:
        yield f"Key file: last changed {_clock(status.keys_changed)}"
    yield f"Opens with: {', '.join([*opens, 'your recovery code'])}"
    yield f"Sealed notes that wait for the next unlock: {status.waiting}"
    if status.unreadable:
        yield f"Sealed files that no key opens: {status.unreadable}"
    latest = f"{len(copies)}, the latest of {backups.clock(copies[0])}" if copies else "none. selfcare vault backup"
    yield f"Backups: {latest}"
    yield (
        f"Versions: records {status.user_version}, key file {status.key_format}, "
        f"SQLCipher {status.cipher_version}, SQLite {status.sqlite_version}"
    )


def _clock(moment: datetime) -> str:
    return f"{when.local(moment, when.local_zone()):%Y-%m-%d %H:%M}"


@vault.command("verify")
def verify(context: typer.Context) -> None:
    """Check every page, the key file, the records and the sealed notes. Exit code 13 if something is wrong."""
    here = run.of(context)
    try:
        with unlocked(here) as journal:
            problems = _problems(journal)
    except Damaged as error:
        problems = [f"{error.message} {error.hint}"]
    if here.console.as_json:
        here.console.show_object({"ok": not problems, "problems": problems})
    else:
        for line in problems or ["Every page, key and record is whole."]:
            here.console.show(line)
    if problems:
        raise typer.Exit(Damaged.exit_code)


def _problems(journal: "Journal") -> list[str]:
    from selfcare.journal import verify as records

    found = journal.vault.verify()
    try:
        return [*found, *records.problems(journal)]
    except (Damaged, Failed) as error:  # a connection that has met damage refuses more than that
        return [*found, error.message]


@vault.command("passphrase")
def change_passphrase(
    context: typer.Context,
    new_passphrase_file: NewPassphraseFile = None,
    known: Known = None,
    recovery_to: RecoveryTo = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
) -> None:
    """Set a new passphrase.

    If someone may know the old one, everything is encrypted anew and you get a new recovery code.
    """
    here = run.of(context)
    with unlocked(here) as journal:
        with stopping.told(f"Stopped. {UNDONE}", "The passphrase is the one that it was."):
            prove_again(here)
            if known is None:
                known = _ask_whether_known(here)
            if known:
                recovery_code.check_place(here, recovery_to, recovery_sheet, force=force)
            new = next_passphrase(here, new_passphrase_file)
        before = journal.vault.notices
        if known:
            _rekey(here, journal, new, recovery_to, recovery_sheet)
        else:
            journal.vault.change_passphrase(new)
        for notice in journal.vault.notices[len(before) :]:
            here.console.remark(notice)
        old = backups.with_an_earlier_passphrase(journal.folder)
    if here.console.as_json:
        still = [str(each) for each in old]
        here.console.show_object({"changed": True, "encrypted_anew": bool(known), "backups_with_the_old": still})
        return
    here.console.show("The new passphrase is set." + (" Everything is encrypted anew." if known else ""))
    here.console.show("Copies of the journal made before now still open with an old passphrase.")
    if old:
        here.console.show("So do these. Delete them yourself, once you are sure that you need none of them:")
    for each in old:
        here.console.show_path(each)


def _ask_whether_known(here: run.Run) -> bool:
    if not here.console.interactive:
        raise Usage("May someone else know the old passphrase?", "Say so with --known, or --not-known.")
    return ask.yes(here.console, "May someone else know the old passphrase?", default=False)


def _rekey(here: run.Run, journal: "Journal", new: str, to: Path | None, sheet: Path | None) -> None:
    from selfcare.vault.recovery import code_from, new_root

    automatic_backups.before(here, journal, REKEY)
    root = new_root()
    vault = journal.vault

    def is_void() -> bool:
        return not vault.may_open_with(root)

    with recovery_code.handed_over(here, code_from(root), to, sheet, is_void=is_void, undone=UNDONE):
        vault.rekey(root, new)


@recovery.command("check")
def check_code(
    context: typer.Context,
    dash: Annotated[str | None, typer.Argument(metavar="[-]", help="Read the code from standard input.")] = None,
    code_file: CodeFile = None,
) -> None:
    """Prove that your recovery code opens this journal. Nothing is changed and no passphrase is needed."""
    from selfcare.vault.by_code import check_code as check

    here = run.of(context)
    check(here.folder, _code(here, dash, code_file))
    if here.console.as_json:
        here.console.show_object({"ok": True})
        return
    here.console.show("This code opens your journal. Keep it away from this computer.")


@recovery.command("use")
def use_code(
    context: typer.Context,
    dash: Annotated[str | None, typer.Argument(metavar="[-]", help="Read the code from standard input.")] = None,
    code_file: CodeFile = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
) -> None:
    """Open the journal with the recovery code and set a new passphrase. The code stays the same."""
    from selfcare.vault.by_code import check_code as check
    from selfcare.vault.recovery import code_from, root_from
    from selfcare.vault.vault import Vault

    here = run.of(context)
    if recovery_sheet:
        recovery_code.check_place(here, None, recovery_sheet, force=force)
    code = _code(here, dash, code_file)
    check(here.folder, code)
    new = new_passphrase(here)
    with opened(here, Vault.recover(here.folder, code, new)):
        pass
    if recovery_sheet:
        recovery_code.write_sheet(here, code_from(root_from(code)), recovery_sheet)
    if here.console.as_json:
        here.console.show_object({"recovered": True})
        return
    here.console.show("Your journal opens with the new passphrase. The recovery code is the same as before.")


def _code(here: run.Run, dash: str | None, file: Path | None) -> str:
    """The recovery code from a file, standard input or a question; never from an argument, which others can see."""
    if dash not in (None, STANDARD_INPUT):
        raise Usage(
            "A recovery code is never typed as an argument: other programs could see it.",
            "Use --code-file FILE, or - for standard input, or neither to be asked.",
        )
    if file is not None:
        return first_line_of(file)
    if dash == STANDARD_INPUT:
        return read_standard_input().split("\n", 1)[0]
    if not here.console.interactive:
        raise Usage("There is no terminal to ask for the code.", "Use --code-file FILE, or - for standard input.")
    return ask.line(here.console, "Recovery code: ")
