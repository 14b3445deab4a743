"""A locked file: the right passphrase gives all of it, another one nothing, and damage is told from both."""

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.errors import Damaged, InvalidFile, NewerFormat
from selfcare.vault import canonical
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.locked_file import is_locked, lock, unlock

PASSPHRASE = "calm otter paints seven doors"
CONTENT = b"the quiet heron\n" * 20
LOCKED = lock(CONTENT, PASSPHRASE, CHEAP_FOR_TESTS)
HEAD_END = LOCKED.index(b"\n") + 1


def with_head(**parts: Any) -> bytes:
    """The file with other words in its first line, and a checksum that agrees with them."""
    head = canonical.parse(LOCKED[: HEAD_END - 1])
    del head["check"]
    head = {name: value for name, value in (head | parts).items() if value is not None}
    check = hashlib.sha256(canonical.dump(head)).hexdigest()
    return canonical.dump({**head, "check": check}) + b"\n" + LOCKED[HEAD_END:]


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=3000))
def test_what_was_locked_opens_again(content: bytes) -> None:
    locked = lock(content, PASSPHRASE, CHEAP_FOR_TESTS)
    assert is_locked(locked)
    assert unlock(locked, PASSPHRASE) == content


def test_another_passphrase_opens_nothing() -> None:
    assert unlock(LOCKED, PASSPHRASE + " ") is None


def test_a_passphrase_is_the_same_from_every_keyboard() -> None:
    assert unlock(lock(CONTENT, "cafe\u0301", CHEAP_FOR_TESTS), "caf\u00e9") == CONTENT


def test_the_same_content_is_never_locked_the_same_way() -> None:
    again = lock(CONTENT, PASSPHRASE, CHEAP_FOR_TESTS)
    assert again[:HEAD_END] != LOCKED[:HEAD_END]
    assert again[HEAD_END:] != LOCKED[HEAD_END:]


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.integers(0, len(LOCKED) - 1), st.integers(1, 255))
def test_any_change_of_one_byte_is_damage(place: int, change: int) -> None:
    altered = bytearray(LOCKED)
    altered[place] ^= change
    with pytest.raises(Damaged):
        unlock(bytes(altered), PASSPHRASE)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.integers(0, len(LOCKED) - 1))
def test_a_file_that_is_cut_short_is_damaged(length: int) -> None:
    with pytest.raises(Damaged):
        unlock(LOCKED[:length], PASSPHRASE)


def test_a_newer_format_is_told_before_a_passphrase_is_tried() -> None:
    with pytest.raises(NewerFormat):
        unlock(with_head(format=2, kdf="argon9"), PASSPHRASE)


@pytest.mark.parametrize(
    "parts",
    [
        {"m": 2**40},
        {"m": 1024},
        {"t": 10**6},
        {"t": 0},
        {"p": 255},
        {"m": True},
        {"m": "65536"},
        {"kdf": "none"},
        {"locked": "other"},
        {"salt": "AAAA"},
        {"nonce": "?"},
        {"wrapped": 7},
        {"wrapped": None},
        {"more": "x"},
        {"format": 0},
        {"format": True},
    ],
)
def test_a_first_line_that_selfcare_never_writes_is_refused_before_it_costs_anything(parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidFile):
        unlock(with_head(**parts), PASSPHRASE)


def test_with_another_cost_or_salt_the_right_passphrase_does_not_open_it() -> None:
    assert unlock(with_head(t=2), PASSPHRASE) is None
    assert unlock(with_head(salt="A" * 22 + "=="), PASSPHRASE) is None
