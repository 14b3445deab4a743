"""Email addresses: the usual local@domain with a dot in the domain (RFC 5321's limit of 64 before the @)."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit

# The limit and the possessive quantifiers keep the search linear on long runs without an @.
_EMAIL = re.compile(r"(?<!\w)\w[\w.+%&'/=~-]{0,63}@[\w-]++(?:\.[\w-]++)++")


def emails(text: str) -> Iterator[Hit]:
    """Addresses whose last part is a word of two letters or more: "2@1.5" is none."""
    for found in _EMAIL.finditer(text):
        last = found[0].rpartition(".")[2].rstrip("-_")
        if len(last) >= 2 and last.replace("-", "").isalpha():
            yield Hit(found.start(), found.end(), "email", True, "has the form of an email address")
