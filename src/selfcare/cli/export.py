"""The archive: a person's whole journal in one file, for another computer, another program, or a safe place."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places
from selfcare.cli import ask, run, stopping
from selfcare.cli.door import door
from selfcare.cli.files import refuse_place
from selfcare.cli.options import Force, Yes
from selfcare.cli.unlock import passphrase_again, passphrase_in, unlocked_by
from selfcare.errors import Failed, Usage
from selfcare.vault.diagnosis import read_keys

if TYPE_CHECKING:
    from selfcare.journal.archive import Archive
    from selfcare.journal.journal import Journal

export = door()

PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line opens the archive.", metavar="FILE"),
]
PLAIN = (
    "This file will not be encrypted. Whoever has it can read all that you wrote: private records, earlier versions, "
    "what is in the bin."
)


@export.command()
def export_archive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")],
    plain_json: Annotated[
        bool, typer.Option("--plain-json", help="Not encrypted: lines of JSON that anyone can read.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    force: Force = False,
    yes: Yes = False,
) -> None:
    """Write your whole journal to one file: records with every version, the bin, drafts, settings, pseudonyms.

    It is encrypted, and opens with the passphrase that your journal has today. `selfcare import archive` brings it back
    exactly. Keys, sealed notes that nothing can read, and your contacts for help-now are not in it.

    Example: selfcare export journal.archive
    """
    here = run.of(context)
    read_keys(here.folder)
    file = _place(here, file, force=force)
    if plain_json and passphrase_file:
        raise Usage("A file that is not encrypted has no passphrase.", "Leave out --plain-json or --passphrase-file.")
    own = passphrase_in(passphrase_file) if passphrase_file else None
    if plain_json:
        _warn(here, yes=yes)
    with unlocked_by(here) as (journal, passphrase):
        archive = _collected(journal)
        content = _content(archive)
        if not plain_json:
            content = _locked(content, own or passphrase or passphrase_again(here))
        places.write_whole(file, content)
    _tell(here, file, archive, plain=plain_json, own=own is not None)


def _place(here: run.Run, file: Path, *, force: bool) -> Path:
    """Where the archive goes, said before a passphrase is asked for."""
    file = places.home_expanded(str(file))
    if file.is_dir():
        raise Usage("That is a folder.", f"Name a file in it, such as {file / 'journal.archive'}.")
    refuse_place(here, file, "An archive", force=force)
    return file


def _warn(here: run.Run, *, yes: bool) -> None:
    """Say what a plain archive is, and ask whoever sits at a terminal."""
    here.console.say_unless_json(PLAIN)
    if yes or not here.console.interactive:
        return
    with stopping.told("Stopped. Nothing was written.", "Without --plain-json the archive is encrypted."):
        sure = ask.yes(here.console, "Write it all the same?", default=False)
    if not sure:
        here.console.show("Nothing was written.")
        raise typer.Exit


def _collected(journal: "Journal") -> "Archive":
    from selfcare.journal.archive import collect

    with journal.models() as session:
        return collect(session)


def _content(archive: "Archive") -> bytes:
    from selfcare.exchange.archive import LARGEST, dump

    content = dump(archive)
    if len(content) > LARGEST - 4096:
        raise Failed("The journal is too large for an archive.", "Copy it whole instead: selfcare vault backup FILE")
    return content


def _locked(content: bytes, passphrase: str) -> bytes:
    from selfcare.vault.locked_file import lock

    return lock(content, passphrase)


def _tell(here: run.Run, file: Path, archive: "Archive", *, plain: bool, own: bool) -> None:
    from selfcare.redaction.outgoing import OWN

    in_bin = sum(each.removed_at is not None for each in archive.records)
    if here.console.as_json:
        counts = {"records": len(archive.records) - in_bin, "in_bin": in_bin, "drafts": len(archive.drafts)}
        here.console.show_object({"archive": {"file": str(file), "encrypted": not plain, **counts}})
        return
    here.console.say(f"In it: {_counted(archive, in_bin)}. {OWN}")
    if not plain:
        which = "the passphrase in that file" if own else "the passphrase that your journal has today"
        here.console.say(f"It opens with {which}, also after you change it. Your recovery code does not open it.")
    here.console.show_path(file)


def _counted(archive: "Archive", in_bin: int) -> str:
    """What is in it, in words: "12 records, 1 in the bin, 1 draft"."""
    here, drafts = len(archive.records) - in_bin, len(archive.drafts)
    counted = [f"{here} record{'' if here == 1 else 's'}"]
    counted += [f"{in_bin} in the bin"] if in_bin else []
    counted += [f"{drafts} draft{'' if drafts == 1 else 's'}"] if drafts else []
    return ", ".join(counted)
