"""Charts as shapes: where each bar of a chart stands, in the units of its drawing. A template writes them as SVG."""

from dataclasses import dataclass
from datetime import date

from selfcare import when
from selfcare.reports.document import Bar, Chart

WIDTH, HEIGHT = 336, 134
LEFT, RIGHT, TOP, BOTTOM = 24, 2, 8, 94
"""The edges of the field that the bars stand in; below it the numbers, and the first and the last week."""
NUMBERED = 16
"""With more weeks than this there is no room for a number under each bar; the table has them."""
THICKEST = 18.0
FILLED = 0.64
LEAST = 1.5
"""Even a 0 can be seen: it is no gap."""


@dataclass(frozen=True)
class Shape:
    """One bar: its rectangle, where its middle is, what is written under it, and whether it is drawn hollow."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    hollow: bool
    gap: bool


@dataclass(frozen=True)
class Drawing:
    """A chart in units of `width` by `height`. `lines` are the heights of the scale, with their values."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    lines: tuple[tuple[float, int], ...]
    usual: float | None
    shapes: tuple[Shape, ...]
    first: str
    last: str


def drawing(chart: Chart) -> Drawing:
    """`chart` laid out."""
    step = (WIDTH - LEFT - RIGHT) / max(len(chart.bars), 1)
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=BOTTOM,
        lines=tuple((_level(value, chart.top), value) for value in _scale(chart.top)),
        usual=None if chart.usual is None else _level(chart.usual, chart.top),
        shapes=tuple(_shape(bar, number, step, chart) for number, bar in enumerate(chart.bars)),
        first=_day(chart.bars[0]) if chart.bars else "",
        last=_day(chart.bars[-1]) if len(chart.bars) > 1 else "",
    )


def _scale(top: int) -> tuple[int, ...]:
    return (0, 5, 10) if top == 10 else (0, top)


def _level(value: float, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / max(top, 1), 1)


def _shape(bar: Bar, number: int, step: float, chart: Chart) -> Shape:
    middle = LEFT + step * (number + 0.5)
    width = min(step * FILLED, THICKEST)
    y = min(_level(bar.value or 0, chart.top), BOTTOM - LEAST)
    numbered = len(chart.bars) <= NUMBERED or number == len(chart.bars) - 1
    return Shape(
        x=round(middle - width / 2, 2),
        y=y,
        width=round(width, 2),
        height=round(BOTTOM - y, 1),
        middle=round(middle, 2),
        label=str(bar.value) if bar.value is not None and numbered else "",
        hollow=bar.apart,
        gap=bar.value is None,
    )


def _day(bar: Bar) -> str:
    return when.in_words(bar.week.monday, date.min).partition(" ")[2]
