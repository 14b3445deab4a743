"""Looking at the plan again: what worked, what got in the way, and whether to carry on, change it or be done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import hint, run
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import KEYS, Answers
from selfcare.cli.options import as_reply, from_dash
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import OpenWriter, SealingWriter, keys_for_sealing, record_object
from selfcare.errors import Usage
from selfcare.guidance import plans as guidance
from selfcare.guidance.questions import Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.cli.console import Console
    from selfcare.journal.journal import Journal

FIELDS = {"obstacle": "if_obstacle", "fallback": "then"}
"""Where a plan question's answer is kept, if not under the question's own key."""
CHANGES = ("what", "when", "obstacle", "fallback")
"""The plan's questions that a review may ask again."""
NEXT = Question(
    "review",
    "When will you look at it again?",
    "Four weeks from now, unless you choose another day: +2w, monday.",
    "line",
    (),
    None,
    True,
    "",
)


def review_items(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="An item; else each that is due.")] = None,
    worked: Annotated[str | None, typer.Option(metavar="TEXT", help="What worked.", callback=from_dash)] = None,
    in_the_way: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What got in the way.", callback=from_dash)
    ] = None,
    carry_on: Annotated[bool, typer.Option("--carry-on", help="Carry on as it is.")] = False,
    done: Annotated[bool, typer.Option("--done", help="It is done, or no longer needed.")] = False,
    change: Annotated[bool, typer.Option("--change", help="Change what these say:")] = False,
    what: Annotated[str | None, typer.Option(metavar="TEXT", help="What you will do.", callback=from_dash)] = None,
    when_: Annotated[
        str | None, typer.Option("--when", metavar="TEXT", help="When and where.", callback=from_dash)
    ] = None,
    if_: Annotated[
        str | None, typer.Option("--if", metavar="TEXT", help="What may get in the way.", callback=from_dash)
    ] = None,
    then: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you will do instead.", callback=from_dash)
    ] = None,
    review: Annotated[
        str | None, typer.Option(metavar="DATE", help="The next day to look again; in four weeks without it.")
    ] = None,
) -> None:
    """Look at your plan again: carry on, change an item, or be done with it. The earlier answers are kept.

    Example: selfcare plan review k7m2q --worked "Twice" --carry-on
    """
    here = run.of(context)
    outcomes = {"carry-on": carry_on, "done": done, "change": change}
    changes = {"what": what, "when": when_, "obstacle": if_, "fallback": then}
    answers = {key: text for key, text in {"worked": worked, "in_the_way": in_the_way, **changes}.items() if text}
    outcome = _outcome([each for each, chosen in outcomes.items() if chosen], answers)
    if outcome:
        answers["outcome"] = outcome
    given = bool(answers or review)
    if not given and not here.console.interactive:
        raise Usage("What came of it?", "Use --carry-on, --change or --done; --worked and --in-the-way say more.")
    if review and outcome == "done":
        raise Usage("What is done is not looked at again.", "Give --done or --review, not both.")
    with unlocked(here) as journal:
        today = journal.today()
        if review:
            answers["review"] = next_day(review, today).isoformat()
        if given:
            _tell(here, journal, _reviewed(journal, _only(_waiting(journal, name, today)), answers))
        else:
            _review_each(here, journal, _waiting(journal, name, today))


def _outcome(chosen: list[str], answers: Answers) -> str | None:
    """What the options say; to change something is to have changed the plan."""
    changed = bool(set(answers) & set(CHANGES))
    if len(chosen) > 1 or (changed and chosen not in ([], ["change"])):
        raise Usage("An item is carried on, changed, or done with.", "Give one of --carry-on, --change and --done.")
    if chosen == ["change"] and not changed:
        raise Usage("What is to change?", "Say it with --what, --when, --if or --then.")
    return chosen[0] if chosen else "change" if changed else None


def next_day(words: str, today: date) -> date:
    """The day to look again that a person named; raises `Usage` unless it lies ahead."""
    day = when.date_ahead(words, today=today, calendar=when.today(), option="--review")
    if day <= today:
        raise Usage("The day to look again has to lie ahead.", "Say for example +4w or 2026-12-14.")
    return day


def _waiting(journal: "Journal", name: str | None, today: date) -> list[Envelope]:
    """The open item of that name, or all that are due."""
    from selfcare.journal.finding import of_kind, one
    from selfcare.journal.plans import due, is_open

    with journal.reading() as session:
        if name is None:
            return due(of_kind(session, "plan_item"), today)
        item = one(session, name)
    if item.kind != "plan_item" or not is_open(item):
        raise Usage("That is no open item of your plan.", "selfcare plan show lists your plan.")
    return [item]


def _only(items: list[Envelope]) -> Envelope:
    if len(items) == 1:
        return items[0]
    what = "More than one item is due." if items else "No item of your plan is due."
    raise Usage(what, "Name one: selfcare plan review ID. `selfcare plan show` lists them.")


def _review_each(here: run.Run, journal: "Journal", items: list[Envelope]) -> None:
    if not items:
        here.console.show("Nothing in your plan is due. Any item can be named: selfcare plan review ID")
    for item in items:
        answers = _asked(here, journal, item)
        if answers:
            _tell(here, journal, _reviewed(journal, item, answers))
        else:
            here.console.say(f"{item.handle} is left as it is, and waits.")


def _reviewed(journal: "Journal", item: Envelope, answers: Answers) -> Envelope:
    from selfcare.journal.records import change

    today = journal.today()
    usual: Answers = {"outcome": "carry-on"}
    if answers.get("outcome") != "done":
        usual["review"] = (today + timedelta(days=guidance.load().review_days)).isoformat()

    def how(now: Envelope) -> Envelope:
        return envelopes.changed(now, fields=answered_fields(now.fields, {**usual, **answers}, today))

    return change(journal, item.id, how, finishes_form=True)


def answered_fields(content: Mapping[str, Any], answers: Answers, today: date) -> dict[str, Any]:
    """An item's fields with the answers of a review in place of those of the last one; one that is done is so today."""
    from selfcare.journal.plans import REVIEWED

    kept = {key: value for key, value in content.items() if key not in REVIEWED}
    new = {FIELDS.get(key, key): value for key, value in answers.items()}
    done = {"done_on": today.isoformat()} if answers.get("outcome") == "done" else {}
    return {**kept, "reviewed_on": today.isoformat(), **new, **done}


def _asked(here: run.Run, journal: "Journal", item: Envelope) -> Answers:
    """What the person answers about one item; none where every question is skipped."""
    today = journal.today()
    pen = OpenWriter(journal, SealingWriter(here.folder, keys_for_sealing(here)))
    _introduce(here.console, item)
    draft = resumed(
        here,
        pen,
        "plan_item",
        lambda each: each.id == item.id,
        lambda form: _reviewed(journal, item, dict(form.answers)),
    )
    form = Form(
        here,
        pen,
        replace(draft, envelope=item) if draft else Unfinished(item, {}),
        lambda answers: answered_fields(item.fields, answers, today),
        {"review": as_reply(lambda words: next_day(words, today).isoformat())},
    )
    with form.stoppable():
        form.ask(guidance.load().review)
        if form.answers.get("outcome") == "change":
            form.ask(_change_questions(item))
        if form.answers and form.answers.get("outcome") != "done":
            form.ask([NEXT])
    return form.answers


def _change_questions(item: Envelope) -> list[Question]:
    """The plan's own questions; Enter leaves what the hint shows."""
    asked = [each for each in guidance.load().questions if each.key in CHANGES]
    now = {each.key: item.fields.get(FIELDS.get(each.key, each.key)) for each in asked}
    return [replace(each, hint=f"now: {now[each.key]}" if now[each.key] else each.hint) for each in asked]


def _introduce(console: "Console", item: Envelope) -> None:
    from selfcare.journal.plans import PLAN_ITEM

    console.say()
    for part in PLAN_ITEM.parts(item.fields):
        console.say(f"{part.label}: {part.text}")
    console.say(f"{KEYS} Skipped altogether, it waits.")


def _tell(here: run.Run, journal: "Journal", item: Envelope) -> None:
    """Say what became of an item, and what in it could identify somebody."""
    _show(here.console, item)
    hint.say(here, journal, item)


def _show(console: "Console", item: Envelope) -> None:
    if console.as_json:
        console.show_object({"record": record_object(item)})
        return
    if item.fields.get("done_on"):
        console.show(f"{item.handle} is done.")
        return
    said = "is changed" if item.fields["outcome"] == "change" else "carries on"
    day = when.in_words(date.fromisoformat(item.fields["review"]), date.fromisoformat(item.fields["reviewed_on"]))
    console.show(f"{item.handle} {said}. You look at it again on {day}.")
