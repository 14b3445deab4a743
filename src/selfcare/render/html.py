"""Documents as one page of HTML: no script, no address, nothing to load. What a person wrote stays text."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from selfcare.redaction.outgoing import Outgoing, document_of
from selfcare.render.charts import Drawing, drawing
from selfcare.render.labels import is_brief, is_short, named
from selfcare.render.shown import shown
from selfcare.reports.document import Bar, Chart, Item, Section
from selfcare.when import Week

if TYPE_CHECKING:
    from jinja2 import Template

OPEN_UP_TO = 16
"""A table of more weeks than this is folded."""


@dataclass(frozen=True)
class Figure:
    """An item with its drawing."""

    item: Item
    chart: Chart
    drawing: Drawing


@dataclass(frozen=True)
class Table:
    """The numbers of a section's charts: one row for each week, one column for each item."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Week, tuple[Bar, ...]], ...]

    @property
    def is_open(self) -> bool:
        """Whether it is short enough to be shown at once."""
        return len(self.rows) <= OPEN_UP_TO


@dataclass(frozen=True)
class Part:
    """A section as the template takes it."""

    section: Section
    figures: tuple[Figure, ...]
    table: Table | None
    points: tuple[Item, ...]


def html(outgoing: Outgoing) -> str:
    """The whole page. Its policy lets a browser load nothing, and use no style but the one in it."""
    document = shown(document_of(outgoing))
    style = _data("page.css")
    parts = [_part(each) for each in document.sections]
    return _template().render(document=document, parts=parts, style=style, policy=_policy(style))


def _part(section: Section) -> Part:
    figures = tuple(Figure(each, each.chart, drawing(each.chart)) for each in section.items if each.chart)
    points = tuple(each for each in section.items if not each.chart)
    return Part(section, figures, _table(figures), points)


def _table(figures: Sequence[Figure]) -> Table | None:
    if not figures:
        return None
    heads = tuple(each.item.text for each in figures)
    return Table(heads, tuple(_rows([each.chart for each in figures])))


def _rows(charts: Sequence[Chart]) -> Iterator[tuple[Week, tuple[Bar, ...]]]:
    for bars in zip(*(each.bars for each in charts), strict=True):
        yield bars[0].week, bars


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(is_brief=is_brief, is_short=is_short, named=named)
    return environment.from_string(_data("page.html"))


def _data(name: str) -> str:
    return (resources.files("selfcare.render") / "data" / name).read_text("utf-8")
