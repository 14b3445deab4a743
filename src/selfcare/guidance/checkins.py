"""The weekly check-in: what is rated, what is counted, and early signs to start one's own list from."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.lines import Line, line
from selfcare.guidance.questions import Question, question
from selfcare.guidance.reading import Table

Area = Literal["me", "work"]
Every = Literal["week", "month"]
AREAS: tuple[Area, ...] = get_args(Area)
EVERY: tuple[Every, ...] = get_args(Every)
PLAN = "plan"
"""The fact that holds the handles of the plan items that happened."""
SIGNS = "signs"
"""The fact that holds the early signs ticked: ids of shipped ones, and the person's own in their own words."""
WORDS = ("best", "change", PLAN, SIGNS)
"""Keys of the answers of a check-in that are neither an item nor a fact."""


@dataclass(frozen=True)
class CheckinItem:
    """One statement rated from 0 to 10, where 10 is always the better end.

    low, high    what 0 and 10 mean
    area         me, or my work
    short        also part of the one-minute check-in
    condition    a condition of the work: a fall leads to the supervision agenda before any tool
    every        how often it is asked: each week, or once a month
    """

    id: str
    name: str
    ask: str
    low: str
    high: str
    area: Area
    short: bool
    condition: bool
    source: str
    replaces: str | None
    every: Every = "week"


@dataclass(frozen=True)
class Checkin:
    """The parts of a check-in, in the order in which they are asked."""

    items: tuple[CheckinItem, ...]
    facts: tuple[Question, ...]
    signs: tuple[Line, ...]


def read(content: bytes | str, name: str) -> Checkin:
    """Read a check-in file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _checkin)


@cache
def load() -> Checkin:
    """The check-in that ships with the program."""
    return read(reading.shipped("checkins.toml"), "checkins.toml")


def _checkin(top: Table) -> Checkin:
    return Checkin(items=top.each("items", item), facts=top.each("facts", question), signs=top.each("signs", line))


def item(table: Table) -> CheckinItem:
    """Read one item."""
    return CheckinItem(
        id=table.id(),
        name=table.text("name"),
        ask=table.text("ask"),
        low=table.text("low"),
        high=table.text("high"),
        area=table.choice("area", AREAS),
        short=table.flag("short"),
        condition=table.flag("condition"),
        source=table.text("source"),
        replaces=table.replaces(),
        every=table.choice("every", EVERY, default="week"),
    )
