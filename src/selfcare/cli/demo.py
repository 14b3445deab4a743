"""An invented journal to try things on."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import places, when
from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.files import typed
from selfcare.errors import Usage
from selfcare.guidance.demo import Demo, DemoRecord
from selfcare.guidance.demo import demo as invented_life
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

demo = door()

SUMMARY = "supervision-summary.md"


@demo.command()
def make_demo(
    context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")]
) -> None:
    """Make a journal with six months of an invented practitioner's life, and the summary for its next supervision.

    Example: selfcare demo demo-journal
    """
    here = run.of(context)
    if folder.exists() and any(folder.iterdir()):
        raise Usage(f"There is something in {folder} already; nothing was written.", "Name a new folder.")
    now = when.local(when.now(), when.local_zone())
    life = invented_life(now)
    with _created(folder, life) as journal:
        _fill(journal, life)
        path = _write_summary(journal, folder, now.date())
    if here.console.as_json:
        here.console.show_object(
            {"journal": str(folder), "passphrase": life.passphrase, "records": len(life.records), "summary": str(path)}
        )
        return
    here.console.show(f"Six months of an invented practitioner: {len(life.records)} records.")
    here.console.show("Its passphrase is no secret. It is what stands between the quotes:")
    here.console.show(f'"{life.passphrase}"')
    here.console.show(f"Look around: selfcare --journal {typed(folder)} open")
    here.console.show("The summary for supervision is in this file:")
    here.console.show_path(path)


def _created(folder: Path, life: Demo) -> "Journal":
    from selfcare.journal import migrations
    from selfcare.journal.journal import Journal
    from selfcare.vault import recovery
    from selfcare.vault.vault import Vault

    root = recovery.new_root()
    return Journal(Vault.create(folder, life.passphrase, root, prepare=migrations.prepare))


def _fill(journal: "Journal", life: Demo) -> None:
    from selfcare.journal.records import put_in

    with journal.writing() as session:
        for record in life.records:
            envelope = _envelope(record)
            put_in(session, envelope, saved_at=envelope.written_at)


def _write_summary(journal: "Journal", folder: Path, today: date) -> Path:
    """The page for the next supervision, through the same check as any other."""
    from selfcare.cli.summary import DEFAULT_PROFILE, page_of, profile_named
    from selfcare.redaction.check import Known, redact
    from selfcare.redaction.outgoing import Shareable
    from selfcare.render.markdown import markdown

    profile = profile_named(DEFAULT_PROFILE, journal)
    with journal.reading() as session:
        page = page_of(session, profile, None)
    outgoing = redact(page.document, Known(today))
    if not isinstance(outgoing, Shareable):
        raise AssertionError("the invented life names nobody")
    path = folder / SUMMARY
    places.write_whole(path, markdown(outgoing).encode())
    return path


def _envelope(record: DemoRecord) -> Envelope:
    """The record as if it had been written when it happened."""
    at = _in_local_zone(record.at)
    return envelopes.new(
        record.kind,
        record.fields,
        at=at,
        written_at=at,
        tags=record.tags,
        share=record.share,
        theme=record.theme,
    )


def _in_local_zone(clock: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    return clock.replace(tzinfo=ZoneInfo(when.local_zone()))
