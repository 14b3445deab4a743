"""Weeks as a line of a screen: a name, a block for each week, the numbers. Plain text has words."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from selfcare.reports.document import Bar, Item
from selfcare.reports.shortening import shortened

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"
WIDTH = 78
"""The columns of an item: 80 without its indent."""
NAME = 16
IN_A_ROW = 12


def blocks(name: str, bars: Sequence[Bar], after: str = "", *, top: int = 10) -> Item:
    """One line, `after` at its end; with more weeks than fit beside the name, lines of twelve weeks below it."""
    short = shortened(name, NAME - 1)
    line = f"{short:<{NAME}}{_row(bars, top)}  {after}".rstrip()
    if len(line) <= WIDTH:
        return Item(line)
    rows = [bars[start : start + IN_A_ROW] for start in range(0, len(bars), IN_A_ROW)]
    return Item(f"{short:<{NAME}}{after}".rstrip(), tuple(("", f"{row[0].week}  {_row(row, top)}") for row in rows))


def _row(bars: Sequence[Bar], top: int) -> str:
    return "".join(_block(bar, top) for bar in bars) + " " + "".join(f"{' ' + _number(bar):>3}" for bar in bars)


def _block(bar: Bar, top: int) -> str:
    return GAP if bar.value is None else BLOCKS[round(bar.value * (len(BLOCKS) - 1) / top)]


def _number(bar: Bar) -> str:
    if bar.value is None:
        return GAP
    return f"({bar.value})" if bar.apart else str(bar.value)


def numbers_in_words(bars: Iterable[Bar]) -> str:
    """The numbers of some weeks for a form without a drawing: "6, gap, 4 set aside, 3 gaps"."""
    alike = groupby(bars, key=lambda bar: bar.value is None)
    return ", ".join(words for is_gap, some in alike for words in ([_gaps([*some])] if is_gap else map(_word, some)))


def _gaps(bars: Sequence[Bar]) -> str:
    return "gap" if len(bars) == 1 else f"{len(bars)} gaps"


def _word(bar: Bar) -> str:
    return f"{bar.value} set aside" if bar.apart else str(bar.value)
