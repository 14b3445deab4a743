"""Handing a page over: the file, or the pipe, and the line in the log of what was shared."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare import places, when
from selfcare.cli import formats
from selfcare.cli.run import Run
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.redaction.review import Reviewed


@dataclass(frozen=True)
class HandOver:
    """How a page leaves: what it is, in which format, for which role, to which file (else a pipe), locked with what."""

    what: str
    form: str
    role: str
    to: Path | None
    lock: formats.Lock = formats.OPEN


def refuse_name(role: str) -> None:
    """Raise `Usage` unless this is a role: the log of what was shared names nobody."""
    from selfcare.identify.words import pseudonyms
    from selfcare.redaction.check import Known

    if not role.strip() or Known(when.today(), frozenset(pseudonyms())).hits(role):
        raise Usage("--for takes a role, and this may be a name.", 'A role in lower case: --for "practice educator".')


def hand_over(here: Run, journal: "Journal", reviewed: "Reviewed", content: bytes, way: HandOver) -> None:
    """Log the page and let its bytes go. No file is there without its line in the log, and no line without its file."""
    from selfcare.journal import shared_log

    with journal.writing() as session:
        shared_log.add(session, role=way.role, what=way.what, form=way.form, versions=reviewed.versions)
        if way.to is not None:
            places.write_whole(way.to, content)
    if way.to is None:
        formats.to_pipe(here, content, way.form, way.lock)


def say_handed_over(here: Run, file: Path, lock: formats.Lock = formats.OPEN) -> None:
    """Who can read the file, that it is to be read before it is handed on, and where it is."""
    here.console.say(f"{formats.who_can_read(lock)} {formats.READ_IT}")
    here.console.show_path(file)
