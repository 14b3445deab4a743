"""Answers at a review are for one version of a record, and say nothing to whoever reads the table."""

from sqlmodel import select
from tests.conftest import Home

from selfcare.identify.answers import NO_ANSWERS, Answer
from selfcare.journal import envelope as envelopes
from selfcare.journal import people, reviews
from selfcare.journal.bin import empty
from selfcare.journal.bin import remove as to_bin
from selfcare.journal.envelope import Envelope
from selfcare.journal.journal import Journal
from selfcare.journal.records import change, put
from selfcare.journal.tables import ReviewAnswer

PHONE = "07700 900123"


def noted(journal: Journal, text: str = f"ring {PHONE}") -> Envelope:
    return put(journal, envelopes.new("note", {"text": text}, share="share"))


def answer(journal: Journal, record: Envelope, given: Answer) -> None:
    with journal.writing() as session:
        answers = reviews.load(session)
        digest = reviews.digest_with(people.names_key(session))
        version = reviews.versions_of(session, [record.id])[record.id]
        asked = type(answers)(answers.given, digest).asked(record.id, "phone", PHONE)
        reviews.keep(session, version, asked, given)


def answered(journal: Journal, record: Envelope, written: str = PHONE) -> Answer | None:
    with journal.reading() as session:
        return reviews.load(session).to(record.id, "phone", written)


def test_an_answer_is_remembered_however_the_value_is_spaced(home: Home) -> None:
    with home.open() as journal:
        record, other = noted(journal), noted(journal)
        answer(journal, record, Answer("keep", "it is ours"))
        assert answered(journal, record) == answered(journal, record, "+44 7700-900123") == Answer("keep", "it is ours")
        assert answered(journal, record, "07700 900456") is None
        assert answered(journal, other) is None
    with home.open() as journal:
        assert answered(journal, record) == Answer("keep", "it is ours")


def test_a_later_answer_takes_the_place_of_the_one_before(home: Home) -> None:
    with home.open() as journal:
        record = noted(journal)
        answer(journal, record, Answer("keep", "it is ours"))
        answer(journal, record, Answer("replace", "a phone number"))
        assert answered(journal, record) == Answer("replace", "a phone number")


def test_a_changed_record_asks_again(home: Home) -> None:
    with home.open() as journal:
        record = noted(journal)
        answer(journal, record, Answer("keep", "it is ours"))
        change(journal, record.id, lambda now: envelopes.changed(now, tags=("lates",)))
        assert answered(journal, record) is None


def test_a_record_stays_left_out_until_it_is_shared_anew(home: Home) -> None:
    with home.open() as journal:
        record = noted(journal)
        answer(journal, record, Answer("leave-out"))
        with journal.reading() as session:
            assert reviews.load(session).left_out == {record.id}
    assert home.run("share", record.handle, "share").code == 0
    with home.open() as journal, journal.reading() as session:
        assert reviews.load(session) == NO_ANSWERS


def test_the_value_is_nowhere_in_the_table(home: Home) -> None:
    with home.open() as journal:
        record = noted(journal)
        answer(journal, record, Answer("replace"))
        with journal.models() as session:
            (row,) = session.exec(select(ReviewAnswer)).all()
        assert len(row.digest) == 64
        assert "7700900123" not in repr(row)


def test_a_name_in_a_reason_is_guarded(home: Home) -> None:
    with home.open() as journal:
        people.add(journal, "Rosalind", "Larch")
        record = noted(journal)
        answer(journal, record, Answer("keep", "Rosalind said so"))
        assert answered(journal, record) == Answer("keep", "Larch said so")


def test_with_its_record_an_answer_is_erased(home: Home) -> None:
    with home.open() as journal:
        record = noted(journal)
        answer(journal, record, Answer("keep", "it is ours"))
        to_bin(journal, record.handle)
        empty(journal)
        with journal.models() as session:
            assert session.exec(select(ReviewAnswer)).all() == []
