"""The review before a page goes to others: one finding at a time, in its sentence, with what may be done about it."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from selfcare.cli import ask, names
from selfcare.cli.console import Console
from selfcare.cli.forms import NotUnderstood, ask_one, number_in, understood
from selfcare.cli.run import Run
from selfcare.cli.stopping import told
from selfcare.cli.streams import is_terminal
from selfcare.errors import IdentifiersFound, Usage
from selfcare.guidance.questions import Choice, Question
from selfcare.identify.answers import Answer
from selfcare.identify.hits import GENERAL

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.redaction.check import Finding
    from selfcare.redaction.review import Build, Review, Reviewed

PSEUDONYMS_SHOWN = 8
NAME = "person_name"
PREPARATION = "preparation"
PLACEHOLDER = "-"
"""What is typed for a placeholder where a pseudonym is asked for."""

PUT_PLACEHOLDERS = "--replace-all puts a placeholder for each"
SWEEP = "`selfcare people sweep` puts your pseudonyms in everywhere; --replace-all in this page alone."
LEAVE_OUT = "`selfcare share ID private` leaves it out"


def reviewed(here: Run, journal: "Journal", build: "Build", *, replace_all: bool = False) -> "Reviewed":
    """The page that `build` makes, for others: every finding is answered, now or earlier.

    Answers are kept as they are given. Where something is open and there is nobody to ask, raises `IdentifiersFound`;
    `Interrupted` where the person stops.
    """
    from selfcare.redaction.review import Review

    review = Review(journal, build)
    if replace_all:
        _say_what_is_replaced(here.console, review)
    elif can_ask(here.console):
        with told("Stopped. Nothing was written.", "Your answers are kept: the same command goes on from there."):
            while found := review.questions():
                _answer(here.console, review, found)
    made = review.redacted(replace_all=replace_all)
    if isinstance(made, tuple):
        raise _refused(review, made, LEAVE_OUT if replace_all else PUT_PLACEHOLDERS)
    _say_what_was_decided(here.console, review)
    return made


def can_ask(console: Console) -> bool:
    """Whether there is a person who sees the questions and can answer."""
    return console.interactive and is_terminal(sys.stderr)


# --- one finding -----------------------------------------------------------------------------------------------------


def _answer(console: Console, review: "Review", found: "Sequence[Finding]") -> None:
    """Ask about the first of what was found until it is answered."""
    first = found[0]
    _show(console, review, first, len(found))
    while (answer := _asked(console, review, first)) is None:
        pass
    if not review.answer(first, answer):
        console.say("That record was erased meanwhile, in another window. The page is made anew.")


def _show(console: Console, review: "Review", found: "Finding", left: int) -> None:
    from selfcare.redaction.quoting import quoted

    sure = "likely" if found.hard else "a question"
    console.say(f"\n{left} to decide. {review.place(found)}")
    console.say(f"  {quoted(found)}")
    console.say(f"{found.label}, {sure}: {found.reason}.")


def _asked(console: Console, review: "Review", found: "Finding") -> Answer | None:
    """What the person decides; none where they go back to the choices."""
    question = _question(review, found)
    choice = ask_one(console, question, _chosen(question))
    if choice in ("replace", "general", "keep"):
        with suppress(ask.Back):
            return _in_words(console, review, found, choice)
        return None
    if choice == "leave":
        return Answer("leave-out")
    if choice == "stop":
        raise KeyboardInterrupt
    console.say("Enter alone decides nothing here. The last one stops, and keeps your answers so far.")
    return None


def _in_words(console: Console, review: "Review", found: "Finding", choice: str) -> Answer | None:
    """A decision that may want words; none, or `Back`, where the person goes back to the choices."""
    if choice == "replace":
        return _replaced(console, review, found)
    if choice == "general":
        return _general_words(console, review, found)
    return _kept(console)


def _replaced(console: Console, review: "Review", found: "Finding") -> Answer | None:
    """What takes its place: its pseudonym where that is known, one that is asked for, or a placeholder."""
    if found.kind == NAME and not found.instead:
        return _pseudonym(console, review, found)
    return Answer("replace", found.instead)


def _question(review: "Review", found: "Finding") -> Question:
    instead = found.instead or ("a pseudonym" if found.kind == NAME else f"a placeholder, [{found.label}]")
    choices = [
        Choice("replace", f"Replace it by {instead}"),
        Choice("general", f'General words instead, such as "{GENERAL[found.kind][0]}"'),
        Choice("keep", "Keep it, and say why"),
        *([Choice("leave", _leaving_out(review.kind(found.record)))] if found.record else []),
        Choice("stop", "Stop here; nothing is written"),
    ]
    return Question("review", "What is to be done?", "", "choice", tuple(choices), None, core=True, source="")


def _leaving_out(kind: str) -> str:
    """What to leave a record out means: a preparation is one record, whatever part of it was found."""
    if kind == PREPARATION:
        return "Leave out all that you prepared"
    return "Leave this record out of the page"


def _chosen(question: Question) -> Callable[[str], str]:
    """A choice by its number or first letter."""

    def read(typed: str) -> str:
        try:
            return str(understood(question, typed))
        except NotUnderstood:
            letters = ", ".join(each.id[0] for each in question.choices)
            raise NotUnderstood(f"A number, or the first letter: {letters}.") from None

    return read


def _pseudonym(console: Console, review: "Review", found: "Finding") -> Answer | None:
    """A pseudonym for a name, and whether it is to be put in wherever the name is written from now on."""
    known, suggestion = _known_pseudonyms(review)
    if known:
        console.say(f"You use: {', '.join(known[:PSEUDONYMS_SHOWN])}.")
    offered = f"Enter is {suggestion}; {PLACEHOLDER} is a placeholder, [name]; or type one of yours."
    console.say(offered)
    while (typed := ask.line(console, back=True).strip()) != PLACEHOLDER:
        try:
            chosen = _understood_pseudonym(review, found, typed or suggestion)
            return Answer("replace", _guarded(console, review, found, chosen))
        except NotUnderstood as problem:
            console.say(str(problem))
        except ask.Back:
            console.say(offered)
    return Answer("replace")


def _understood_pseudonym(review: "Review", found: "Finding", typed: str) -> str:
    """A pseudonym of the form that the name guard wants. Raises `NotUnderstood` for anything else."""
    from selfcare.journal import people

    try:
        chosen = people.check_pseudonym(review.journal, typed, found.written)
    except Usage as error:
        raise NotUnderstood(f"{error.message} {error.hint}") from None
    if chosen not in review.known.allow and _could_identify(review, chosen):
        raise NotUnderstood("That could be a name too. Take a colour, a tree or a stone.")
    return chosen


def _known_pseudonyms(review: "Review") -> tuple[list[str], str]:
    """The pseudonyms in use, and the next one that nobody has."""
    from selfcare.journal import people

    with review.journal.reading() as session:
        known = sorted(people.pseudonyms(session))
        try:
            return known, people.suggested(session)
        except Usage:  # every one that ships is in use
            return known, known[0]


def _guarded(console: Console, review: "Review", found: "Finding", pseudonym: str) -> str:
    """The pseudonym, now one of the name guard's where the person wants it so. `<` raises `Back`."""
    from selfcare.journal import people

    if not ask.yes(console, f"Put {pseudonym} in whenever you write that name?", default=False, back=True):
        return pseudonym
    try:
        added = people.add(review.journal, found.written, pseudonym)
    except Usage as error:
        console.say(f"{error.message} {error.hint}")
        return pseudonym
    console.say("From now on. What is written already: selfcare people sweep")
    return added.pseudonym


def _kept(console: Console) -> Answer | None:
    console.say("Why may it stay? One line for yourself. Enter alone goes back.")
    reason = ask.line(console, text=True, back=True).strip()
    return Answer("keep", reason) if reason else None


def _general_words(console: Console, review: "Review", found: "Finding") -> Answer | None:
    """Words that say less, shown in their sentence before they are taken. `<` goes back to what is suggested."""
    for number, words in enumerate(GENERAL[found.kind], start=1):
        console.say(f"{number:>4}  {words}")
    console.say("A number, or your own words. Enter alone goes back.")
    words = ""
    try:
        while typed := ask.line(console, back=True).strip():
            words = _shown_in_place(console, review, found, typed)
    except ask.Back:
        if not words:
            raise
        return _general_words(console, review, found)
    return Answer("replace", words) if words else None


def _shown_in_place(console: Console, review: "Review", found: "Finding", typed: str) -> str:
    """The words that were typed, once they were shown in their sentence; none where they would not do."""
    from selfcare.redaction.quoting import quoted

    try:
        words = _understood_words(review, GENERAL[found.kind], typed)
    except NotUnderstood as problem:
        console.say(str(problem))
        return ""
    console.say(f"  {quoted(found, words)}\nEnter takes it so. Or type other words; < goes back.")
    return words


def _understood_words(review: "Review", suggested: Sequence[str], typed: str) -> str:
    """The words that a number means, or that were typed; raises `NotUnderstood` where they would not do."""
    number = number_in(typed)
    if number is not None and not 1 <= number <= len(suggested):
        raise NotUnderstood(f"A number from 1 to {len(suggested)}, or words of your own.")
    words = typed if number is None else suggested[number - 1]
    if _could_identify(review, words):
        raise NotUnderstood("That could identify somebody too. Other words?")
    return words


def _could_identify(review: "Review", words: str) -> bool:
    """Whether the check would ask about these words too, alone or inside a sentence."""
    return any(review.known.hits(text) for text in (words, f"i saw {words} again"))


# --- what is said about all of them ----------------------------------------------------------------------------------


def _refused(review: "Review", found: "Sequence[Finding]", other: str) -> IdentifiersFound:
    """That nothing was written, with kinds and places, and never the text."""
    places = dict.fromkeys(_place(review, each) for each in found)
    handles = {handle for each in found if (handle := review.handle(each.record))}
    record = handles.pop() if len(handles) == 1 else "ID"
    edit = f"`selfcare edit {record}` changes a record; {other}."
    return IdentifiersFound(
        f"Nothing was written. This could identify a person: {'; '.join(places)}.",
        SWEEP if all(each.instead for each in found) else edit,
    )


def _place(review: "Review", found: "Finding") -> str:
    """A finding by its kind and place: "phone (Risk, item 2, k7m2q)"."""
    return f"{found.label} ({', '.join(filter(None, (found.place, review.handle(found.record))))})"


def _say_what_is_replaced(console: Console, review: "Review") -> None:
    from selfcare.redaction.check import in_words

    found = review.findings()
    if used := Counter(each.instead for each in found if each.instead):
        console.say_unless_json(f"Put in for names: {names.in_words(used)}.")
    if others := [each for each in found if not each.instead]:
        console.say_unless_json(f"Replaced by placeholders: {in_words(others)}.")


def _say_what_was_decided(console: Console, review: "Review") -> None:
    """One line of what was decided about this page, now or earlier, and how what was left out comes back."""
    made = review.decided()
    said = [f"{made[choice]} {words}" for choice, words in (("replace", "replaced"), ("keep", "kept")) if made[choice]]
    if said:
        console.say_unless_json(f"Decided at the review: {', '.join(said)}.")
    say_what_was_left_out(console, review)


def say_what_was_left_out(console: Console, review: "Review") -> None:
    """Which records the page does without, and how one comes back."""
    if out := [review.handle(record) for record in review.left_out]:
        one = out[0] if len(out) == 1 else "ID"
        console.say_unless_json(f"Left out at the review: {', '.join(out)}.")
        console.say_unless_json(f"`selfcare share {one} LEVEL` brings {'it' if len(out) == 1 else 'one'} back.")
