"""A page under review: the document as the journal gives it now, and what was decided about it so far."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from selfcare import when
from selfcare.identify.answers import Answer, Asked
from selfcare.identify.words import pseudonyms
from selfcare.journal import people, reviews
from selfcare.journal.journal import Journal
from selfcare.redaction import check
from selfcare.redaction.check import Finding
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.document import Document

Build = Callable[[frozenset[str]], Document]
"""Makes a page from the journal as it is now, without the records of these ids."""


class Review:
    """A page and the answers about it, which are kept in the journal as they are given.

    journal    the journal that it comes from
    document   the page, without what was left out
    left_out   the ids of the records that it would have held and that were left out, sorted
    allow      words that name nobody
    handles    by id, of the records that it holds or does without
    """

    def __init__(self, journal: Journal, build: Build) -> None:
        self.journal = journal
        self._build = build
        self._unkept: dict[Asked, Answer] = {}  # about texts of no record: they hold for this page alone
        self._digest: Callable[[str], str] | None = None
        self._read()

    def _read(self) -> None:
        with self.journal.reading() as session:
            answers = reviews.load(session)
            self.allow = people.allowed(session) | frozenset(pseudonyms())
        whole = self._build(frozenset())
        self.left_out = sorted(answers.left_out & set(whole.records()))
        self.document = self._build(frozenset(self.left_out)) if self.left_out else whole
        with self.journal.reading() as session:
            self._versions = reviews.versions_of(session, self.document.records())
            self.handles = reviews.handles_of(session, whole.records())
        given = {**answers.given, **self._unkept}
        self._answers = replace(answers, given=given, digest=self._digest or answers.digest)

    @property
    def _given(self) -> dict[str, Any]:
        return {"today": when.today(), "allow": self.allow, "answers": self._answers}

    def ready(self, *, replace_all: bool = False) -> Document:
        """The page with the words that the answers put in, and with `replace_all` placeholders for all else."""
        return check.replaced(self.document, replace_all=replace_all, **self._given)

    def findings(self) -> tuple[Finding, ...]:
        """Everything that nothing was decided about yet, from the top down."""
        return check.findings(self.ready(), **self._given)

    def questions(self) -> tuple[Finding, ...]:
        """The same, each value of a record once."""
        asked: dict[Asked, Finding] = {}
        for each in self.findings():
            asked.setdefault(self._answers.asked(each.record, each.kind, each.written), each)
        return tuple(asked.values())

    def place(self, found: Finding) -> str:
        """Where a finding is, for the person: with the handle of its record."""
        handle = self.handles.get(found.record)
        return f"{found.place} ({handle})" if handle else found.place

    def redacted(self, *, replace_all: bool = False) -> Shareable | tuple[Finding, ...]:
        """The page for others, or what stands against that."""
        return check.redact(self.document, replace_all=replace_all, **self._given)

    def decided(self) -> Counter[str]:
        """How often each choice was made about what the page holds."""
        return Counter(answer.choice for answer in check.decided(self.document, **self._given).values())

    def answer(self, found: Finding, answer: Answer) -> None:
        """Keep an answer, for the version of the record that the person saw, and make the page anew."""
        version = self._versions.get(found.record)
        with self.journal.writing() as session:
            self._digest = reviews.digest_with(people.names_key(session))
            asked = replace(self._answers, digest=self._digest).asked(found.record, found.kind, found.written)
            if version:
                reviews.keep(session, version, asked, answer)
        if not version:
            self._unkept[asked] = answer
        self._read()
