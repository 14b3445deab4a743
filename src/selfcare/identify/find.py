"""The identifier check: a text in, what could identify somebody out."""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import get_args

from selfcare.identify.addresses import addresses
from selfcare.identify.bank import bank_details
from selfcare.identify.dates import dates_of_birth
from selfcare.identify.emails import emails
from selfcare.identify.guarding import Guard, Standing, names_in, spelled
from selfcare.identify.hits import Hit, Kind
from selfcare.identify.names import person_names
from selfcare.identify.numbers import health_numbers, national_insurance_numbers
from selfcare.identify.organisations import organisations
from selfcare.identify.phones import phones
from selfcare.identify.postcodes import postcodes
from selfcare.identify.readings import readings
from selfcare.identify.references import case_references
from selfcare.identify.vehicles import vehicle_registrations
from selfcare.identify.words import no_person, without_phrases

LOOKED_FOR: tuple[Kind, ...] = get_args(Kind)
"""The kinds that `find` looks for: all of them."""


def find(
    text: str,
    *,
    today: date,
    exempt: Set[str] = frozenset(),
    allow: frozenset[str] = frozenset(),
    guard: Guard | None = None,
) -> tuple[Hit, ...]:
    """The hits in `text`, in order and without overlaps; offsets are code points of `text` as given.

    `exempt` holds the telephone numbers of help lines, digits only; `allow` words and phrases that name nobody, such as
    pseudonyms; `guard` the names that were put away, which are certain. Placeholders such as "[phone 1]" are never
    hits. No check finds everything.
    """
    certain = [hit for each in readings(text) for hit in each.as_given(_certain(each.text, today, exempt))]
    certain += _put_away(text, guard, allow) if guard else ()
    rest = _blanked(text, _without_overlaps(certain))
    return settled([*certain, *_questions_of(rest, allow)])


def settled(found: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits in order and without overlaps: what is certain goes before questions, and then the longest stays."""
    every = tuple(found)
    certain = _without_overlaps(hit for hit in every if hit.hard)
    questions = (hit for hit in every if not hit.hard and not any(map(hit.overlaps, certain)))
    return tuple(sorted([*certain, *_without_overlaps(questions)]))


def _certain(plain: str, today: date, exempt: Set[str]) -> Iterator[Hit]:
    """Every family of identifiers, the most specific first."""
    yield from emails(plain)
    yield from health_numbers(plain)
    yield from case_references(plain)
    yield from national_insurance_numbers(plain)
    yield from bank_details(plain)
    yield from phones(plain, exempt)
    yield from postcodes(plain)
    yield from dates_of_birth(plain, today)
    yield from vehicle_registrations(plain)
    yield from addresses(plain)


def _put_away(text: str, guard: Guard, allow: frozenset[str]) -> Iterator[Hit]:
    """The names that the person put away, each with its pseudonym: those that writing it anew would replace."""
    put_away = names_in(text, guard)
    likely = [hit for hit in _questions_of(text, allow) if hit.kind == "person_name"] if put_away else []
    for each in put_away:
        start = min((hit.start for hit in likely if _adds_a_title(text, hit, each)), default=each.start)
        yield Hit(start, each.end, "person_name", True, "a name that you put away", each.instead)


def _adds_a_title(text: str, likely: Hit, name: Standing) -> bool:
    """Whether a likely name is one that was put away, with a title before it: one that nobody had put away has it."""
    if not likely.start < name.start < likely.end:
        return False
    return spelled(text[likely.start : name.end]) == spelled(text[name.start : name.end])


def _questions_of(text: str, allow: frozenset[str]) -> Iterator[Hit]:
    """Likely names in every reading of a text."""
    return (hit for each in readings(text) for hit in each.as_given(_questions(each.text, allow)))


def _questions(plain: str, allow: frozenset[str]) -> Iterator[Hit]:
    """Likely names, once the words that name nobody are out of the way."""
    named = without_phrases(allow, without_phrases(no_person(), plain))
    yield from organisations(named)
    yield from person_names(named)


def _blanked(plain: str, hits: Iterable[Hit]) -> str:
    """`plain` with NULs for the hits: what is a part of an identifier is no name."""
    parts: list[str] = []
    done = 0
    for hit in hits:
        parts += plain[done : hit.start], "\0" * (hit.end - hit.start)
        done = hit.end
    return "".join([*parts, plain[done:]])


def _without_overlaps(candidates: Iterable[Hit]) -> tuple[Hit, ...]:
    """Of hits that overlap the longest stays; among equals the one that came first."""
    kept: list[Hit] = []
    for hit in sorted(candidates, key=lambda hit: (hit.start, -hit.end)):
        if not kept or not kept[-1].overlaps(hit):
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return tuple(kept)
