"""A page under review goes by the journal as it is at each answer, whatever another window did meanwhile."""

from collections.abc import Iterator

import pytest
from sqlmodel import select
from tests.conftest import Home

from selfcare.identify.answers import Answer
from selfcare.journal import envelope as envelopes
from selfcare.journal import reviews
from selfcare.journal.bin import empty
from selfcare.journal.bin import remove as to_bin
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import of_kind
from selfcare.journal.journal import Journal
from selfcare.journal.people import add
from selfcare.journal.records import change, put
from selfcare.journal.session import Session
from selfcare.journal.tables import ReviewAnswer
from selfcare.redaction.review import Review, Reviewed
from selfcare.reports.document import Document, Item, Section

KEPT = Answer("keep", "it is ours")


@pytest.fixture
def journal(home: Home) -> Iterator[Journal]:
    with home.open() as journal:
        yield journal


def note(journal: Journal, text: str) -> Envelope:
    return put(journal, envelopes.new("note", {"text": text}, share="share"))


def page(session: Session, left_out: frozenset[str]) -> Document:
    """Every shared note."""
    shared = [each for each in of_kind(session, "note") if each.share == "share"]
    items = (Item(each.fields["text"], record=each.id) for each in shared)
    return Document("Notes", sections=(Section("All", tuple(items)),)).without(left_out)


def erase(journal: Journal, record: Envelope) -> None:
    to_bin(journal, record.handle)
    empty(journal)


def answers(journal: Journal) -> list[ReviewAnswer]:
    with journal.models() as session:
        return list(session.exec(select(ReviewAnswer)))


def test_a_record_that_was_erased_while_its_question_stood_is_gone_and_nothing_is_kept(journal: Journal) -> None:
    gone, there = note(journal, "ring 07700 900123"), note(journal, "ring 07700 900456")
    review = Review(journal, page)
    found = review.questions()[0]
    erase(journal, gone)
    assert review.answer(found, KEPT) is False
    assert [each.record for each in review.questions()] == [there.id]
    assert answers(journal) == []


@pytest.mark.parametrize("answer", [KEPT, Answer("replace"), Answer("leave-out")])
def test_a_record_that_was_changed_while_its_question_stood_is_asked_about_again(
    journal: Journal, answer: Answer
) -> None:
    record = note(journal, "ring 07700 900123")
    review = Review(journal, page)
    (found,) = review.questions()
    change(journal, record.id, lambda now: envelopes.changed(now, fields={"text": "now 07700 900123 and more"}))
    assert review.answer(found, answer) is True
    (again,) = review.questions()
    assert again.text == "now 07700 900123 and more"


def test_what_was_made_private_meanwhile_is_on_the_page_no_more(journal: Journal) -> None:
    asked, other = note(journal, "ring 07700 900123"), note(journal, "a calm week")
    review = Review(journal, page)
    (found,) = review.questions()
    change(journal, other.id, lambda now: envelopes.changed(now, share="private"))
    review.answer(found, KEPT)
    made = review.redacted()
    assert isinstance(made, Reviewed)
    assert made.page.document.records() == (asked.id,)


def test_the_versions_are_those_that_the_page_was_made_from(journal: Journal) -> None:
    record = note(journal, "a calm week")
    with journal.reading() as session:
        seen = reviews.versions_of(session, [record.id])[record.id]
    review = Review(journal, page)
    change(journal, record.id, lambda now: envelopes.changed(now, fields={"text": "a wild week"}))
    made = review.redacted()
    assert isinstance(made, Reviewed)
    assert "calm" in repr(made.page.document)
    assert made.versions == (seen,)


def test_words_that_are_put_into_a_text_of_no_record_name_nobody_either(journal: Journal) -> None:
    add(journal, "Zebedee")
    review = Review(journal, lambda _session, _left_out: Document("Page", lead=("ring 07700 900123",)))
    (found,) = review.questions()
    assert review.answer(found, Answer("replace", "whoever zebedee trusts"))
    assert review.ready().lead == ("ring whoever Larch trusts",)
