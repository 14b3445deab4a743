"""Likely names are asked about; words that only look like names are not."""

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.find import find
from selfcare.identify.words import entries, everyday, first_names, key, name_words, not_names, surnames

TODAY = date(2026, 11, 21)

ASKED = [
    ("Met Mrs Quillfeather at ten.", "Mrs Quillfeather"),
    ("dr patel was late", "dr patel"),
    ("mr o'brien, again", "mr o'brien"),
    ("Mrs May shouted.", "Mrs May"),
    ("Dr. A. Mehta signed", "Dr. A. Mehta"),
    ("Sarah was tearful.", "Sarah"),
    ("saw sarah at home", "sarah"),
    ("sarah jones rang", "sarah jones"),
    ("sarahs mum rang", "sarahs"),
    ("It was Sarah’s idea.", "Sarah"),
    ("I spoke to Xolquin about it.", "Xolquin"),
    ("Xolquin Brathwell came early.", "Xolquin Brathwell"),
    ("Xolquin said no.", "Xolquin"),
    ("Anne-Marie sang", "Anne-Marie"),
    ("a card from O'Brien", "O'Brien"),
    ("J Smith wept", "J Smith"),
    ("J. Smith wept", "J. Smith"),
    ("J.S. wept", "J.S."),
    ("went with JQ to court", "JQ"),
    ("Will said yes.", "Will"),
    ("I told Grace", "Grace"),
    ("i told mark", "mark"),
    ("saw May at home", "May"),
    ("SARAH LEFT", "SARAH"),
    ("Zoe\u0308 came", "Zoe\u0308"),
    ("Siân came", "Siân"),
    ("Sarah\u00a0Jones rang", "Sarah\u00a0Jones"),
    ("Sarah Green rang", "Sarah Green"),
    ("Sarah K rang", "Sarah K"),
    ("with Maria de Souza today", "Maria de Souza"),
]

NOT_ASKED = [
    "May was hard. June too; in April we hope for more.",
    "Will this end? Hope so. Mark my words. Grace took a while. Bill due.",
    "She came. They left. Nobody rang. Today was long.",
    "From Leeds to Cardiff by train, with Polish songs and a Welsh driver.",
    "Gibbs, Kolb, Borton, Schön, Johns, Proctor and Morrison walk into a bar.",
    "David Kolb and Tony Morrison are on the reading list.",
    "CAMHS, the NHS, RiO, the GP, DoLS and the AMHPs",
    "the Care Act, the Mental Health Act, the Human Rights Act",
    "Teams froze, so we used Zoom, then WhatsApp.",
    "Muslim, Christian, Hindu and Sikh colleagues; Urdu, Arabic, Welsh",
    "My Team Manager and a Senior Social Worker met Duty.",
    "Care Plan Review With Family",
    "Larch, Slate and Teal were in. I met Larch.",
    "[name 1] and [name] and [organisation 2]",
    "vitamin D, hepatitis C, plan B, Bay C, ward 7, Room 12",
    "the UK, the U.K., 9 A.M., e.g. this",
]

PLACES = [
    ("at Oak House today", "Oak House"),
    ("At Oak House it was calm.", "Oak House"),
    ("on Maple Ward", "Maple Ward"),
    ("from St Mary's School", "St Mary's School"),
    ("from st mary's school", "st mary's school"),
    ("at Hilltop Primary now", "Hilltop Primary"),
    ("the Fernlea Care Home", "Fernlea Care Home"),
    ("on 'Maple Ward'", "Maple Ward"),
]


def asked(text: str, kind: str, allow: frozenset[str] = frozenset()) -> list[str]:
    hits = find(text, today=TODAY, allow=allow)
    assert not any(hit.hard for hit in hits)
    return [text[hit.start : hit.end] for hit in hits if hit.kind == kind]


@pytest.mark.parametrize(("text", "name"), ASKED)
def test_a_likely_name_is_asked_about(text: str, name: str) -> None:
    assert asked(text, "person_name") == [name]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_words_that_name_nobody_are_left_alone(text: str) -> None:
    assert find(text, today=TODAY) == ()


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_a_named_place_of_care_or_school_is_asked_about(text: str, place: str) -> None:
    assert asked(text, "organisation_or_school") == [place]
    assert asked(text, "person_name") == []


@pytest.mark.parametrize(
    "text", ["Ward 7 was full", "the Crisis House", "Special School run", "a Care Home", "our Unit"]
)
def test_a_place_without_a_name_is_none(text: str) -> None:
    assert find(text, today=TODAY) == ()


def test_what_the_caller_allows_is_no_hit() -> None:
    text = "Spoke to Xolquin, then to Brave Otter, at Xolquin House."
    assert asked(text, "person_name") == ["Xolquin", "Brave Otter"]
    assert find(text, today=TODAY, allow=frozenset({"xolquin", "Brave Otter"})) == ()


def test_allowing_a_word_never_hides_an_identifier() -> None:
    (hit,) = find("teal@example.org", today=TODAY, allow=frozenset({"teal", "example"}))
    assert hit.kind == "email"


def test_a_name_inside_an_identifier_is_not_asked_about_again() -> None:
    kinds = [hit.kind for hit in find("sarah@example.org, 14 Sarah Road", today=TODAY)]
    assert kinds == ["email", "address"]


@given(st.sampled_from(sorted(first_names())), st.sampled_from(["{} rang.", "I saw {} today", "Today, {} was calm"]))
def test_every_first_name_of_the_list_is_asked_about(name: str, sentence: str) -> None:
    for written in (name, name.title(), name.upper()):
        assert asked(sentence.format(written), "person_name") == [written]


@given(st.sampled_from(sorted((everyday() | not_names()) - {"april", "may", "june", "august", "jan"})))
def test_no_word_of_the_other_lists_is_a_name_by_itself(word: str) -> None:
    assert find(f"The {word.title()} again", today=TODAY) == ()


@pytest.mark.parametrize("name", ["first_names", "name_words", "surnames", "everyday", "not_names"])
def test_a_list_is_in_order_and_as_it_is_looked_up(name: str) -> None:
    lines = files("selfcare.identify").joinpath("data", f"{name}.txt").read_text("utf-8").splitlines()
    written = [line for line in lines if not line.startswith("#")]
    assert all(line and line == line.strip().lower() for line in written)
    assert len(set(map(key, written))) == len(entries(name)) == len(written)


def test_a_word_is_in_one_list_of_names_alone() -> None:
    assert not first_names() & name_words()
    assert not first_names() & everyday()
    assert not surnames() & everyday()


def shipped() -> Iterator[str]:
    """Every text that ships, but for the register of help and the reading list, which name their authors."""
    for file in files("selfcare.guidance").joinpath("data").iterdir():
        if file.name not in ("helplines.toml", "resources.toml"):
            yield from texts(tomllib.loads(file.read_text("utf-8")))


def texts(value: object, field: str = "") -> Iterator[str]:
    if isinstance(value, str) and field != "source":
        yield value
    elif isinstance(value, dict):
        for each_field, each in value.items():
            yield from texts(each, each_field)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, field)


def test_our_own_headings_labels_and_texts_are_no_hits() -> None:
    assert [text for text in shipped() if find(text, today=TODAY)] == []


@pytest.mark.parametrize(
    "piece",
    ["Sarah ", "sarah ", "Aa-", "O'", "Mr. ", "St. a ", "de ", "Aa de ", "Aa of ", "Aa House ", "Xo said ", "A\n"],
)
def test_a_very_long_line_of_near_names_costs_no_more_than_its_length(piece: str) -> None:
    """50,000 characters; a search that begins again at every hyphen would not come back."""
    assert isinstance(find((piece * 50_000)[:50_000], today=TODAY), tuple)
