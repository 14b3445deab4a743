"""Notice rules: what the check-in remarks on, as data with their wording."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.lines import Line, line
from selfcare.guidance.reading import Table

Measure = Literal["usual", "run", "level", "many", "signs", "overdue"]
Direction = Literal["fall", "rise"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
PLACEHOLDERS: dict[Measure, frozenset[str]] = {
    "usual": frozenset({"item", "weeks", "value", "usual", "last"}),
    "run": frozenset({"item", "weeks", "value", "last"}),
    "level": frozenset({"item", "weeks", "value", "last"}),
    "many": frozenset({"count", "last"}),
    "signs": frozenset({"count", "last"}),
    "overdue": frozenset({"kind", "weeks"}),
}


@dataclass(frozen=True)
class NoticeRule:
    """One rule, judged for the latest week against the person's own earlier weeks, never against others.

    measure   usual: `points` or more from the own-usual, `weeks` weeks running
              run: moving the same way `weeks` weeks running, by `points` or more in all
              level: at `points` or less `weeks` weeks running (its rise: above that again, as long)
              many: `items` or more items each `points` or more from their own-usual in one week
              signs: `items` or more early signs ticked in one week
              overdue: supervision later than its own interval by `weeks` weeks or more
    text      the wording, with {item}, {weeks}, {value}, {usual}, {count}, {kind} filled in as the measure has them,
              and {last}, the last day of the weeks that it speaks of
    past      the wording where a whole week has gone by since without a check-in; empty where `text` holds then too
    rule      the rule in plain words, shown with every notice
    """

    id: str
    measure: Measure
    direction: Direction
    points: int
    weeks: int
    items: int
    text: str
    rule: str
    source: str
    past: str = ""

    @property
    def in_the_past(self) -> "NoticeRule":
        """The same rule, worded for weeks that are over."""
        return replace(self, text=self.past or self.text)


@dataclass(frozen=True)
class Notices:
    """The rules, the question that follows a fall, and what is offered with it in order.

    `work_offers` are for a fall in a condition of the work: there the agenda and the employer come first.
    """

    rules: tuple[NoticeRule, ...]
    ask: str
    offers: tuple[Line, ...]
    work_offers: tuple[Line, ...]


def read(content: bytes | str, name: str) -> Notices:
    """Read a notices file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _notices)


@cache
def load() -> Notices:
    """The notice rules that ship with the program."""
    return read(reading.shipped("notices.toml"), "notices.toml")


def _notices(top: Table) -> Notices:
    return Notices(
        rules=top.each("rules", _rule),
        ask=top.text("ask"),
        offers=top.each("offers", line, least=1),
        work_offers=top.each("work_offers", line, least=1),
    )


def _rule(table: Table) -> NoticeRule:
    measure = table.choice("measure", MEASURES)
    return NoticeRule(
        id=table.id(),
        measure=measure,
        direction=table.choice("direction", DIRECTIONS),
        points=table.number("points", 0, 10, default=0),
        weeks=table.number("weeks", 1, 52),
        items=table.number("items", 0, 50, default=0),
        text=_wording(table, "text", PLACEHOLDERS[measure]),
        rule=table.text("rule"),
        source=table.text("source"),
        past=_wording(table, "past", PLACEHOLDERS[measure], default=""),
    )


def _wording(table: Table, key: str, allowed: frozenset[str], default: str | None = None) -> str:
    text = table.text(key, default)
    names = set(re.findall(r"\{(\w+)\}", text))
    if not names <= allowed or re.search(r"[{}]", re.sub(r"\{\w+\}", "", text)):
        table.problem(key, f"may hold only these in curly brackets: {', '.join(sorted(allowed))}")
    return text
