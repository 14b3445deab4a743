"""A document as a table (CSV), for a spreadsheet: a row for each item, a column for each label."""

import csv
import io
from collections.abc import Iterator

from selfcare.redaction.outgoing import Shareable
from selfcare.render.visible import visible
from selfcare.reports.document import Document

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would work out, or run."""


def csv_table(shareable: Shareable) -> bytes:
    """The items of every section, with a heading row. The first column is headed as the first section is.

    It begins with a mark by which spreadsheets know UTF-8. A cell that begins as a formula does is given an apostrophe,
    so that it stays text. Raises `TypeError` for anything but what passed the identifier check.
    """
    if type(shareable) is not Shareable:
        raise TypeError("only a Shareable becomes a table")
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(_rows(shareable.document))
    return written.getvalue().encode("utf-8-sig")


def _rows(document: Document) -> Iterator[list[str]]:
    items = [item for section in document.sections for item in section.items]
    labels = list(dict.fromkeys(label for item in items for label, _ in item.lines))
    yield [cell(each) for each in (document.sections[0].heading if document.sections else "", *labels)]
    for item in items:
        said = dict(item.lines)
        yield [cell(each) for each in (item.text, *(said.get(label, "") for label in labels))]


def cell(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula; control characters are shown as they are elsewhere."""
    shown = visible(text).replace("\t", " ")
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
