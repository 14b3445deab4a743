"""The clock, the shift day, weeks, and what a person means by "yesterday 22:30".

A moment is an aware UTC `datetime` beside the IANA name of the zone that it was lived in. A day is the day that a
moment files under: before the hour at which the person's day starts, the day before.
"""

import re
import warnings
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from selfcare.errors import Usage

YEARS = range(1970, 2201)
"""The years that a journal reaches: ids begin with the first, and past the last lies only a slip of the finger."""
LATEST_DAY_START = time(12)
CLOCK_SLIP = timedelta(minutes=5)
LATE_AFTER = timedelta(days=7)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOON = time(12)  # never before the hour at which a day starts, so a date whose noon has come files under itself

_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DATE_AND_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})t([0-9:]+)")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_STEP = re.compile(r"([+-])([0-9]{1,4})([dw])")
_WEEK = re.compile(r"([0-9]{4})-[Ww]([0-9]{1,2})")

_MOMENTS = 'Say for example 22:30, "yesterday 22:30", monday, -3d, 2026-11-16 or "2026-11-16 22:30".'
_DAYS = "Say for example yesterday, monday, -3d or 2026-11-16."
_DAYS_AHEAD = "Say for example tomorrow, monday, +10d, +4w or 2026-12-14."


def now() -> datetime:
    """The present moment in UTC: the only clock of the program."""
    return datetime.now(UTC)


def local_zone() -> str:
    """The IANA name of this computer's time zone, or "UTC" where it names none that can be loaded."""
    import tzlocal

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            name = tzlocal.get_localzone_name() or "UTC"
            ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            return "UTC"
    return name


def today() -> date:
    """The calendar day here and now."""
    return local(now(), local_zone()).date()


def local(moment: datetime, zone: str) -> datetime:
    """`moment` (aware) on the clocks of `zone`. Raises `Usage` for a zone that this computer does not know."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(_zone(zone))


def moment(words: str, *, now: datetime, zone: str, option: str = "--at", today: date | None = None) -> datetime:
    """The past moment that `words` mean, in UTC; `now` is aware, `zone` an IANA name, `today` the day that `now` is in.

    Takes `now`; `HH:MM`, the last time that the clock said so; `-3d` and `-2w`, at this time of day unless one follows;
    and a day with or without a time: `YYYY-MM-DD`, `today`, `yesterday`, a weekday (the last one, that of the calendar
    included). A day alone is counted from `today` and means its noon, or now while that has not come; with a time it is
    counted from the calendar. A time that the clocks skip moves forward; one that comes twice is the first. Raises
    `Usage` for anything else and for what lies ahead, naming `option`.
    """
    here, tokens = local(now, zone), _tokens(words)
    today = today or here.date()
    try:
        meant = _meant(tokens, here, today)
    except (ValueError, OverflowError):
        raise Usage(f"What was given with {option} was not understood.", _MOMENTS) from None
    refuse_far_off(meant, option)
    if _is_day_alone(tokens) and local(meant, zone).date() in _days_now(tokens[0], here.date(), today):
        return min(meant, here.astimezone(UTC))
    if _ahead(meant, here):
        raise Usage(f"The time given with {option} has not come yet.", "Give a time that is past, or leave it out.")
    return meant


def day_of(words: str, *, today: date, option: str = "the date") -> date:
    """The day that `words` mean: as for `moment` without a time, and `+` steps and `tomorrow` as for `date_ahead`."""
    return _read(words, lambda word: _day(word, today, today), option, _DAYS)


def past_day(words: str, *, today: date, option: str = "the date") -> date:
    """The day that `words` mean when it has begun: as for `day_of`. Raises `Usage`, naming `option`, for another."""
    day = day_of(words, today=today, option=option)
    if day > today:
        raise Usage(f"The day given with {option} has not come yet.", "Give today, or a day that is past.")
    return day


def date_ahead(words: str, *, today: date, calendar: date, option: str = "the date") -> date:
    """The day that `words` mean when it lies ahead: as for `day_of`, but a weekday is the next one.

    That is after `today` and after what the `calendar` shows, which after midnight is the date after `today`.
    """
    return _read(words, lambda word: _next(word, today, calendar), option, _DAYS_AHEAD)


def _read(words: str, read: Callable[[str], date], option: str, hint: str) -> date:
    """The day that `read` makes of one word. Raises `Usage`, naming `option`, for none, or one too far off."""
    try:
        day = read(_single(words))
    except (ValueError, OverflowError):
        raise _not_a_day(option, hint) from None
    refuse_far_off(day, option)
    return day


def refuse_far_off(day: date, option: str) -> None:
    """Raise `Usage`, naming `option`, for a day or moment in other years than `YEARS`."""
    if day.year not in YEARS:
        raise Usage(
            f"What was given with {option} is too far away.", f"The years are {YEARS[0]} to {YEARS[-1]}. Correct it."
        )


def shift_day(moment: datetime, zone: str, day_starts_at: time) -> date:
    """The day that `moment` files under: the day before while the clocks of `zone` show less than `day_starts_at`.

    Raises `Usage` if the day would start after 12:00.
    """
    if day_starts_at > LATEST_DAY_START:
        raise Usage("A day cannot start after 12:00.", "Give a time between 00:00 and 12:00.")
    here = local(moment, zone)
    return here.date() - timedelta(days=here.time() < day_starts_at)


def beginning(day: date, zone: str) -> datetime:
    """The first moment of the date `day` on the clocks of `zone`, in their time."""
    return datetime.combine(day, time(), _zone(zone))


def in_words(day: date, today: date) -> str:
    """`day` as a person says it: "today", "yesterday", "tomorrow", "Mon 3 Nov", and the year if it is another."""
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((day - today).days)
    year = f" {day.year}" if day.year != today.year else ""
    return near or f"{_WEEKDAYS[day.weekday()][:3].title()} {day.day} {_MONTHS[day.month - 1]}{year}"


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week, Monday to Sunday; `year` is the ISO year. `str` is "2026-W47". Raises `ValueError` if none."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that holds `day`."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, words: str, *, option: str = "--week") -> Self:
        """The week written as "2026-W47", of `YEARS` alone. Raises `Usage` naming `option`."""
        found = _WEEK.fullmatch(words.strip())
        try:
            if found and int(found[1]) in YEARS:
                return cls(int(found[1]), int(found[2]))
        except ValueError:
            pass
        raise Usage(
            f"What was given with {option} is not a week of the years {YEARS[0]} to {YEARS[-1]}.",
            "Say for example 2026-W47.",
        )

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    def __add__(self, weeks: int) -> Self:
        return type(self).of(self.monday + timedelta(weeks=weeks))

    def __sub__(self, weeks: int) -> Self:
        return self + -weeks

    def since(self, earlier: "Week") -> int:
        """How many weeks lie from `earlier` to this one: 1 for the next week."""
        return (self.monday - earlier.monday).days // 7

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


def default_week(today: date, rated: Set[Week]) -> Week:
    """The week to rate: this one, but from Monday to Wednesday the last one while it is missing from `rated`."""
    this = Week.of(today)
    early = today.weekday() <= 2
    return this - 1 if early and this - 1 not in rated else this


def is_late(week: Week, written_on: date) -> bool:
    """Whether `week` was rated more than 7 days after its end."""
    return written_on - week.sunday > LATE_AFTER


def _is_day_alone(tokens: list[str]) -> bool:
    return len(tokens) == 1 and ":" not in tokens[0]


def _days_now(token: str, calendar: date, today: date) -> set[date]:
    """The days that it is now: the one that records file under, and for a date or weekday that of the calendar too."""
    by_name = _DATE.fullmatch(token) or _weekday(token) is not None
    return {today, calendar} if by_name else {today}


def _meant(tokens: list[str], here: datetime, today: date) -> datetime:
    """The moment that `tokens` mean, seen from `here` (local) in the day `today`; raises as `_day` does."""
    match tokens:
        case ["now"]:
            return here.astimezone(UTC)
        case [step] if _STEP.fullmatch(step):
            return _at(_day(step, here.date(), here.date()), here.time(), here)
        case [clock] if ":" in clock:
            return _latest(here.date(), _clock(clock), here, 1)
        case [day]:
            return _at(_day(day, today, here.date()), _NOON, here)
        case [day, clock]:
            every = 7 if _weekday(day) is not None else 0
            return _latest(_day(day, here.date(), here.date()), _clock(clock), here, every)
    raise ValueError("neither a day nor a time")


def _latest(day: date, clock: time, here: datetime, every: int) -> datetime:
    """`clock` on `day`; if that has not come yet, `every` days earlier."""
    meant = _at(day, clock, here)
    return _at(day - timedelta(days=every), clock, here) if _ahead(meant, here) else meant


def _ahead(meant: datetime, here: datetime) -> bool:
    """Whether `meant` has not come yet. Reckoned in UTC: local sums go wrong in the hour that comes twice."""
    return meant.astimezone(UTC) > here.astimezone(UTC) + CLOCK_SLIP


def _at(day: date, clock: time, here: datetime) -> datetime:
    """What the clocks show in the zone of `here`, in UTC; `fold=0` gives the first of two and steps over a gap."""
    return datetime.combine(day, clock.replace(fold=0), here.tzinfo).astimezone(UTC)


def _day(token: str, today: date, calendar: date) -> date:
    """The day of one word; a weekday is the last one, that of `today` and of the `calendar` included.

    Raises `ValueError` or `OverflowError`.
    """
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(token)
    if near is not None:
        return today + timedelta(days=near)
    if (weekday := _weekday(token)) is not None:
        latest = max(today, calendar)
        return latest - timedelta(days=(latest.weekday() - weekday) % 7)
    if step := _STEP.fullmatch(token):
        days = int(step[2]) * (7 if step[3] == "w" else 1)
        return today + timedelta(days=-days if step[1] == "-" else days)
    if _DATE.fullmatch(token):
        return date.fromisoformat(token)
    raise ValueError("not a day")


def _next(token: str, today: date, calendar: date) -> date:
    """The day of one word; a weekday is the next one after both dates. Raises `ValueError` or `OverflowError`."""
    if (weekday := _weekday(token)) is not None:
        latest = max(today, calendar)
        return latest + timedelta(days=(weekday - latest.weekday() - 1) % 7 + 1)
    return _day(token, today, today)


def _weekday(token: str) -> int | None:
    """0 for Monday to 6 for Sunday, from a name or its first three letters."""
    return next((n for n, name in enumerate(_WEEKDAYS) if token in {name, name[:3]}), None)


def _clock(token: str) -> time:
    """A time of day from "22:30". Raises `ValueError`."""
    found = _TIME.fullmatch(token)
    if not found:
        raise ValueError("not a time")
    return time(int(found[1]), int(found[2]))


def _tokens(words: str) -> list[str]:
    """The words in lower case; "2026-11-16T22:30" is two."""
    tokens = words.lower().split()
    if len(tokens) == 1 and (joined := _DATE_AND_TIME.fullmatch(tokens[0])):
        return [joined[1], joined[2]]
    return tokens


def _single(words: str) -> str:
    tokens = words.lower().split()
    if len(tokens) != 1:
        raise ValueError("not one word")
    return tokens[0]


@lru_cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise Usage(
            "This computer does not know the time zone.",
            "Time zones have names such as Europe/London; on some systems the package tzdata has to be installed.",
        ) from None


def _not_a_day(option: str, hint: str) -> Usage:
    return Usage(f"What was given with {option} is not a day.", hint)
