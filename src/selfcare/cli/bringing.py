"""Choosing what to bring to supervision: numbered lines, and how much of each. A choice is kept as it is made."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from selfcare import when
from selfcare.cli import ask, forms, hint
from selfcare.cli.console import Console
from selfcare.cli.forms import NotUnderstood, number_in
from selfcare.cli.records import cut, noun_width, with_level
from selfcare.cli.run import Run
from selfcare.cli.sharing import BY_FIELD, what_goes
from selfcare.cli.stopping import Stopped
from selfcare.guidance.preparations import load as guide
from selfcare.guidance.questions import Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

ON_A_PAGE = 12
ENOUGH = "0"
ENTER = {
    "private": "Enter leaves it private",
    "theme": "Enter leaves it as it is: its theme goes",
    "share": "Enter leaves it as it is: its text goes",
}
"""What Enter alone does, by the level that a record has."""
OTHER_FIELDS = "Other fields: selfcare share {handle} share --field NAME"


def numbered(console: Console, journal: "Journal", records: Sequence[Envelope], first: int = 1) -> None:
    """Show records with numbers from `first` on, a line each: the day, what it is, its level, how it begins."""
    width, today = noun_width(records), journal.today()
    for number, record in enumerate(records, start=first):
        console.say(_line(console, number, record, width, today))


def _line(console: Console, number: int, record: Envelope, width: int, today: date) -> str:
    from selfcare.journal.kinds import kind_of, title
    from selfcare.render.visible import visible

    what = with_level(console, kind_of(record).noun, record, width)
    facts = f"{number:>4}  {when.in_words(record.day, today):<10}  {what}  "
    return cut(console, visible((facts + title(record)).replace("\n", " ")))


def choose(here: Run, journal: "Journal", records: Sequence[Envelope], question: Question) -> None:
    """Show `records` a page at a time, and take the numbers of those that are brought, or taken back."""
    console, now = here.console, list(records)
    for start in range(0, len(now), ON_A_PAGE):
        numbered(console, journal, now[start : start + ON_A_PAGE], start + 1)
        more = len(now) - start - ON_A_PAGE
        asked = replace(question, hint=f"{question.hint} {more} more; {ENOUGH} ends here.") if more > 0 else question
        while numbers := forms.ask_one(console, asked, lambda typed: numbers_in(typed, len(now))):
            if numbers == [0]:
                return
            for number in numbers:
                at = abs(number) - 1
                now[at] = _with_level(here, journal, number, now[at])


def numbers_in(typed: str, most: int) -> list[int]:
    """Numbers from 1 to `most`, with a minus before those taken back, or 0 alone. Raises `NotUnderstood`."""
    if typed.strip() == ENOUGH:
        return [0]
    numbers = [(word.startswith("-"), number_in(word.removeprefix("-"))) for word in typed.replace(",", " ").split()]
    if not all(number and number <= most for _, number in numbers):
        raise NotUnderstood(f"Numbers from 1 to {most}, such as 1 or -1. Enter goes on.")
    return [-number if back else number for back, number in numbers if number]


def _with_level(here: Run, journal: "Journal", number: int, record: Envelope) -> Envelope:
    """`record` brought, or taken back where its number has a minus, and shown as it is now."""
    console = here.console
    if number < 0:
        kept = _keep(journal, record, "private")
    else:
        console.say()
        numbered(console, journal, [record], number)
        kept = _brought(console, journal, record)
    numbered(console, journal, [kept], abs(number))
    if number > 0 and kept is not record:
        _say_what_goes(here, journal, kept)
    return kept


def _say_what_goes(here: Run, journal: "Journal", record: Envelope) -> None:
    """Which fields of a hard moment go, and what in a record that is brought could identify somebody."""
    if record.kind == BY_FIELD and record.share == "share":
        here.console.say(f"It {what_goes(record)}.")
        here.console.say(OTHER_FIELDS.format(handle=record.handle))
    if record.share != "private":
        hint.say(here, journal, record, theme_only=record.share == "theme")


def _brought(console: Console, journal: "Journal", record: Envelope) -> Envelope:
    (question,) = guide().named("level")
    level = forms.ask_one(console, replace(question, hint=ENTER[record.share]))
    if level is None:
        return record
    if level != "theme":
        return _keep(journal, record, level)
    line = _line_for_sharing(console, journal, record)
    if not (line or record.theme or record.tags):
        console.say("Without a line or a tag there is nothing to bring, so it stays as it is.")
        return record
    return _keep(journal, record, "theme", line)


def _line_for_sharing(console: Console, journal: "Journal", record: Envelope) -> str | None:
    """The line that goes to others; none where it stays the one there is.

    Half a line that the person leaves stays with the record, at its level.
    """
    console.say("One line for sharing, with nobody in it who could be known.")
    try:
        line = ask.line(console, text=True, begun=record.theme).strip()
    except Stopped as stop:
        if stop.typed.strip():
            _keep_half(journal, record, stop.typed.strip())
        raise
    return None if line in ("", record.theme) else line


def _keep_half(journal: "Journal", record: Envelope, line: str) -> None:
    from selfcare.journal.records import change

    change(journal, record.id, lambda now: envelopes.changed(now, theme=line))


def _keep(journal: "Journal", record: Envelope, level: str, line: str | None = None) -> Envelope:
    from selfcare.journal.records import change
    from selfcare.journal.sharing import at_level

    return change(journal, record.id, lambda now: at_level(now, level, theme=line))
