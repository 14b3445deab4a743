"""Folding keeps every offset."""

from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.normalise import fold, without_placeholders


@given(st.text())
def test_folding_keeps_the_length_and_changes_nothing_twice(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=126, min_codepoint=32)))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert fold(text) == text


def test_spaces_dashes_and_digits_become_plain() -> None:
    assert fold("0\u00a07\u20097\u202f0\u20110\u2013９\u2212٠\u200b𝟏＠ａ．ｏ’") == "0 7 7 0-0-9-0 1@a.o'"


def test_letters_keep_their_marks() -> None:
    assert fold("Zoë ½ ﬁne 😀 e\u0301") == "Zoë ½ ﬁne 😀 e\u0301"


def test_placeholders_are_blanked_and_other_brackets_are_not() -> None:
    assert without_placeholders("a [phone 12] [name] [phone x]") == "a " + "\0" * 10 + " " + "\0" * 6 + " [phone x]"
