"""Lines of a narrow screen: what is to be typed or dialled stands whole."""

import pytest

from selfcare.render.terminal import lines
from selfcare.render.wrapping import in_pieces
from selfcare.reports.document import Document, Item, Section

HINT = "How often is yours to say: selfcare settings set interval_line 28"


def shown(document: Document) -> list[str]:
    return [text for _, text in lines(document, 40)]


def test_a_command_below_a_page_stands_whole_on_a_line() -> None:
    assert shown(Document("Dates", footer=(HINT,)))[-2:] == [
        "How often is yours to say:",
        "selfcare settings set interval_line 28",
    ]


def test_a_command_inside_a_page_does_too() -> None:
    page = shown(
        Document("Today", sections=(Section("Waiting", (Item("Supervision due: peer. selfcare plan review"),)),))
    )
    assert page[-2:] == ["  Supervision due: peer.", "  selfcare plan review"]


@pytest.mark.parametrize(
    "said", ["`selfcare edit rxb3h` changes it.", "Worth a place in your plan? selfcare plan add --tool"]
)
def test_a_command_in_a_sentence_is_not_broken(said: str) -> None:
    assert any("selfcare edit rxb3h" in line or "selfcare plan add --tool" in line for line in in_pieces(said, 28))


def test_a_command_wider_than_a_narrow_screen_is_broken_between_words() -> None:
    assert in_pieces("As a file: selfcare supervision summary --to summary.md", 40) == [
        "As a file: selfcare supervision summary",
        "--to summary.md",
    ]


def test_a_telephone_number_is_not_broken() -> None:
    assert in_pieces("Lifeline (Northern Ireland): 0808 808 8000", 40) == [
        "Lifeline (Northern Ireland):",
        "0808 808 8000",
    ]


def test_what_a_person_wrote_is_broken_like_any_text() -> None:
    page = shown(Document("List", sections=(Section("", (Item("For me: selfcare " + "is hard to do " * 5),)),)))
    assert all(len(line) <= 40 for line in page)
