"""Supervision: the log of sessions, and the door to the summary."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from selfcare import when
from selfcare.cli import ask, run, summary
from selfcare.cli.door import door
from selfcare.cli.drafting import answered, resumed
from selfcare.cli.forms import Answers, Reader
from selfcare.cli.options import as_reply, from_dash, known
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import record_object, tell, write, writer
from selfcare.errors import Usage
from selfcare.guidance import supervision as guide
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

supervision = door("The summary to take along, and a log of sessions.")

NOT_SAID = "not said"

supervision.command("summary")(summary.show_summary)


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
) -> None:
    """Log a session that was held, or one that was missed. What you write is for you alone.

    The summary may say the next date and how many were missed.

    Example: selfcare supervision log --held today --kind line --minutes 60 --next +4w
    """
    here = run.of(context)
    given = {"kind": kind, "mode": mode, "minutes": minutes, "useful": useful}
    chosen = {name: value for name, value in given.items() if value is not None}
    _refuse_unknown(kind, mode)
    if following:
        chosen["next"] = _next_day(following).isoformat()
    if held is None and missed is None:
        _ask_for_session(here, chosen)
        return
    write(here, _session(_outcome(held, missed), chosen))


def _refuse_unknown(kind: str | None, mode: str | None) -> None:
    for option, given, choices in (("--kind", kind, guide.load().kinds), ("--mode", mode, guide.load().modes)):
        if given is not None:
            known(given, (each.id for each in choices), option)


def _outcome(held: str | None, missed: str | None) -> dict[str, str]:
    if held is not None and missed is not None:
        raise Usage("A session was either held or missed.", "Give --held or --missed, not both.")
    if held is not None:
        return {"held": _past_day(held).isoformat()}
    if not (missed or "").strip():
        raise Usage("--missed needs a reason.", 'Example: selfcare supervision log --missed "No cover for the team".')
    return {"missed": missed or ""}


def _past_day(words: str) -> date:
    day = when.day_of(words, today=when.today(), option="--held")
    if day > when.today():
        raise Usage("A session cannot have been held on a day that has not come yet.", "Log it on its day, or later.")
    return day


def _next_day(words: str) -> date:
    return when.date_ahead(words, today=when.today(), option="--next")


def _session(outcome: dict[str, str], others: dict[str, Any]) -> Envelope:
    return _placed(envelopes.new("session", {**outcome, **others}))


def _placed(session: Envelope) -> Envelope:
    """`session` under the day it was held; one that was missed is under the day it was logged."""
    held = session.fields.get("held")
    if held is None or held == when.today().isoformat():
        return session
    noon = when.moment(held, now=when.now(), zone=session.zone)
    return envelopes.changed(session, happened_at=envelopes.to_milliseconds(noon))


def _ask_for_session(here: run.Run, chosen: dict[str, Any]) -> None:
    if chosen or not here.console.interactive:
        raise Usage("Was the session held, or missed?", "Give --held DATE or --missed WHY.")
    with writer(here) as pen:
        begun = resumed(here, pen, "session") or Unfinished(_session(_asked_outcome(here), {}), {})
        start = begun.envelope

        def as_fields(answers: Answers) -> dict[str, Any]:
            return {**start.fields, **answers}

        done = answered(here, pen, begun, _questions(start), as_fields, READERS)
        tell(here, pen.keep(_placed(done)))


def _asked_outcome(here: run.Run) -> dict[str, str]:
    """Held or missed, as far as the first question tells."""
    here.console.say("What you write is for you alone; the summary may say the next date and how many were missed.")
    here.console.say("Enter skips a question. Ctrl-C stops and keeps. ? shows who to talk to.")
    took_place = ask.yes(here.console, "Did it take place?", default=True)
    return {"held": when.today().isoformat()} if took_place else {"missed": NOT_SAID}


def _questions(session: Envelope) -> tuple[Question, ...]:
    kinds = tuple(Choice(each.id, each.name) for each in guide.load().kinds)
    modes = tuple(Choice(each.id, each.name) for each in guide.load().modes)
    kind = Question("kind", "Which kind was it?", "", "choice", kinds, None, True, "")
    following = Question("next", "When is the next one?", "+4w, monday or 2026-12-14", "line", (), None, False, "")
    if session.fields.get("missed"):
        why = Question(
            "missed", "Why not?", "no cover, sickness, the supervisor, my choice", "line", (), None, True, ""
        )
        return (why, kind, following)
    return (
        Question("held", "On which day?", "Enter is today", "line", (), None, True, ""),
        kind,
        Question("mode", "How did you meet?", "", "choice", modes, None, False, ""),
        Question("minutes", "How many minutes?", "", "count", (), 1440, False, ""),
        Question("useful", "How useful was it to you?", "private", "rating", (), None, False, ""),
        Question("unsaid", "Is there anything that you did not say?", "private", "text", (), None, False, ""),
        following,
    )


READERS: Mapping[str, Reader] = {
    "held": as_reply(lambda words: _past_day(words).isoformat()),
    "next": as_reply(lambda words: _next_day(words).isoformat()),
}


@supervision.command("list")
def list_sessions(context: typer.Context) -> None:
    """List the sessions that you logged, the latest first."""
    from selfcare.journal.finding import of_kind

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        sessions = of_kind(session, "session")[::-1]
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in sessions]})
        return
    for each in sessions:
        here.console.show(_session_line(each))
    if not sessions:
        here.console.say("No session is logged yet: selfcare supervision log")


def _session_line(session: Envelope) -> str:
    from selfcare.journal.kinds import title

    facts = [title(session).replace("\n", " ")]
    if minutes := session.fields.get("minutes"):
        facts.append(f"{minutes} minutes")
    if following := session.fields.get("next"):
        facts.append(f"next {following}")
    return f"{session.handle}  {session.day.isoformat()}  {', '.join(facts)}"
