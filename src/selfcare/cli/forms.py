"""A form: questions asked one by one. Each can be skipped with Enter; each answer is kept before the next is asked."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from selfcare.cli import ask
from selfcare.cli.console import Console
from selfcare.cli.stopping import Stopped
from selfcare.guidance.questions import Choice, Question

Answers = dict[str, Any]
Reader = Callable[[str], Any]
NO_READERS: Mapping[str, Reader] = MappingProxyType({})
NOTHING_PROPOSED: Mapping[str, str] = MappingProxyType({})


class NotUnderstood(ValueError):
    """A reply that is no answer to its question; its text says what one looks like."""


def fill(
    console: Console,
    questions: Sequence[Question],
    answers: Answers,
    keep: Callable[[Answers], None],
    readers: Mapping[str, Reader] = NO_READERS,
    proposed: Mapping[str, str] = NOTHING_PROPOSED,
) -> Answers:
    """Ask each question that `answers` lacks; `keep` is given all answers after each new one.

    Where `keep` raises `NotUnderstood` the question is asked again. `readers` understand the replies to some questions,
    by key, in place of the question's form; `proposed` replies, by key, stand on the line already. Ctrl-C and Ctrl-D
    raise, with every earlier answer kept, and with Ctrl-C what stood half typed on a line of text.
    """
    filling = _Filling(console, keep, readers, proposed)
    for question in questions:
        if question.key not in answers:
            answers = filling.with_one_more(question, answers)
    return answers


@dataclass(frozen=True)
class _Filling:
    """A form under way: where it is asked, what keeps its answers, and how replies are read and proposed."""

    console: Console
    keep: Callable[[Answers], None]
    readers: Mapping[str, Reader]
    proposed: Mapping[str, str]

    def with_one_more(self, question: Question, answers: Answers) -> Answers:
        """`answers` with one to this question, kept; as they were where it is skipped."""
        while (answer := self._answer(question, answers)) is not None:
            new = {**answers, question.key: answer}
            try:
                self.keep(new)
            except NotUnderstood as problem:
                self.console.say(str(problem))
            else:
                return new
        return answers

    def _answer(self, question: Question, answers: Answers) -> Any:
        """One answer; where the person stops in the middle of its words, they are kept before it raises."""
        reader = self.readers.get(question.key)
        try:
            return ask_one(self.console, question, reader, self.proposed.get(question.key, ""))
        except Stopped as stop:
            if _is_text(question) and reader is None and stop.typed.strip():
                with suppress(NotUnderstood):
                    self.keep({**answers, question.key: stop.typed})
            raise


def ask_one(console: Console, question: Question, reader: Reader | None = None, begun: str = "") -> Any:
    """The answer to one question: text, a whole number, a choice's id or a list of them; none where it is skipped.

    A `reader` makes of the reply what it will, or raises `NotUnderstood`. `begun` stands on the line already.
    """
    console.say()
    console.say(question.ask)
    if question.hint:
        console.say(f"({question.hint})")
    _show_choices(console, question.choices)
    while True:
        typed = ask.line(console, _prompt(question), text=_is_text(question), begun=begun)
        if not typed.strip():
            return None
        try:
            return reader(typed) if reader else understood(question, typed)
        except NotUnderstood as problem:
            console.say(str(problem))


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
        return _number(typed, 0, question.most or 1000)
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


def _chosen(choices: Sequence[Choice], typed: str) -> str:
    """A choice by its number, its id, or the first letters of its id or name that no other shares."""
    word = typed.strip().lower()
    number = number_in(word) or 0
    if 1 <= number <= len(choices):
        return choices[number - 1].id
    if word in {choice.id for choice in choices}:
        return word
    near = [each.id for each in choices if each.id.startswith(word) or each.name.lower().startswith(word)]
    if len(near) == 1:
        return near[0]
    raise NotUnderstood(f"A number from 1 to {len(choices)}, or Enter to skip.")


def _ticked(question: Question, typed: str) -> list[str]:
    ids = [_chosen(question.choices, word) for word in typed.replace(",", " ").split()]
    ticked = list(dict.fromkeys(ids))
    if question.most and len(ticked) > question.most:
        raise NotUnderstood(f"At most {question.most} of them.")
    return ticked
