"""The weeks side by side, each item against the person's own usual; below them what helped, and hard moments."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from selfcare import when
from selfcare.guidance.checkins import Area, CheckinItem
from selfcare.insight.notices import Notice
from selfcare.insight.triggers import LATELY, Triggers
from selfcare.insight.usual import AWAY, own_usual
from selfcare.journal.checkins import CheckedWeek
from selfcare.journal.finding import Filter, find
from selfcare.journal.session import Session
from selfcare.reports.blocks import GAP, blocks, numbers_in_words
from selfcare.reports.checkins import (
    notice_object,
    notices_of,
    notices_section,
    rated_weeks,
    read_weeks,
    ways_footer,
    week_in_words,
)
from selfcare.reports.document import Bar, Chart, Document, Item, Section
from selfcare.reports.helped import helped_section, stats_objects
from selfcare.reports.supervision import read_overdue
from selfcare.reports.toolbox import Toolbox, read_toolbox
from selfcare.reports.triggers import triggers_object, triggers_of, triggers_section, week_chart
from selfcare.when import Week

HELPED_SHOWN = 5
AREAS: Mapping[Area, str] = {"me": "You", "work": "Your work"}


@dataclass(frozen=True)
class Trend:
    """One item over some weeks, the earliest first, and the person's own usual before the latest rated week."""

    item: CheckinItem
    usual: float | None
    bars: tuple[Bar, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it was rated in none of the weeks."""
        return all(bar.value is None for bar in self.bars)

    @property
    def latest(self) -> Bar | None:
        """The latest week that is rated and compared."""
        return next((bar for bar in reversed(self.bars) if bar.value is not None and not bar.apart), None)

    @property
    def away(self) -> float:
        """How far the latest rating is above the usual, below it if negative; 0 where there is nothing to compare."""
        if self.usual is None or self.latest is None or self.latest.value is None:
            return 0
        return self.latest.value - self.usual


@dataclass(frozen=True)
class Trends:
    """All that the page says. `box` and `triggers` are none where only some items were asked for.

    `nights_count`: some of the weeks are marked as nights, and are compared all the same.
    """

    items: tuple[Trend, ...]
    notices: tuple[Notice, ...]
    box: Toolbox | None = None
    triggers: Triggers | None = None
    nights_count: bool = False

    @property
    def span(self) -> tuple[Week, ...]:
        """The weeks shown, the earliest first."""
        return tuple(bar.week for bar in self.items[0].bars) if self.items else ()

    @property
    def set_aside(self) -> int:
        """How many of the weeks shown are set aside."""
        return sum(bar.apart for bar in self.items[0].bars) if self.items else 0

    @property
    def weeks(self) -> int:
        """How many weeks there are numbers of; 0 where there is none."""
        noted = self.triggers.weeks if self.triggers is not None and self.triggers.kinds else ()
        return len(self.span or noted)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        used = self.box is not None and self.box.record
        noted = self.triggers is not None and (self.triggers.kinds or self.triggers.lately)
        return not (self.items or self.notices or used or noted)


def read_trends(
    session: Session, items: Sequence[CheckinItem], today: date, weeks: int, wanted: Collection[str] = ()
) -> Trends:
    """The last `weeks` weeks of a journal; only the items `wanted`, if any are named."""
    checked = read_weeks(session)
    # The week that is still running is no gap yet.
    latest = max([*checked, Week.of(today) - 1])
    found = trends(checked, items, latest, weeks)
    remarks = notices_of(checked, latest, read_overdue(session, today), items)
    span = [latest - back for back in reversed(range(weeks))]
    nights_count = any(week in checked and checked[week].counts_all_the_same for week in span)
    if wanted:
        return Trends(
            tuple(each for each in found if each.item.id in wanted),
            tuple(each for each in remarks if set(wanted) & set(each.items)),
            nights_count=nights_count,
        )
    running = [Week.of(today)] if Week.of(today) > latest else []
    since = min(span[0].monday, today - LATELY)
    moments = triggers_of(find(session, Filter(kinds=("trigger",), since=since)), [*span, *running][-weeks:], today)
    return Trends(
        tuple(each for each in found if not each.is_empty), remarks, read_toolbox(session), moments, nights_count
    )


def trends(
    checked: Mapping[Week, CheckedWeek], items: Iterable[CheckinItem], latest: Week, weeks: int
) -> tuple[Trend, ...]:
    """Each of `items` over the `weeks` weeks up to `latest`."""
    span = [latest - back for back in reversed(range(weeks))]
    rated = rated_weeks(each for week, each in checked.items() if week <= latest)
    judged = max((each.week for each in rated), default=latest)
    return tuple(
        Trend(item, own_usual(rated, item.id, before=judged), tuple(_bar(checked, item.id, week) for week in span))
        for item in items
    )


def _bar(checked: Mapping[Week, CheckedWeek], item: str, week: Week) -> Bar:
    if week not in checked:
        return Bar(week, None)
    return Bar(week, checked[week].content["ratings"].get(item), checked[week].set_aside)


def trends_object(found: Trends) -> dict[str, Any]:
    """The same as JSON; a gap is null."""
    content: dict[str, Any] = {
        "items": [
            {
                "id": each.item.id,
                "usual": each.usual,
                "weeks": [{"week": str(bar.week), "value": bar.value} for bar in each.bars],
            }
            for each in found.items
        ],
        "notices": [notice_object(each) for each in found.notices],
    }
    if found.box is not None:
        content["helped"] = stats_objects(found.box)
    if found.triggers is not None:
        content["triggers"] = triggers_object(found.triggers)
    return content


# --- on the screen ---


def screen_document(found: Trends) -> Document:
    """One line for each item: a block for each week, its number, and the usual. What stands out stays on the screen."""
    key = [f"{GAP} is a week without a rating. ( ) is a week set aside, and not compared."]
    if any(map(_mark, found.items)):
        key.append(f"▼ is {AWAY} or more below your usual, ▲ {AWAY} or more above.")
    drawn = Section("Week by week", tuple(_drawn(each) for each in found.items), "\n".join(key))
    notices, moments, helped = _beside(found, lambda chart: blocks("By week", chart.bars, top=chart.top), HELPED_SHOWN)
    return _document(found, (helped, moments, drawn, notices))


def _drawn(trend: Trend) -> Item:
    usual = "" if trend.usual is None else f"usual {trend.usual:g}{_mark(trend)}"
    return blocks(trend.item.name, trend.bars, usual)


def _mark(trend: Trend) -> str:
    return " ▼" if trend.away <= -AWAY else " ▲" if trend.away >= AWAY else ""


# --- in words, and on a page that draws ---


def plain_document(found: Trends, *, by_week: bool = True, last_first: bool = False) -> Document:
    """Numbers and words alone, an item on a line, for a screen reader: it would read each block aloud.

    What matters most comes first, or with `last_first` at the end, where a terminal leaves off. Without `by_week` the
    weeks behind the latest are left out, and it says how to have them.
    """
    notices, moments, helped = _beside(found, _counted if by_week else _left_out, HELPED_SHOWN)
    weeks = tuple(Item(f"{each.item.name}: {numbers_in_words(each.bars)}") for each in found.items)
    sections = [notices, _latest(found.items), moments, helped]
    if by_week:
        sections.append(Section("Week by week, the earliest first", weeks))
    more = () if by_week or not found.weeks else (f"Week by week: selfcare trends --weeks {found.weeks}",)
    return _document(found, sections[::-1] if last_first else sections, more)


def _counted(chart: Chart) -> Item:
    return Item(f"By week, the earliest first: {chart.in_words}")


def _left_out(_: Chart) -> None:
    """The weeks that nobody asked for."""


def _latest(items: Sequence[Trend]) -> Section:
    newest = max((each.latest.week for each in items if each.latest), default=None)
    named = f", {week_in_words(newest)}" if newest else ""
    return Section(f"The latest week{named}, beside your usual", tuple(Item(_in_words(each, newest)) for each in items))


def _in_words(trend: Trend, newest: Week | None) -> str:
    """Such as: "Sleep: 4, your usual 6". A rating that is not of the week `newest` says of which one it is."""
    if trend.latest is None:
        return f"{trend.item.name}: nothing to compare in these weeks"
    usual = "" if trend.usual is None else f", your usual {trend.usual:g}"
    of = "" if trend.latest.week == newest else f" ({week_in_words(trend.latest.week)})"
    return f"{trend.item.name}: {trend.latest.value}{of}{usual}"


def page_document(found: Trends) -> Document:
    """A chart for each item: for a page that draws."""
    key = (
        "The dashed line is your own usual: the middle of up to eight earlier weeks.",
        "A dot is a week without a rating. A hollow bar is a week set aside, and not compared.",
    )
    sections = [
        Section(heading, tuple(_charted(each) for each in found.items if each.item.area == area))
        for area, heading in AREAS.items()
    ]
    notices, moments, helped = _beside(found, lambda chart: Item("By week", (), chart))
    return _document(found, (*sections, notices, helped, moments), key=key)


def _charted(trend: Trend) -> Item:
    return Item(trend.item.name, tuple(_facts(trend)), Chart(trend.bars, numbers_in_words(trend.bars), trend.usual))


def _facts(trend: Trend) -> Iterator[tuple[str, str]]:
    if trend.latest is not None:
        yield "Latest", str(trend.latest.value)
    if trend.usual is not None:
        yield "Your usual", f"{trend.usual:g}"


def _beside(found: Trends, by_week: Callable[[Chart], Item | None], most: int | None = None) -> tuple[Section, ...]:
    """What stands out, hard moments and what helped. `by_week` may show the moments; `most` limits the tools named."""
    none = Section("")
    moments = none if found.triggers is None else triggers_section(found.triggers, by_week(week_chart(found.triggers)))
    return (
        notices_section(found.notices),
        moments,
        none if found.box is None else helped_section(found.box, most),
    )


def _document(
    found: Trends, sections: Iterable[Section], more: Sequence[str] = (), *, key: Sequence[str] = ()
) -> Document:
    """The page of these sections without the empty ones; `more` stands at its end, `key` above."""
    return Document(
        "Your weeks",
        (*_lead(found.span), *(key if found.span else ()), *_nights(found), *_still_to_learn(found)),
        tuple(each for each in sections if each.items),
        (*more, *ways_footer(found.notices)),
    )


def _lead(span: Sequence[Week]) -> tuple[str, ...]:
    if not span:
        return ("There is no rating in these weeks.",)
    first, last = (when.in_words(day, date.min) for day in (span[0].monday, span[-1].sunday))
    return (f"{first} to {last}. 10 is always the better end.",)


def _nights(found: Trends) -> tuple[str, ...]:
    """What is kept as a mark is not passed over in silence."""
    return ("Your day begins at noon, so weeks marked as nights count like any other.",) if found.nights_count else ()


def _still_to_learn(found: Trends) -> tuple[str, ...]:
    """What is said while no item has a usual yet: it takes `usual.LEAST` weeks before the one that is compared."""
    if not found.items or any(each.usual is not None for each in found.items):
        return ()
    if not found.set_aside:
        return ("After four weeks your usual stands beside them.",)
    weeks = "1 week is" if found.set_aside == 1 else f"{found.set_aside} weeks are"
    return (f"{weeks} set aside as unusual. After four others your usual stands beside them.",)
