"""The weeks side by side: one line for each item, against the person's own usual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selfcare.guidance.checkin import CheckinItem
from selfcare.insight.notices import Notice
from selfcare.insight.usual import own_usual
from selfcare.journal.checkins import CheckedWeek
from selfcare.reports.checkin import notice_object, notices_section, rated_weeks, ways_footer
from selfcare.reports.document import Document, Item, Section
from selfcare.when import Week

BARS = "▁▂▃▄▅▆▇█"
GAP = "·"
ON_A_LINE = 12
"""How many weeks fit beside the name of an item on 80 columns."""


@dataclass(frozen=True)
class Point:
    """One item in one week. `value` is 0-10, none for a gap; a week set aside is shown and not compared."""

    week: Week
    value: int | None
    set_aside: bool = False

    @property
    def number(self) -> str:
        """The value as it is printed."""
        if self.value is None:
            return GAP
        return f"({self.value})" if self.set_aside else str(self.value)

    @property
    def bar(self) -> str:
        """The value as one symbol, higher for more."""
        return GAP if self.value is None else BARS[round(self.value * (len(BARS) - 1) / 10)]


@dataclass(frozen=True)
class Trend:
    """One item over some weeks, the earliest first, and the person's own usual before the latest rated week."""

    item: CheckinItem
    usual: float | None
    points: tuple[Point, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it was rated in none of the weeks."""
        return all(point.value is None for point in self.points)


def trends(
    checked: Mapping[Week, CheckedWeek], items: Iterable[CheckinItem], latest: Week, weeks: int
) -> tuple[Trend, ...]:
    """Each of `items` over the `weeks` weeks up to `latest`."""
    span = [latest - back for back in reversed(range(weeks))]
    rated = rated_weeks(each for week, each in checked.items() if week <= latest)
    judged = max((each.week for each in rated), default=latest)
    return tuple(
        Trend(item, own_usual(rated, item.id, before=judged), tuple(_point(checked, item.id, week) for week in span))
        for item in items
    )


def _point(checked: Mapping[Week, CheckedWeek], item: str, week: Week) -> Point:
    if week not in checked:
        return Point(week, None)
    return Point(week, checked[week].content["ratings"].get(item), checked[week].set_aside)


def trends_object(found: Iterable[Trend], remarks: Iterable[Notice]) -> dict[str, Any]:
    """The same as JSON; a gap is null."""
    return {
        "items": [
            {
                "id": each.item.id,
                "usual": each.usual,
                "weeks": [{"week": str(point.week), "value": point.value} for point in each.points],
            }
            for each in found
        ],
        "notices": [notice_object(each) for each in remarks],
    }


def trends_document(found: Sequence[Trend], remarks: Sequence[Notice], *, bars: bool) -> Document:
    """One line for each item; `bars` adds the symbols, which a screen reader would read one by one."""
    span = [point.week for point in found[0].points] if found else []
    lead = (
        (
            f"{span[0]} to {span[-1]}, the latest last. 10 is always the better end.",
            f"{GAP} is a week without a rating; ( ) is a week set aside: shown, and not compared.",
        )
        if span
        else ()
    )
    sections = [Section("", tuple(_item(each, bars=bars) for each in found))]
    if remarks:
        sections.append(notices_section(remarks))
    return Document("Your weeks", lead, tuple(sections), ways_footer(remarks))


def _item(trend: Trend, *, bars: bool) -> Item:
    usual = "" if trend.usual is None else f"usual {trend.usual:g}"
    symbols = "".join(point.bar for point in trend.points) if bars else ""
    numbers = "".join(f"{' ' + point.number:>3}" for point in trend.points)
    if len(trend.points) <= ON_A_LINE:
        return Item(f"{trend.item.name:<16}{symbols} {numbers}  {usual}".rstrip())
    parts = (symbols, numbers.strip())
    return Item(f"{trend.item.name:<16}{usual}".rstrip(), tuple(("", part) for part in parts if part))
