"""Supervision: the log of sessions, and the door to the summary."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

import typer

from selfcare import when
from selfcare.cli import ask, last_chosen, prepare, run, shared, summary
from selfcare.cli.actions import actions, new_action
from selfcare.cli.after_session import ask_about_actions
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import KEYS, NotUnderstood, Reader, understood
from selfcare.cli.hours import show_hours
from selfcare.cli.length import minutes_in
from selfcare.cli.options import as_reply, from_dash, known
from selfcare.cli.risks import risks
from selfcare.cli.supervision_dates import show_dates
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Kept, Writer, check_fields, record_object, tell, tell_date, writer
from selfcare.errors import Usage
from selfcare.guidance import supervision as guide
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished
from selfcare.reports.shortening import shortened

supervision = door(
    "The summary to take along, a log of sessions, and what was agreed.\n\nExample: selfcare supervision prepare"
)
supervision.command("prepare")(prepare.prepare_session)
supervision.command("summary")(summary.show_summary)
supervision.command("shared")(shared.list_shared)
supervision.command("dates")(show_dates)
supervision.command("hours")(show_hours)
supervision.add_typer(actions, name="actions")
supervision.add_typer(risks, name="risks")

NOT_SAID = "not said"
SHOWN_OF_ACTION = 36


@supervision.command("log")
def log_session(
    context: typer.Context,
    held: Annotated[str | None, typer.Option("--held", metavar="DATE", help="The day on which it was held.")] = None,
    missed: Annotated[
        str | None, typer.Option("--missed", metavar="WHY", help="Why it did not take place.", callback=from_dash)
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="clinical, line, peer, group or safeguarding.")
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="MODE", help="in-person, video, phone, group or peer.")
    ] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", min=0, max=1440, metavar="N", help="How long.")] = None,
    useful: Annotated[
        int | None, typer.Option("--useful", min=0, max=10, metavar="N", help="How useful, 0 to 10; private.")
    ] = None,
    following: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help="When the next one is planned: +4w, 2026-12-14.")
    ] = None,
    role: Annotated[
        str | None,
        typer.Option("--with", metavar="ROLE", help="Whom it was with: a role, no name.", callback=from_dash),
    ] = None,
    people: Annotated[
        int | None, typer.Option("--people", min=1, max=500, metavar="N", help="In a group, how many took part.")
    ] = None,
    copy: Annotated[
        bool | None, typer.Option("--copy/--no-copy", help="Whether you have a copy of its record.")
    ] = None,
    action: Annotated[
        list[str] | None, typer.Option("--action", metavar="TEXT", help="Something that you will do; repeatable.")
    ] = None,
) -> None:
    """Log a session that was held, or one that was missed. The log is for you alone; what was agreed is not.

    An action goes on your next summary, and stays until it is settled. The summary may say the next date, too, and how
    many sessions were missed.

    Example: selfcare supervision log --held today --kind line --next +4w
    """
    here = run.of(context)
    given = {
        "kind": kind,
        "mode": mode,
        "minutes": minutes,
        "useful": useful,
        "role": role,
        "people": people,
        "copy_received": copy,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    _refuse_unknown(kind, mode)
    if held is None and missed is None:
        _ask_for_session(here, given_at_all=bool(chosen or following or action))
    else:
        content = {**_outcome(held, missed), **chosen}
        _dated(content, following)  # a slip is said before a passphrase is asked for
        agreed = [new_action({"what": from_dash(what), "owner": "me"}) for what in action or ()]
        _write(here, content, following, agreed)


def _write(here: run.Run, content: dict[str, Any], following: str | None, agreed: Sequence[Envelope]) -> None:
    """Keep a session and what was agreed in it, and say so; as JSON it is one object."""
    with writer(here) as pen:
        session = _placed(_begun(_dated(content, following)))
        for each in (session, *agreed):
            check_fields(each)
        kept, *actions_kept = [pen.keep(each) for each in (session, *agreed)]
        if here.console.as_json and actions_kept:
            here.console.show_object({**_as_object(kept), "actions": [_as_object(each) for each in actions_kept]})
            return
        _tell(here, kept, "the session" if actions_kept else "")
        for action in actions_kept:
            tell(here, action, f'the action "{_begins(action.envelope)}"')


def _tell(here: run.Run, kept: Kept, what: str = "") -> None:
    tell(here, kept, what)
    tell_date(here, kept.envelope)


def _begins(action: Envelope) -> str:
    """How an action begins, such that its line stays a line."""
    return shortened(action.fields["what"], SHOWN_OF_ACTION)


def _as_object(kept: Kept) -> dict[str, object]:
    envelope = kept.envelope
    return {"sealed": True, "id": envelope.id} if kept.sealed else {"record": record_object(envelope)}


def _refuse_unknown(kind: str | None, mode: str | None) -> None:
    for option, given, choices in (("--kind", kind, guide.load().kinds), ("--mode", mode, guide.load().modes)):
        if given is not None:
            known(given, (each.id for each in choices), option)


def _outcome(held: str | None, missed: str | None) -> dict[str, str]:
    if held is not None and missed is not None:
        raise Usage("A session was either held or missed.", "Give --held or --missed, not both.")
    if held is not None:
        return {"held": held}
    if not (missed or "").strip():
        raise Usage("--missed needs a reason.", 'Example: selfcare supervision log --missed "No cover for the team".')
    return {"missed": missed or ""}


def _dated(content: dict[str, Any], following: str | None) -> dict[str, Any]:
    """The fields of a session, its dates read from what was typed. They are for others too, so the calendar counts."""
    held = {"held": _past_day(content["held"])} if "held" in content else {}
    return {**content, **held, **({"next": _next_day(following)} if following else {})}


def _past_day(words: str) -> str:
    return when.past_day(words, today=when.today(), option="--held").isoformat()


def _next_day(words: str) -> str:
    today = when.today()
    return when.date_ahead(words, today=today, calendar=today, option="--next").isoformat()


def _begun(content: dict[str, Any]) -> Envelope:
    return envelopes.new("session", content, kind_version=2)


def _placed(session: Envelope) -> Envelope:
    """`session` at a moment of the date it was held; one that was missed stays at that when it was logged."""
    held = session.fields.get("held")
    return envelopes.on_date(session, held) if held else session


def _ask_for_session(here: run.Run, *, given_at_all: bool) -> None:
    if given_at_all or not here.console.interactive:
        raise Usage("Was the session held, or missed?", "Give --held DATE or --missed WHY.")
    with writer(here) as pen:
        begun = resumed(here, pen, "session", questions=_all_questions()) or Unfinished(
            _begun(_asked_outcome(here)), {}
        )
        kept = pen.keep(_placed(_asked_session(here, pen, begun)))
        _tell(here, kept)
        if kept.envelope.fields.get("held"):
            _say_if_no_kind(here, kept)
            ask_about_actions(here, pen)


def _say_if_no_kind(here: run.Run, kept: Kept) -> None:
    """Say what it means where the kind was passed over: that is easily done, and a record's kind is not edited."""
    if "kind" not in kept.envelope.fields:
        here.console.say_unless_json("No kind was named, so it counts for none: not for dates, and not for hours.")
        here.console.say_unless_json(f"To name one, log it again whole, and then: selfcare remove {kept.name}")


def _asked_session(here: run.Run, pen: Writer, begun: Unfinished) -> Envelope:
    from selfcare.journal.supervision import is_shared_time

    start = begun.envelope
    last = last_chosen.fields_of_last(pen.journal, "session")
    kind, mode = (last_chosen.first(each, last.get(each.key)) for each in (_kind(), _mode()))
    form = Form(here, pen, begun, lambda answers: {**start.fields, **answers}, readers())
    with form.stoppable():
        if start.fields.get("missed"):
            form.ask((MISSED, kind, NEXT))
        else:
            form.ask(_first_questions(kind, mode))
            shared = is_shared_time(form.answers.get("kind"), form.answers.get("mode"))
            form.ask((*((PEOPLE,) if shared else ()), *LAST_QUESTIONS))
    return form.envelope


def _asked_outcome(here: run.Run) -> dict[str, str]:
    """Held or missed, as far as the first question tells."""
    here.console.say(
        "The log is for you alone, but for this: your next summary brings what was agreed, and it may say the next "
        "date and how many were missed."
    )
    here.console.say(KEYS)
    took_place = ask.yes(here.console, "Did it take place?", default=True)
    return {"held": when.today().isoformat()} if took_place else {"missed": NOT_SAID}


def _kind() -> Question:
    kinds = tuple(Choice(each.id, each.name) for each in guide.load().kinds)
    return Question("kind", "Which kind was it?", "", "choice", kinds, None, True, "")


def _mode() -> Question:
    modes = tuple(Choice(each.id, each.name) for each in guide.load().modes)
    return Question("mode", "How did you meet?", "", "choice", modes, None, False, "")


def _first_questions(kind: Question, mode: Question) -> tuple[Question, ...]:
    return (
        Question("held", "On which day?", "Enter is today", "line", (), None, True, ""),
        kind,
        mode,
        Question("role", "Who was it with?", "a role, no name", "line", (), None, False, ""),
        MINUTES,
    )


MINUTES = Question("minutes", "How many minutes?", "90, or 1h30", "count", (), 1440, False, "")
PEOPLE = Question(
    "people",
    "How many took part?",
    "You and the others who were supervised, not who led it; among peers, everyone.",
    "count",
    (),
    500,
    False,
    "",
)
_COPY = Question(
    "copy_received",
    "Do you have a copy of its record?",
    "",
    "choice",
    (Choice("yes", "Yes"), Choice("no", "Not yet")),
    None,
    False,
    "",
)
NEXT = Question("next", "When is the next one?", "+4w, monday or 2026-12-14", "line", (), None, False, "")
LAST_QUESTIONS = (
    Question("useful", "How useful was it to you?", "private", "rating", (), None, False, ""),
    Question("unsaid", "Is there anything that you did not say?", "private", "text", (), None, False, ""),
    _COPY,
    NEXT,
)
MISSED = Question("missed", "Why not?", "A number, or your own words", "line", guide.load().missed, None, True, "")


def _all_questions() -> tuple[Question, ...]:
    """Every question of the form, whether the session was held or missed."""
    return (MISSED, *_first_questions(_kind(), _mode()), PEOPLE, *LAST_QUESTIONS)


def _reason(typed: str) -> str:
    """One of the reasons by its number or name; anything else is the person's own words."""
    try:
        return str(understood(replace(MISSED, form="choice"), typed))
    except NotUnderstood:
        return typed


def readers() -> Mapping[str, Reader]:
    """How replies are read that are no plain words."""
    return {
        "missed": _reason,
        "minutes": partial(minutes_in, MINUTES),
        "copy_received": lambda typed: understood(_COPY, typed) == "yes",
        "held": as_reply(_past_day),
        "next": as_reply(_next_day),
    }


@supervision.command("list")
def list_sessions(context: typer.Context) -> None:
    """List the sessions that you logged, the latest first.

    Example: selfcare supervision list
    """
    from selfcare.journal.finding import of_kind

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        sessions = of_kind(session, "session")[::-1]
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in sessions]})
        return
    for each in sessions:
        here.console.show_entry(_session_line(each))
    if not sessions:
        here.console.say("No session is logged yet: selfcare supervision log")


def _session_line(session: Envelope) -> str:
    """A session on its date."""
    from selfcare.journal.kind import first_line
    from selfcare.journal.supervision import how_it_went, session_date

    facts = [how_it_went(session.fields)]
    if role := session.fields.get("role"):
        facts.append(f"with {first_line(role)}")
    if minutes := session.fields.get("minutes"):
        facts.append(f"{minutes} minutes")
    if following := session.fields.get("next"):
        facts.append(f"next {following}")
    return f"{session.handle}  {session_date(session)}  {', '.join(facts)}"
