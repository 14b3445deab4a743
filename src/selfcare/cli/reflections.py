"""Reflecting: the questions of a template, and looking again at a reflection later."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

import typer

from selfcare.cli import forms, hint, run
from selfcare.cli.door import door
from selfcare.cli.drafting import answered, resumed, show_answers
from selfcare.cli.first_question import FirstQuestion
from selfcare.cli.forms import Answers
from selfcare.cli.guidance import known_to
from selfcare.cli.last_chosen import fields_of_last
from selfcare.cli.options import At, Share, Tags, Theme, known, moment_of, pairs
from selfcare.cli.writer import Writer, at_its_moment, check_fields, tell, tell_changed, write, writer
from selfcare.errors import Usage
from selfcare.guidance import purposes, templates, topics
from selfcare.guidance.own import OWN, Shelf
from selfcare.guidance.questions import Choice, Question
from selfcare.guidance.reading import is_id
from selfcare.guidance.templates import Template
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import new_id
from selfcare.journal.unfinished import Unfinished

reflect = door()

AGAIN = "again"
QUICK = "quick"

AnswerOption = Annotated[
    list[str] | None,
    typer.Option("--answer", help="An answer by its key; - reads standard input.", metavar="KEY=TEXT"),
]
TOPICS = [each.id for each in topics.load()]
PURPOSES = [each.id for each in purposes.load()]
TopicOption = Annotated[
    list[str] | None,
    typer.Option("--topic", help=f"What kind of work it was: {', '.join(TOPICS)}.", metavar="TOPIC"),
]
PurposeOption = Annotated[
    list[str] | None,
    typer.Option("--purpose", help=f"What supervision it is for: {', '.join(PURPOSES)}.", metavar="PURPOSE"),
]


@reflect.command()
def write_reflection(
    context: typer.Context,
    template: Annotated[str, typer.Argument(help="A template, or: again ID.", metavar="[TEMPLATE]")] = QUICK,
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="With again: which reflection.")] = None,
    answer: AnswerOption = None,
    tag: Tags = None,
    topic: TopicOption = None,
    purpose: PurposeOption = None,
    share: Share = "private",
    theme: Theme = None,
    at: At = None,
) -> None:
    """Think about a shift. Every question can be skipped; Ctrl-C stops and keeps what you answered.

    Templates: quick and shift-end (2 minutes), weather and strengths (5), cycle, gibbs and hats (15), and your own
    (`selfcare guidance list templates`).

    Example: selfcare reflect quick --answer what="A long handover"
    """
    here = run.of(context)
    given = pairs(answer, "--answer")
    if template == AGAIN:
        _look_again(here, name, given)
        return
    shipped = _shipped(template)
    _refuse_empty(given)
    if shipped:
        _refuse_unknown(given, shipped.prompts)
    content = {
        "template": template,
        "answers": given,
        "topics": _known(topic, TOPICS, "--topic"),
        "purposes": _known(purpose, PURPOSES, "--purpose"),
    }
    start = envelopes.new(
        "reflection",
        {key: value for key, value in content.items() if value is not None},
        at=moment_of(at),
        tags=tuple(tag or ()),
        share=share,
        theme=theme or "",
    )
    if given and shipped:
        write(here, start, at=at)
    elif given:
        _write_own(here, start, at)
    elif here.console.interactive:
        _say_if_unknown(here, template)
        ask_all(here, start, at)
    else:
        raise _no_answer(template, shipped)


def _shipped(name: str) -> Template | None:
    """The shipped template of this name; none where it can only be the person's own."""
    found = {each.id: each for each in templates.load().templates}
    if name not in found and not is_id(name):
        raise Usage("There is no such template.", f"The templates are: {', '.join(found)}.")
    return found.get(name)


def _no_answer(name: str, shipped: Template | None) -> Usage:
    """No answer was given, and there is no terminal; where the name may be mistyped, that is said first."""
    keys = " ".join(f"--answer {each.key}=TEXT" for each in shipped.prompts) if shipped else "--answer KEY=TEXT"
    if shipped or name.startswith(OWN):
        return Usage("There is no terminal to ask on, and no answer was given.", f"Use: {keys}.")
    return Usage(
        "No template of that name comes with selfcare, and there is no terminal to ask on.",
        f"{_meant(name)} For one of your own, use: {keys}.",
    )


def _say_if_unknown(here: run.Run, name: str) -> None:
    """Say before the passphrase is asked for that a name may be mistyped: one's own are known only after it."""
    found = [each.id for each in templates.load().templates]
    if name in found or name.startswith(OWN) or here.open_journal is not None:
        return
    meant = _meant(name, then=" Then press Ctrl-C.")
    here.console.say(f"No template of that name comes with selfcare. {meant} Your own are known once it is unlocked.")


def _meant(name: str, then: str = "") -> str:
    """The shipped template that a mistyped name is near to, and what to do `then`; else all of them."""
    found = [each.id for each in templates.load().templates]
    near = difflib.get_close_matches(name, found, n=1)
    return f"Did you mean {near[0]}?{then}" if near else f"The templates are: {', '.join(found)}."


def _write_own(here: run.Run, start: Envelope, at: str | None) -> None:
    """Keep answers to a template of the person's own. While locked it is unknown, and taken at its word."""
    with writer(here) as pen:
        start = at_its_moment(pen, start, at)
        if pen.journal is not None:
            chosen = _chosen(pen, start.fields["template"])
            _refuse_unknown(start.fields["answers"], chosen.prompts)
            start = _with_questions(start, chosen)
        check_fields(start)
        tell(here, pen.keep(start))


def _chosen(pen: Writer, name: str, *, current: bool = False) -> Template:
    """The template of this name; with `current`, what stands in for it by now. Raises `Usage`."""
    shelf = known_to(pen.journal).templates
    found = shelf.current(name) if current else shelf.all.get(name)
    if found is None:
        locked = " Your own are known once the journal is unlocked." if pen.journal is None else ""
        raise Usage("There is no such template.", f"The templates are: {', '.join(shelf.offered)}.{locked}")
    return found


def _with_questions(start: Envelope, template: Template) -> Envelope:
    """`start` as a reflection by `template`, holding its questions where they are the person's own."""
    from selfcare.journal.reflections import asked

    questions = asked(template)
    own = {"asked": questions} if questions else {}
    return replace(start, fields={**start.fields, "template": template.id, **own})


def _refuse_unknown(given: Mapping[str, str], questions: tuple[Question, ...]) -> None:
    keys = [each.key for each in questions]
    if any(key not in keys for key in given):
        raise Usage("An answer has a key that is not asked here.", f"The keys are: {', '.join(keys)}.")


def _refuse_empty(given: Mapping[str, str]) -> None:
    if any(not text.strip() for text in given.values()):
        raise Usage("An answer is empty.", "Give it some text, or leave it out.")


def _known(given: list[str] | None, ids: list[str], option: str) -> list[str] | None:
    return list(dict.fromkeys(known(each, ids, option) for each in given)) if given else None


def ask_all(here: run.Run, start: Envelope, at: str | None = None) -> None:
    """Ask the questions of the template that `start` names, and keep the answers; `at` has the words of `--at`."""
    first = _first_question(here, start)
    with writer(here, first.ask) as pen:
        first.form = replace(first.form, envelope=at_its_moment(pen, first.form.envelope, at))
        template = _begun(here, pen, first)
        same = resumed(here, pen, "reflection", partial(_fits, known_to(pen.journal).templates, template, start))
        if same:
            template = _chosen(pen, same.envelope.fields["template"])
            show_answers(here.console, template.prompts, same.answers)
        if not first.asked:
            _say_last_template(here, pen, template)
            _introduce(here, template)
        done = _answers(here, pen, template, same or first.form, () if same else first.asked)
        if not done.fields["answers"]:
            here.console.say("Nothing was written, so nothing is kept.")
            return
        tell(here, pen.keep(done))


def _first_question(here: run.Run, start: Envelope) -> FirstQuestion:
    """What can be asked before the journal is open: not where the template is the person's own, or offers a choice."""
    template = _shipped(start.fields["template"])
    if template is None or template.pick:
        return FirstQuestion(here, start)
    return FirstQuestion(
        here, start, template.prompts[0], partial(_as_fields, start), lambda: _introduce(here, template)
    )


def _begun(here: run.Run, pen: Writer, first: FirstQuestion) -> Template:
    """The template that is asked, with `first` as far as its form is filled in.

    Where the person's own stands in for the one that was asked before the journal was open, `first` begins anew: what
    they answered waits as a form of its own.
    """
    first.keep(pen)
    start = first.form.envelope
    template = _chosen(pen, start.fields["template"], current=True)
    if first.asked and template.id != start.fields["template"]:
        if first.form.answers:
            here.console.say("You have questions of your own for this. What you wrote is kept:")
            here.console.say("the next time you reflect, you are asked whether to go on with it.")
        start = replace(start, id=new_id(start.written_at))
        first.begin_anew(start)
    first.form = replace(first.form, envelope=_with_questions(start, template))
    return template


def _fits(shelf: Shelf[Template], template: Template, new: Envelope, each: Envelope) -> bool:
    """Whether an unfinished form is of this template or one that it stands in for, and not the new one."""
    current = shelf.current(each.fields["template"])
    return current is not None and current.id == template.id and each.id != new.id


def _introduce(here: run.Run, template: Template) -> None:
    here.console.say(f"{template.name}, about {template.minutes} minutes. {template.about}")
    here.console.say(forms.KEYS)


def _say_last_template(here: run.Run, pen: Writer, template: Template) -> None:
    """Offer the template of the last reflection to somebody who may have named none."""
    last = fields_of_last(pen.journal, "reflection").get("template", QUICK)
    if template.id == QUICK and last != QUICK:
        here.console.say(f"As last time: selfcare reflect {last}")


def _as_fields(start: Envelope, answers: Answers) -> dict[str, Any]:
    return {**start.fields, "answers": {**start.fields["answers"], **answers}}


def _answers(here: run.Run, pen: Writer, template: Template, begun: Unfinished, asked: Sequence[Question]) -> Envelope:
    if template.pick and not begun.answers:
        picked = _picked(here, template)
        begun = replace(begun, skipped=tuple(each.key for each in template.prompts if each not in picked))
    return answered(here, pen, begun, template.prompts, partial(_as_fields, begun.envelope), asked=asked)


def _picked(here: run.Run, template: Template) -> tuple[Question, ...]:
    """The prompts that the person picks; all of them where none is picked."""
    choices = tuple(Choice(each.key, each.ask) for each in template.prompts)
    pick = Question("pick", "Which of these?", f"up to {template.pick}", "ticks", choices, template.pick, True, "")
    keys = forms.ask_one(here.console, pick)
    return tuple(each for each in template.prompts if not keys or each.key in keys)


def _look_again(here: run.Run, name: str | None, given: dict[str, str]) -> None:
    """Add answers to the "look again" questions to a reflection that is kept."""
    from selfcare.cli.unlock import unlocked
    from selfcare.journal.finding import one
    from selfcare.journal.records import change

    questions = templates.load().look_again
    _refuse_empty(given)
    _refuse_unknown(given, questions)
    if name is None:
        raise Usage("Which reflection?", "Example: selfcare reflect again k7m2q. `selfcare list` shows them.")
    with unlocked(here) as journal:
        with journal.reading() as session:
            record = one(session, name)
        if record.kind != "reflection":
            raise Usage("That record is no reflection.", "selfcare list --kind reflection shows them.")

        def keep(answers: Answers) -> None:
            change(journal, record.id, lambda now: _with_more(now, answers))

        if given:
            keep(given)
        else:
            _ask_again(here, questions, keep)
        with journal.reading() as session:
            kept = one(session, record.id)
        tell_changed(here, kept, f"Kept with {kept.handle}.")
        hint.say(here, journal, kept)


def _with_more(now: Envelope, answers: Answers) -> Envelope:
    again = {**(now.fields.get(AGAIN) or {}), **answers}
    return envelopes.changed(now, fields={**now.fields, AGAIN: again})


def _ask_again(here: run.Run, questions: tuple[Question, ...], keep: Any) -> None:
    if not here.console.interactive:
        raise Usage(
            "There is no terminal to ask on, and no answer was given.",
            f"Use --answer KEY=TEXT. The keys are: {', '.join(each.key for each in questions)}.",
        )
    here.console.say(forms.KEYS)
    forms.fill(here.console, questions, {}, keep)
