"""What the name guard knows, the gate finds, and puts the pseudonym in."""

from datetime import date

from hypothesis import example, given
from tests.identify.test_guarding import MADE, TWO, guard

from selfcare.identify.answers import Answer, Answers, Asked
from selfcare.identify.find import find
from selfcare.identify.guarding import guarded, names_in
from selfcare.identify.replacing import value_of
from selfcare.redaction.check import Known, findings, redact
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.document import Document, Item, Section

TODAY = date(2026, 11, 21)
ALLOW = frozenset({"Larch", "Slate", "Teal"})
KNOWN = Known(TODAY, ALLOW, guard(Larch=["Zubrow"]))


def page(*texts: str) -> Document:
    items = tuple(Item(text, record=f"r{number}") for number, text in enumerate(texts, start=1))
    return Document("A page", sections=(Section("Risk", items),))


def put_in(document: Document, known: Known = KNOWN) -> list[str]:
    made = redact(document, known, replace_all=True)
    assert isinstance(made, Shareable)
    return [item.text for item in made.document.sections[0].items]


def test_it_is_certain_and_has_its_pseudonym() -> None:
    (found,) = findings(page("today zubrow rang"), KNOWN)
    assert (found.kind, found.hard, found.instead) == ("person_name", True, "Larch")
    assert found.written == "zubrow"
    assert findings(page("today zubrow rang"), Known(TODAY, ALLOW)) == ()


def test_the_pseudonym_takes_its_place_and_what_is_left_is_looked_through() -> None:
    texts = put_in(page("zubrow's mum, 07700 900123", "zubrow@example.org", "at 14 Zubrow Street"))
    assert texts == ["Larch's mum, [phone 1]", "[email 1]", "at [address 1]"]


def test_a_title_before_it_goes_as_with_a_name_that_nobody_put_away() -> None:
    texts = put_in(
        page("Met Mrs Zubrow and left", "told dr. Zubrow's mum", "rang Sister  Zubrow", "a nurse. Zubrow left")
    )
    assert texts == ["Met Larch and left", "told Larch's mum", "rang Larch", "a nurse. Larch left"]


def test_a_name_beside_it_that_is_not_put_away_is_found_all_the_same() -> None:
    assert "Sarah" not in " ".join(put_in(page("told Zubrow Sarah Okafor", "Sarah Okafor Zubrow came")))


def test_it_may_be_kept_with_a_reason() -> None:
    answers = Answers({Asked("r1", value_of("person_name", "zubrow"), "person_name"): Answer("keep", "agreed")}, str)
    known = Known(TODAY, ALLOW, KNOWN.guard, answers)
    assert findings(page("zubrow rang"), known) == ()
    assert put_in(page("zubrow rang"), known) == ["zubrow rang"]


@given(MADE)
@example("[name]Will")
def test_where_the_guard_would_change_a_text_the_check_finds_something(written: str) -> None:
    if guarded(written, TWO).used:
        assert find(written, today=TODAY, allow=ALLOW, guard=TWO)
        assert names_in(written, TWO)


@given(MADE)
def test_names_stand_in_order_and_apart(written: str) -> None:
    end = 0
    for each in names_in(written, TWO):
        assert end <= each.start < each.end <= len(written)
        end = each.end
