"""Risks that nobody should hold alone: note one, list them, close one with who was told and where it is recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare.cli import hint, run
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import KEYS, Answers, Reader, fill, understood
from selfcare.cli.listing import lists_alone, show_records
from selfcare.cli.options import RecordName, Tags, from_dash, known
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Kept, tell, tell_changed, write, writer
from selfcare.errors import Interrupted, Usage
from selfcare.guidance.questions import Choice, Question
from selfcare.guidance.supervision import line_of
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

risks = door("What worries you and nobody should hold alone.\n\nExample: selfcare supervision risks list")

ON_THE_SUMMARY = (
    "It goes on your summary for supervision until it is closed.\nTo keep it back: selfcare share {name} private"
)
_WANTS = (
    Choice("endorse", "That you endorse what I do"),
    Choice("share", "That we share it"),
    Choice("escalate", "That it is taken further"),
)
WANTS = tuple(each.id for each in _WANTS)
_CURRENT = (Choice("yes", "Yes"), Choice("no", "Not yet"))
CURRENT = Question("record_current", line_of("record-elsewhere"), "", "choice", _CURRENT, None, False, "")
QUESTIONS = (
    Question("worry", "What worries you?", "the theme; no names, no detail", "text", (), None, True, ""),
    Question("about", "About whom?", "a role or a pseudonym", "line", (), None, True, ""),
    Question("want", "What would you like from your supervisor?", "", "choice", _WANTS, None, True, ""),
    CURRENT,
)
CLOSING = (
    Question("told", "Who was told?", "a role is enough", "line", (), None, True, ""),
    Question("recorded", "Where is it recorded?", "the case record, an incident form", "line", (), None, True, ""),
)
READERS: Mapping[str, Reader] = {"record_current": lambda typed: understood(CURRENT, typed) == "yes"}


@risks.command("list")
def list_risks(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Those that are closed as well.")] = False,
) -> None:
    """List the open risks: those noted here, and trigger notes marked as a risk to share.

    Example: selfcare supervision risks list --all
    """
    from selfcare.journal.journal import today_of
    from selfcare.journal.risks import closed_risks, open_risks
    from selfcare.reports.risks import risks_document

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        waiting = open_risks(session)
        closed = closed_risks(session) if everything else []
        today = today_of(session)
    none = "No risk is open here. That does not mean that there is none."
    show_records(here, [*waiting, *closed], lambda: risks_document(waiting, closed, today), where_none=none)


lists_alone(risks, list_risks)


@risks.command("add")
def add_risk(
    context: typer.Context,
    worry: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What worries you; - reads it.", callback=from_dash)
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="ROLE", help="A role or a pseudonym, no name.", callback=from_dash)
    ] = None,
    want: Annotated[str | None, typer.Option(metavar="WANT", help=f"{', '.join(WANTS)}.")] = None,
    record_current: Annotated[
        bool | None, typer.Option("--record-current/--record-not-current", help="Is the case record up to date?")
    ] = None,
    tag: Tags = None,
    share: Annotated[str, typer.Option(metavar="LEVEL", help="share (default), theme or private.")] = "share",
) -> None:
    """Note a risk to take to supervision. Risk to someone else: your safeguarding procedure, today.

    Example: selfcare supervision risks add "Less said each visit" --about Larch
    """
    here = run.of(context)
    if want:
        known(want, WANTS, "--want")
    options = {"worry": worry, "about": about, "want": want, "record_current": record_current}
    given = {key: value for key, value in options.items() if value is not None}
    start = envelopes.new("risk", {}, tags=tuple(tag or ()), share=share)
    if "worry" in given:
        (kept,) = write(here, envelopes.changed(start, fields=given))
        here.console.say_unless_json(line_of("risk-today"))
    elif given or not here.console.interactive:
        raise Usage("A risk needs to say what worries you.", 'Example: selfcare supervision risks add "No reply".')
    else:
        kept = _ask_for_risk(here, start)
    if kept.envelope.share != "private":
        here.console.say_unless_json(ON_THE_SUMMARY.format(name=kept.name))


def _ask_for_risk(here: run.Run, start: Envelope) -> Kept:
    with writer(here) as pen:
        here.console.say(line_of("risk-today"))
        here.console.say(KEYS)
        begun = resumed(here, pen, "risk", questions=QUESTIONS) or Unfinished(start, {})
        form = Form(here, pen, begun, lambda answers: {**begun.envelope.fields, **answers}, READERS)
        with form.stoppable():
            form.ask(QUESTIONS[:1])
            if "worry" not in form.answers:
                raise Usage("A risk needs to say what worries you.", "Run the same command again when you can.")
            form.ask(QUESTIONS[1:])
        kept = pen.keep(form.envelope)
        tell(here, kept)
        return kept


@risks.command("close")
def close_risk(
    context: typer.Context,
    name: RecordName,
    told: Annotated[
        str | None, typer.Option(metavar="WHO", help="Who was told: a role is enough.", callback=from_dash)
    ] = None,
    recorded: Annotated[
        str | None, typer.Option(metavar="WHERE", help="Where it is recorded.", callback=from_dash)
    ] = None,
) -> None:
    """Close a risk, or a trigger note that stands for one: with who was told, and where it is recorded.

    Example: selfcare supervision risks close k7m2q
    """
    from selfcare.journal.finding import one
    from selfcare.journal.risks import keep_closing, to_close

    here = run.of(context)
    given = {key: text for key, text in (("told", told), ("recorded", recorded)) if (text or "").strip()}
    asks = told is None and recorded is None and here.console.interactive
    if not asks:
        _refuse_without_both(given)
    with unlocked(here) as journal:
        with journal.reading() as session:
            named = one(session, name).id
            risk = to_close(session, named)
        if asks:
            given = _asked(here, journal, named, risk)
        kept = keep_closing(journal, named, {**given, "closed": journal.today().isoformat()})
        name = kept.handle
        closed = f"The trigger note is closed, by {name}" if "trigger" in kept.fields else f"{name} is closed"
        tell_changed(here, kept, f"{closed}: who was told and where it is recorded are kept with it.")
        hint.say(here, journal, kept)


def _refuse_without_both(answers: Mapping[str, Any]) -> None:
    if len(answers) < len(CLOSING):
        raise Usage(
            "A risk is closed with who was told and where it is recorded.",
            "Give both: selfcare supervision risks close ID --told WHO --recorded WHERE",
        )


def _asked(here: run.Run, journal: "Journal", named: str, risk: Envelope) -> Answers:
    """Both answers; each is kept before the next question, and one that is there already is not asked again."""
    from selfcare.journal.risks import keep_closing

    here.console.say(line_of("risk-closing"))
    there = {key: risk.fields[key] for key in ("told", "recorded") if key in risk.fields}

    def keep(answers: Answers) -> None:
        keep_closing(journal, named, answers)

    try:
        answers = fill(here.console, CLOSING, there, keep)
    except (KeyboardInterrupt, EOFError):
        raise Interrupted("Stopped. It is still open; what you answered is kept.", "Close it when you can.") from None
    _refuse_without_both(answers)
    return answers
