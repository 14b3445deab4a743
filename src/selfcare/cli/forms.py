"""A form: questions asked one by one. Each can be skipped with Enter; each answer is kept before the next is asked.

At each, `?` shows what can be typed and who to talk to, and `<` goes back to the one before, with its answer.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from selfcare.cli import ask
from selfcare.cli.ask import Back
from selfcare.cli.console import Console
from selfcare.cli.stopping import Stopped
from selfcare.guidance.questions import Choice, Form, Question
from selfcare.reports.shortening import shortened

Answers = dict[str, Any]
Keep = Callable[[Answers], None]
Reader = Callable[[str], Any]
Reply = TypeVar("Reply")
NO_READERS: Mapping[str, Reader] = MappingProxyType({})
NOTHING_PROPOSED: Mapping[str, str] = MappingProxyType({})
MOST = 1000
"""The highest count, where a question has none of its own."""
HOW: Mapping[Form, str] = MappingProxyType(
    {
        "text": "Your own words. A paste may have many lines.",
        "line": "Your own words.",
        "rating": "A whole number from 0 to 10.",
        "count": "A whole number from 0 to {most}.",
        "choice": "The number of one, or its first letters.",
        "ticks": "The numbers of as many as fit, or their first letters, with spaces between.",
    }
)
"""How each form of question is answered."""
SHOWN_OF_AN_ANSWER = 50
KEYS = "Enter skips, < goes back, Ctrl-C stops and keeps. ? shows who to talk to."
"""What is said where a form begins."""


class NotUnderstood(ValueError):
    """A reply that is no answer to its question; its text says what one looks like."""


def fill(
    console: Console,
    questions: Sequence[Question],
    answers: Answers,
    keep: Keep,
    readers: Mapping[str, Reader] = NO_READERS,
    proposed: Mapping[str, str] = NOTHING_PROPOSED,
) -> Answers:
    """`answers`, and those to the questions that they lack; as `Filling` asks."""
    filling = Filling(console, answers, keep, readers)
    filling.ask([each for each in questions if each.key not in answers], proposed)
    return filling.answers


class Filling:
    """A form being filled in. `answers` has what is answered, by question key, and `skipped` what was passed over.

    `keep` is given all answers after each new one; where it raises `NotUnderstood` the question is asked again.
    `asked` are questions that were asked before, to which `<` leads back. `readers` understand the replies to some
    questions, by key, in place of the question's form. Ctrl-C and Ctrl-D raise, with every earlier answer kept, and
    with Ctrl-C what stood half typed on a line of text.
    """

    def __init__(
        self,
        console: Console,
        answers: Mapping[str, Any],
        keep: Keep,
        readers: Mapping[str, Reader] = NO_READERS,
        skipped: Sequence[str] = (),
        asked: Sequence[Question] = (),
    ) -> None:
        self.answers = dict(answers)
        self.skipped = list(skipped)
        self._console = console
        self._keep = keep
        self._readers = readers
        self._asked = list(asked)

    def ask(self, questions: Sequence[Question], proposed: Mapping[str, str] = NOTHING_PROPOSED) -> None:
        """Ask one question after the other; `<` goes back to the one asked last.

        `proposed` replies, by key, stand on the line already.
        """
        waiting = list(questions)
        while waiting:
            question = waiting.pop(0)
            try:
                self._ask(question, proposed.get(question.key, ""))
            except Back:
                waiting[:0] = [*self._before(), question]
            else:
                self._asked.append(question)

    def between(self, ask: Callable[[], Reply]) -> Reply:
        """What `ask` finds out between two questions; where it raises `Back`, the one before is asked again first."""
        while True:
            try:
                return ask()
            except Back:
                self.ask(self._before())

    def _before(self) -> list[Question]:
        """The question asked last, to be asked again; none where this run has asked none."""
        if not self._asked:
            self._console.say("This is the first question.")
        return [self._asked.pop()] if self._asked else []

    def _ask(self, question: Question, proposed: str) -> None:
        """One answer, kept; all is as it was where the question is skipped."""
        kept = self.answers.get(question.key)
        while (answer := self._answer(question, kept, proposed)) is not None:
            try:
                self._take(question, answer)
            except NotUnderstood as problem:
                self._console.say(str(problem))
            else:
                return
        if kept is None and question.key not in self.skipped:
            self.skipped.append(question.key)

    def _take(self, question: Question, answer: Any) -> None:
        new = {**self.answers, question.key: answer}
        self._keep(new)
        self.answers = new
        self.skipped = [key for key in self.skipped if key != question.key]

    def _answer(self, question: Question, kept: Any, proposed: str) -> Any:
        """One answer; where the person stops in the middle of its words, they are kept before it raises."""
        reader = self._readers.get(question.key)
        is_words = _is_text(question) and reader is None
        begun = kept if kept and is_words and not self._console.plain else proposed
        try:
            return ask_one(self._console, _with_kept(question, kept), reader, begun, back=True)
        except Stopped as stop:
            if is_words and stop.typed.strip():
                with suppress(NotUnderstood):
                    self._take(question, _with_half_typed(kept, stop.typed))
            raise


def _with_half_typed(kept: str | None, typed: str) -> str:
    """What to keep of an answer and a line that was left half typed: a line that was not finished replaces nothing."""
    if not kept or typed.startswith(kept):
        return typed
    return kept if kept.startswith(typed) else f"{kept}\n{typed}"


def _with_kept(question: Question, kept: Any) -> Question:
    """A question that is asked again, with the answer that it has in its hint."""
    if kept is None:
        return question
    shown = shortened(in_words(question, kept), SHOWN_OF_AN_ANSWER)
    return replace(question, hint=f"Kept: {shown}; Enter leaves it so")


def in_words(question: Question, answer: Any) -> str:
    """An answer as it was given: choices by their names."""
    if isinstance(answer, Mapping):
        return ", ".join(f"{name} {value}" for name, value in answer.items())
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    names = {each.id: each.name for each in question.choices}
    return ", ".join(names.get(str(each), str(each)) for each in (answer if isinstance(answer, list) else [answer]))


def ask_one(
    console: Console, question: Question, reader: Reader | None = None, begun: str = "", *, back: bool = False
) -> Any:
    """The answer to one question: text, a whole number, a choice's id or a list of them; none where it is skipped.

    A `reader` makes of the reply what it will, or raises `NotUnderstood`. `begun` stands on the line already. `<`
    raises `Back`, where there is a way `back`.
    """
    console.say()
    console.say(question.ask)
    if question.hint:
        console.say(f"({question.hint})")
    _show_choices(console, question.choices)
    about = _help(question, reader, back=back)
    while True:
        typed = ask.line(console, _prompt(question), text=_is_text(question), begun=begun, about=about, back=back)
        if not typed.strip():
            return None
        try:
            return reader(typed) if reader else understood(question, typed)
        except NotUnderstood as problem:
            console.say(str(problem))


def _help(question: Question, reader: Reader | None, *, back: bool) -> list[str]:
    """What can be typed at a question, a line each."""
    asked = f"{question.ask} ({question.hint})" if question.hint else question.ask
    how = [] if reader else [HOW[question.form].format(most=question.most or MOST)]
    keys = "Enter skips. < goes back to the question before." if back else "Enter skips."
    return [asked, *how, f"{keys} Ctrl-C stops."]


def _is_text(question: Question) -> bool:
    return question.form in ("text", "line")


def _prompt(question: Question) -> str:
    return {"rating": "0-10 > ", "count": "how many > ", "choice": "number > ", "ticks": "numbers > "}.get(
        question.form, "> "
    )


def _show_choices(console: Console, choices: Sequence[Choice]) -> None:
    for number, choice in enumerate(choices, start=1):
        console.say(f"{number:>4}  {choice.name}")


def understood(question: Question, typed: str) -> Any:
    """What `typed` means as an answer to `question`; raises `NotUnderstood`."""
    if question.form == "rating":
        return _number(typed, 0, 10)
    if question.form == "count":
        return _number(typed, 0, question.most or MOST)
    if question.form == "choice":
        return _chosen(question.choices, typed)
    if question.form == "ticks":
        return _ticked(question, typed)
    return typed


def _number(typed: str, least: int, most: int) -> int:
    number = number_in(typed)
    if number is None or not least <= number <= most:
        raise NotUnderstood(f"A whole number from {least} to {most}, or Enter to skip.")
    return number


def number_in(typed: str) -> int | None:
    """The whole number that was typed; none for anything else, and for more digits than any question wants."""
    digits = typed.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None


def _chosen(choices: Sequence[Choice], typed: str, wanted: str = "A number from 1 to {} or first letters") -> str:
    """A choice by its number, its id, or the first letters of its id or name that no other shares.

    `wanted` says what may be typed, with a place for how many there are.
    """
    word = typed.strip().lower()
    number = number_in(word) or 0
    if 1 <= number <= len(choices):
        return choices[number - 1].id
    if word in {choice.id for choice in choices}:
        return word
    near = [each for each in choices if each.id.startswith(word) or each.name.lower().startswith(word)]
    if len(near) == 1:
        return near[0].id
    if near:
        raise NotUnderstood(f"Which: {', '.join(each.name for each in near)}? A letter or two more, or its number.")
    raise NotUnderstood(f"{wanted.format(len(choices))}, or Enter to skip.")


def _ticked(question: Question, typed: str) -> list[str]:
    several = "Numbers from 1 to {} or first letters, with spaces between"
    ids = [_chosen(question.choices, word, several) for word in typed.replace(",", " ").split()]
    ticked = list(dict.fromkeys(ids))
    if question.most and len(ticked) > question.most:
        raise NotUnderstood(f"At most {question.most} of them.")
    return ticked
