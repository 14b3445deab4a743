"""The weekly check-in: ratings, facts, early signs, the best moment, one thing to change."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import ask, forms, run
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import Answers, Reader
from selfcare.cli.guidance import known_to
from selfcare.cli.options import from_dash, known, pairs, whole_number
from selfcare.cli.stopping import told
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Kept, Writer, check_fields, tell, writer
from selfcare.errors import Usage
from selfcare.guidance import checkins as guidance
from selfcare.guidance.checkins import PLAN, SIGNS, CheckinItem
from selfcare.guidance.own import OWN, Shelf
from selfcare.guidance.questions import Choice, Question
from selfcare.guidance.reading import is_id
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished
from selfcare.when import Week

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

checkin = door(
    "Check in with your week. Every question can be skipped; Ctrl-C stops and keeps what you answered.\n\n"
    "Example: selfcare checkin --rate sleep=5 --rate load=3 --fact shifts=5"
)

MONTH = 4
"""Weeks from one look at the workplace to the next."""
WORDS = (
    Question("best", "What was the best moment?", "One line is enough.", "text", (), None, True, ""),
    Question(
        "change", "What is one thing to change?", "Yours, or for someone else to change.", "text", (), None, True, ""
    ),
)

WeekOption = Annotated[str | None, typer.Option("--week", metavar="W", help="Which week, such as 2026-W47.")]


def _items() -> str:
    return ", ".join(item.id for item in guidance.load().items)


def _how_to_rate() -> str:
    return f"Use --rate ITEM=N, as in --rate {guidance.load().items[0].id}=6. All items: selfcare checkin --help"


def _fact_keys() -> str:
    return ", ".join([*(fact.key for fact in guidance.load().facts), PLAN, SIGNS])


@dataclass(frozen=True)
class Known:
    """What the journal says before a check-in: today, the weeks rated, the records of each, own early signs, items,
    the plan, and the marks that make no week of this person unusual.
    """

    today: date
    records: Mapping[Week, tuple[Envelope, ...]]
    own_signs: tuple[str, ...]
    items: Shelf[CheckinItem]
    plan: tuple[Envelope, ...] = ()
    ordinary: Set[str] = frozenset()
    locked: bool = False

    def week(self, words: str | None) -> Week:
        """The week to check in, as given or by the rule. Raises `Usage` for one that has not begun on the calendar."""
        week = Week.parse(words) if words else when.default_week(self.today, set(self.records))
        if week > Week.of(max(self.today, when.today())):
            raise Usage("That week has not begun.", f"This week is {Week.of(self.today)}.")
        return week

    def has(self, record: Envelope) -> bool:
        """Whether a check-in changes a record that is kept."""
        return any(record.id == each.id for records in self.records.values() for each in records)

    def monthly(self, week: Week) -> list[CheckinItem]:
        """The items to ask once a month, if it is time: none was rated that week or just before. None while locked."""
        items = [item for item in self.items.offered.values() if item.every == "month"]
        lately = [each for back in range(MONTH) for each in self.records.get(week - back, ())]
        rated = {name for each in lately for name in each.fields["ratings"]}
        return [] if self.locked or rated & {item.id for item in items} else items


@checkin.callback(invoke_without_command=True)
def check_in(
    context: typer.Context,
    short: Annotated[bool, typer.Option("--short", help="One minute: six ratings and two facts.")] = False,
    week: WeekOption = None,
    rate: Annotated[list[str] | None, typer.Option(metavar="ITEM=N", help=f"0-10, 10 is better: {_items()}.")] = None,
    fact: Annotated[list[str] | None, typer.Option(metavar="K=V", help=f"A fact: {_fact_keys()}.")] = None,
    best: Annotated[str | None, typer.Option(metavar="TEXT", help="The best moment.", callback=from_dash)] = None,
    change: Annotated[str | None, typer.Option(metavar="TEXT", help="One thing to change.", callback=from_dash)] = None,
) -> None:
    """Check in by options where any is given, else by questions."""
    if context.invoked_subcommand is not None:
        return
    here = run.of(context)
    ratings, facts = pairs(rate, "--rate"), pairs(fact, "--fact")
    words = {key: text for key, text in (("best", best), ("change", change)) if text is not None}
    given = bool(ratings or facts or words)
    if not given and not here.console.interactive:
        raise Usage("There is no terminal to ask on, and no answer was given.", _how_to_rate())
    if week is not None:
        Week.parse(week)
    with writer(here) as pen:
        state = _known(pen.journal)
        chosen = state.week(week)
        if given:
            answers = {**_ratings(ratings, state), **_facts(facts, state, chosen), **words}
            start = _start(state, chosen)
        else:
            start, answers = _by_questions(here, pen, state, chosen, short=short)
        if not answers and _is_empty(start):
            here.console.say("Nothing was written, so nothing is kept.")
            return
        kept = _keep(pen, state, start, answers, finishes_form=not given)
        if not here.console.as_json:  # the one object comes at the very end
            tell(here, kept)
        if not given and not short:
            kept = _add_monthly(here, pen, chosen, kept, answers)
        if here.console.as_json:
            tell(here, kept)
        _say_afterwards(here, pen, kept.envelope, chosen)


def _keep(pen: Writer, state: Known, start: Envelope, answers: Answers, *, finishes_form: bool) -> Kept:
    """Keep new answers in the week's record as it is now: a form takes minutes, and another window may have more."""

    def how(now: Envelope) -> Envelope:
        return envelopes.changed(now, fields=_merged(now, answers))

    if pen.journal is not None and state.has(start):
        from selfcare.journal.records import change

        return Kept(change(pen.journal, start.id, how, finishes_form=finishes_form), pen.journal)
    made = how(start)
    check_fields(made)
    return pen.keep(made)


def _known(journal: "Journal | None") -> Known:
    """While locked the calendar is all there is."""
    if journal is None:
        return Known(envelopes.day_now(), {}, (), known_to(None).items, locked=True)
    from selfcare.journal.checkins import ordinary_marks
    from selfcare.journal.finding import of_kind
    from selfcare.journal.triggers import early_signs

    with journal.reading() as session:
        records: dict[Week, tuple[Envelope, ...]] = {}
        for each in of_kind(session, "checkin"):
            week = Week.parse(each.fields["week"])
            records[week] = (*records.get(week, ()), each)
        own = tuple(early_signs(of_kind(session, "trigger")))
        plan = tuple(of_kind(session, "plan_item"))
        ordinary = ordinary_marks(session)
    return Known(journal.today(), records, own, known_to(journal).items, plan, ordinary)


def _start(state: Known, week: Week) -> Envelope:
    """The week's record to change, holding all that was checked in for it, or a new one."""
    from selfcare.journal.checkins import by_week

    if earlier := state.records.get(week):
        latest = max(earlier, key=lambda record: (record.changed_at, record.id))
        return replace(latest, fields=by_week(earlier)[week].content)
    content = {"week": str(week), "ratings": {}, "facts": {}}
    return envelopes.new("checkin", content, at=_moment_of(week, state.today))


def _moment_of(week: Week, today: date) -> datetime | None:
    """A past week files under its last day; this one under the moment of writing."""
    if week >= Week.of(today):
        return None
    return when.moment(week.sunday.isoformat(), now=when.now(), zone=when.local_zone())


def _ratings(given: Mapping[str, str], state: Known) -> Answers:
    """Ratings by item. While locked an own item is unknown, and taken at its word if its id begins with `own-`."""
    ids = [*state.items.all, *(name for name in given if state.locked and name.startswith(OWN) and is_id(name))]
    return {known(item, ids, "--rate"): whole_number(words, f"--rate {item}=N") for item, words in given.items()}


def _facts(given: Mapping[str, str], state: Known, week: Week) -> Answers:
    asked = (*guidance.load().facts, *_plan_question(state, week), _signs_question(state.own_signs))
    questions = {each.key: each for each in asked}
    facts = {key: _fact(questions[known(key, questions, "--fact")], words) for key, words in given.items()}
    return {key: _in_own_words(value, state) if key == SIGNS else value for key, value in facts.items()}


def _fact(question: Question, words: str) -> Any:
    option = f"--fact {question.key}=V"
    ids = [choice.id for choice in question.choices]
    if question.form == "count":
        return whole_number(words, option, 0, question.most or 1000)
    if question.form == "choice":
        return known(words, ids, option)
    return list(dict.fromkeys(known(word.strip(), ids, option) for word in words.split(",")))


def _plan_question(state: Known, week: Week) -> list[Question]:
    """One list to tick of what was planned for that week; no question where nothing was."""
    from selfcare.journal.plans import within

    items = tuple(Choice(each.handle, each.fields["what"]) for each in within(state.plan, week))
    hint = "From your plan. Tick what did, even once; the rest needs no reason."
    return [Question(PLAN, "Did it happen?", hint, "ticks", items, None, True, "")] if items else []


def _signs_question(own: Iterable[str]) -> Question:
    """Early signs to tick: the person's own first, then the shipped ones to start from."""
    mine = [Choice(f"{OWN}{number}", text) for number, text in enumerate(own, start=1)]
    shipped = [Choice(sign.id, sign.text) for sign in guidance.load().signs]
    hint = "Tick what you noticed. They are prompts to notice, and prove nothing."
    return Question(SIGNS, "Any early signs this week?", hint, "ticks", (*mine, *shipped), None, False, "")


def _in_own_words(signs: list[str], state: Known) -> list[str]:
    """Early signs as the record has them: a number would mean another one when the list has grown."""
    own = {f"{OWN}{number}": text for number, text in enumerate(state.own_signs, start=1)}
    return [own.get(sign, sign) for sign in signs]


def _merged(start: Envelope, answers: Answers) -> dict[str, Any]:
    """The fields of `start` with new answers in them."""
    from selfcare.journal.checkins import merged

    fact_keys = {*(fact.key for fact in guidance.load().facts), PLAN, SIGNS}
    words = {key: text for key, text in answers.items() if key in ("best", "change")}
    facts = {key: value for key, value in answers.items() if key in fact_keys}
    ratings = {key: value for key, value in answers.items() if key not in facts and key not in words}
    return merged([start.fields, {"ratings": ratings, "facts": facts, **words}])


def _by_questions(here: run.Run, pen: Writer, state: Known, week: Week, *, short: bool) -> tuple[Envelope, Answers]:
    """The record to change, or a new one, and the person's answers."""
    draft = resumed(
        here,
        pen,
        "checkin",
        lambda each: bool(each.fields["week"] == str(week)),
        lambda form: _keep(pen, state, form.envelope, dict(form.answers), finishes_form=True),
        _all_questions(state, week),
    )
    state = _known(pen.journal)  # an unfinished one may just have been kept
    begun = draft or Unfinished(_start(state, week), {})
    now = _as_answers(begun.envelope)
    _introduce(here, state, week, short=short)
    form = Form(here, pen, begun, lambda answers: _merged(begun.envelope, answers), _readers(state))
    with form.stoppable():
        form.ask([_with_answer(each, now) for each in _questions(state, week, short=short)])
    return begun.envelope, form.answers


def _add_monthly(here: run.Run, pen: Writer, week: Week, kept: Kept, answers: Answers) -> Kept:
    """The week's record with ratings of the workplace, if it is time and the person wants to; each is kept at once.

    The check-in is whole without them, so no form is begun that could be left unfinished. `answers` are those that
    the form has by now; `<` leads back to its last question.
    """
    state = _known(pen.journal)
    monthly = [_rating(item) for item in state.monthly(week)]
    if not monthly:
        return kept
    newest = [kept]

    def keep(more: Answers) -> None:
        newest.append(_keep(pen, state, kept.envelope, more, finishes_form=False))

    asked = _questions(state, week, short=False)
    filling = forms.Filling(here.console, answers, keep, _readers(state), asked=asked)
    with told("Stopped. Your check-in is kept, and all that you answered.", f"See it: selfcare checkin show {week}"):
        if filling.between(lambda: _wants_monthly(here, len(monthly))):
            filling.ask(monthly)
    return newest[-1]


def _readers(state: Known) -> dict[str, Reader]:
    signs = _signs_question(state.own_signs)
    return {SIGNS: lambda typed: _in_own_words(forms.understood(signs, typed), state)}


def _wants_monthly(here: run.Run, count: int) -> bool:
    here.console.say()
    return ask.yes(here.console, f"Once a month: {count} ratings of your workplace. Now?", default=False, back=True)


def _as_answers(record: Envelope) -> Answers:
    words = {key: record.fields[key] for key in ("best", "change") if key in record.fields}
    return {**record.fields["ratings"], **record.fields["facts"], **words}


def _introduce(here: run.Run, state: Known, week: Week, *, short: bool) -> None:
    from selfcare.reports.checkins import week_in_words

    here.console.say(f"Check-in for {week}: {week_in_words(week)}.")
    if week in state.records:
        here.console.say("You checked in for it before. Enter leaves an answer as it is.")
    else:
        here.console.say("0 to 10, and 10 is always the better end.")
    here.console.say(forms.KEYS)
    if not short:
        here.console.say("`selfcare checkin --short` takes one minute.")


def _questions(state: Known, week: Week, *, short: bool) -> list[Question]:
    guide = guidance.load()
    weekly = [item for item in state.items.offered.values() if item.every == "week"]
    rated = [_rating(item) for item in weekly if item.short or not short]
    facts = [_without(fact, state.ordinary) for fact in guide.facts if fact.core or not short]
    rest = [] if short else [_signs_question(state.own_signs), *WORDS]
    return [*rated, *facts, *_plan_question(state, week), *rest]


def _without(question: Question, ordinary: Set[str]) -> Question:
    """The question without the choices that say nothing about this person: a week of nights, to who works nights."""
    return replace(question, choices=tuple(each for each in question.choices if each.id not in ordinary))


def _all_questions(state: Known, week: Week) -> list[Question]:
    """Whatever a check-in may ask, the monthly ratings included."""
    monthly = (_rating(item) for item in state.items.all.values() if item.every == "month")
    return [*_questions(state, week, short=False), *monthly]


def _rating(item: CheckinItem) -> Question:
    return Question(item.id, item.ask, f"0 {item.low}, 10 {item.high}", "rating", (), None, item.short, item.source)


def _with_answer(question: Question, now: Answers) -> Question:
    """The question with the answer that is kept so far in its hint."""
    if question.key not in now:
        return question
    words = now[question.key]
    kept = ", ".join(map(str, words)) if isinstance(words, list) else str(words)
    return replace(question, hint=f"{question.hint}; now: {kept}".removeprefix("; "))


def _is_empty(record: Envelope) -> bool:
    return not _as_answers(record)


def _say_afterwards(here: run.Run, pen: Writer, done: Envelope, week: Week) -> None:
    if when.is_late(week, when.local(done.written_at, done.zone).date()):
        here.console.say_unless_json("This week is marked as late; it counts all the same.")
    if pen.journal is None or here.console.as_json:
        return
    from selfcare.journal.journal import today_of
    from selfcare.reports import checkins as reports
    from selfcare.reports.supervision import read_overdue
    from selfcare.reports.ways_on import read_ways_on, used_words

    with pen.journal.reading() as session:
        checked = reports.read_weeks(session)
        overdue = read_overdue(session, today_of(session))
        items = reports.read_items(session)
        ways_on = read_ways_on(session, week)
    if ways_on.used:
        here.console.show(f"Tools used that week: {used_words(ways_on)}")
    if ways_on.due:
        here.console.show(ways_on.due)
    if found := reports.notices_of(checked, week, overdue, items):
        here.console.show()
        here.console.show_document(reports.notices_document(found, ways_on))


@checkin.command("show")
def show_week(
    context: typer.Context,
    week: Annotated[str | None, typer.Argument(metavar="[W]", help="Which week; the latest without it.")] = None,
) -> None:
    """Show a week's check-in, beside your own usual.

    Example: selfcare checkin show 2026-W47
    """
    from selfcare.journal.journal import today_of
    from selfcare.reports import checkins as reports
    from selfcare.reports.supervision import read_overdue
    from selfcare.reports.ways_on import read_ways_on

    here = run.of(context)
    asked = Week.parse(week, option="the week") if week else None
    with unlocked(here) as journal, journal.reading() as session:
        checked = reports.read_weeks(session)
        today = today_of(session)
        overdue = read_overdue(session, today)
        items = reports.read_items(session)
        chosen = asked or max(checked, default=Week.of(today))
        ways_on = read_ways_on(session, chosen)
    late_now = overdue if chosen == max(checked, default=chosen) else None
    found = reports.notices_of(checked, chosen, late_now, items, read_in=max(chosen, Week.of(today) - 1))
    if here.console.as_json:
        content = dict(checked[chosen].content) if chosen in checked else {"ratings": {}, "facts": {}}
        late = chosen in checked and checked[chosen].late
        page = {
            **content,
            "week": str(chosen),
            "late": late,
            "tools_used": dict(ways_on.used),
            "notices": [reports.notice_object(each) for each in found],
        }
        here.console.show_object(page)
        return
    here.console.show_document(reports.checkin_document(checked, chosen, found, items, ways_on))
