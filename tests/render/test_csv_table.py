"""The CPD record as a table: what comes out of a spreadsheet's own reader is what went in, and nothing runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.redaction.outgoing import OwnCopy, Shareable, checked
from selfcare.render.csv_table import cell, csv_table
from selfcare.render.visible import visible
from selfcare.reports.document import Document, Item, Section

HOSTILE = st.text(st.characters(codec="utf-8")) | st.sampled_from(
    ["=1+1", "+44", "-2", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1", '"', 'a"b,c;d', "one\ntwo", "＝1", "\x1b[2J", ""]
)


def made(*rows: tuple[str, ...], labels: tuple[str, ...] = ("Date", "What I learnt, in short")) -> Shareable:
    items = tuple(Item(first, tuple(zip(labels, rest, strict=True))) for first, *rest in rows)
    return checked(Document("CPD record", (), (Section("No.", items),)))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_is_told_that_it_is_utf_8() -> None:
    assert csv_table(made()).startswith(b"\xef\xbb\xbf")


def test_there_is_a_row_for_each_item_and_a_column_for_each_label() -> None:
    assert read(csv_table(made(("1", "2026-11-03", "To ask, first"), ("2", "", "One\nTwo")))) == [
        ["No.", "Date", "What I learnt, in short"],
        ["1", "2026-11-03", "To ask, first"],
        ["2", "", "One\nTwo"],
    ]


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_every_cell_comes_back_as_it_was(rows: list[tuple[str, str, str]]) -> None:
    found = read(csv_table(made(*rows)))[1:]
    as_text = [[visible(text).replace("\t", " ") for text in row] for row in rows]
    assert [[each.removeprefix("'") for each in row] for row in found] == [
        [each.removeprefix("'") for each in row] for row in as_text
    ]


@given(HOSTILE)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert not cell(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_an_apostrophe_keeps_a_formula_as_text() -> None:
    assert cell("=1+1") == "'=1+1"
    assert cell("1 = 1") == "1 = 1"


@pytest.mark.parametrize("wrong", [OwnCopy(Document("x")), Document("x")])
def test_only_what_was_checked_becomes_a_table(wrong: object) -> None:
    with pytest.raises(TypeError):
        csv_table(wrong)  # type: ignore[arg-type]
