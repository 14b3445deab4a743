"""A name in a tag, and one with something inside that nobody sees, are read as they are meant."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.find import find
from selfcare.identify.readings import readings

TODAY = date(2026, 11, 21)


def found(text: str, allow: frozenset[str] = frozenset()) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, today=TODAY, allow=allow)]


@pytest.mark.parametrize(
    "tag",
    ["maria-smith", "mrs-okafor", "dr-patel", "priya-r", "t-hussain", "sarah_jones", "fernhill-house", "oak-lodge"],
)
def test_a_name_in_a_tag_is_asked_about_whole(tag: str) -> None:
    assert found(tag) == [tag]
    assert found(f"home-visit #{tag} again") == [tag]


def test_words_that_name_nobody_name_nobody_in_a_tag_either() -> None:
    assert found("silver-birch and sarah-cole", frozenset({"silver birch", "sarah cole"})) == []


@pytest.mark.parametrize("name", [each.name for each in files("selfcare.guidance").joinpath("data").iterdir()])
def test_no_id_of_ours_is_taken_for_a_name(name: str) -> None:
    ids = set(_ids(tomllib.loads(files("selfcare.guidance").joinpath("data", name).read_text("utf-8"))))
    assert [each for each in ids if found(each)] == []


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for key, inner in value.items() for each in (key, *_ids(inner)))
    elif isinstance(value, list):
        yield from (each for inner in value for each in _ids(inner))
    elif isinstance(value, str) and re.fullmatch(r"[a-z]+(-[a-z]+)+", value):
        yield value


@pytest.mark.parametrize(
    "written",
    ["Win\u200bifred", "Win\u200eifred", "Win\u00adifred", "Win-\nifred", "Win-\r\n  ifred", "mr\u2060s Okafor"],
)
def test_what_nobody_sees_hides_no_name_and_keeps_its_place(written: str) -> None:
    assert found(f"Saw {written} today") == [written]


def test_what_nobody_sees_hides_no_number_and_parts_two_names() -> None:
    assert found("ring 07700\u200e 900\u200b123") == ["07700\u200e 900\u200b123"]
    assert found("told Winifred\u200bOkafor so") == ["Winifred\u200bOkafor"]


@given(st.text(alphabet=st.sampled_from("aZ-_\n\r \u200b\u00ad\u200e0[]phone1")))
def test_every_hit_of_a_reading_lies_in_the_text(text: str) -> None:
    for each in readings(text):
        assert len(each.text) == len(each.places if each.places is not None else text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in find(text, today=TODAY))
