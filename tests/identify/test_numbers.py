"""The check digit and the ranges of the health numbers."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from selfcare.identify.numbers import check_digit_holds, health_numbers, national_insurance_numbers


@pytest.mark.parametrize("digits", ["9990000018", "9990000026", "9990000034", "9434765919"])
def test_a_right_check_digit_holds(digits: str) -> None:
    assert check_digit_holds(digits)


@pytest.mark.parametrize("digits", ["9990000019", "9991234560", "9876544321"])
def test_a_wrong_check_digit_does_not(digits: str) -> None:
    assert not check_digit_holds(digits)


@given(st.integers(999_000_000, 999_999_999))
def test_at_most_one_last_digit_is_right_and_a_swap_of_neighbours_shows(first_nine: int) -> None:
    """Modulus 11 is there to show a wrong digit and two digits swapped."""
    right = [last for last in range(10) if check_digit_holds(f"{first_nine}{last}")]
    assert len(right) <= 1
    assume(right)
    digits = f"{first_nine}{right[0]}"
    for at in range(9):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        assert swapped == digits or not check_digit_holds(swapped)


def kinds(text: str) -> set[str]:
    return {hit.kind for hit in health_numbers(text)}


@given(st.integers(320_000_001, 399_999_999), st.integers(0, 9))
def test_the_range_tells_a_health_and_care_number(first_nine: int, last: int) -> None:
    digits = f"{first_nine}{last}"
    assert kinds(digits) == ({"hc_number"} if check_digit_holds(digits) else set())


@given(st.dates(date(1910, 1, 1), date(2026, 11, 21)), st.integers(0, 9999))
def test_ten_digits_that_begin_with_a_date_are_a_chi_number_whatever_their_check_digit(day: date, rest: int) -> None:
    assert kinds(f"{day:%d%m%y}{rest:04}") == {"chi_number"}
    assert kinds(f"{day:%d%m%y} {rest:04}") == {"chi_number"}


@pytest.mark.parametrize(
    "pair", ["DA", "AD", "FA", "IA", "QA", "UA", "VA", "AO", "BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]
)
def test_pairs_of_letters_that_are_not_used_make_no_national_insurance_number(pair: str) -> None:
    assert not list(national_insurance_numbers(f"{pair}123456A"))


def test_a_national_insurance_number_ends_in_a_to_d_or_in_its_digits() -> None:
    assert [hit.end for hit in national_insurance_numbers("XX123456D")] == [9]
    assert not list(national_insurance_numbers("XX123456E"))
    assert not list(national_insurance_numbers("XX1234567"))
