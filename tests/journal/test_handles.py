"""Ids that sort by time, and the short names of records."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Home
from tests.journal.making import note

from selfcare.errors import Failed
from selfcare.journal.finding import one
from selfcare.journal.handles import ALPHABET, as_typed, handles_of, is_id, new_id, sibling_id
from selfcare.journal.records import put

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2500, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_an_id_is_a_uuid_of_version_7_with_its_exact_millisecond(at: datetime) -> None:
    """RFC 9562, section 5.7: 48 bits of Unix time in milliseconds, version 7, variant 0b10."""
    value = uuid.UUID(new_id(at))
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    since = at - datetime(1970, 1, 1, tzinfo=UTC)
    assert value.int >> 80 == since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


@given(MOMENTS, st.integers(1, 10**9))
def test_ids_sort_by_when_they_were_made(at: datetime, later: int) -> None:
    assert new_id(at) < new_id(at + timedelta(milliseconds=later))


@given(MOMENTS)
def test_only_ids_are_taken_for_ids(at: datetime) -> None:
    record_id = new_id(at)
    assert is_id(record_id)
    assert not is_id(record_id.upper()) or record_id.upper() == record_id
    assert not is_id(record_id.replace("-", ""))
    assert not is_id(str(uuid.uuid4()))
    assert not is_id("k7m2q")


@given(MOMENTS, st.binary(), st.binary())
def test_a_sibling_is_another_id_of_the_same_moment_and_always_the_same(at: datetime, one: bytes, two: bytes) -> None:
    record_id = new_id(at)
    sibling = sibling_id(record_id, one)
    assert is_id(sibling)
    assert sibling != record_id
    assert sibling[:18] == record_id[:18]
    assert sibling == sibling_id(record_id, one)
    assert (sibling == sibling_id(record_id, two)) == (one == two)


@given(MOMENTS)
def test_every_handle_is_five_symbols_that_read_as_themselves(at: datetime) -> None:
    handles = list(handles_of(new_id(at)))
    assert len(handles) > 30
    for handle in handles:
        assert len(handle) == 5
        assert set(handle) <= set(ALPHABET)
        assert as_typed(handle) == handle


@pytest.mark.parametrize(
    ("typed", "meant"), [("K7M2Q", "k7m2q"), (" k7m2q\n", "k7m2q"), ("Io0lL", "10011"), ("oOiI1", "00111")]
)
def test_a_handle_may_be_typed_in_capitals_and_with_look_alikes(typed: str, meant: str) -> None:
    assert as_typed(typed) == meant


def test_a_look_alike_finds_the_record(home: Home) -> None:
    with home.open() as journal:
        kept = next(
            record
            for record in (put(journal, note(str(number))) for number in range(500))
            if {*"01"} & {*record.handle}
        )
        typed = kept.handle.upper().replace("0", "O").replace("1", "I")
        with journal.reading() as session:
            assert one(session, typed) == kept
            assert one(session, kept.id.upper()) == kept


def same_tail(number: int) -> str:
    """An id whose 62 random bits are all zero, so that all its handles are too."""
    return str(uuid.UUID(int=number << 80 | 0x7 << 76 | 0b10 << 62))


def test_records_whose_handles_would_collide_get_different_ones(home: Home) -> None:
    base = (1 << 40) << 80 | 0x7 << 76 | 0b10 << 62
    tails = [base | high << 25 | 12345 for high in (1, 2, 3)]  # the same lowest 25 bits: the same first choice
    with home.open() as journal:
        kept = [put(journal, replace(note("words"), id=str(uuid.UUID(int=value)))) for value in tails]
        assert len({next(handles_of(record.id)) for record in kept}) == 1
        assert len({record.handle for record in kept}) == 3
        with journal.reading() as session:
            assert [one(session, record.handle).id for record in kept] == [record.id for record in kept]


def test_with_no_free_handle_nothing_is_kept_and_that_is_said(home: Home) -> None:
    with home.open() as journal:
        put(journal, replace(note("first"), id=same_tail(1)))
        with pytest.raises(Failed):
            put(journal, replace(note("second"), id=same_tail(2)))
        put(journal, note("third"))
