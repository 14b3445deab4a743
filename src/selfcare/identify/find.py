"""The identifier check: a text in, what could identify somebody out."""

from collections.abc import Iterable, Iterator, Set
from datetime import date

from selfcare.identify.dates import dates_of_birth
from selfcare.identify.emails import emails
from selfcare.identify.hits import Hit, Kind
from selfcare.identify.normalise import fold, without_placeholders
from selfcare.identify.numbers import health_numbers, national_insurance_numbers
from selfcare.identify.phones import phones
from selfcare.identify.postcodes import postcodes

LOOKED_FOR: tuple[Kind, ...] = (
    "nhs_number",
    "chi_number",
    "hc_number",
    "ni_number",
    "postcode",
    "phone",
    "email",
    "date_of_birth",
)
"""The kinds that `find` knows. The others of the contract are questions that it cannot ask yet, names above all."""


def find(text: str, *, today: date, exempt: Set[str] = frozenset()) -> tuple[Hit, ...]:
    """The hits in `text`, in order and without overlaps; offsets are code points of `text` as given.

    `exempt` holds the telephone numbers of help lines, digits only. Placeholders such as "[phone 1]" are never hits.
    No check finds everything.
    """
    plain = without_placeholders(fold(text))
    return _without_overlaps(_candidates(plain, today, exempt))


def _candidates(plain: str, today: date, exempt: Set[str]) -> Iterator[Hit]:
    """Every family's hits, the most specific family first."""
    yield from emails(plain)
    yield from health_numbers(plain)
    yield from national_insurance_numbers(plain)
    yield from phones(plain, exempt)
    yield from postcodes(plain)
    yield from dates_of_birth(plain, today)


def _without_overlaps(candidates: Iterable[Hit]) -> tuple[Hit, ...]:
    """Of hits that overlap the longest stays; among equals the one that came first."""
    kept: list[Hit] = []
    for hit in sorted(candidates, key=lambda hit: (hit.start, -hit.end)):
        if not kept or not kept[-1].overlaps(hit):
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return tuple(kept)
