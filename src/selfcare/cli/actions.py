"""Actions agreed in supervision: list them, add one, settle one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import hint, run
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import KEYS, Answers, Reader
from selfcare.cli.listing import lists_alone, show_records
from selfcare.cli.options import RecordName, Tags, as_reply, from_dash, known
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Kept, Writer, check_fields, tell, tell_changed, writer
from selfcare.errors import Usage
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

actions = door("What was agreed in supervision: who does what, by when.\n\nExample: selfcare supervision actions list")

OWNERS = ("me", "supervisor", "other")
ON_THE_SUMMARY = "It goes on your next summary for supervision.\nTo keep {it} back: selfcare share {name} private"
QUESTIONS = (
    Question("what", "What was agreed?", "", "line", (), None, True, ""),
    Question(
        "owner",
        "Who does it?",
        "Enter is you",
        "choice",
        (Choice("me", "Me"), Choice("supervisor", "My supervisor"), Choice("other", "Someone else")),
        None,
        True,
        "",
    ),
    Question("due", "By when?", "+2w, friday or 2026-12-14", "line", (), None, True, ""),
)


@actions.command("list")
def list_actions(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Those that are settled as well.")] = False,
) -> None:
    """List the open actions, what your supervisor is late with first.

    Example: selfcare supervision actions list --all
    """
    from selfcare.journal.actions import all_actions, in_order, open_actions
    from selfcare.journal.journal import today_of
    from selfcare.reports.actions import actions_document

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        today = today_of(session)
        found = in_order(all_actions(session) if everything else open_actions(session), today)
    none = "No action is open. After a session: selfcare supervision actions add"
    show_records(here, found, lambda: actions_document(found, today), where_none=none)


lists_alone(actions, list_actions)


@actions.command("add")
def add_action(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What was agreed; - reads it.", callback=from_dash)
    ] = None,
    owner: Annotated[str | None, typer.Option(metavar="WHO", help="me (default), supervisor or other.")] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when: +2w, friday, 2026-12-14.")] = None,
    tag: Tags = None,
    share: Annotated[str, typer.Option(metavar="LEVEL", help="share (default), theme or private.")] = "share",
) -> None:
    """Note what was agreed. It goes on the next summary, unless you keep it private.

    Example: selfcare supervision actions add "Ask for a date" --due +2w
    """
    here = run.of(context)
    given = read_answers({"what": what, "owner": owner, "due": due})
    start = new_action({"owner": "me"}, tags=tuple(tag or ()), share=share)
    if "what" in given:
        kept = _write(here, start, given)
    elif given or not here.console.interactive:
        raise Usage("An action needs to say what was agreed.", 'Example: selfcare supervision actions add "Ask Sam".')
    else:
        kept = _ask_for_action(here, start)
    if kept.envelope.share != "private":
        here.console.say_unless_json(on_the_summary([kept]))


def _write(here: run.Run, start: Envelope, given: Answers) -> Kept:
    with writer(here) as pen:
        due = {"due": _day(given["due"], pen.today())} if "due" in given else {}
        action = envelopes.changed(start, fields={**start.fields, **given, **due})
        check_fields(action)
        kept = pen.keep(action)
        tell(here, kept)
        return kept


def on_the_summary(kept: Sequence[Kept]) -> str:
    """That these actions are for others to see, and how one is kept back."""
    it, name = ("it", kept[0].name) if len(kept) == 1 else ("one", "ID")
    return ON_THE_SUMMARY.format(it=it, name=name)


def new_action(content: Mapping[str, Any], *, tags: tuple[str, ...] = (), share: str = "share") -> Envelope:
    """An action as it is begun. It was made in a session and for the next one, so it is shared unless kept back."""
    return envelopes.new("action", content, tags=tags, share=share)


def read_answers(given: Mapping[str, str | None]) -> Answers:
    """The options that were given, the day as it was typed."""
    answers = {key: text for key, text in given.items() if text is not None}
    if "owner" in answers:
        known(answers["owner"], OWNERS, "--owner")
    if "due" in answers:
        _day(answers["due"], when.today())  # a slip is said before a passphrase is asked for
    return answers


def _day(words: str, today: date) -> str:
    return when.date_ahead(words, today=today, calendar=when.today(), option="--due").isoformat()


def _ask_for_action(here: run.Run, start: Envelope) -> Kept:
    with writer(here) as pen:
        here.console.say(KEYS)
        begun = resumed(here, pen, "action", questions=QUESTIONS) or Unfinished(start, {})
        form = form_of(here, pen, begun)
        with form.stoppable():
            form.ask(QUESTIONS[:1])
            if "what" not in form.answers:
                raise Usage("An action needs to say what was agreed.", "Run the same command again when you know.")
            form.ask(QUESTIONS[1:])
        kept = pen.keep(form.envelope)
        tell(here, kept)
        return kept


def form_of(here: run.Run, pen: Writer, begun: Unfinished) -> Form:
    """The form of one action under way."""
    start = begun.envelope
    readers: Mapping[str, Reader] = {"due": as_reply(lambda words: _day(words, pen.today()))}
    return Form(here, pen, begun, lambda answers: {**start.fields, **answers}, readers)


@actions.command("done")
def settle_action(
    context: typer.Context,
    name: RecordName,
    part: Annotated[bool, typer.Option("--part", help="It was done in part, and that is that.")] = False,
    not_done: Annotated[bool, typer.Option("--not-done", help="It was not done, and will not be.")] = False,
    why: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why, in a few words; - reads it.", callback=from_dash)
    ] = None,
) -> None:
    """Settle an action: it is done, unless you say how far it came. The next summary says so once.

    Example: selfcare supervision actions done k7m2q --part
    """
    here = run.of(context)
    state = _state(part=part, not_done=not_done)
    with unlocked(here) as journal:
        from selfcare.journal.actions import STATES
        from selfcare.journal.finding import one

        with journal.reading() as session:
            record = one(session, name)
        if record.kind != "action":
            raise Usage("That record is no action.", "selfcare supervision actions lists them.")
        if why is None and record.fields.get("settled") and record.fields.get("state") == state:
            tell_changed(here, record, f"{record.handle} is settled already: {STATES[state]}.")
            return
        kept = settle(journal, record, state, why=why)
        tell_changed(here, kept, f"{kept.handle} is settled: {STATES[state]}.")
        hint.say(here, journal, kept)


def _state(*, part: bool, not_done: bool) -> str:
    if part and not_done:
        raise Usage("An action was done in part, or not at all.", "Give --part or --not-done, not both.")
    return "part" if part else "not-done" if not_done else "done"


def settle(
    journal: "Journal", action: Envelope, state: str, *, why: str | None = None, settled: bool = True
) -> Envelope:
    """Keep how far an action came, in place of what was said before; it stays open unless `settled`."""
    from selfcare.journal.actions import with_state
    from selfcare.journal.records import change

    day = journal.today() if settled else None

    def how(now: Envelope) -> Envelope:
        return envelopes.changed(now, fields=with_state(now.fields, state, why=why, settled=day))

    return change(journal, action.id, how)
