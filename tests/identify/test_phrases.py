"""Phrases that name nobody: each is out of the way wherever it stands whole, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.words import without_phrases

PHRASES = frozenset({"care act", "day surgery", "may day", "larch"})
pieces = st.lists(st.sampled_from([*PHRASES, "Care", "act", "surgery", "may", "scarecare", " ", "-", "\n", "."]))


@pytest.mark.parametrize("written", ["Care Act", "care-act", "CARE  ACT", "care\nact", "care -\nact"])
def test_a_phrase_is_found_in_either_case_and_over_a_gap(written: str) -> None:
    assert without_phrases(PHRASES, f"The {written}, again") == "The " + "\0" * len(written) + ", again"


@pytest.mark.parametrize("written", ["scare act", "care acts", "care, act", "day", "larches"])
def test_a_part_of_a_word_is_none(written: str) -> None:
    assert without_phrases(PHRASES, written) == written


def test_of_two_that_overlap_the_longer_is_out_of_the_way() -> None:
    assert without_phrases(PHRASES, "may day surgery") == "may " + "\0" * len("day surgery")


def test_no_phrases_take_nothing() -> None:
    assert without_phrases(frozenset(), "Care Act") == "Care Act"


@given(pieces.map("".join))
def test_what_is_left_stands_where_it_stood_and_has_no_phrase(text: str) -> None:
    left = without_phrases(PHRASES, text)
    assert all(after in (before, "\0") for before, after in zip(text, left, strict=True))
    assert without_phrases(PHRASES, left) == left
