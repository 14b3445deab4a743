"""The invented practitioner of `selfcare demo`: six months of a life, told in weeks before now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from selfcare.guidance import reading

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LATER = timedelta(weeks=4)


@dataclass(frozen=True)
class DemoRecord:
    """One invented record; `fields` as its kind keeps them. `at` is a local time."""

    at: datetime
    kind: str
    fields: dict[str, Any]
    tags: tuple[str, ...] = ()
    share: str = "private"
    theme: str = ""


@dataclass(frozen=True)
class Demo:
    """The passphrase, which is public, and the records, the earliest first."""

    passphrase: str
    records: tuple[DemoRecord, ...]


def demo(now: datetime) -> Demo:
    """The invented life as it looks at the local time `now`; nothing in it lies ahead of that."""
    content = _load()
    monday = now.date() - timedelta(days=now.weekday())
    records = [*_checkins(content, monday), *_records(content, monday)]
    past = sorted((each for each in records if each.at < now.replace(tzinfo=None)), key=lambda each: each.at)
    return Demo(content["passphrase"], tuple(past))


@cache
def _load() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(reading.shipped("demo.toml").decode())


def _checkins(content: dict[str, Any], monday: date) -> Iterator[DemoRecord]:
    """One check-in on each Sunday evening."""
    for week in content["weeks"]:
        sunday = monday - timedelta(weeks=week["weeks_ago"]) + timedelta(days=6)
        year, number, _ = sunday.isocalendar()
        fields = {
            "week": f"{year}-W{number:02}",
            "ratings": dict(zip(content["items"], week["ratings"], strict=True)),
            "facts": week.get("facts", {"shifts": 5}),
        }
        words = {key: week[key] for key in ("best", "change") if key in week}
        yield DemoRecord(datetime.combine(sunday, datetime.min.time().replace(hour=19)), "checkin", fields | words)


def _records(content: dict[str, Any], monday: date) -> Iterator[DemoRecord]:
    for row in content["records"]:
        weekday, _, clock = row["at"].partition(" ")
        day = monday - timedelta(weeks=row["weeks_ago"]) + timedelta(days=_DAYS.index(weekday))
        yield DemoRecord(
            at=datetime.combine(day, datetime.strptime(clock, "%H:%M").time()),
            kind=row["kind"],
            fields={key: _dated(value, day) for key, value in row.get("fields", {"text": row.get("text")}).items()},
            tags=tuple(row.get("tags", ())),
            share=row.get("share", "private"),
            theme=row.get("theme", ""),
        )


def _dated(value: object, day: date) -> object:
    if isinstance(value, str):
        return value.replace("{day}", day.isoformat()).replace("{later}", (day + LATER).isoformat())
    return value
