"""Looking for words and tags that are a name: under its pseudonym, and where it was written before it was put away."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from selfcare.cli.names import in_words
from selfcare.cli.run import Run
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.journal.finding import Filter
    from selfcare.journal.session import Session

    Look = Callable[[Session, Sequence[str], Filter], list[Envelope]]


def found(here: Run, session: "Session", look: "Look", phrases: Sequence[str], wanted: "Filter") -> list[Envelope]:
    """What `look` finds, the latest first; for a name also what holds its pseudonym, and that is said."""
    from selfcare.journal.guarding import names_somebody, searched

    words, used = searched(session, phrases)
    tags, used_in_tags = searched(session, wanted.tags)
    if here.keep_names or not (used or used_in_tags):
        return look(session, phrases, wanted)
    here.console.say_unless_json(f"Searched for {in_words(used | used_in_tags)}.")
    every = replace(wanted, most=None)
    now = look(session, words, replace(every, tags=envelopes.tidy_tags(tuple(tags))))
    before = look(session, phrases, every)
    _tell_of_names(here, sum(names_somebody(session, each) for each in before), sorted(used | used_in_tags))
    both = {each.id: each for each in (*now, *before)}.values()
    return sorted(both, key=lambda each: each.happened_at, reverse=True)[: wanted.most]


def _tell_of_names(here: Run, records: int, pseudonyms: list[str]) -> None:
    if not records:
        return
    number = "1 record" if records == 1 else f"{records} records"
    here.console.say_unless_json(f"Written before you put the name away: {number}.")
    here.console.say_unless_json(f"`selfcare people sweep` puts {', '.join(pseudonyms)} there.")
