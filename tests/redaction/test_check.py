"""The gate looks at every text that a person may have written, and says what and where without repeating it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.guidance import helplines
from selfcare.identify.find import find
from selfcare.redaction.check import Finding, Known, findings, helpline_numbers, in_words, redact, what_was_checked
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.document import Document, Item, Section

TODAY = date(2026, 11, 21)
PHONE, EMAIL, NHS = "07700 900123", "sam@example.org", "943 476 5919"


def page(*items: Item, lead: tuple[str, ...] = ()) -> Document:
    return Document("A page", lead, (Section("Going well", (Item("calm"),)), Section("Risk", items)))


@pytest.mark.parametrize(
    "document",
    [
        page(lead=(f"ring {PHONE}",)),
        page(Item(f"ring {PHONE}")),
        page(Item("see", ((f"ring {PHONE}", "now"),))),
        page(Item("see", (("What", f"ring {PHONE}"),))),
        page(Item("see", (("", f"#tag #{PHONE}"),))),
    ],
)
def test_every_text_is_looked_at(document: Document) -> None:
    found = redact(document, Known(TODAY))
    assert isinstance(found, tuple)
    assert [each.kind for each in found] == ["phone"]
    replaced = redact(document, Known(TODAY), replace_all=True)
    assert isinstance(replaced, Shareable)
    assert PHONE not in repr(replaced.document)


def test_findings_name_kind_and_place_and_never_the_text() -> None:
    found = findings(page(Item("fine"), Item(f"write to {EMAIL}", (("Then", PHONE),))), Known(TODAY))
    assert [(each.label, each.place) for each in found] == [("email", "Risk, item 2"), ("phone", "Risk, item 2")]
    assert EMAIL not in repr(found)
    assert PHONE not in repr(found)
    assert in_words(found) == "email (1), phone (1)"


def test_the_same_value_has_the_same_placeholder_throughout() -> None:
    document = page(Item(f"{PHONE} and +44 7700 900123"), Item("later", (("Again", f"{PHONE}, {NHS}"),)))
    made = redact(document, Known(TODAY), replace_all=True)
    assert isinstance(made, Shareable)
    assert made.document.sections[1].items == (
        Item("[phone 1] and [phone 1]"),
        Item("later", (("Again", "[phone 1], [NHS number 1]"),)),
    )


def test_help_numbers_are_no_hits() -> None:
    numbers = [each.number for each in helplines.load() if each.number]
    assert len(numbers) > 5
    document = page(*(Item(f"I rang {number}.") for number in numbers))
    assert findings(document, Known(TODAY)) == ()
    assert all(number.isdigit() for number in helpline_numbers())


def test_the_footer_says_what_was_checked_and_that_no_check_finds_everything() -> None:
    made = redact(page(), Known(TODAY))
    assert isinstance(made, Shareable)
    assert made.document.footer[-1] == what_was_checked()
    assert "No check finds everything" in what_was_checked()
    assert "NHS number" in what_was_checked()


def test_a_finding_at_the_top_of_the_page_has_no_item() -> None:
    assert Finding("phone", "the top of the page", 0, hard=True).place == "the top of the page"


pieces = st.lists(
    st.sampled_from([PHONE, EMAIL, NHS, "SW1A 1AA", "QQ", "AB123456C", " ", "-", "0", "4", "+44", "@a.uk", "x"])
)


@settings(deadline=None)
@given(st.lists(pieces.map("".join), max_size=4))
def test_whatever_is_shareable_has_no_hit(texts: list[str]) -> None:
    """Rule: what passed the gate has nothing left that the gate would stop, with placeholders or without."""
    document = page(*(Item(text, (("Note", text[::-1]),)) for text in texts))
    for replace_all in (False, True):
        made = redact(document, Known(TODAY), replace_all=replace_all)
        if isinstance(made, Shareable):
            assert findings(made.document, Known(TODAY)) == ()
        else:
            assert made


@given(st.text(max_size=200))
def test_a_text_without_hits_goes_out_as_it_is(text: str) -> None:
    made = redact(page(Item(text)), Known(TODAY))
    assert isinstance(made, Shareable) == (find(text, today=TODAY) == ())
    if isinstance(made, Shareable):
        assert made.document.sections[1].items == (Item(text),)
