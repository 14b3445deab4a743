"""Guidance: what the program asks and offers, and the person's own templates, tools, items, cards and profiles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.options import STANDARD_INPUT, known, read_standard_input
from selfcare.cli.unlock import opened, unlocked_or_none
from selfcare.cli.writer import Writer, record_object, writer
from selfcare.errors import Failed, InvalidFile, Usage, WrongPassphrase
from selfcare.guidance import own as guides
from selfcare.guidance import reading
from selfcare.guidance.own import SECTIONS, Entry, Own
from selfcare.journal.envelope import Envelope
from selfcare.places import beginning
from selfcare.vault import creation

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

guidance = door("What selfcare asks and offers, and your own beside it.\n\nExample: selfcare guidance list")

File = Annotated[str, typer.Argument(metavar="FILE", help="A TOML file; - is standard input.")]


@guidance.command("list")
def list_guidance(
    context: typer.Context,
    section: Annotated[str | None, typer.Argument(metavar="[SECTION]", help=", ".join(SECTIONS))] = None,
) -> None:
    """List what there is, your own marked.

    Templates, tools, check-in items, cards and pages for supervision; or one section of them.

    Example: selfcare guidance list cards
    """
    from selfcare.reports import guidance as reports

    here = run.of(context)
    if section is not None:
        known(section, SECTIONS, "SECTION")
    found = [each for each in reports.entries(_read(here)) if section in (None, each.section)]
    if here.console.as_json:
        here.console.show_object({"entries": [reports.entry_object(each) for each in found]})
    else:
        here.console.show_document(reports.list_document(found))


@guidance.command("show")
def show_guidance(
    context: typer.Context, name: Annotated[str, typer.Argument(metavar="ID", help="As `guidance list` shows it.")]
) -> None:
    """Show one entry whole. A card is read like this, and what ships needs no passphrase.

    Example: selfcare guidance show before-hard-meeting
    """
    from selfcare.reports import guidance as reports

    here = run.of(context)
    found = [each for each in reports.entries(guides.SHIPPED) if each.guide.id == name]
    found = found or [each for each in reports.entries(_read(here)) if each.guide.id == name]
    if not found:
        raise Usage("There is no such entry.", "`selfcare guidance list` shows them all.")
    if here.console.as_json:
        here.console.show_object({"entries": [reports.entry_object(each) for each in found]})
        return
    for each in found:
        here.console.show_document(reports.entry_document(each))


@guidance.command("check")
def check_files(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="TOML files; - is standard input.")],
) -> None:
    """Check files of your own.

    Every problem is told with its place, and nothing is kept.

    Example: selfcare guidance check mine.toml
    """
    here = run.of(context)
    counts: list[tuple[str, int]] = []
    refused: list[InvalidFile] = []
    for file in files:
        try:
            counts.append((_name(file), len(guides.read(_content(file), _name(file)))))
        except InvalidFile as problem:
            refused.append(problem)
    if refused:
        hint = refused[0].hint if len(refused) == 1 else reading.HINT
        raise InvalidFile("\n".join(each.message for each in refused), hint)
    if here.console.as_json:
        here.console.show_object({"files": [{"file": name, "entries": count} for name, count in counts]})
        return
    for name, count in counts:
        here.console.show(f"{name}: {count} {'entry' if count == 1 else 'entries'}, no problem.")


@guidance.command("add")
def add_file(context: typer.Context, file: File) -> None:
    """Keep the entries of a file in your journal.

    All of them or none; while the journal is locked each is sealed by itself. From then on your forms and lists have
    them.

    An id never changes: to reword an entry of yours, give the new one another id, and `replaces = "the-old-id"`.

    Example: selfcare guidance add mine.toml
    """
    here = run.of(context)
    entries = guides.read(_content(file), _name(file))
    with writer(here) as pen:
        if pen.journal is not None:
            guides.refuse_clashes(known_to(pen.journal), entries, _name(file))
        _tell(here, pen, _kept(pen, entries))


def _kept(pen: Writer, entries: tuple[Entry, ...]) -> list[Envelope]:
    """The records that the entries make: in one transaction, or sealed."""
    from selfcare.journal import envelope as envelopes
    from selfcare.journal.guidance import new
    from selfcare.journal.records import put_in

    records = [new(each) for each in entries]
    if pen.journal is None:
        return [pen.keep(each).envelope for each in records]
    day_starts_at = pen.journal.setting("day_starts_at")
    with pen.journal.writing() as session:
        return [put_in(session, envelopes.filed(each, day_starts_at)) for each in records]


def _tell(here: run.Run, pen: Writer, records: list[Envelope]) -> None:
    from selfcare.journal.kinds import title

    sealed = pen.journal is None
    if here.console.as_json and sealed:
        here.console.show_object({"sealed": True, "ids": [each.id for each in records]})
    elif here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in records]})
    else:
        for each in records:
            here.console.show(f"Kept{', sealed' if sealed else f' as {each.handle}'}: {title(each)}.")
        if sealed:
            here.console.show("Your passphrase brings it into your journal.")


def known_to(journal: "Journal | None") -> Own:
    """The guidance that there is: the shipped, and the person's own unless the journal is locked."""
    if journal is None:
        return guides.SHIPPED
    from selfcare.journal.finding import of_kind
    from selfcare.journal.guidance import KIND, own

    with journal.reading() as session:
        return own(of_kind(session, KIND))


def _read(here: run.Run) -> Own:
    """All guidance; what ships where there is no journal, or where it stays locked."""
    if not creation.exists(here.folder):
        return guides.SHIPPED
    vault = unlocked_or_none(here, prompt="Passphrase (Enter shows what ships): ", otherwise="Here is what ships.")
    if isinstance(vault, WrongPassphrase):
        raise vault
    if vault is None:
        here.console.say_unless_json("Your own guidance, if you have any, is in the journal, which is locked.")
        return guides.SHIPPED
    with opened(here, vault) as journal:
        return known_to(journal)


def _name(file: str) -> str:
    return "Standard input" if file == STANDARD_INPUT else Path(file).name


def _content(file: str) -> bytes:
    if file == STANDARD_INPUT:
        return read_standard_input().encode()
    try:
        return beginning(Path(file).expanduser(), reading.LARGEST + 1)
    except OSError:
        raise Failed(f"{_name(file)} could not be read.", "Check the path, and that you may read it.") from None
