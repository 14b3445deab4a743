"""A finding is shown in its sentence, on one line, and in no more than that."""

from hypothesis import given
from hypothesis import strategies as st

from selfcare.redaction.check import Finding
from selfcare.redaction.quoting import AROUND, quoted


def of(text: str, written: str) -> str:
    start = text.index(written)
    return quoted(Finding("phone", "Risk", 1, hard=True, text=text, start=start, end=start + len(written)))


def test_the_sentence_alone_is_shown() -> None:
    text = "She was late. I rang 07700 900123 twice! Nobody came."
    assert of(text, "07700 900123") == "I rang «07700 900123» twice!"


def test_it_can_be_shown_as_it_would_read() -> None:
    text = "She was late. I rang 07700 900123 twice! Nobody came."
    found = Finding("phone", "Risk", 1, hard=True, text=text, start=21, end=33)
    assert quoted(found, "the office") == "I rang the office twice!"


def test_a_line_ends_a_sentence() -> None:
    assert of("Calm\nRang Sarah\nCalm", "Sarah") == "Rang «Sarah»"


def test_a_long_sentence_is_cut_between_words_around_what_was_found() -> None:
    shown = of("before " * 60 + "Sarah " + "after " * 60, "Sarah")
    assert shown.startswith("…before before")
    assert "before «Sarah» after" in shown
    assert shown.endswith("after…")


@given(st.text(max_size=300), st.text(min_size=1, max_size=40), st.text(max_size=300))
def test_it_is_one_line_that_shows_what_was_found(before: str, written: str, after: str) -> None:
    finding = Finding(
        "phone", "Risk", 1, hard=True, text=before + written + after, start=len(before), end=len(before + written)
    )
    shown = quoted(finding)
    assert len(shown.splitlines()) <= 1
    assert len(shown) <= 2 * AROUND + len(written) + 4
    assert "".join(written.split()) in "".join(shown.split())
