"""Sharing: what of a record may go to others, as a whole or, of a trigger note, field by field."""

from collections.abc import Iterable
from typing import Annotated

import typer

from selfcare.cli import hint, run
from selfcare.cli.door import door
from selfcare.cli.options import RecordName, Theme, known
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import tell_changed
from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope

share = door()

BY_FIELD = "trigger"
"""The kind of record whose fields can be chosen one by one."""

Field = Annotated[
    list[str] | None,
    typer.Option("--field", help="Of a trigger note: give this field, and no other that is not named.", metavar="NAME"),
]


@share.command()
def share_record(
    context: typer.Context,
    name: RecordName,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="private, theme or share.")],
    theme: Theme = None,
    field: Field = None,
) -> None:
    """Choose what of a record may go into the supervision summary.

    private: nothing. theme: its tags and the one line that you write for it. share: its text, after a check.

    Of a trigger note, share gives its kind, what it was about and what is next. All else goes only if you name it:
    --field situation --field emotions.

    Example: selfcare share k7m2q theme --theme "Holding risk alone"
    """
    from selfcare.journal.finding import one
    from selfcare.journal.records import change
    from selfcare.journal.sharing import at_level

    here = run.of(context)
    level = envelopes.share_level(level)
    fields = _known_fields(field, level)
    with unlocked(here) as journal:
        with journal.reading() as session:
            record = one(session, name)
        _refuse_unshareable(record, level)
        _refuse_fields(record, fields)
        if theme is None and level == "theme" and not record.theme:
            theme = _asked_theme(here)
        kept = change(journal, record.id, lambda now: at_level(now, level, theme=theme, fields=fields))
        tell_changed(here, kept, f"{kept.handle} {what_goes(kept)}.")
        if kept.share != "private":
            hint.say(here, journal, kept, theme_only=kept.share == "theme")


def _known_fields(given: Iterable[str] | None, level: str) -> list[str]:
    """The named fields in the order of the form; raises `Usage` for a name that there is not, and another level."""
    from selfcare.journal.triggers import LABELS

    names = {known(each.replace("-", "_"), LABELS, "--field") for each in given or ()}
    if names and level != "share":
        raise Usage("--field chooses what of the text goes, so it is for the level share.", "Leave it out.")
    return [name for name in LABELS if name in names]


def _refuse_fields(record: Envelope, fields: list[str]) -> None:
    from selfcare.journal.kinds import kind_of

    if fields and record.kind != BY_FIELD:
        noun = kind_of(record).noun
        raise Usage(f"--field is for trigger notes, and this is a {noun}: its text goes as a whole.", "Leave it out.")


def _asked_theme(here: run.Run) -> str | None:
    """The line that goes to others, where there is a person to ask; Enter alone is none."""
    from selfcare.cli import ask

    if not here.console.interactive:
        return None
    here.console.say("One line for sharing, with nobody in it who could be known. Enter alone shares the tags only.")
    return ask.line(here.console, text=True)


def what_goes(record: Envelope) -> str:
    """What a record gives to the next summary now."""
    if record.share == "private":
        return "stays with you"
    if record.share == "share" and record.kind == BY_FIELD:
        return _given_by_field(record)
    if record.share == "share":
        return "gives its text to the next summary, after the identifier check"
    parts = [words for words, there in (("its tags", record.tags), ("its theme line", record.theme)) if there]
    if parts:
        return f"gives {' and '.join(parts)}{'' if record.theme else ' alone'} to the next summary"
    return f"has no theme line and no tags to give. A line: selfcare share {record.handle} theme --theme TEXT"


def _given_by_field(record: Envelope) -> str:
    from selfcare.journal.kinds import kind_of

    labels = [part.label for part in kind_of(record).shareable(record.fields)]
    if not labels:
        return "has nothing yet in what you named"
    return f"gives this to the next summary, after the identifier check: {'; '.join(labels)}"


def _refuse_unshareable(record: Envelope, level: str) -> None:
    """Raise `Usage` for a level at which nothing of the record would go to others, whatever was said."""
    from selfcare.journal.kind import no_parts
    from selfcare.journal.kinds import kind_of

    kind = kind_of(record)
    if level != "private" and kind.shareable is no_parts:
        raise Usage(f"No summary takes a {kind.noun}: it is for you alone.", "`selfcare list` shows your records.")
