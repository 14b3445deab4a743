"""CPD: what was learnt, how it stands for a regulator, as a file in the order of its form; and the reading list."""

import typer

from selfcare.cli import cpd_export, cpd_pieces, reading, run
from selfcare.cli.cpd_standing import Regulator, standing_of
from selfcare.cli.door import door
from selfcare.cli.options import Since
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import record_object

cpd = door("What you learn, kept for your regulator or your appraisal.\n\nExample: selfcare cpd list")


@cpd.command("list")
def list_pieces(context: typer.Context, regulator: Regulator = None, since: Since = None) -> None:
    """List what you keep as CPD, and how it stands for your regulator.

    Whose it is comes from your role and nation: `selfcare settings set regulator nmc` sets another.

    Example: selfcare cpd list --regulator hcpc --since 2026-01-01
    """
    here = run.of(context)
    with unlocked(here) as journal:
        standing = standing_of(here, journal, regulator, since)
    from selfcare.reports.cpd import standing_document, standing_object

    if here.console.as_json:
        records = [{**record_object(each), "date": each.calendar_date.isoformat()} for each in standing.records]
        here.console.show_object({**standing_object(standing), "records": records})
    else:
        here.console.show_document(standing_document(standing))


cpd.command("add")(cpd_pieces.add_piece)
cpd.command("from")(cpd_pieces.from_record)
cpd.command("export")(cpd_export.export)
cpd.add_typer(reading.reading, name="reading")
