"""A person's text on a screen: every character that does something is shown instead."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.render.visible import visible

ANY = st.text(st.characters())
BIDI = [
    chr(code)
    for code in range(0x110000)
    if unicodedata.bidirectional(chr(code)) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
] + ["\u200e", "\u200f", "\u061c"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("naïve 🧡 \u2019 日本", "naïve 🧡 \u2019 日本"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("over\rwritten", "over\\rwritten"),
        ("\x7f \x9b31m", "\\x7f \\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("half \ud83d", "half \\ud83d"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
        ("", ""),
    ],
)
def test_text_is_shown_as_text(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("mark", BIDI, ids=[f"U+{ord(mark):04X}" for mark in BIDI])
def test_every_mark_that_reorders_what_follows_is_shown(mark: str) -> None:
    """Unicode Standard Annex 9: the explicit formatting characters, and the three implicit marks."""
    assert visible(f"a{mark}b") == f"a\\u{ord(mark):04x}b"


@given(ANY)
def test_nothing_that_a_terminal_would_obey_is_left(text: str) -> None:
    shown = visible(text)
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in shown if character not in "\n\t"}
    shown.encode("utf-8")


@given(ANY)
def test_what_is_shown_once_is_shown_the_same_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf"))))
def test_all_other_text_is_left_alone(text: str) -> None:
    assert visible(text) == text
