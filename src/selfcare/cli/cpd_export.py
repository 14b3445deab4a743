"""The CPD record as a file, in the order of a regulator's form, after the identifier check."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places
from selfcare.cli import formats, run
from selfcare.cli.cpd_standing import Regulator, standing_of
from selfcare.cli.files import refuse_to_overwrite
from selfcare.cli.options import Force, Since
from selfcare.cli.review import reviewed
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.redaction.outgoing import Shareable
    from selfcare.reports.cpd import Standing
    from selfcare.reports.document import Document

FORMATS = ("md", "docx", "csv")


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A name that ends in .md, .docx or .csv.")],
    regulator: Regulator = None,
    since: Since = None,
    replace_all: Annotated[
        bool, typer.Option("--replace-all", help="Put a placeholder for whatever could identify a person.")
    ] = False,
    force: Force = False,
) -> None:
    """Write your CPD record to a file, in the order of your regulator's form. Nothing is sent anywhere.

    It holds every piece of the period that you did not keep back, checked for what could identify a person.
    Example: selfcare cpd export cpd.csv --regulator swe
    """
    here = run.of(context)
    form = formats.format_of(file, None, FORMATS)
    refuse_to_overwrite(here, file, force=force)
    with unlocked(here) as journal:
        standing = standing_of(here, journal, regulator, since)
        _refuse_empty(standing)
        build = _builder(standing, form)
        outgoing = reviewed(here, journal, build, replace_all=replace_all)
        places.write_whole(file, formats.made(here, outgoing, form))
        _log(journal, standing, form, outgoing)
    _tell(here, standing, file)


def _refuse_empty(standing: "Standing") -> None:
    if standing.for_others:
        return
    if standing.records:
        raise Usage("Every piece of this period is kept back.", "selfcare share ID share lets one out.")
    earlier = " --since DATE takes earlier ones in." if standing.earlier else ""
    raise Usage("There is no CPD in this period yet.", f"selfcare cpd add keeps a piece.{earlier}")


def _builder(standing: "Standing", form: str) -> "Callable[[frozenset[str]], Document]":
    from selfcare.reports.cpd import record_document, record_table

    made = record_table if form == "csv" else record_document
    return lambda leave_out: made(standing, leave_out)


def _log(journal: "Journal", standing: "Standing", form: str, outgoing: "Shareable") -> None:
    from selfcare.journal import shared_log
    from selfcare.reports.cpd import RECORD

    with journal.writing() as session:
        shared_log.add(session, role=standing.profile.name, what=RECORD, form=form, records=outgoing.document.records())


def _tell(here: run.Run, standing: "Standing", file: Path) -> None:
    from selfcare.reports.cpd import warning

    if here.console.as_json:
        here.console.show_object({"file": str(file), "regulator": standing.profile.id})
        return
    if kept_back := len(standing.records) - len(standing.for_others):
        here.console.say(f"Kept back, and not in it: {kept_back}.")
    if old := warning(standing.profile, standing.today):
        here.console.say(old)
    here.console.say(f"{formats.who_can_read()} {formats.READ_IT}")
    here.console.show_path(file)
