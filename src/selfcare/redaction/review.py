"""A page under review: the document as the journal gives it now, and what was decided about it so far."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from selfcare.identify.answers import Answer, Asked
from selfcare.journal import people, reviews
from selfcare.journal.guarding import guarded_text
from selfcare.journal.journal import Journal
from selfcare.journal.session import Session
from selfcare.redaction import check
from selfcare.redaction.check import Finding
from selfcare.redaction.knowing import known_in
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.document import Document

Build = Callable[[Session, frozenset[str]], Document]
"""Makes a page from the journal as the session sees it, without the records of these ids."""


@dataclass(frozen=True)
class Reviewed:
    """A page that passed the review, and the ids of the versions of records that it was made from."""

    page: Shareable
    versions: tuple[str, ...]


class Review:
    """A page and the answers about it, which are kept in the journal as they are given.

    Page, answers and versions are read in one session, so that they belong together whatever another window does.

    journal    the journal that it comes from
    document   the page, without what was left out
    left_out   the ids of the records that it would have held and that were left out, sorted
    known      the day, the words that name nobody, the names that were put away, and the answers
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
            known = known_in(session)
            whole = self._build(session, frozenset())
            self.left_out = sorted(answers.left_out & set(whole.records()))
            self.document = self._build(session, frozenset(self.left_out)) if self.left_out else whole
            self._versions = reviews.versions_of(session, self.document.records())
            self._names = reviews.names_of(session, whole.records())
        given = {**answers.given, **self._unkept}
        answers = replace(answers, given=given, digest=self._digest or answers.digest)
        self.known = replace(known, answers=answers).with_people_of(self.document)

    def ready(self, *, replace_all: bool = False) -> Document:
        """The page with the words that the answers put in; with `replace_all` pseudonyms and placeholders too."""
        return check.replaced(self.document, self.known, replace_all=replace_all)

    def findings(self) -> tuple[Finding, ...]:
        """Everything that nothing was decided about yet, from the top down."""
        return check.findings(self.ready(), self.known)

    def questions(self) -> tuple[Finding, ...]:
        """The same, each value of a record once."""
        asked: dict[Asked, Finding] = {}
        for each in self.findings():
            asked.setdefault(self.known.answers.asked(each.record, each.kind, each.written), each)
        return tuple(asked.values())

    def handle(self, record: str) -> str:
        """The handle of a record that the page holds or does without; empty for any other."""
        return self._names[record].handle if record in self._names else ""

    def kind(self, record: str) -> str:
        """Its kind; empty for any other."""
        return self._names[record].kind if record in self._names else ""

    def place(self, found: Finding) -> str:
        """Where a finding is, for the person: with the handle of its record."""
        handle = self.handle(found.record)
        return f"{found.place} ({handle})" if handle else found.place

    def redacted(self, *, replace_all: bool = False) -> Reviewed | tuple[Finding, ...]:
        """The page for others, or what stands against that."""
        made = check.redact(self.document, self.known, replace_all=replace_all)
        return Reviewed(made, tuple(self._versions.values())) if isinstance(made, Shareable) else made

    def decided(self) -> Counter[str]:
        """How often each choice was made about what the page holds."""
        return Counter(answer.choice for answer in check.decided(self.document, self.known).values())

    def answer(self, found: Finding, answer: Answer) -> bool:
        """Keep an answer, for the version of the record that the person saw, and make the page anew.

        False where that version is there no more: its record was erased meanwhile, and nothing is kept.
        """
        version = self._versions.get(found.record)
        with self.journal.writing() as session:
            self._digest = reviews.digest_with(people.names_key(session))
            asked = replace(self.known.answers, digest=self._digest).asked(found.record, found.kind, found.written)
            if version:
                kept = reviews.keep(session, version, asked, answer)
            else:
                kept, self._unkept[asked] = True, replace(answer, words=guarded_text(session, answer.words))
        self._read()
        return kept
