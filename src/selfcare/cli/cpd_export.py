"""The CPD record as a file, in the order of a regulator's form, after the identifier check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare.cli import formats, run
from selfcare.cli.cpd_standing import Regulator, standing_in
from selfcare.cli.files import refuse_to_overwrite
from selfcare.cli.handing_over import HandOver, hand_over, refuse_name, say_handed_over
from selfcare.cli.options import Force, Since
from selfcare.cli.review import reviewed
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.journal.session import Session
    from selfcare.reports.cpd import Standing
    from selfcare.reports.document import Document

FORMATS = ("md", "docx", "csv")


class Pages:
    """Makes the CPD record for a review, as often as that asks for it. `standing` is what the last one was made of."""

    standing: "Standing"

    def __init__(self, here: run.Run, form: str, regulator: str | None, since: str | None) -> None:
        self._here = here
        self._form = form
        self._regulator = regulator
        self._since = since

    def __call__(self, session: "Session", left_out: frozenset[str]) -> "Document":
        """The page without the records of these ids. Raises `Usage` where there is nothing for one."""
        from selfcare.reports.cpd import record_document, record_table

        self.standing = standing_in(session, self._here, self._regulator, self._since)
        _refuse_empty(self.standing)
        made = record_table if self._form == "csv" else record_document
        return made(self.standing, left_out)


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A name that ends in .md, .docx or .csv.")],
    regulator: Regulator = None,
    since: Since = None,
    replace_all: Annotated[
        bool, typer.Option("--replace-all", help="Put a placeholder for whatever could identify a person.")
    ] = False,
    role: Annotated[
        str | None, typer.Option("--for", metavar="ROLE", help="Who gets it, for your log; else the regulator.")
    ] = None,
    force: Force = False,
) -> None:
    """Write your CPD record to a file, in the order of your regulator's form. Nothing is sent anywhere.

    It holds every piece of the period that you did not keep back, checked for what could identify a person.

    Example: selfcare cpd export cpd.csv --regulator swe
    """
    from selfcare.reports.cpd import RECORD

    here = run.of(context)
    form = formats.format_of(file, None, FORMATS)
    if role is not None:
        refuse_name(role)
    refuse_to_overwrite(here, file, force=force)
    pages = Pages(here, form, regulator, since)
    with unlocked(here) as journal:
        ready = reviewed(here, journal, pages, replace_all=replace_all)
        for_whom = role.strip() if role else pages.standing.profile.name
        way = HandOver(RECORD, form, for_whom, file)
        hand_over(here, journal, ready, formats.made(here, ready.page, form), way)
    _tell(here, pages.standing, file)


def _refuse_empty(standing: "Standing") -> None:
    if standing.for_others:
        return
    if standing.records:
        raise Usage("Every piece of this period is kept back.", "selfcare share ID share lets one out.")
    earlier = " --since DATE takes earlier ones in." if standing.earlier else ""
    raise Usage("There is no CPD in this period yet.", f"selfcare cpd add keeps a piece.{earlier}")


def _tell(here: run.Run, standing: "Standing", file: Path) -> None:
    from selfcare.reports.cpd import warning

    if here.console.as_json:
        here.console.show_object({"file": str(file), "regulator": standing.profile.id})
        return
    if kept_back := len(standing.records) - len(standing.for_others):
        here.console.say(f"Kept back, and not in it: {kept_back}.")
    if old := warning(standing.profile, standing.today):
        here.console.say(old)
    say_handed_over(here, file)
