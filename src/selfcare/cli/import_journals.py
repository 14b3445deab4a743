"""Bringing in what was written in another program: jrnl, Day One, Daylio, or Markdown files. Each entry is a note."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places, when
from selfcare.cli import ask, run
from selfcare.cli.importing import DryRun, Report, brought_in
from selfcare.cli.other_doors import BEGINNING, refuse_another_kind, unread
from selfcare.cli.passphrase_source import first_line_of
from selfcare.cli.progress import progress, telling
from selfcare.cli.unlock import ask_passphrase
from selfcare.errors import InvalidFile, Usage

if TYPE_CHECKING:
    from typing import BinaryIO

    from selfcare.exchange.entries import Found

Zone = Annotated[
    str | None,
    typer.Option("--zone", help="Where times without a zone were lived: Europe/London. Else as here.", metavar="ZONE"),
]
DateFormat = Annotated[
    list[str] | None,
    typer.Option("--date-format", help="How its dates are written: `timeformat` in jrnl's settings.", metavar="FORM"),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is jrnl's password.", metavar="FILE"),
]
DAYS = "[0-9][0-9][0-9][0-9]/[01][0-9]/[0-3][0-9].txt"
"""How jrnl names the files of a journal that is a folder."""
MARKDOWN = (".md", ".markdown")
WORDLESS = "They have no words: a picture alone, or a date alone."


def jrnl(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="jrnl's journal: a text file, or a folder of them.")],
    dry_run: DryRun = False,
    zone: Zone = None,
    date_format: DateFormat = None,
    passphrase_file: PasswordFile = None,
) -> None:
    """Bring in a journal of jrnl's, encrypted or not; twice is as good as once.

    An entry begins only where a line has a date exactly as jrnl writes it; what only looks like a date stays text. Tags
    such as @tired become tags, and a star the tag `starred`.

    Example: selfcare import jrnl ~/journal.txt --dry-run
    """
    from selfcare.exchange import jrnl as reader

    here, lived_in = run.of(context), _zone(zone)
    forms = [reader.form(each) for each in date_format or []] or reader.OWN_FORMS
    file = places.home_expanded(str(file))
    if file.is_dir():
        found = reader.read_days(_files(file, sorted(file.glob(DAYS))), forms)
    else:
        found = reader.read(_opened(here, _alone(file), passphrase_file), forms)
    _bring_in(here, found, lived_in, dry_run=dry_run)


def dayone(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Day One's JSON export: the ZIP, or a JSON file.")],
    dry_run: DryRun = False,
    zone: Zone = None,
) -> None:
    """Bring in the words of a Day One export, with their moments, time zones and tags; pictures stay where they are.

    Example: selfcare import dayone Export.zip --dry-run
    """
    from selfcare.exchange import dayone as reader

    _bring_in_file(context, file, reader.read, zone, dry_run=dry_run)


def daylio(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Daylio's CSV export, or a backup that it made.")],
    dry_run: DryRun = False,
    zone: Zone = None,
) -> None:
    """Bring in a Daylio journal: its notes, with the mood and the activities as tags; a mood is never a number here.

    Example: selfcare import daylio backup.daylio --dry-run
    """
    from selfcare.exchange import daylio as reader

    _bring_in_file(context, file, reader.read, zone, dry_run=dry_run)


def markdown(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Markdown file, or a folder of them.")],
    dry_run: DryRun = False,
    zone: Zone = None,
) -> None:
    """Bring in Markdown files, each as one note. Its date is in front matter, its first heading or the file name.

    A file without a date is named and left out: when it was last changed says nothing about when it was lived.

    Example: selfcare import markdown ~/notes --dry-run
    """
    from selfcare.exchange import markdown as reader

    here, lived_in = run.of(context), _zone(zone)
    file = places.home_expanded(str(file))
    files = _files(file, _markdown_in(file)) if file.is_dir() else iter([(file.name, _alone(file))])
    _bring_in(here, reader.read(files), lived_in, dry_run=dry_run)


def _bring_in_file(
    context: typer.Context, file: Path, read: "Callable[[BinaryIO], Found]", zone: str | None, *, dry_run: bool
) -> None:
    here, lived_in = run.of(context), _zone(zone)
    file = places.home_expanded(str(file))
    try:
        with _seekable(file) as opened:
            refuse_another_kind(opened.read(BEGINNING))
            opened.seek(0)
            found = read(opened)
    except OSError:
        raise unread(file) from None
    _bring_in(here, found, lived_in, dry_run=dry_run)


def _bring_in(here: run.Run, found: "Found", zone: str, *, dry_run: bool) -> None:
    from selfcare.exchange.notes import notes_of
    from selfcare.journal import bringing_in
    from selfcare.vault.progress import share_of

    with progress(here.console, "Reading") as tell:
        notes = notes_of(found, zone, share_of(tell, 0, 0.5))
        bringing_in.check(telling(notes.records, share_of(tell, 0.5, 1)))
    report = Report(
        skipped=notes.wordless,
        why_skipped=WORDLESS,
        not_understood=tuple(notes.not_understood),
        remarks=(*notes.remarks, *([_zone_in_words(zone, dry_run=dry_run)] if notes.zone_taken else [])),
    )
    brought_in(here, notes.records, dry_run=dry_run, report=report)


def _zone_in_words(zone: str, *, dry_run: bool) -> str:
    """Which zone was taken for the times that name none, and what to do where it is the wrong one."""
    if dry_run:
        return f"Times without a zone are taken as those of {zone}; --zone names another."
    return (
        f"Times without a zone were taken as those of {zone}. If that is wrong: selfcare edit ID --at WHEN, or put "
        "back the backup that was made just before (selfcare vault backups), and import again with --zone."
    )


def _zone(named: str | None) -> str:
    """The zone for times that name none: the one given, else this computer's. Raises `Usage` for an unknown one."""
    zone = named or when.local_zone()
    when.local(when.now(), zone)
    return zone


# --- files -----------------------------------------------------------------------------------------------------------


def _alone(file: Path) -> bytes:
    """A file that was named by itself, and not by its folder. Raises `InvalidFile` for an empty one."""
    content = _content(file)
    refuse_another_kind(content)
    if not content.strip():
        raise InvalidFile("That file is empty.", "Name another. Nothing was changed.")
    return content


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return _all_of(opened)
    except OSError:
        raise unread(file) from None


@contextmanager
def _seekable(file: Path) -> "Iterator[BinaryIO]":
    """A file, opened; a pipe gives what it has once, so that is read into memory. Raises `OSError`, `InvalidFile`."""
    with file.open("rb") as opened:
        yield opened if opened.seekable() else BytesIO(_all_of(opened))


def _all_of(opened: "BinaryIO") -> bytes:
    from selfcare.exchange.entries import LARGEST

    raw = opened.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise _too_large()
    return raw


def _files(folder: Path, files: list[Path]) -> Iterator[tuple[str, bytes]]:
    """The files with their names in `folder`. Raises `InvalidFile` for none, and for more than can be read."""
    from selfcare.exchange.entries import LARGEST

    if not files:
        raise InvalidFile("There is nothing of that kind in this folder.", "Name the file itself, or another folder.")
    left = LARGEST
    for file in files:
        content = _content(file)
        left -= len(content)
        if left < 0:
            raise _too_large()
        yield str(file.relative_to(folder)), content


def _markdown_in(folder: Path) -> list[Path]:
    """The Markdown files in a folder and its folders; hidden ones belong to a program."""
    found = (each for each in folder.rglob("*") if each.suffix.lower() in MARKDOWN and each.is_file())
    return sorted(each for each in found if not any(part.startswith(".") for part in each.relative_to(folder).parts))


def _too_large() -> InvalidFile:
    return InvalidFile("There is more in this than selfcare reads at once.", "Bring it in by parts.")


# --- a locked file of jrnl's -----------------------------------------------------------------------------------------


def _opened(here: run.Run, content: bytes, passphrase_file: Path | None) -> bytes:
    """The text of a file of jrnl's; its password is in a file, or asked for. Raises `WrongPassphrase`, `Usage`."""
    from selfcare.exchange import jrnl_lock

    if not jrnl_lock.is_locked(content):
        return content
    if passphrase_file is not None:
        return jrnl_lock.unlock(content, first_line_of(passphrase_file))
    if not here.console.interactive:
        raise Usage("This jrnl file is encrypted, and there is no terminal to ask on.", "Use --passphrase-file FILE.")
    asked = partial(ask_passphrase, "Password of the jrnl file: ")
    return ask.until_right(here.console, asked, partial(jrnl_lock.unlock, content))[0]
