"""Keeping a piece of CPD: from options, by asking, or from something that was written or read already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.cpd_options import text_option, with_parts
from selfcare.cli.cpd_standing import standing_of
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import KEYS, NOTHING_PROPOSED, Answers, Reader
from selfcare.cli.guidance import known_to
from selfcare.cli.options import RecordName, as_reply, from_dash, known, whole_number
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Kept, Writer, check_fields, tell, tell_date, writer
from selfcare.errors import Usage
from selfcare.guidance import cpd as guidance
from selfcare.guidance.cpd import GENERAL, MOST_MINUTES, Profile
from selfcare.guidance.questions import Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

KIND = "cpd"
SHARED = "share"
ASKED_FOR = {"hours": "minutes", "participatory_hours": "participatory"}
"""What is asked for a field of a form that is worked out."""
ALWAYS = ("title", "kind", "day", "learned")


ShareLevel = Annotated[str, typer.Option("--share", metavar="LEVEL", help="private keeps it out of exports.")]


@with_parts
def add_piece(
    context: typer.Context,
    title: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What you did; - reads it.", callback=from_dash)
    ] = None,
    *,
    parts: Answers,
    share: ShareLevel = SHARED,
) -> None:
    """Keep a piece of CPD. It is written to be shown: an export takes it, after the identifier check.

    Example: selfcare cpd add "A course" --learned "To ask first" --minutes 90
    """
    here = run.of(context)
    given = parts if title is None else {"title": title, **parts}
    start = envelopes.new(KIND, {}, share=share)
    asks = not given and here.console.interactive
    if not asks and "title" not in given:
        raise Usage("A piece of CPD needs to say what you did.", 'Example: selfcare cpd add "Course on self-harm".')
    with writer(here) as pen:
        done = _asked(here, pen, start) if asks else _made(pen, start, given)
        _keep(here, pen, done)


@with_parts
def from_record(
    context: typer.Context,
    name: RecordName,
    title: Annotated[str | None, text_option("--title", "What you did, in a line.")] = None,
    *,
    parts: Answers,
    share: ShareLevel = SHARED,
) -> None:
    """Make CPD of a reflection, or of something that you finished reading.

    What fits is proposed, and you change it as you like. The words of a private reflection are never taken unseen:
    without a terminal they come from the options.

    Example: selfcare cpd from k7m2q
    """
    here = run.of(context)
    given = parts if title is None else {"title": title, **parts}
    with unlocked(here) as journal:
        source = _source(journal, name)
        start = envelopes.new(KIND, {"made_from": source.id}, share=share)
        inside = replace(here, open_journal=journal)
        with writer(inside) as pen:
            if not given and here.console.interactive:
                _show(here, source)
                done = _asked(inside, pen, start, _taken(source))
            else:
                done = _made(pen, start, {**_taken_unseen(source), **given})
            _keep(inside, pen, done)


# --- from answers to a record ----------------------------------------------------------------------------------------


def _readers(pen: Writer) -> dict[str, Reader]:
    today = when.today()  # CPD is for others, so the calendar dates it
    standards = [each.id for profile in known_to(pen.journal).cpd.all.values() for each in profile.standards]
    return {
        "day": lambda words: when.past_day(words, today=today, option="--date").isoformat(),
        "minutes": lambda words: whole_number(words, "--minutes", 1, MOST_MINUTES),
        "standard": lambda words: known(words, standards, "--standard"),
    }


def _made(pen: Writer, start: Envelope, given: Answers) -> Envelope:
    """The record that options make. Raises `Usage` for one without a title, or that the journal would refuse."""
    if "title" not in given:
        raise Usage(
            "The words of a private record are not taken over unseen, so the title is missing.",
            "Give it with --title, and --learned for what you learnt; or run this at a terminal.",
        )
    readers = _readers(pen)
    answers = {key: readers[key](value) if key in readers else value for key, value in given.items()}
    done = _dated(envelopes.changed(start, fields=_as_fields(start, answers)), answers)
    check_fields(done)
    return done


def _as_fields(start: Envelope, answers: Answers) -> dict[str, Any]:
    said = {key: answer for key, answer in answers.items() if key != "day"}
    if "participatory" in said:
        said["participatory"] = said["participatory"] == "yes"
    return {**start.fields, **said}


def _dated(record: Envelope, answers: Answers) -> Envelope:
    """`record` on the date that was given, if one was."""
    return envelopes.on_date(record, answers["day"]) if "day" in answers else record


def _keep(here: run.Run, pen: Writer, done: Envelope) -> None:
    kept = pen.keep(done)
    tell(here, kept)
    tell_date(here, kept.envelope)
    here.console.say_unless_json(_where_it_goes(kept))


def _where_it_goes(kept: Kept) -> str:
    record = kept.envelope
    name = "ID" if kept.sealed else record.handle
    if record.share == SHARED:
        return (
            "A CPD export takes it; the summary for supervision, its title alone.\n"
            f"To keep it back: selfcare share {name} private"
        )
    return f"No CPD export takes it. To let one: selfcare share {name} share"


# --- asking ----------------------------------------------------------------------------------------------------------


def _asked(here: run.Run, pen: Writer, start: Envelope, proposed: Mapping[str, str] = NOTHING_PROPOSED) -> Envelope:
    """The piece as the person answers; a form that was stopped before is gone on with."""
    questions = _questions(_profile(here, pen))
    draft = None if proposed else _resumed(here, pen, questions)
    begun = draft or Unfinished(start, {})

    def as_fields(answers: Answers) -> dict[str, Any]:
        return _as_fields(begun.envelope, answers)

    form = Form(here, pen, begun, as_fields, {key: as_reply(read) for key, read in _form_readers(pen).items()})
    here.console.say("Written to be shown: name nobody.")
    here.console.say(KEYS)
    with form.stoppable():
        _ask(form, questions, proposed)
    return _dated(form.envelope, form.answers)


def _form_readers(pen: Writer) -> dict[str, Reader]:
    """A choice of standards is read as the choice that it is."""
    return {key: read for key, read in _readers(pen).items() if key != "standard"}


def _ask(form: Form, questions: Sequence[Question], proposed: Mapping[str, str]) -> None:
    first, *rest = questions
    form.ask([first], proposed)
    if not form.answers:
        raise Usage("A piece of CPD needs to say what you did.", "Run the same command again when you know.")
    for question in rest:
        if question.key != "peer_learned" or "peer" in form.answers:
            form.ask([question], proposed)


def _resumed(here: run.Run, pen: Writer, questions: Sequence[Question]) -> Unfinished | None:
    return resumed(
        here,
        pen,
        KIND,
        keep=lambda draft: pen.keep(_dated(draft.envelope, dict(draft.answers))),
        questions=questions,
    )


def _profile(here: run.Run, pen: Writer) -> Profile:
    """Whose form decides what is asked; while the journal is locked nobody knows."""
    if pen.journal is None:
        return next(each for each in guidance.load().profiles if each.id == GENERAL)
    return standing_of(here, pen.journal, None, None).profile


def _questions(profile: Profile) -> list[Question]:
    """The questions whose answers the forms of a profile have a place for."""
    keys = {ASKED_FOR.get(each.key, each.key) for form in profile.forms for each in form.fields}
    asked = [each for each in guidance.load().questions if each.key in {*keys, *ALWAYS}]
    if "standard" in keys and profile.standards:
        asked.append(Question("standard", "Which part does it fit?", "", "choice", profile.standards, None, False, ""))
    return asked


# --- what a record gives ---------------------------------------------------------------------------------------------


def _source(journal: "Journal", name: str) -> Envelope:
    """The reflection or finished title that a person named. Raises `Usage` for anything else, and the second time."""
    from selfcare.cli.reading import named
    from selfcare.journal.finding import of_kind

    with journal.reading() as session:
        record = named(session, name)
        made = [each.handle for each in of_kind(session, KIND) if each.fields.get("made_from") == record.id]
    if record.kind not in ("reflection", "reading"):
        raise Usage("CPD is made of a reflection or of a title that you finished.", "selfcare cpd add takes the rest.")
    if record.kind == "reading" and "done" not in record.fields:
        raise Usage("That title is not finished yet.", f"When it is: selfcare cpd reading done {name}")
    if made:
        raise Usage(f"There is a piece of CPD from it already: {made[0]}.", f"selfcare edit {made[0]} changes it.")
    return record


def _show(here: run.Run, source: Envelope) -> None:
    from selfcare.reports.record import record_document

    here.console.show_document(record_document(source))
    here.console.say()
    here.console.say("What fits stands on the line already: change it, empty it, or take it with Enter.")
    if source.share == "private":
        here.console.say("The record itself stays private. Only what you take over here can be shown.")


def _taken(source: Envelope) -> dict[str, str]:
    """What a record gives to a piece of CPD, by question, each on one line."""
    found = _of_reading(source) if source.kind == "reading" else _of_reflection(source)
    return {key: " ".join(words.split()) for key, words in found.items() if words.strip()}


def _of_reading(source: Envelope) -> dict[str, str]:
    content = source.fields
    minutes = str(content["minutes"]) if content.get("minutes") else ""
    return {"title": content["title"], "kind": "reading", "minutes": minutes, "day": content["done"]}


def _of_reflection(source: Envelope) -> dict[str, str]:
    from selfcare.journal.kinds import title

    answers = source.fields["answers"]
    fitting = {take.key: [answers[key] for key in take.answers if key in answers] for take in guidance.load().takes}
    taken: dict[str, str] = {key: found[0] for key, found in fitting.items() if found}
    return {"title": source.theme or title(source), "day": source.calendar_date.isoformat(), **taken}


def _taken_unseen(source: Envelope) -> dict[str, str]:
    """The part of it that nobody has to see first: of a reflection, only what is shared already."""
    taken = _taken(source)
    if source.kind == "reading" or source.share == SHARED:
        return taken
    shared = {"title": source.theme} if source.share == "theme" and source.theme else {}
    return {"day": taken["day"], **shared}
