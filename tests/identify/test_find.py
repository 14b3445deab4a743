"""What the identifier check finds, and what it must leave alone.

Every number is from a range that is never issued or is kept for fiction: NHS 999..., Ofcom's drama numbers,
example.org, postcode areas that do not exist, a National Insurance prefix that is not used.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.find import find
from selfcare.identify.hits import LABELS

TODAY = date(2026, 11, 21)


def found(text: str, exempt: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in find(text, today=TODAY, exempt=exempt)]


FOUND = [
    ("her NHS number 9990000018 was on it", "nhs_number", "9990000018"),
    ("999 000 0026", "nhs_number", "999 000 0026"),
    ("999-000-0034.", "nhs_number", "999-000-0034"),
    ("(999.000.0018)", "nhs_number", "999.000.0018"),
    ("999  000  0018", "nhs_number", "999  000  0018"),
    ("999000 0018", "nhs_number", "999000 0018"),
    ("NHS9990000018", "nhs_number", "9990000018"),
    ("NHS no. 99 90 00 00 18", "nhs_number", "99 90 00 00 18"),
    ("nhs number is 99900 00018", "nhs_number", "99900 00018"),
    ("999\u00a0000\u00a00018", "nhs_number", "999\u00a0000\u00a00018"),
    ("999\u2009000\u20110018", "nhs_number", "999\u2009000\u20110018"),
    ("９９９ ０００ ００１８", "nhs_number", "９９９ ０００ ００１８"),
    ("٩٩٩٠٠٠٠٠١٨", "nhs_number", "٩٩٩٠٠٠٠٠١٨"),
    ("wrapped 999 000\n0018 here", "nhs_number", "999 000\n0018"),
    ("the example 943 476 5919", "nhs_number", "943 476 5919"),
    # A CHI number with a wrong check digit was never issued, and its first half is still a date of birth.
    ("CHI 0101901230", "chi_number", "0101901230"),
    ("290200 1230", "chi_number", "290200 1230"),
    ("chi number 01 01 90 1230", "chi_number", "01 01 90 1230"),
    ("NI number XX123456A", "ni_number", "XX123456A"),
    ("XX 12 34 56 A", "ni_number", "XX 12 34 56 A"),
    ("xx123456a", "ni_number", "xx123456a"),
    ("xx 12 34 56a", "ni_number", "xx 12 34 56a"),
    ("XX-12-34-56-A", "ni_number", "XX-12-34-56-A"),
    ("XX 12 34 56", "ni_number", "XX 12 34 56"),
    ("national insurance: xx 12 34 56", "ni_number", "xx 12 34 56"),
    ("XX123456 ", "ni_number", "XX123456"),
    ("lives at AA9A 9AA now", "postcode", "AA9A 9AA"),
    ("A9 9AA", "postcode", "A9 9AA"),
    ("A99 9AA", "postcode", "A99 9AA"),
    ("WW9 9AA", "postcode", "WW9 9AA"),
    ("ww99 9aa", "postcode", "ww99 9aa"),
    ("A9A 9AA", "postcode", "A9A 9AA"),
    ("Ww999aa,", "postcode", "Ww999aa"),
    ("WW99  9AA", "postcode", "WW99  9AA"),
    ("WW99-9AA", "postcode", "WW99-9AA"),
    ("_WW99 9AA_", "postcode", "_WW99 9AA_"[1:-1]),
    ("ww99 2nd", "postcode", "ww99 2nd"),
    ("home\u2013WW99\u00a09AA", "postcode", "WW99\u00a09AA"),
    ("gir 0aa", "postcode", "gir 0aa"),
    ("BFPO 9999", "postcode", "BFPO 9999"),
    ("ring 07700 900123 tonight", "phone", "07700 900123"),
    ("07700900123", "phone", "07700900123"),
    ("07700-900-123", "phone", "07700-900-123"),
    ("07700.900.123", "phone", "07700.900.123"),
    ("077 009 001 23", "phone", "077 009 001 23"),
    ("+44 (0)7700 900123", "phone", "+44 (0)7700 900123"),
    ("+447700900123", "phone", "+447700900123"),
    ("0044 7700 900 123", "phone", "0044 7700 900 123"),
    ("(01632) 960 001", "phone", "(01632) 960 001"),
    ("01632 96000", "phone", "01632 96000"),
    ("01632 96000 10 minutes", "phone", "01632 96000"),
    ("+44 (1632) 960 001", "phone", "+44 (1632) 960 001"),
    ("020 7946 0958", "phone", "020 7946 0958"),
    ("0207 946 0958", "phone", "0207 946 0958"),
    ("+44 20 7946 0958", "phone", "+44 20 7946 0958"),
    ("0808 157 0123", "phone", "0808 157 0123"),
    ("+1 202 555 0143", "phone", "+1 202 555 0143"),
    ("０７７００ ９００１２３", "phone", "０７７００ ９００１２３"),
    ("07700\u2011900\u2011123", "phone", "07700\u2011900\u2011123"),
    ("tel:07700 900123 10 minutes", "phone", "07700 900123"),
    ("mail larch@example.org.", "email", "larch@example.org"),
    ("<first.last+work@mail.example.co.uk>", "email", "first.last+work@mail.example.co.uk"),
    ("'o'larch@example.org'", "email", "o'larch@example.org"),
    ("LARCH@EXAMPLE.ORG", "email", "LARCH@EXAMPLE.ORG"),
    ("07700900123@example.org", "email", "07700900123@example.org"),
    ("3/3/87", "date_of_birth", "3/3/87"),
    ("03/03/1987", "date_of_birth", "03/03/1987"),
    ("03.03.1987", "date_of_birth", "03.03.1987"),
    ("3-3-87", "date_of_birth", "3-3-87"),
    ("3 / 3 / 1987", "date_of_birth", "3 / 3 / 1987"),
    ("03 03 1987", "date_of_birth", "03 03 1987"),
    ("1987-03-03", "date_of_birth", "1987-03-03"),
    ("3 March 1987", "date_of_birth", "3 March 1987"),
    ("the 3rd of March 1987", "date_of_birth", "3rd of March 1987"),
    ("3rd march, 1987", "date_of_birth", "3rd march, 1987"),
    ("March 3, 1987", "date_of_birth", "March 3, 1987"),
    ("Mar. 3rd 1987", "date_of_birth", "Mar. 3rd 1987"),
    ("3-Mar-87", "date_of_birth", "3-Mar-87"),
    ("3Mar1987", "date_of_birth", "3Mar1987"),
    ("3 Sept '87", "date_of_birth", "3 Sept '87"),
    ("since 3 Sept 87.", "date_of_birth", "3 Sept 87"),
    ("3/25/1987", "date_of_birth", "3/25/1987"),
    ("29/2/2020", "date_of_birth", "29/2/2020"),
    ("DOB 3/3/2024", "date_of_birth", "3/3/2024"),
    ("d.o.b.: 3/3/24", "date_of_birth", "3/3/24"),
    ("born on Sunday, 3 March 2024", "date_of_birth", "3 March 2024"),
    ("date of birth given as 2024-03-03", "date_of_birth", "2024-03-03"),
    ("aged 2 (3/3/2024)", "date_of_birth", "3/3/2024"),
    ("3/3/2024 (DOB)", "date_of_birth", "3/3/2024"),
    ("DOB 030387", "date_of_birth", "030387"),
    ("born in March 1987", "date_of_birth", "March 1987"),
    ("was born 1987", "date_of_birth", "1987"),
    ("born 3 March 87 in the north", "date_of_birth", "3 March 87"),
]

LEFT_ALONE = [
    "",
    "Room 12, ward 10, bed 4; the 2 pm visit ran until 4.30pm.",
    "section 117 aftercare, S136, s.47, Section 2, the 2014 Act",
    "24/7 cover on a 9-5 job, 9-5.30, 7/10 for sleep, 8 out of 10",
    "Call 999, or NHS 111, or 101; text 85258; 116 123",
    "week 2026-W47 2nd review, W47 4th day",
    "sertraline 50mg, 0.5mg lorazepam, 2 x 500 mg, B12 5ug, B12 2nd dose, D3 25ug",
    "£1,250.00, £0800 and £9990000018 in the budget; 10,000 people; 3.5%",
    "It was 18-20 degrees, rain, wind 30 mph",
    "BP 120/80, HR 72, resps 16, temp 37.2",
    "seen 20/11/2026, and 3 November 2026, 2026-11-03, Nov 3, 2026, 3/11/26",
    "review on 3 March 2027; since 12.05.2024",
    "aged 34, seen on 20/11/2026",
    "aged 34 and in her 40s, a 15 year old, age 7",
    "newborn seen on 20/11/2026",
    "born in the 1980s",
    "on 3 March 20 minutes late, 3 people",
    "Gibbs (1988), Rolfe et al. 2001, NICE NG116",
    "31/02/1987, 45/45/1987, 1987-13-40",
    "1066-10-14 and 1 May 1886",
    "room A1 2nd floor, bay E4 1st bed, M25 3hr, level B6 4th door, L5 2ft",
    "at 10 20 30, by 12 30 45, we sat 10-20-30",
    "QQ123456C is the usual made-up one; so is BG123456A",
    "9990000019 has the wrong check digit, 0000000000 has no meaning, 99900000180 is too long",
    "0930 1030 1130, 0800-2000, 07:30-15:30, 0.25 0.50 0.75",
    "2026-11-21 10:30:00, 03-03-2025 10:30",
    "version 3.11.14.2, 10.0.0.1, 1.2.3.4",
    "2@1.5 mg, me@home, @larch, a@b, 5 @ 2.50",
    "the F32 and F1 codes, A4 paper, P45, MP3 4x, C19, T2 diabetes, CO2",
    "[phone 1], [NHS number 2], [date of birth 1] and [name]; Larch met Slate at Teal",
    "DOB [date of birth 1] seen 20/11/2026",
    "4x4x4, 5-4-3-2-1, 4-7-8 breathing",
    "postcode lottery",
]


@pytest.mark.parametrize(("text", "kind", "written"), FOUND)
def test_an_identifier_is_found_where_it_stands(text: str, kind: str, written: str) -> None:
    assert found(text) == [(kind, written)]
    assert all(hit.hard for hit in find(text, today=TODAY))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_everyday_figures_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "around", ["{}", "x {} x", "({})", "“{}”", "…{}!", "*{}*", "\n{}\n", "éé {}, é", "😀 {} 😀", "\t{}\r\n"]
)
@pytest.mark.parametrize(
    "written", ["999 000 0018", "XX123456A", "WW99 9AA", "07700 900123", "larch@example.org", "3/3/1987"]
)
def test_the_surroundings_do_not_hide_an_identifier(around: str, written: str) -> None:
    assert [shown for _, shown in found(around.format(written))] == [written]


def test_several_identifiers_in_one_line_are_found_in_order() -> None:
    text = "999 000 0018, born 3/3/1987, WW99 9AA, 07700 900123 or larch@example.org; XX123456A"
    kinds = [kind for kind, _ in found(text)]
    assert kinds == ["nhs_number", "date_of_birth", "postcode", "phone", "email", "ni_number"]


def test_half_a_postcode_is_a_soft_hit_where_the_text_calls_it_one() -> None:
    (hit,) = find("her postcode is WW9", today=TODAY)
    assert (hit.kind, hit.hard, hit.start) == ("postcode", False, 16)


def test_help_lines_are_exempt_however_they_are_written() -> None:
    lines = frozenset({"08081570123", "08001111", "12025550143"})
    for text in ("0808 157 0123", "+44 808 157 0123", "0800 1111 24 hours", "0800 1111, 24/7", "+1 202 555 0143"):
        assert found(text, lines) == []
    assert found("0808 157 0124", lines) == [("phone", "0808 157 0124")]


@given(st.text())
def test_any_text_gives_ordered_hits_within_it_and_none_twice(text: str) -> None:
    end = 0
    for hit in find(text, today=TODAY):
        assert end <= hit.start < hit.end <= len(text)
        assert hit.kind in LABELS
        end = hit.end


@given(st.text(alphabet="0129 -./+(@)aAXbornDOBmar\n[]", max_size=80))
def test_no_mess_of_the_usual_symbols_breaks_the_check(text: str) -> None:
    hits = find(text, today=TODAY)
    assert all(not one.overlaps(other) for one in hits for other in hits if one is not other)


@given(st.dates(date(1907, 1, 1), date(2020, 12, 31)))
def test_a_date_of_long_ago_is_found_in_every_usual_writing(day: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%dth of %B %Y"):
        assert found(f"it was {day:{form}} then") == [("date_of_birth", f"{day:{form}}")]


@given(st.dates(date(2021, 1, 1), date(2026, 11, 21)))
def test_a_plain_date_of_the_last_five_years_is_none(day: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y"):
        assert found(f"it was {day:{form}} then") == []
        assert found(f"born {day:{form}}") == [("date_of_birth", f"{day:{form}}")]


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "0 ", "07", "07 ", "a", "a.", "a@", "@", "a@b.", "@a.", "3/", "3 ", "AA9", "A9 ", "born ", "dob", "("],
)
def test_a_very_long_line_costs_no_more_than_its_length(piece: str) -> None:
    """50,000 characters that almost match; a search that backtracks would not come back."""
    line = (piece * 50_000)[:50_000]
    assert isinstance(find(line, today=TODAY), tuple)


def test_a_long_line_full_of_identifiers_gives_every_one() -> None:
    line = "larch@example.org 07700 900123, " * 1500
    assert len(find(line, today=TODAY)) == 3000
