"""The name guard at work: before anything is kept, a pseudonym takes the place of each name in a person's words.

What looks for names is loaded for a journal with people in it, and for no other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from selfcare.journal.envelope import Envelope, tidy_tags
from selfcare.journal.journal import NAMES, Names
from selfcare.journal.kinds import kind_of
from selfcare.journal.session import Session
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.identify.guarding import Guard

_LOADED = "guard"
_BEFORE = "and "
"""Stands before words to search for, so that a capital tells a name from a word there too."""


@dataclass
class Putting:
    """A guard at work on one thing: `used` counts the pseudonyms that it put in."""

    guard: "Guard"
    used: Counter[str] = field(default_factory=Counter)

    def __call__(self, text: str) -> str:
        """`text` without the names."""
        from selfcare.identify import guarding

        found = guarding.guarded(text, self.guard)
        self.used.update(found.used)
        return found.text


def guard_of(session: Session) -> "Guard | None":
    """The names to look for, read once for a session; none where nobody was added."""
    if _LOADED not in session.info:
        session.info[_LOADED] = _load(session)
    found: Guard | None = session.info[_LOADED]
    return found


def _load(session: Session) -> "Guard | None":
    rows = session.rows("SELECT digest, pseudonym, words FROM people_names")
    if not rows:
        return None
    from selfcare.identify.guarding import Guard
    from selfcare.journal.people import names_key

    names: dict[str, frozenset[str]] = {}
    for digest, pseudonym, _ in rows:
        names[digest] = names.get(digest, frozenset()) | {pseudonym}
    return Guard(names_key(session), names, frozenset(words for _, _, words in rows))


def guarded(session: Session, envelope: Envelope) -> Envelope:
    """A record as it may be kept, its fields in today's form. What was put in is noted for the command to say."""
    put = _putting(session, envelope.id)
    return without_names(envelope, put) if put else envelope


def guarded_form(session: Session, form: Unfinished) -> Unfinished:
    """An unfinished form as it may be kept. Its answers have the words of its record again, and count apart."""
    put, put_in_answers = _putting(session, form.envelope.id), _putting(session, form.envelope.id)
    return form_without_names(form, put, put_in_answers) if put and put_in_answers else form


def guarded_text(session: Session, text: str) -> str:
    """A text that belongs to no record, as it may be kept."""
    put = _putting(session, "")
    return put(text) if put else text


def _putting(session: Session, record_id: str) -> Putting | None:
    """The guard, at work on one record; none where there is nobody to guard, or where names are kept this once."""
    guard, names = guard_of(session), session.info.get(NAMES) or Names()
    if guard is None or names.keep:
        return None
    put = Putting(guard)
    names.put_in.setdefault(record_id, []).append(put.used)
    return put


def without_names(envelope: Envelope, put: Callable[[str], str]) -> Envelope:
    """`envelope` with its theme, its tags and every text of its fields put through `put`."""
    from selfcare.journal.form import map_words

    return replace(
        envelope,
        theme=put(envelope.theme),
        tags=tidy_tags(tuple(map(put, envelope.tags))),
        fields=map_words(kind_of(envelope).form, envelope.fields, put),
    )


def names_somebody(session: Session, envelope: Envelope) -> bool:
    """Whether a name that was put away since stands in a record."""
    guard = guard_of(session)
    put = Putting(guard) if guard else None
    if put:
        without_names(envelope, put)
    return bool(put and put.used)


def form_without_names(form: Unfinished, put: Callable[[str], str], put_in_answers: Callable[[str], str]) -> Unfinished:
    """`form` without the names: in its record by `put`, and in every answer that is no id of its record."""
    from selfcare.journal.form import map_words

    ids = set(_texts(map_words(kind_of(form.envelope).form, form.envelope.fields, lambda _: "")))
    answers = _mapped(form.answers, lambda text: text if text in ids else put_in_answers(text))
    return replace(form, envelope=without_names(form.envelope, put), answers=answers)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _mapped(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    return change(value) if isinstance(value, str) else value


def put_in(names: Names) -> Counter[str]:
    """How often each pseudonym was put in for a name since this was last asked.

    A form is kept again after each answer, so what a record holds counts once.
    """
    total = sum((reduce(or_, each) for each in names.put_in.values()), Counter[str]())
    names.put_in.clear()
    return total


def searched(session: Session, phrases: Iterable[str]) -> tuple[list[str], Counter[str]]:
    """What to search for in place of `phrases`, since no name was kept, and the pseudonyms in it."""
    guard = guard_of(session)
    if guard is None:
        return list(phrases), Counter()
    put = Putting(guard)
    return [put(_BEFORE + phrase).removeprefix(_BEFORE) for phrase in phrases], put.used
