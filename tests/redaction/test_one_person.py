"""A person who is named once on a page is found wherever that page names them, and has one placeholder."""

from datetime import date

import pytest

from selfcare.identify.answers import Answer, Answers, Asked
from selfcare.identify.replacing import value_of
from selfcare.redaction.check import Known, findings, redact
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.document import Document, Item, Section

TODAY = date(2026, 11, 21)


def page(*texts: str) -> Document:
    items = tuple(Item(text, record=f"r{number}") for number, text in enumerate(texts, start=1))
    return Document("A page", sections=(Section("Risk", items),))


def put_in(*texts: str) -> list[str]:
    made = redact(page(*texts), Known(TODAY), replace_all=True)
    assert isinstance(made, Shareable)
    return [item.text for item in made.document.sections[0].items]


@pytest.mark.parametrize(
    ("texts", "made"),
    [
        (
            ["leo marsh rang", "LEO MARSH was cross", "then Leo Marsh left"],
            ["[name 1] rang", "[name 1] was cross", "then [name 1] left"],
        ),
        (["told Quorra Zubrow", "zubrow rang"], ["told [name 1]", "[name 1] rang"]),
        (["zubrow rang", "told Quorra Zubrow"], ["[name 1] rang", "told [name 1]"]),
        (
            ["told Will Baker", "I will go to the baker", "WILL BAKER"],
            ["told [name 1]", "I will go to the baker", "[name 1]"],
        ),
        (["told Mrs Zubrow", "zubrow rang"], ["told [name 1]", "[name 1] rang"]),
    ],
)
def test_each_word_and_the_whole_in_any_case_is_the_same_person(texts: list[str], made: list[str]) -> None:
    assert put_in(*texts) == made


def test_a_word_of_two_people_is_neither() -> None:
    assert put_in("told Leo Zubrow", "told Quorra Zubrow", "zubrow rang")[2] == "[name 3] rang"


def test_a_name_of_one_word_tells_nothing_of_lower_case() -> None:
    assert put_in("I told Brackendale", "the brackendale") == ["I told [name 1]", "the brackendale"]


def test_it_is_found_still_when_the_whole_name_has_been_answered() -> None:
    whole = Asked("r1", value_of("person_name", "Quorra Zubrow"), "person_name")
    known = Known(TODAY, answers=Answers({whole: Answer("replace", "a relative")}, str))
    found = redact(page("told Quorra Zubrow", "zubrow rang"), known)
    assert isinstance(found, tuple)
    assert [(each.record, each.written) for each in found] == [("r2", "zubrow")]


def test_the_reason_quotes_nothing() -> None:
    found = findings(page("told Quorra Zubrow", "zubrow rang"), Known(TODAY))
    assert [each.reason for each in found][1] == "a part of a name that stands on this page"
