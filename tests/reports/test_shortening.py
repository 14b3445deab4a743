"""A text on one line of a screen: whole where it fits, and never a mark alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.reports.shortening import shortened


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("ring the ward", "ring the ward"),
        ("ring the ward today", "ring the ward…"),
        ("ring\n  the\tward", "ring the ward"),
        ("https://example.org", "https://examp…"),
        ("https://example.org today", "https://examp…"),
        ("…", "…"),
        ("", ""),
    ],
)
def test_it_is_cut_at_a_word_or_inside_one_that_is_too_long(text: str, short: str) -> None:
    assert shortened(text, 14) == short


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), st.integers(2, 40))
def test_it_is_one_line_that_fits_and_begins_as_the_text_does(text: str, width: int) -> None:
    short, whole = shortened(text, width), " ".join(text.split())
    assert len(short) <= width
    assert len(short.splitlines()) <= 1
    assert short == whole or (short != "…" and whole.startswith(short.removesuffix("…")))
