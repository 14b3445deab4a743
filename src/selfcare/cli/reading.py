"""The reading list: titles that ship and the person's own, and what became of them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import when
from selfcare.cli import ask, run
from selfcare.cli.door import door
from selfcare.cli.forms import ask_one
from selfcare.cli.listing import lists_alone
from selfcare.cli.options import RecordName, as_reply, from_dash, whole_number
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import tell_changed, write
from selfcare.errors import Usage
from selfcare.guidance import resources
from selfcare.guidance.cpd import MOST_MINUTES
from selfcare.guidance.questions import Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.journal.session import Session

KIND = "reading"

reading = door("What to read, hear or watch, and what you finished.\n\nExample: selfcare cpd reading list")

Minutes = Annotated[
    int | None, typer.Option("--minutes", min=1, max=MOST_MINUTES, metavar="N", help="How long it takes, or took.")
]


@reading.command("list")
def list_titles(context: typer.Context) -> None:
    """List what there is to read, and what you finished.

    Example: selfcare cpd reading list
    """
    from selfcare.journal.finding import of_kind
    from selfcare.reports.cpd import reading_document, reading_list, reading_object

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        titles = reading_list(resources.load(), of_kind(session, KIND))
    if here.console.as_json:
        here.console.show_object({"reading": [reading_object(each) for each in titles]})
    else:
        here.console.show_document(reading_document(titles, when.today()))


lists_alone(reading, list_titles)


@reading.command("add")
def add_title(
    context: typer.Context,
    title: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Title and maker; - reads it.", callback=from_dash)
    ] = None,
    minutes: Minutes = None,
) -> None:
    """Put a title on your reading list.

    Example: selfcare cpd reading add "A podcast" --minutes 40
    """
    here = run.of(context)
    words = title if title is not None else _asked_title(here)
    given = {"title": words, "minutes": minutes}
    write(here, envelopes.new(KIND, {key: value for key, value in given.items() if value is not None}))


def _asked_title(here: run.Run) -> str:
    if here.console.interactive:
        here.console.say("Which title, and by whom?")
        if words := ask.line(here.console).strip():
            return words
    raise Usage("Which title?", 'Example: selfcare cpd reading add "Supervision in practice, a podcast".')


@reading.command("done")
def finish_title(context: typer.Context, name: RecordName, minutes: Minutes = None) -> None:
    """Say that you finished a title, and how long it took.

    Then it can become a piece of CPD: selfcare cpd from ID

    Example: selfcare cpd reading done effective-supervision --minutes 45
    """
    here = run.of(context)
    with unlocked(here) as journal:
        with journal.reading() as session:
            title = _waiting(session, name)
        taken = minutes or _asked_minutes(here, title)
        kept = _finished(journal, title, taken)
        tell_changed(here, kept, f"Finished: {kept.fields['title']}")
        _offer_reflection(here, journal)
    here.console.say_unless_json(f"As a piece of CPD: selfcare cpd from {name}")


def named(session: "Session", name: str) -> Envelope:
    """The record of this name, or of the shipped title of this name: one that is not begun is a record yet to be kept.

    Raises `Usage` where there is neither.
    """
    from selfcare.journal.finding import of_kind, one

    begun = [each for each in of_kind(session, KIND) if each.fields.get("resource") == name]
    shipped = [each for each in resources.load() if each.id == name]
    if shipped and not begun:
        return envelopes.new(KIND, {"title": shipped[0].title, "resource": name})
    return begun[0] if begun else one(session, name)


def _waiting(session: "Session", name: str) -> Envelope:
    """The title of this name, which is not finished yet. Raises `Usage`."""
    record = named(session, name)
    if record.kind != KIND:
        raise Usage("That is not on your reading list.", "selfcare cpd reading shows it.")
    if "done" in record.fields:
        raise Usage("That one is finished already.", f"As a piece of CPD: selfcare cpd from {record.handle}")
    return record


def _asked_minutes(here: run.Run, title: Envelope) -> int | None:
    """How long it took, where there is a person to ask; else what is known."""
    known = _known_minutes(title)
    if not here.console.interactive:
        return known
    asked = Question("minutes", "How many minutes did it take?", "60 is an hour.", "line", (), None, True, "")
    read = as_reply(lambda words: whole_number(words, "--minutes", 1, MOST_MINUTES))
    minutes: int | None = ask_one(here.console, asked, read, str(known or ""))
    return minutes


def _known_minutes(title: Envelope) -> int | None:
    shipped = {each.id: each.minutes for each in resources.load()}
    minutes: int | None = title.fields.get("minutes") or shipped.get(title.fields.get("resource", ""))
    return minutes


def _finished(journal: "Journal", title: Envelope, minutes: int | None) -> Envelope:
    """`title` as finished on this date, by the calendar as all CPD goes, kept.

    It is looked for and written in one transaction, so that it is there once.
    """
    from selfcare.journal.journal import stored_setting
    from selfcare.journal.records import change_in, is_known, put_in

    with journal.writing() as session:
        said = {"done": when.today().isoformat(), **({"minutes": minutes} if minutes else {})}

        def done(now: Envelope) -> Envelope:
            return envelopes.changed(now, fields={**now.fields, **said})

        now = _waiting(session, title.fields.get("resource") or title.handle)
        if is_known(session, now.id):
            return change_in(session, now.id, done)
        return put_in(session, envelopes.filed(done(now), stored_setting(session, "day_starts_at")))


def _offer_reflection(here: run.Run, journal: "Journal") -> None:
    """What was read may have set off a thought; nothing comes of a no."""
    if here.console.interactive and ask.yes(here.console, "Reflect on it now?", default=False):
        from selfcare.cli.reflections import ask_all

        start = envelopes.new("reflection", {"template": "quick", "answers": {}})
        ask_all(replace(here, open_journal=journal), start)
