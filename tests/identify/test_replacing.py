"""Placeholders: stable within a report, and clean."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.find import find
from selfcare.identify.replacing import Numbering, put_in

TODAY = date(2026, 11, 21)
IDENTIFIERS = ["999 000 0018", "07700 900123", "+44 7700 900456", "WW99 9AA", "larch@example.org", "3/3/1987"]
BETWEEN = [
    " ",
    ", ",
    "\n",
    "born ",
    "NHS no ",
    "postcode ",
    "7",
    "A1",
    "Larch ",
    "2nd",
    ".",
    "-",
    "-\n",
    "\u200b",
    "\u00ad",
    "maria-smith",
    "XX123456A",
    "Sarah ",
    "mrs ",
    "Jones",
    "'s",
    "Oak House ",
    "14 ",
    "Road",
]
PIECES = st.sampled_from([*IDENTIFIERS, *BETWEEN])


def cleaned(text: str, numbering: Numbering) -> str:
    hits = find(text, today=TODAY)
    return put_in(text, ((hit, numbering.placeholder(hit.kind, text[hit.start : hit.end])) for hit in hits))


def test_the_same_value_has_the_same_number_throughout_a_report() -> None:
    numbering = Numbering()
    assert cleaned("07700 900123, then 07700 900456", numbering) == "[phone 1], then [phone 2]"
    assert cleaned("+44 (0)7700-900-456 and 07700\u00a0900123", numbering) == "[phone 2] and [phone 1]"
    assert cleaned("ww999aa or WW99 9AA; LARCH@example.org", numbering) == "[postcode 1] or [postcode 1]; [email 1]"


def test_each_report_begins_at_one() -> None:
    assert cleaned("07700 900456", Numbering()) == "[phone 1]"


def test_what_is_no_hit_is_kept_to_the_letter() -> None:
    assert cleaned("é\u00a0 999 000 0018 😀", Numbering()) == "é\u00a0 [NHS number 1] 😀"
    assert cleaned("nothing here\n", Numbering()) == "nothing here\n"


def test_two_addresses_that_differ_by_a_dot_stay_apart() -> None:
    assert cleaned("a.b@example.org ab@example.org", Numbering()) == "[email 1] [email 2]"


@given(st.lists(PIECES, max_size=12).map("".join))
def test_replacing_until_nothing_is_found_ends_and_placeholders_are_never_hits(text: str) -> None:
    """Once is not always enough: what stood beside a hit may itself be one."""
    numbering = Numbering()
    for _ in range(12):
        if not find(text, today=TODAY):
            break
        text = cleaned(text, numbering)
    assert find(text, today=TODAY) == ()
