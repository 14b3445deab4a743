"""Preparing step by step: what to bring, what comes first, what is needed. Each answer is kept as it is given.

It is one record, changed answer by answer, and no draft: whoever stops half way and looks at the summary finds there
what they wrote.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from selfcare import when
from selfcare.cli import ask, forms, names, run
from selfcare.cli.bringing import choose, numbered
from selfcare.cli.console import Console
from selfcare.cli.forms import Answers, NotUnderstood, number_in
from selfcare.cli.options import as_reply
from selfcare.cli.stopping import Stopped, told
from selfcare.cli.writer import Kept, tell
from selfcare.guidance.preparations import load as guide
from selfcare.guidance.questions import Choice, Question
from selfcare.guidance.supervision import line_of
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.reports.shortening import shortened

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.reports.choosing import Choices

IF_THERE_IS_TIME = ("decisions", "question", "wellbeing", "learning", "organisation", "support")
MORE = "If you have time: decisions, a question, how you are, learning, what would help."
ON_THE_PAGE = (
    "It is for that session, so it goes on the page, after the identifier check.\n"
    "To keep it back: selfcare share {handle} private"
)
NEXT = "Look at the page: selfcare supervision summary\nTake it along: selfcare supervision summary --to summary.md"
AGAIN = Question(
    "again",
    "You have begun to prepare.",
    "Enter goes on",
    "choice",
    (Choice("go-on", "Go on with what is not answered"), Choice("all", "Go through all of it again")),
    None,
    core=True,
    source="",
)


def walk(here: run.Run, journal: "Journal") -> None:
    """All of it, in the order of the page's making; each step can be passed with Enter."""
    console = here.console
    with told("Stopped. What you chose and what you wrote is kept.", "Go on with: selfcare supervision prepare"):
        console.say(forms.KEYS)
        before = _current(journal)
        everything = _begun(here, journal)
        if everything or "priorities" not in _standing(journal):
            _rank(console, journal)
        if everything or "asks" not in _standing(journal):
            _list_asks(console, journal)
        _ask_about_risks(here, journal)
        _ask_the_rest(console, journal, everything=everything)
    _finish(here, journal, before)


def _standing(journal: "Journal") -> Mapping[str, Any]:
    """What is written for the next session by now, by field."""
    preparation = _current(journal)
    return preparation.fields if preparation else {}


def _current(journal: "Journal") -> Envelope | None:
    from selfcare.journal.preparations import current

    with journal.reading() as session:
        return current(session)


def _choices(journal: "Journal") -> "Choices":
    from selfcare.reports.choosing import read_choices

    with journal.reading() as session:
        return read_choices(session)


def _begun(here: run.Run, journal: "Journal") -> bool:
    """Look through what is new; whether answers that are there are gone through again. `<` goes back to that."""
    while True:
        everything = _is_everything_asked(here.console, journal)
        with suppress(ask.Back):
            _look_through(here, journal)
            return everything


def _is_everything_asked(console: Console, journal: "Journal") -> bool:
    """Whether answers that are there are gone through again; they are shown first."""
    preparation = _current(journal)
    if preparation is None:
        return False
    from selfcare.journal.kinds import kind_of

    today = journal.today()
    console.say()
    console.say(f"Begun {when.in_words(preparation.day, today)}, kept as {preparation.handle}:")
    for part in kind_of(preparation).parts(preparation.fields):
        answer = "; ".join(part.text.splitlines())
        console.say("  " + shortened(f"{part.label}: {answer}", console.width - 2))
    if preparation.day < today:
        console.say("If that session has been held, log it first: selfcare supervision log")
    return bool(forms.ask_one(console, AGAIN) == "all")


def _look_through(here: run.Run, journal: "Journal") -> None:
    """What is new since the last session, and which of it is brought. The first time it is shown unasked."""
    console = here.console
    choices = _choices(journal)
    count, meant = len(choices.records), sum(each.share != "private" for each in choices.records)
    today = journal.today()
    since = f"Since {when.in_words(min(choices.since, today), today)}" if choices.since else "So far"
    console.say()
    if not choices.records:
        console.say(f"{since}: nothing that could be brought.")
        return
    console.say(f"{since}: {count} record{'' if count == 1 else 's'}, {meant or 'none'} of them meant for supervision.")
    if meant and _current(journal) and not ask.yes(console, "Look through them again?", default=False, back=True):
        return
    marks = "~ gives its theme, + gives its text, all else is private."
    console.say("Private, where nothing else is said." if console.in_words else marks)
    choose(here, journal, choices.records, *guide().named("bring"))


def _rank(console: Console, journal: "Journal") -> None:
    """Up to three priorities: what is typed now, then what stood there before, as far as there is room."""
    from selfcare.journal.preparations import MOST_PRIORITIES

    meant = _choices(journal).meant
    before = list(_standing(journal).get("priorities", []))
    console.say()
    numbered(console, journal, meant)
    ranked: list[dict[str, str]] = []

    def keep(typed: str) -> None:
        ranked.extend(each for each in _priorities_in(typed, meant) if each not in ranked)
        del ranked[MOST_PRIORITIES:]
        behind = [each for each in before if each not in ranked]
        _keep(journal, {"priorities": [*ranked, *behind][:MOST_PRIORITIES]})

    (question,) = guide().named("priorities")
    _ask_lines(console, question, keep, enough=lambda: len(ranked) == MOST_PRIORITIES)


def _priorities_in(typed: str, meant: Sequence[Envelope]) -> list[dict[str, str]]:
    """What one line ranks: records by their numbers, or own words, a priority for each line of a paste."""
    numbers = [number_in(word) for word in typed.replace(",", " ").split()]
    if None in numbers:
        return [{"words": line.strip()} for line in typed.splitlines() if line.strip()]
    if not all(number and number <= len(meant) for number in numbers):
        raise NotUnderstood("There is no such number here. Your own words are as good.")
    return [{"record": meant[number - 1].id} for number in numbers if number]


def _list_asks(console: Console, journal: "Journal") -> None:
    """What is needed, a line each; what stood there before stays, unless its number is taken back."""
    (question,) = guide().named("asks")
    asks: list[str] = list(_standing(journal).get("asks", []))
    if asks:
        console.say("\nWhat you need so far; -1 takes the first away:")
    for number, each in enumerate(asks, start=1):
        console.say(f"{number:>4}  {shortened(each, console.width - 6)}")

    def keep(typed: str) -> None:
        back = number_in(typed.strip().removeprefix("-")) if typed.strip().startswith("-") else None
        if back and back <= len(asks):
            del asks[back - 1]
        else:
            asks.extend(line.strip() for line in typed.splitlines() if line.strip())
        _keep(journal, {"asks": asks})

    _ask_lines(console, question, keep)


def _ask_lines(
    console: Console, question: Question, keep: Callable[[str], None], enough: Callable[[], bool] = lambda: False
) -> None:
    """Ask for line after line until Enter alone, or `enough`. Half a line that the person leaves is kept as well."""
    console.say()
    console.say(question.ask)
    console.say(f"({question.hint})")
    while not enough():
        try:
            typed = ask.line(console, text=True)
        except Stopped as stop:
            _keep_half(stop.typed, keep)
            raise
        if not typed.strip():
            return
        try:
            as_reply(keep)(typed)
        except NotUnderstood as problem:
            console.say(str(problem))


def _keep_half(typed: str, keep: Callable[[str], None]) -> None:
    if typed.strip():
        with suppress(NotUnderstood):
            as_reply(keep)(typed)


def _ask_the_rest(console: Console, journal: "Journal", *, everything: bool) -> None:
    """Ask somebody who has the time for the rest; what stands there already is on the line, or not asked again."""
    standing = {key: text for key, text in _standing(journal).items() if key in IF_THERE_IS_TIME}
    there = {} if everything else dict(standing)
    if len(there) == len(IF_THERE_IS_TIME):
        return
    console.say(f"\n{MORE}")
    if ask.yes(console, "More?", default=False):
        questions = guide().named(*IF_THERE_IS_TIME)
        forms.fill(console, questions, there, lambda answers: _keep(journal, answers), proposed=standing)


def _keep(journal: "Journal", answers: Answers) -> None:
    from selfcare.journal.preparations import keep

    as_reply(lambda wanted: keep(journal, wanted))(answers)


def _ask_about_risks(here: run.Run, journal: "Journal") -> None:
    """Open risks that are private, and one that nobody wrote down yet."""
    console = here.console
    risks = _choices(journal).risks
    private = [each for each in risks if each.share == "private"]
    if brought := len(risks) - len(private):
        console.say(f"\nRisks that are on the page already: {brought}.")
    if private:
        console.say()
        choose(here, journal, private, *guide().named("risks"))
    _note_risk(here, journal)


def _note_risk(here: run.Run, journal: "Journal") -> None:
    from selfcare.cli.risks import QUESTIONS, READERS
    from selfcare.journal.records import put

    start = envelopes.new("risk", {}, share="share", day_starts_at=journal.setting("day_starts_at"))
    kept = [start]

    def keep(answers: Answers) -> None:
        kept.append(as_reply(lambda content: put(journal, envelopes.changed(start, fields=content)))(answers))

    answers = forms.fill(here.console, guide().named("worry"), {}, keep)
    if answers:
        here.console.say(line_of("risk-today"))
        forms.fill(here.console, QUESTIONS[1:], answers, keep, READERS)
        tell(here, Kept(kept[-1], journal))


def _finish(here: run.Run, journal: "Journal", before: Envelope | None) -> None:
    console = here.console
    console.say()
    if preparation := _current(journal):
        if preparation == before and not console.as_json:
            console.say(f"What you wrote for the session, {preparation.handle}, is as it was.")
        else:
            tell(here, Kept(preparation, journal))
        say_on_the_page(console, preparation)
    names.tell(here, journal)
    console.say(NEXT)


def say_on_the_page(console: Console, preparation: Envelope) -> None:
    """Say that a preparation goes on the summary, or that it does not, and how to change that."""
    if preparation.share == "private":
        console.say_unless_json("It is private, so the page leaves it out.")
        console.say_unless_json(f"Bring it: selfcare share {preparation.handle} share")
    else:
        console.say_unless_json(ON_THE_PAGE.format(handle=preparation.handle))
