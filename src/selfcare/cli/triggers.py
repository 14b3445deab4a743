"""Noting what set off a strong reaction: the theme and never a replay, and a pause first where it is strong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare.cli import ask, forms, last_chosen, pauses, run
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import Answers, NotUnderstood, number_in
from selfcare.cli.options import At, Share, Tags, Theme, as_reply, from_dash, known, moment_of, pairs, whole_number
from selfcare.cli.toolbox import at_hand, known_tools, tool_named
from selfcare.cli.writer import Writer, at_its_moment, check_fields, tell, writer
from selfcare.errors import Usage
from selfcare.guidance import triggers as guidance
from selfcare.guidance.pauses import load as shipped_pauses
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.guidance.tools import Tool

trigger = door()

FIELDS = {"emotion": "emotions"}
"""Where a question's answer is kept, if not under the question's own key."""
OTHER = "other"
MORE = "If you have time, {count} more: your body, feelings, thoughts, what you did, next."
MOST_EMOTIONS = 3
MOST_HELPED = 10

FIRST = Question(
    "pause",
    "",
    "Enter writes on",
    "choice",
    (Choice("pause", "A pause first"), Choice("now", "Write on"), Choice("later", "Later; keep what is there")),
    None,
    core=True,
    source="",
)


def _rating(help_text: str) -> Any:
    return typer.Option(min=0, max=10, show_default=False, metavar="N", help=help_text)


def _text(help_text: str) -> Any:
    return typer.Option(metavar="TEXT", help=help_text, callback=from_dash)


def _ids(key: str) -> str:
    return ", ".join(_choices(key))


def _choices(key: str) -> list[str]:
    return [choice.id for each in guidance.load().questions if each.key == key for choice in each.choices]


@trigger.command()
def write_trigger(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Ask every question.")] = False,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=_ids("kind"))] = None,
    situation: Annotated[str | None, _text("One line or two: no names, no detail; - reads it.")] = None,
    body: Annotated[list[str] | None, typer.Option(metavar="PART", help=_ids("body"))] = None,
    emotion: Annotated[list[str] | None, typer.Option(metavar="WORD", help="Up to three.")] = None,
    before: Annotated[int | None, _rating("How strong at its strongest, 0-10.")] = None,
    window: Annotated[str | None, typer.Option(metavar="W", help=_ids("window"))] = None,
    thought: Annotated[str | None, _text("The loudest thought.")] = None,
    urge: Annotated[list[str] | None, typer.Option(metavar="U", help=_ids("urge"))] = None,
    did: Annotated[list[str] | None, typer.Option(metavar="D", help=_ids("did"))] = None,
    echo: Annotated[str | None, _text("A theme it reminds you of; private unless you name it to share.")] = None,
    helped: Annotated[list[str] | None, typer.Option(metavar="TOOL=N", help="What helped, 0 to 10.")] = None,
    after: Annotated[int | None, _rating("How strong now, 0-10.")] = None,
    next_: Annotated[str | None, typer.Option("--next", metavar="NEXT", help=_ids("next"))] = None,
    early_sign: Annotated[str | None, _text("How you would notice it earlier next time.")] = None,
    person: Annotated[str | None, _text("The other name that you keep for them.")] = None,
    tag: Tags = None,
    share: Share = "private",
    theme: Theme = None,
    at: At = None,
) -> None:
    """Note a hard moment in a line or two. The theme is enough; Ctrl-C stops and keeps what you answered.

    Example: selfcare trigger --kind overload --before 7 --helped walk-10=6
    """
    here = run.of(context)
    given: Answers = {
        "kind": kind,
        "situation": situation,
        "person": person,
        "body": body,
        "emotion": emotion,
        "before": before,
        "window": window,
        "thought": thought,
        "urge": urge,
        "did": did,
        "echo": echo,
        "helped": pairs(helped, "--helped") or None,
        "after": after,
        "next": next_,
        "early_sign": early_sign,
    }
    given = _checked({key: value for key, value in given.items() if value not in (None, [])})
    start = envelopes.new(
        "trigger", _as_fields({}), at=moment_of(at), tags=tuple(tag or ()), share=share, theme=theme or ""
    )
    if not given and not here.console.interactive:
        raise Usage(
            "There is no terminal to ask on, and no answer was given.",
            "Use --kind KIND --situation TEXT --before N; `selfcare trigger --help` shows all options.",
        )
    with writer(here) as pen:
        start = at_its_moment(pen, start, at)
        done = _by_options(here, pen, start, given) if given else _by_questions(here, pen, start, full=full)
        if done is not None:
            tell(here, pen.keep(done))
            _say_afterwards(here, pen, done)


def _checked(given: Answers) -> Answers:
    """The options with every choice known, each once; raises `Usage` that names the choices."""
    result = dict(given)
    for key, value in given.items():
        if choices := _choices(key):
            words = value if isinstance(value, list) else [value]
            ids = list(dict.fromkeys(known(word, choices, f"--{key}") for word in words))
            result[key] = ids if isinstance(value, list) else ids[0]
    if len(given.get("emotion", ())) > MOST_EMOTIONS:
        raise Usage("--emotion is given at most three times.", "Choose the three strongest.")
    return result


def _as_fields(answers: Answers) -> dict[str, Any]:
    """Answers by question key as the record has them. A moment whose kind was skipped is of the kind `other`."""
    return {"kind": OTHER} | {FIELDS.get(key, key): value for key, value in answers.items()}


def _by_options(here: run.Run, pen: Writer, start: Envelope, given: Answers) -> Envelope:
    if "helped" in given:
        rated = given["helped"].items()
        given["helped"] = {tool_named(pen, tool): whole_number(words, "--helped") for tool, words in rated}
    done = envelopes.changed(start, fields=_as_fields(given))
    check_fields(done)
    if given.get("before", 0) >= guidance.load().strong:
        here.console.say("That sounds strong. Two quiet minutes, whenever you want them: selfcare pause")
    return done


def _introduce(here: run.Run) -> None:
    here.console.say(_safety("theme-only"))
    here.console.say(forms.KEYS)


def _by_questions(here: run.Run, pen: Writer, start: Envelope, *, full: bool) -> Envelope | None:
    """The note as the person answers; none where they leave it for later, or write nothing."""
    begun = resumed(here, pen, "trigger", questions=guidance.load().questions) or Unfinished(start, {})
    tools, listed = known_tools(pen), at_hand(pen)
    readers = {"helped": lambda typed: helped_from(typed, tools, listed), "emotion": emotions_from}
    questions = [_as_last_time(pen, _with_tools(each, listed)) for each in guidance.load().questions]
    form = Form(here, pen, begun, _as_fields, readers)
    _introduce(here)
    with form.stoppable():
        if not _ask_core(here, form, questions):
            here.console.show("It is kept. Run `selfcare trigger` when you want to go on.")
            return None
        if full or form.between(lambda: _wants_more(here, form, questions)):
            form.ask(questions)
    if not form.answers:
        here.console.say("Nothing was written, so nothing is kept.")
        return None
    return form.envelope


def _wants_more(here: run.Run, form: Form, questions: Sequence[Question]) -> bool:
    """Whether to ask what is left, which is told first; raises `Back`."""
    passed = (*form.so_far.answers, *form.so_far.skipped)
    left = sum(each.key not in passed for each in questions)
    if not left:
        return False
    here.console.say(f"\n{MORE.format(count=left)}")
    return ask.yes(here.console, "More?", default=False, back=True)


def _as_last_time(pen: Writer, question: Question) -> Question:
    """The question of the kind, with that of the last note first; `other` may only have stood in for it."""
    if question.key != "kind":
        return question
    kind = last_chosen.fields_of_last(pen.journal, "trigger").get("kind")
    return question if kind == OTHER else last_chosen.first(question, kind)


def _with_tools(question: Question, listed: "Sequence[Tool]") -> Question:
    """The question of what helped, with these tools under it, each with its number; any other as it is."""
    if question.key != "helped":
        return question
    return replace(question, choices=tuple(Choice(each.id, each.name) for each in listed))


def _ask_core(here: run.Run, form: Form, questions: Sequence[Question]) -> bool:
    """Ask the few questions that are always asked; whether the person wants to write on now."""
    core = [each for each in questions if each.core]
    strength = next(at for at, each in enumerate(core) if each.key == "before") + 1
    was_known = "before" in form.answers

    def goes_on() -> bool:
        strong = form.answers.get("before", 0) >= guidance.load().strong
        return was_known or not strong or _after_pause(here)

    form.ask(core[:strength])
    if not form.between(goes_on):
        return False
    form.ask(core[strength:])
    return True


def _after_pause(here: run.Run) -> bool:
    """Offer a pause before any more is written; whether to write on now. Raises `Back`."""
    first = replace(FIRST, ask=_safety("pause-first"))
    choice = forms.ask_one(here.console, first, back=True) or "now"
    if choice == "pause":
        usual = shipped_pauses()[0]
        pauses.lead(here.console, usual, usual.seconds)
        second = replace(FIRST, ask="Would you like to write now, or later?", choices=FIRST.choices[1:])
        choice = forms.ask_one(here.console, second) or "now"
    return bool(choice == "now")


def helped_from(typed: str, tools: "dict[str, Tool] | None", listed: "Sequence[Tool]" = ()) -> dict[str, int]:
    """What helped, from `2 6, feet 3`: tools by their number in `listed`, id or name, each with 0 to 10.

    Raises `NotUnderstood`.
    """
    from selfcare.journal.toolbox import named

    def tool_in(words: str) -> str:
        at = number_in(words)
        return listed[at - 1].id if at and at <= len(listed) else named(words, tools)

    result = {}
    for piece in typed.split(","):
        tool, _, number = piece.replace("=", " ").strip().rpartition(" ")
        rating = number_in(number)
        if not tool or rating is None or rating > MOST_HELPED:
            raise NotUnderstood("A tool and a number from 0 to 10, such as: feet 6. Enter skips.")
        result[as_reply(tool_in)(tool)] = rating
    return result


def emotions_from(typed: str) -> list[str]:
    """Up to three words, with commas or spaces between. Raises `NotUnderstood`."""
    words = [word.strip() for word in (typed.split(",") if "," in typed else typed.split()) if word.strip()]
    if len(words) > MOST_EMOTIONS:
        raise NotUnderstood("At most three of them.")
    return words


def _safety(line_id: str) -> str:
    return next(line.text for line in guidance.load().safety if line.id == line_id)


def _say_afterwards(here: run.Run, pen: Writer, note: Envelope) -> None:
    """One line and who to call after a moment that is still strong, or the third in a week. No more than that."""
    guide = guidance.load()
    if note.fields.get("next") == "risk-to-share":
        here.console.say(_safety("safeguarding"))
    last = "after" if "after" in note.fields else "before"
    if note.fields.get(last, 0) >= guide.strong:
        _say_who(here, "still-strong" if last == "after" else "was-strong")
    elif _lately(pen, note, guide.days) >= guide.repeats:
        _say_who(here, "three-in-a-week")


def _say_who(here: run.Run, line_id: str) -> None:
    from selfcare.guidance import helplines
    from selfcare.settings import load_contacts

    own = [f"{each.label}: {each.number}" for each in load_contacts()]
    listening = [f"{each.name}: {each.number}" for each in helplines.load() if each.kind == "listening"]
    here.console.say(" ".join([_safety(line_id), "; ".join([*(own or listening[:1]), "selfcare help-now"])]))


def _lately(pen: Writer, note: Envelope, days: int) -> int:
    """How many trigger notes there are in the days up to this one; unknown, so none, while locked."""
    if pen.journal is None:
        return 0
    from datetime import timedelta

    from selfcare.journal.finding import Filter, find

    lately = Filter(kinds=("trigger",), since=note.day - timedelta(days=days - 1), until=note.day)
    with pen.journal.reading() as session:
        return len(find(session, lately))
