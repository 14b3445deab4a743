"""Canonical JSON: one value has one spelling."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.vault import canonical

KEYS = st.text(st.characters(codec="ascii"), max_size=8)
WHOLE = st.integers(-canonical.LARGEST, canonical.LARGEST)
LEAVES = st.none() | st.booleans() | WHOLE | st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


@given(VALUES)
def test_what_was_written_reads_back_the_same(value: Any) -> None:
    assert canonical.parse(canonical.dump(value)) == value


@given(VALUES)
def test_a_loose_spelling_of_a_value_is_read_only_if_it_is_the_canonical_one(value: Any) -> None:
    loose = json.dumps(value).encode()
    if loose == canonical.dump(value):
        assert canonical.parse(loose) == value
    else:
        with pytest.raises(canonical.NotCanonical):
            canonical.parse(loose)


@pytest.mark.fuzz
@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_and_never_crash(raw: bytes) -> None:
    try:
        value = canonical.parse(raw)
    except canonical.NotCanonical:
        return
    assert canonical.dump(value) == raw


def test_the_form_is_sorted_tight_and_unescaped() -> None:
    assert canonical.dump({"b": [1, True, None], "a": "café ☕"}) == '{"a":"café ☕","b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'"\\u00e9"',
        b"NaN",
        b"Infinity",
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"9007199254740992",
        b"9" * 5000,
        b'{"\xc3\xa9":1}',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"1\n",
        b"",
        b"[" * 100_000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(raw: bytes) -> None:
    with pytest.raises(canonical.NotCanonical):
        canonical.parse(raw)


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, -(2**53), {1: 2}, {"é": 1}, "\ud800", (1,), b"x", {"a": [{"b": 0.5}]}]
)
def test_values_without_a_canonical_form_are_refused(value: object) -> None:
    with pytest.raises(canonical.NotCanonical):
        canonical.dump(value)
