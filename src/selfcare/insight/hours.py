"""How much of supervision counts in a calendar month, by a rule that is data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Self

from selfcare.guidance.supervision import Hours


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; `str` is "2026-11"."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that holds `day`."""
        return cls(day.year, day.month)

    def __sub__(self, months: int) -> Self:
        year, number = divmod(self.year * 12 + self.number - 1 - months, 12)
        return type(self)(year, number + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True)
class Time:
    """One session: its day, its minutes, and the number of people who shared them (1: nobody but you)."""

    day: date
    minutes: int
    people: int = 1


@dataclass(frozen=True)
class MonthHours:
    """One month: the minutes of its sessions, and how many of them count by the rule."""

    month: Month
    minutes: int
    counted: Fraction

    def is_enough(self, rule: Hours) -> bool:
        """Whether what counts comes up to the rule, in this month alone."""
        return self.counted >= rule.month_minutes


def counted(time: Time, rule: Hours) -> Fraction:
    """The minutes of a session that count: all alone, half in a small group, divided by the people in a larger one."""
    if time.people <= 1:
        return Fraction(time.minutes)
    return Fraction(time.minutes, 2 if time.people <= rule.half_up_to else time.people)


def by_month(times: Iterable[Time], rule: Hours, first: Month, last: Month) -> list[MonthHours]:
    """Every month from `first` to `last`, the latest first; one without a session has no minutes, and is there."""
    sessions = list(times)
    found = []
    month = last
    while month >= first:
        within = [each for each in sessions if Month.of(each.day) == month]
        total = sum((counted(each, rule) for each in within), Fraction())
        found.append(MonthHours(month, sum(each.minutes for each in within), total))
        month -= 1
    return found
