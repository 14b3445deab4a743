"""A hit: a stretch of text that could identify somebody, and why it is thought so."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "nhs_number",
    "chi_number",
    "hc_number",
    "ni_number",
    "postcode",
    "phone",
    "email",
    "date_of_birth",
    "case_reference",
    "address",
    "vehicle_registration",
    "bank_details",
    "person_name",
    "organisation_or_school",
]

# How each kind is called: in questions, in reports and in the placeholders that take its place.
LABELS: Final[dict[Kind, str]] = {
    "nhs_number": "NHS number",
    "chi_number": "CHI number",
    "hc_number": "Health and Care number",
    "ni_number": "National Insurance number",
    "postcode": "postcode",
    "phone": "phone",
    "email": "email",
    "date_of_birth": "date of birth",
    "case_reference": "case reference",
    "address": "address",
    "vehicle_registration": "vehicle registration",
    "bank_details": "bank details",
    "person_name": "name",
    "organisation_or_school": "organisation",
}

# More general words for each kind, which a person may put in its place; the first is the likeliest.
GENERAL: Final[dict[Kind, tuple[str, ...]]] = {
    "nhs_number": ("an NHS number",),
    "chi_number": ("a CHI number",),
    "hc_number": ("a Health and Care number",),
    "ni_number": ("a National Insurance number",),
    "postcode": ("a postcode",),
    "phone": ("a phone number",),
    "email": ("an email address",),
    "date_of_birth": ("a date",),
    "case_reference": ("a reference number",),
    "address": ("an address",),
    "vehicle_registration": ("a car",),
    "bank_details": ("bank details",),
    "person_name": ("a relative", "a colleague", "someone I support"),
    "organisation_or_school": ("a school", "a care home", "a hospital"),
}


@dataclass(frozen=True, order=True)
class Hit:
    """Code points `start` to `end` (exclusive) of the text as it was given.

    `hard` hits block sharing until they are answered; the others are questions. `reason` is a plain phrase and quotes
    nothing from the text. `instead` is what takes its place where that is known: the pseudonym of a name that was put
    away.
    """

    start: int
    end: int
    kind: Kind
    hard: bool
    reason: str
    instead: str = ""

    def overlaps(self, other: "Hit") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end
