"""Identifiers as tired people type them: a letter o for a nought, digit by digit, a house in lower case."""

from datetime import date

import pytest

from selfcare.identify.find import find
from selfcare.identify.replacing import value_of

TODAY = date(2026, 11, 21)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.kind) for hit in find(text, today=TODAY)]


@pytest.mark.parametrize("number", ["o7700 900456", "O77oo 9oo456", "0 7 7 0 0 9 0 0 4 5 6", "0-7-7-0-0-9-0-0-4-5-6"])
def test_a_phone_number_is_known_however_it_was_typed(number: str) -> None:
    assert found(f"rang {number} twice") == [(number, "phone")]
    assert value_of("phone", number) == value_of("phone", "07700 900456")


@pytest.mark.parametrize("text", ["0 1 2 3 4 5 6 7 8 9", "from 0 1 2 3 4 5 6 7 8 9 10", "o 7 of 10", "2 of 10"])
def test_a_scale_is_no_phone_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("house", ["rowan house", "fernhill lodge", "fullerton care home"])
def test_a_house_in_lower_case_is_asked_about_after_at(house: str) -> None:
    assert found(f"i was at {house} today") == [(house, "organisation_or_school")]


@pytest.mark.parametrize(
    "text", ["at opera house", "at the house", "to halfway house", "at mums house", "at safe house"]
)
def test_a_house_without_a_name_is_none(text: str) -> None:
    assert found(text) == []
