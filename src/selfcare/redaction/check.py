"""The gate: a document is looked through for what could identify a person, and passes when nothing is left open."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from selfcare.guidance import helplines, supervision
from selfcare.identify.answers import NO_ANSWERS, Answer, Answers, Asked
from selfcare.identify.find import LOOKED_FOR, find, settled
from selfcare.identify.guarding import Guard
from selfcare.identify.hits import LABELS, Hit, Kind
from selfcare.identify.replacing import Numbering, put_in
from selfcare.identify.same_person import OnPage, on_page
from selfcare.redaction.outgoing import Shareable, checked
from selfcare.reports.document import Document, Item

ROUNDS = 5
"""Putting other words into a text can lay bare another hit; more rounds than a text has overlapping kinds."""
NAME: Kind = "person_name"
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """Something that could identify a person: its kind, why it is thought so, and where it is.

    `item` counts from 1 inside the section; 0 is its heading, or the top of the page. `hard` is false for questions.
    `record` is the id of the record that it came from, empty where there is none. `text` holds it at `start` to `end`:
    that is for the person who wrote it, and stands in no message. `instead` is the pseudonym of a name that was put
    away.
    """

    kind: Kind
    section: str
    item: int
    hard: bool
    reason: str = ""
    record: str = ""
    text: str = field(default="", repr=False)
    start: int = 0
    end: int = 0
    instead: str = ""

    @property
    def label(self) -> str:
        """The kind in words."""
        return LABELS[self.kind]

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"{self.section}, item {self.item}" if self.item else self.section

    @property
    def written(self) -> str:
        """What was found."""
        return self.text[self.start : self.end]


@dataclass(frozen=True)
class Known:
    """What a document is looked through with.

    today    the day it is
    allow    words that name nobody, such as pseudonyms
    guard    the names that were put away, if any were
    answers  what was decided about hits: other words put in, hits kept, records left out
    people   whom the document names, once that was told
    """

    today: date
    allow: frozenset[str] = NOBODY
    guard: Guard | None = None
    answers: Answers = NO_ANSWERS
    people: OnPage | None = None
    _seen: dict[str, tuple[Hit, ...]] = field(default_factory=dict, compare=False, repr=False)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Everything in `text` that could identify a person, decided or not."""
        found = self._found(text)
        return settled([*found, *self.people.hits(text)]) if self.people else found

    def with_people_of(self, document: Document) -> "Known":
        """The same, with the people whom `document` names: told once, before words are put in place of names."""
        if self.people is not None:
            return self
        found = ((text, hit) for _, _, text, _ in _texts(document) for hit in self._found(text))
        return replace(self, people=on_page(text[hit.start : hit.end] for text, hit in found if hit.kind == NAME))

    def value(self, kind: Kind, written: str) -> str:
        """What a placeholder stands for: of a name on the page the whole."""
        return self.people.whole(written) if self.people and kind == NAME else written

    def _found(self, text: str) -> tuple[Hit, ...]:
        """What a text has by itself. A page is gone through several times, so each text is looked through once."""
        if text not in self._seen:
            exempt = helpline_numbers() if any(map(str.isdigit, text)) else frozenset()
            self._seen[text] = find(text, today=self.today, exempt=exempt, allow=self.allow, guard=self.guard)
        return self._seen[text]


def redact(document: Document, known: Known, *, replace_all: bool = False) -> Shareable | tuple[Finding, ...]:
    """`document` for others, or what stands against that.

    What the answers say is done. With `replace_all` pseudonyms and placeholders take the place of all other hits.
    """
    known = known.with_people_of(document)
    ready = replaced(document, known, replace_all=replace_all)
    found = findings(ready, known)
    if found:
        return found
    kept = Counter(each.choice for each in decided(ready, known).values())["keep"]
    footer = (*document.footer, what_was_checked(), *([_kept_in_words(kept)] if kept else []))
    return checked(replace(ready, footer=footer))


def findings(document: Document, known: Known) -> tuple[Finding, ...]:
    """Everything in `document` that could identify a person, from the top down; what the answers keep is not open."""
    known = known.with_people_of(document)
    return tuple(each for each in _all_findings(document, known) if not _is_kept(known, each))


def decided(document: Document, known: Known) -> Mapping[Asked, Answer]:
    """Those of the answers that this document puts the question to, each once."""
    known, answers = known.with_people_of(document), known.answers
    found = {answers.asked(each.record, each.kind, each.written) for each in _all_findings(document, known)}
    return {asked: answers.given[asked] for asked in found if asked in answers.given}


def replaced(document: Document, known: Known, *, replace_all: bool = True) -> Document:
    """`document` without the records that the answers leave out, and with the words that they put in place of hits.

    With `replace_all` the pseudonym of a name that was put away, and a placeholder, the same one for the same value
    throughout, takes the place of each hit without an answer.
    """
    known = known.with_people_of(document)
    numbering = Numbering()

    def instead(text: str, hit: Hit, record: str) -> str | None:
        written = text[hit.start : hit.end]
        answer = known.answers.to(record, hit.kind, written)
        if _keeps(answer) or (answer is None and not replace_all):
            return None
        return (answer.words if answer else hit.instead) or numbering.placeholder(
            hit.kind, known.value(hit.kind, written)
        )

    def change(text: str, record: str) -> str:
        hits = known.hits(text)
        return put_in(text, [(hit, words) for hit in hits if (words := instead(text, hit, record)) is not None])

    document = document.without(known.answers.left_out)
    for _ in range(ROUNDS):
        before, document = document, document.map_written(change)
        if document == before:
            break
    return document


def _is_kept(known: Known, found: Finding) -> bool:
    return _keeps(known.answers.to(found.record, found.kind, found.written))


def _keeps(answer: Answer | None) -> bool:
    return answer is not None and answer.choice == "keep"


def _all_findings(document: Document, known: Known) -> Iterator[Finding]:
    for section, item, text, record in _texts(document):
        for hit in known.hits(text):
            yield Finding(hit.kind, section, item, hit.hard, hit.reason, record, text, hit.start, hit.end, hit.instead)


def _texts(document: Document) -> Iterator[tuple[str, int, str, str]]:
    """Every text that a person may have written, with its section, item and record."""
    yield from (("the top of the page", 0, line, "") for line in document.lead)
    for count, section in enumerate(document.sections, start=1):
        name = f"section {count}" if section.own_heading else section.heading  # no message repeats a person's words
        if section.own_heading:
            yield f"the heading of {name}", 0, section.heading, ""
        if section.own_about:
            yield f"the line under the heading of {name}", 0, section.about, ""
        for number, item in enumerate(section.items, start=1):
            yield from ((name, number, text, record) for text, record in _written(item))


def _written(item: Item) -> list[tuple[str, str]]:
    """Every text that `map_written` would change: one road for looking and for replacing, so that none is missed."""
    texts: list[tuple[str, str]] = []

    def look(text: str, record: str) -> str:
        texts.append((text, record))
        return text

    item.map_written(look)
    return texts


@cache
def helpline_numbers() -> Set[str]:
    """The numbers of the register, digits only: everyone may know them."""
    return frozenset(re.sub(r"\D", "", each.number) for each in helplines.load()) - {""}


def what_was_checked() -> str:
    """The line that goes with every checked document: what was looked for, and that no check finds everything."""
    line = next(each.text for each in supervision.load().lines if each.id == "footer-checked")
    return f"{line} Looked for: {', '.join(LABELS[kind] for kind in LOOKED_FOR)}."


def _kept_in_words(number: int) -> str:
    return f"{number} {'detail' if number == 1 else 'details'} that the check asks about: kept by the practitioner."


def in_words(found: Iterable[Finding]) -> str:
    """The kinds that were found, each with how often: "phone (2), postcode (1)"."""
    return ", ".join(f"{label} ({number})" for label, number in Counter(each.label for each in found).items())
