"""The self-care plan: what to do to repair, maintain, grow and sustain, with a fallback and a day to look again."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare.cli import run
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import KEYS, Answers
from selfcare.cli.options import RecordName, as_reply, from_dash, known
from selfcare.cli.plan_calendar import write_calendar
from selfcare.cli.plan_reviews import FIELDS, next_day, review_items
from selfcare.cli.toolbox import known_tools, tool_named
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Writer, check_fields, record_object, tell, tell_changed, writer
from selfcare.errors import Usage
from selfcare.guidance import plans as guidance
from selfcare.guidance import tools
from selfcare.guidance.plans import VERBS
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

plan = door("Your self-care action plan: repair, maintain, grow, sustain.\n\nExample: selfcare plan show")
plan.command("review")(review_items)
plan.command("ics")(write_calendar)


def _text(option: str, help_text: str) -> Any:
    return typer.Option(option, metavar="TEXT", help=help_text, callback=from_dash)


@plan.command("show")
def show_plan(context: typer.Context) -> None:
    """Show your plan.

    Example: selfcare plan show
    """
    from selfcare.journal.finding import of_kind
    from selfcare.journal.journal import today_of
    from selfcare.reports.plans import plan_document

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        items = of_kind(session, "plan_item")
        today = today_of(session)
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in items]})
    elif items:
        here.console.show_document(plan_document(items, today))
    else:
        here.console.show("There is no plan yet. Begin with one small thing: selfcare plan add")


@plan.command("add")
def add_item(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(metavar="[WHAT]", help="What you will do; - reads it.", callback=from_dash)
    ] = None,
    verb: Annotated[str | None, typer.Option(metavar="VERB", help=", ".join(VERBS))] = None,
    when_: Annotated[str | None, _text("--when", "When and where.")] = None,
    how_long: Annotated[str | None, _text("--how-long", "How long, each time: half an hour.")] = None,
    if_: Annotated[str | None, _text("--if", "What may get in the way.")] = None,
    then: Annotated[str | None, _text("--then", "What you will do instead.")] = None,
    tool: Annotated[str | None, typer.Option(metavar="ID", help="A tool from your toolbox.")] = None,
    review: Annotated[str | None, typer.Option(metavar="DATE", help="The day to look again: +4w, 2026-12-14.")] = None,
) -> None:
    """Plan one thing to do, small enough for a bad week. You look at it again in four weeks, or when you say.

    With --tool and no words, it is that tool.

    Example: selfcare plan add "Swim" --verb maintain --when "Tuesdays"
    """
    here = run.of(context)
    options: Answers = {
        "verb": known(verb, VERBS, "--verb") if verb else None,
        "when": when_,
        "how_long": how_long,
        "obstacle": if_,
        "fallback": then,
        "tool": tool,
        "review": review,
    }
    options = {key: value for key, value in options.items() if value is not None}
    given = options if what is None else {"what": what, **options}
    asks = not options and here.console.interactive
    if not asks and not ("verb" in given and {"what", "tool"} & set(given)):
        raise Usage("A plan item needs to say what you will do, and to what end.", f"Verbs: {', '.join(VERBS)}.")
    with writer(here) as pen:
        readers = _readers(pen)
        if asks:
            done = _asked(here, pen, given, readers)
        else:
            start = envelopes.new("plan_item", {})
            done = envelopes.changed(start, fields=_as_fields(_named(pen, _read(given, readers)), pen.today()))
        check_fields(done)
        tell(here, pen.keep(done))


def _readers(pen: Writer) -> "dict[str, Callable[[str], Any]]":
    today = pen.today()
    return {
        "tool": lambda words: tool_named(pen, words),
        "review": lambda words: next_day(words, today).isoformat(),
    }


def _read(given: Answers, readers: "dict[str, Callable[[str], Any]]") -> Answers:
    return {key: readers[key](value) if key in readers else value for key, value in given.items()}


def _named(pen: Writer, answers: Answers) -> Answers:
    """Answers that say what to do: a tool's name does, where there are no other words."""
    if "what" in answers:
        return answers
    known = known_tools(pen) or {tool.id: tool for tool in tools.load()}
    named = known.get(answers["tool"])
    return {"what": named.name if named else answers["tool"], **answers}


def _as_fields(answers: Answers, today: date) -> dict[str, Any]:
    """Answers by question key as the record has them; it is looked at again after the usual time from `today`."""
    days = timedelta(days=guidance.load().review_days)
    usual = {"verb": "maintain", "review": (today + days).isoformat()}
    return usual | {FIELDS.get(key, key): value for key, value in answers.items()}


def _is_new(draft: Envelope) -> bool:
    return "reviewed_on" not in draft.fields


def _asked(here: run.Run, pen: Writer, given: Answers, readers: "dict[str, Callable[[str], Any]]") -> Envelope:
    """The item as the person answers; a form that was stopped before is gone on with."""
    draft = None if given else resumed(here, pen, "plan_item", _is_new, questions=_questions())
    begun = draft or Unfinished(envelopes.new("plan_item", {}), given)
    today = pen.today()
    understood = {key: as_reply(read) for key, read in readers.items()}
    form = Form(here, pen, begun, lambda answers: _as_fields(answers, today), understood)
    what, *rest = _questions()
    here.console.say(KEYS)
    with form.stoppable():
        form.ask([what])
        if not form.answers:
            raise Usage("A plan item needs to say what you will do.", "Run the same command again when you know.")
        form.keep()
        form.ask(rest)
    return form.envelope


def _questions() -> list[Question]:
    """What to do comes first: an item without it is none. Then to what end, then the rest."""
    guide = guidance.load()
    choices = tuple(Choice(verb.id, f"{verb.name}. {verb.ask}") for verb in guide.verbs)
    verb = Question("verb", "What is it for?", "", "choice", choices, None, core=True, source="")
    return [guide.questions[0], verb, *guide.questions[1:]]


@plan.command("done")
def finish_item(context: typer.Context, name: RecordName) -> None:
    """Mark an item of your plan as done.

    Example: selfcare plan done k7m2q
    """
    from selfcare.journal.finding import one
    from selfcare.journal.records import change

    here = run.of(context)
    with unlocked(here) as journal:
        with journal.reading() as session:
            record = one(session, name)
        if record.kind != "plan_item":
            raise Usage("That record is not part of your plan.", "selfcare plan show lists your plan.")
        done = {"done_on": journal.today().isoformat()}
        kept = change(
            journal,
            record.id,
            lambda now: envelopes.changed(now, fields={**now.fields, **done}),
            finishes_form=True,
        )
    tell_changed(here, kept, f"{kept.handle} is done.")
