"""Sealed envelopes: written by anyone with the public key, read by the opened journal."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vault.vault_vectors import Vector, vectors

from selfcare.errors import Damaged, Failed
from selfcare.vault import kdf
from selfcare.vault.sealing import HEAD, LARGEST, open_sealed, seal

JOURNAL = bytes(range(16))
PRIVATE = kdf.inbox_private(bytes(20), JOURNAL)
PUBLIC = kdf.inbox_public(PRIVATE)
OVERHEAD = len(HEAD) + 32 + 16


@pytest.mark.parametrize("vector", vectors("sealed"))
def test_every_vector_is_read_as_its_head_says(vector: Vector) -> None:
    blob = base64.decodebytes(vector.body)
    found = open_sealed([vector.raw("private")], vector.raw("journal"), blob)
    assert found == (vector.raw("payload") if vector.head["expect"] == "opens" else None)


@given(st.binary(max_size=3000))
def test_what_was_sealed_opens_again(payload: bytes) -> None:
    assert open_sealed([PRIVATE], JOURNAL, seal(PUBLIC, JOURNAL, payload)) == payload


@given(st.binary(max_size=3000))
def test_only_a_power_of_two_of_the_length_shows(payload: bytes) -> None:
    inner = len(seal(PUBLIC, JOURNAL, payload)) - OVERHEAD
    assert inner >= max(512, len(payload) + 4)
    assert inner & (inner - 1) == 0
    assert inner == 512 or inner // 2 < len(payload) + 4


@pytest.mark.fuzz
@given(st.data())
def test_any_change_of_one_byte_leaves_it_unreadable(data: st.DataObject) -> None:
    blob = bytearray(seal(PUBLIC, JOURNAL, b"a note"))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))
    assert open_sealed([PRIVATE], JOURNAL, bytes(blob)) is None


@pytest.mark.fuzz
@given(st.binary(max_size=700))
def test_any_bytes_are_unreadable_and_never_crash(raw: bytes) -> None:
    assert open_sealed([PRIVATE], JOURNAL, HEAD + raw) is None
    assert open_sealed([PRIVATE], JOURNAL, raw) is None


def test_a_retired_key_still_opens_what_was_sealed_to_it() -> None:
    newer = kdf.inbox_private(bytes(19) + b"\1", JOURNAL)
    blob = seal(PUBLIC, JOURNAL, b"from before")
    assert open_sealed([newer], JOURNAL, blob) is None
    assert open_sealed([newer, PRIVATE], JOURNAL, blob) == b"from before"


def test_the_longest_payload_fits_and_one_byte_more_is_refused_with_advice() -> None:
    longest = b"x" * (LARGEST - 4)
    assert open_sealed([PRIVATE], JOURNAL, seal(PUBLIC, JOURNAL, longest)) == longest
    with pytest.raises(Failed) as caught:
        seal(PUBLIC, JOURNAL, longest + b"x")
    assert "Split" in caught.value.hint


def test_a_public_key_of_zeros_is_refused() -> None:
    """A shared secret that anyone can work out would seal nothing."""
    with pytest.raises(Damaged):
        seal(bytes(32), JOURNAL, b"a note")
