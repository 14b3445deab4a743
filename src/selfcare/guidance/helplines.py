"""The register of help: who can be called, from where, and when they are open."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.reading import Table

Nation = Literal["england", "scotland", "wales", "northern-ireland", "ireland"]
Kind = Literal["emergency", "urgent", "listening", "abuse", "work"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
NATIONS: tuple[Nation, ...] = get_args(Nation)
KINDS: tuple[Kind, ...] = get_args(Kind)
DAYS: tuple[Day, ...] = get_args(Day)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


@dataclass(frozen=True)
class Opening:
    """Open on these days from one minute of the day until another (0 to 1440); a night is two openings."""

    days: tuple[Day, ...]
    opens: int
    closes: int


@dataclass(frozen=True)
class Helpline:
    """One source of help.

    number         as it is dialled, or empty where the way in is the website
    audience       who it is for, in words
    hours          opening hours in words; `openings` says the same for the clock, where it is known
    always_open    day and night, every day
    always_shown   cannot be hidden
    source         the page or pages that the facts were seen on
    checked        the day on which the entry was last looked at, and `checked_by` whom
    """

    id: str
    name: str
    number: str
    website: str
    kind: Kind
    nations: tuple[Nation, ...]
    audience: str
    about: str
    hours: str
    openings: tuple[Opening, ...]
    always_open: bool
    cost: str
    always_shown: bool
    source: str
    checked: date
    checked_by: str
    replaces: str | None

    def is_open(self, at: datetime) -> bool | None:
        """Whether it answers at the local time `at`; None where the hours are not known to the clock."""
        if self.always_open:
            return True
        if not self.openings:
            return None
        day, minute = DAYS[at.weekday()], at.hour * 60 + at.minute
        return any(day in opening.days and opening.opens <= minute < opening.closes for opening in self.openings)

    def opens_at(self, at: datetime) -> datetime | None:
        """When it next opens after the local time `at`; None while it is open or where the hours are not known."""
        if self.is_open(at) is not False:
            return None
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        starts = (
            midnight + timedelta(days=ahead, minutes=opening.opens)
            for ahead in range(8)
            for opening in self.openings
            if DAYS[(at.weekday() + ahead) % 7] in opening.days
        )
        return min(start for start in starts if start > at)


def read(content: bytes | str, name: str) -> tuple[Helpline, ...]:
    """Read a register, in the order in which it is shown. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("helplines", _helpline))


@cache
def load() -> tuple[Helpline, ...]:
    """The register that ships with the program."""
    return read(reading.shipped("helplines.toml"), "helplines.toml")


def for_nation(register: tuple[Helpline, ...], nation: str) -> tuple[Helpline, ...]:
    """The entries that serve `nation`, in the register's order."""
    return tuple(helpline for helpline in register if nation in helpline.nations)


def _helpline(table: Table) -> Helpline:
    helpline = Helpline(
        id=table.id(),
        name=table.text("name"),
        number=table.text("number", default=""),
        website=table.text("website", default=""),
        kind=table.choice("kind", KINDS),
        nations=table.choices("nations", NATIONS, least=1),
        audience=table.text("audience"),
        about=table.text("about"),
        hours=table.text("hours"),
        openings=table.each("openings", _opening),
        always_open=table.flag("always_open"),
        cost=table.text("cost"),
        always_shown=table.flag("always_shown"),
        source=table.text("source"),
        checked=table.day("checked"),
        checked_by=table.text("checked_by"),
        replaces=table.replaces(),
    )
    _check(table, helpline)
    return helpline


def _check(table: Table, helpline: Helpline) -> None:
    if not helpline.number and not helpline.website:
        table.problem("number", "must be given, or else a website")
    if helpline.always_open and helpline.openings:
        table.problem("openings", "must be left out for a line that is always open")


def _opening(table: Table) -> Opening:
    opening = Opening(
        days=table.choices("days", DAYS, least=1), opens=_minute(table, "opens"), closes=_minute(table, "closes")
    )
    if opening.closes <= opening.opens:
        table.problem("closes", "must be later than opens; write a night as two openings, with 24:00 and 00:00")
    return opening


def _minute(table: Table, field: str) -> int:
    clock = table.text(field)
    if not _CLOCK.fullmatch(clock):
        table.problem(field, "must be a time from 00:00 to 24:00")
        return 0
    return int(clock[:2]) * 60 + int(clock[3:])
