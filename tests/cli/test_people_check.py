"""`people check`: says what could identify somebody, where and why, and never repeats it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Home

from selfcare.cli.people import _hit_object, _in_words
from selfcare.identify.hits import LABELS, Hit

TEXT = "A long day.\nRang Sarah on 07700 900123."


def test_each_hit_has_its_kind_its_place_and_a_reason_and_is_not_repeated(empty_home: Home) -> None:
    """No journal is needed, and none is made."""
    told = empty_home.run("people", "check", "-", stdin=TEXT, passphrase=None)
    assert told.code == 0
    name, phone, rule = told.out.splitlines()
    assert name == "name: line 2, column 6; a question; a name common in the UK."
    assert phone == "phone: line 2, column 15; likely; has the form of a telephone number."
    assert "No check finds everything" in rule
    assert "Sarah" not in told.out
    assert "07700" not in told.out
    assert not empty_home.folder.exists()


def test_without_a_hit_it_still_says_that_no_check_finds_everything(empty_home: Home) -> None:
    told = empty_home.run("people", "check", "A", "quiet", "shift.", passphrase=None)
    assert (told.code, told.out.startswith("Nothing found.")) == (0, True)
    assert "No check finds everything" in told.out


def test_help_lines_are_no_hits(empty_home: Home) -> None:
    told = empty_home.run("people", "check", "Rang", "SANEline", "on", "0300", "304", "7000.", passphrase=None)
    assert told.out.startswith("Nothing found.")


def test_json_gives_offsets_in_code_points(empty_home: Home) -> None:
    told = empty_home.run("people", "check", "-", "--json", stdin="😀 WW99 9AA", passphrase=None)
    assert told.object == {"format": 1, "hits": [{"start": 2, "end": 10, "kind": "postcode", "hard": True}]}


def test_a_line_in_gives_a_line_out(empty_home: Home) -> None:
    lines = [
        {"id": "é1", "text": "😀 saw Sarah"},
        {"id": 2, "text": "quiet"},
        {"id": "c", "text": "DOB 3/3/1987", "x": 0},
    ]
    told = empty_home.run(
        "people", "check", "--jsonl", stdin="\n".join(map(json.dumps, lines)) + "\n\n", passphrase=None
    )
    assert told.code == 0
    assert [json.loads(line) for line in told.out.splitlines()] == [
        {"id": "é1", "hits": [{"start": 6, "end": 11, "kind": "person_name", "hard": False}]},
        {"id": 2, "hits": []},
        {"id": "c", "hits": [{"start": 4, "end": 12, "kind": "date_of_birth", "hard": True}]},
    ]


@pytest.mark.parametrize("bad", ["{", "[]", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 2}', '"x"', "[" * 100_000])
def test_a_line_of_another_form_is_named_by_its_number_and_nothing_is_answered(empty_home: Home, bad: str) -> None:
    given = '{"id": 1, "text": "Sarah"}\n' + bad + "\n"
    told = empty_home.run("people", "check", "--jsonl", stdin=given, passphrase=None)
    assert (told.code, told.out) == (2, "")
    assert "Line 2" in told.err


@pytest.mark.parametrize(
    "arguments", [[], ["words", "--jsonl"], ["words", "--id", "abcde"], ["--id", "abcde", "--jsonl"]]
)
def test_there_is_one_thing_to_look_through(empty_home: Home, arguments: list[str]) -> None:
    assert empty_home.run("people", "check", *arguments, passphrase=None).code == 2


def test_a_record_is_looked_through_part_by_part(home: Home) -> None:
    made = home.run("reflect", "--answer", "what=Met Priya", "--answer", "now_what=Rest", "--tag", "sarah", "--json")
    told = home.run("people", "check", "--id", made.object["record"]["handle"])
    assert told.code == 0
    assert [line.partition(";")[0] for line in told.out.splitlines()[:-1]] == [
        "name: What happened?, line 1, column 5",
        "name: tag, line 1, column 1",
    ]


@given(st.text(), st.text(), st.sampled_from(sorted(LABELS)))
def test_the_place_is_where_an_editor_would_show_it(before: str, after: str, kind: str) -> None:
    hit = Hit(len(before), len(before) + 1, kind, True, "a reason")  # type: ignore[arg-type]
    lines = (before + "x").split("\n")
    assert f"line {len(lines)}, column {len(lines[-1])};" in _in_words("", before + "x" + after, hit)
    assert _hit_object(hit)["start"] == len(before)
