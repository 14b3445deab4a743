"""The gate: a document is looked through for what could identify a person, and passes only when nothing is left."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from selfcare.guidance import helplines, supervision
from selfcare.identify.find import LOOKED_FOR, find
from selfcare.identify.hits import LABELS, Kind
from selfcare.identify.replacing import Numbering, replace_hits
from selfcare.redaction.outgoing import Shareable, checked
from selfcare.reports.document import Document

ROUNDS = 5
"""Putting a placeholder into a text can lay bare another hit; more rounds than a text has overlapping kinds."""


@dataclass(frozen=True)
class Finding:
    """Something that could identify a person: its kind, and where it is. It never holds the text.

    `item` counts from 1 inside the section; 0 is the line under its heading. `hard` is false for questions.
    """

    kind: Kind
    section: str
    item: int
    hard: bool

    @property
    def label(self) -> str:
        """The kind in words."""
        return LABELS[self.kind]

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"{self.section}, item {self.item}" if self.item else self.section


def redact(document: Document, *, today: date, replace_all: bool = False) -> Shareable | tuple[Finding, ...]:
    """`document` for others, or what stands against that. With `replace_all` placeholders take the place of hits."""
    if replace_all:
        document = replaced(document, today=today)
    found = findings(document, today=today)
    if found:
        return found
    return checked(replace(document, footer=(*document.footer, what_was_checked())))


def findings(document: Document, *, today: date) -> tuple[Finding, ...]:
    """Everything in `document` that could identify a person, from the top down."""
    exempt = helpline_numbers()
    return tuple(
        Finding(hit.kind, section, item, hit.hard)
        for section, item, text in _texts(document)
        for hit in find(text, today=today, exempt=exempt)
    )


def replaced(document: Document, *, today: date) -> Document:
    """`document` with a placeholder for each hit, the same one for the same value throughout."""
    numbering, exempt = Numbering(), helpline_numbers()

    def change(text: str) -> str:
        return replace_hits(text, find(text, today=today, exempt=exempt), numbering)

    for _ in range(ROUNDS):
        before, document = document, document.map_text(change)
        if document == before:
            break
    return document


def _texts(document: Document) -> Iterator[tuple[str, int, str]]:
    """Every text that a person may have written, with its section and item."""
    yield from (("the top of the page", 0, line) for line in document.lead)
    for section in document.sections:
        for number, item in enumerate(section.items, start=1):
            yield from ((section.heading, number, text) for text in _collected(item.map_text))


def _collected(map_text: Callable[[Callable[[str], str]], object]) -> list[str]:
    """Every text that `map_text` would change: one road for looking and for replacing, so that none is missed."""
    texts: list[str] = []

    def look(text: str) -> str:
        texts.append(text)
        return text

    map_text(look)
    return texts


@cache
def helpline_numbers() -> Set[str]:
    """The numbers of the register, digits only: everyone may know them."""
    return frozenset(re.sub(r"\D", "", each.number) for each in helplines.load()) - {""}


def what_was_checked() -> str:
    """The line that goes with every checked document: what was looked for, and that no check finds everything."""
    line = next(each.text for each in supervision.load().lines if each.id == "footer-checked")
    return f"{line} Looked for: {', '.join(LABELS[kind] for kind in LOOKED_FOR)}."


def in_words(found: Iterable[Finding]) -> str:
    """The kinds that were found, each with how often: "phone (2), postcode (1)"."""
    return ", ".join(f"{label} ({number})" for label, number in Counter(each.label for each in found).items())
