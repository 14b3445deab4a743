"""The clock's words, the shift day and weeks."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare import when
from selfcare.errors import Usage
from selfcare.when import Week, date_ahead, day_of, default_week, in_words, is_late, moment, past_day, shift_day

LONDON = "Europe/London"
SATURDAY = date(2026, 11, 21)
ZONES = st.sampled_from([LONDON, "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"])
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
DAY_STARTS = st.times(max_value=time(11, 59)).filter(lambda t: t.tzinfo is None) | st.just(time(12))


def clocks(text: str, zone: str = LONDON, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("now", "2026-11-21 09:30"),
        ("2026-11-16", "2026-11-16 12:00"),
        ("2026-11-16 22:30", "2026-11-16 22:30"),
        ("2026-11-16T22:30", "2026-11-16 22:30"),
        ("08:15", "2026-11-21 08:15"),
        ("8:15", "2026-11-21 08:15"),
        ("23:10", "2026-11-20 23:10"),
        ("yesterday", "2026-11-20 12:00"),
        ("Yesterday  22:30", "2026-11-20 22:30"),
        ("today 07:00", "2026-11-21 07:00"),
        ("today", "2026-11-21 09:30"),
        ("2026-11-21", "2026-11-21 09:30"),
        ("-3d", "2026-11-18 09:30"),
        ("-3d 22:30", "2026-11-18 22:30"),
        ("-2w", "2026-11-07 09:30"),
        ("sat", "2026-11-21 09:30"),
        ("Monday", "2026-11-16 12:00"),
        ("sun 14:00", "2026-11-15 14:00"),
        ("saturday 09:00", "2026-11-21 09:00"),
        ("saturday 23:00", "2026-11-14 23:00"),
        ("09:34", "2026-11-21 09:34"),
        ("2024-02-29", "2024-02-29 12:00"),
    ],
)
def test_a_moment_is_understood(words: str, meant: str) -> None:
    """Said on Saturday 21 November 2026 at half past nine."""
    assert moment(words, now=clocks("2026-11-21 09:30"), zone=LONDON) == clocks(meant)


def test_a_time_said_after_midnight_is_last_evenings() -> None:
    assert moment("23:10", now=clocks("2026-11-22 00:30"), zone=LONDON) == clocks("2026-11-21 23:10")


def test_yesterday_goes_by_the_calendar_even_after_midnight() -> None:
    assert moment("yesterday 22:30", now=clocks("2026-11-22 00:30"), zone=LONDON) == clocks("2026-11-21 22:30")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("today", "2026-11-21 12:00"),
        ("2026-11-22", "2026-11-22 03:18"),
        ("yesterday", "2026-11-20 12:00"),
        ("sat", "2026-11-21 12:00"),
        ("sunday", "2026-11-22 03:18"),
        ("monday", "2026-11-16 12:00"),
        ("today 01:00", "2026-11-22 01:00"),
        ("-1d", "2026-11-21 03:18"),
    ],
)
def test_in_the_night_a_day_alone_is_counted_from_the_day_that_began_in_the_morning(words: str, meant: str) -> None:
    now = clocks("2026-11-22 03:18")
    assert moment(words, now=now, zone=LONDON, today=SATURDAY) == clocks(meant)


def test_in_the_night_tomorrow_has_not_come() -> None:
    with pytest.raises(Usage, match="has not come yet"):
        moment("tomorrow", now=clocks("2026-11-22 03:18"), zone=LONDON, today=SATURDAY)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("today", SATURDAY),
        ("sat", SATURDAY),
        ("2026-11-21", SATURDAY),
        ("yesterday", date(2026, 11, 20)),
        ("sunday", date(2026, 11, 15)),
        ("-1w", date(2026, 11, 14)),
    ],
)
def test_a_day_that_has_begun_is_taken(words: str, meant: date) -> None:
    assert past_day(words, today=SATURDAY) == meant


@pytest.mark.parametrize("words", ["tomorrow", "+1d", "2026-11-22", "+1w"])
def test_a_day_that_has_not_begun_is_refused(words: str) -> None:
    with pytest.raises(Usage, match="--held has not come yet"):
        past_day(words, today=SATURDAY, option="--held")


@pytest.mark.parametrize(
    "words",
    [
        "today 09:36",
        "today 12:00",
        "2026-11-21 23:00",
        "2026-11-22",
        "tomorrow",
        "+1d",
        "2027-01-01 10:00",
    ],
)
def test_a_moment_that_has_not_come_is_refused(words: str) -> None:
    with pytest.raises(Usage, match="--at has not come yet"):
        moment(words, now=clocks("2026-11-21 09:30"), zone=LONDON)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "may: she was calmer",
        "24:00",
        "12:60",
        "2026-02-29",
        "2026-13-01",
        "20261116",
        "2026-W47-1",
        "0000-01-01",
        "-99999d",
        "-1000000000000d",
        "-٣d",
        "3d",
        "mo",
        "monday tuesday",
        "now 10:00",
        "22:30 yesterday",
        "yesterday 2230",
        "2026-11-16T",
        "\0",
    ],
)
def test_nonsense_is_refused_with_examples_and_without_its_words(words: str) -> None:
    with pytest.raises(Usage) as caught:
        moment(words, now=clocks("2026-11-21 09:30"), zone=LONDON)
    assert caught.value.message == "What was given with --at was not understood."
    assert "yesterday 22:30" in caught.value.hint


@pytest.mark.parametrize("words", ["0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31", "-9999w", "+9999w"])
def test_another_age_is_refused_with_the_years_there_are(words: str) -> None:
    """A date in year 1 or 9999 is a slip of the finger, and sums with it break."""
    reads: list[Callable[[], object]] = [
        lambda: moment(words, now=clocks("2026-11-21 09:30"), zone=LONDON),
        lambda: day_of(words, today=SATURDAY),
        lambda: date_ahead(words, today=SATURDAY, calendar=SATURDAY),
    ]
    for read in reads:
        with pytest.raises(Usage) as caught:
            read()
        assert "too far away" in caught.value.message
        assert "1970 to 2200" in caught.value.hint


@pytest.mark.parametrize("words", ["0001-W01", "1969-W52", "2201-W01", "9999-W52"])
def test_a_week_of_another_age_is_refused(words: str) -> None:
    with pytest.raises(Usage, match="1970 to 2200"):
        Week.parse(words)


def test_the_first_and_the_last_day_of_all_are_taken() -> None:
    for words in ("1970-01-01", "2200-12-31"):
        assert (
            day_of(words, today=SATURDAY)
            == date_ahead(words, today=SATURDAY, calendar=SATURDAY)
            == date.fromisoformat(words)
        )


@given(st.text(max_size=30))
def test_no_words_break_the_reading_of_dates(words: str) -> None:
    """Whatever is typed is understood or refused."""
    for read in (
        lambda: moment(words, now=clocks("2026-11-21 09:30"), zone=LONDON),
        lambda: day_of(words, today=SATURDAY),
        lambda: date_ahead(words, today=SATURDAY, calendar=SATURDAY),
        lambda: Week.parse(words),
    ):
        with suppress(Usage):
            read()


@given(MOMENTS, ZONES, st.integers(0, 300_000))
def test_a_written_moment_is_read_back(now: datetime, zone: str, minutes_ago: int) -> None:
    meant = (now - timedelta(minutes=minutes_ago)).replace(second=0, microsecond=0)
    local = meant.astimezone(ZoneInfo(zone))
    read = moment(f"{local:%Y-%m-%d %H:%M}", now=now, zone=zone)
    assert read == local.replace(fold=0).astimezone(UTC)
    assert moment(f"{local:%Y-%m-%dT%H:%M}", now=now, zone=zone) == read


@given(MOMENTS, ZONES, st.times())
def test_a_time_alone_is_within_the_last_day(now: datetime, zone: str, clock: time) -> None:
    """A day has up to 25 hours; five minutes ahead are taken for a slow clock."""
    meant = moment(f"{clock:%H:%M}", now=now, zone=zone)
    assert now - timedelta(hours=25, minutes=1) <= meant <= now + timedelta(minutes=5)


@given(DAYS, ZONES, DAY_STARTS)
def test_a_date_files_under_itself_whenever_the_day_starts(day: date, zone: str, start: time) -> None:
    now = datetime(2061, 1, 1, tzinfo=UTC)
    assert shift_day(moment(day.isoformat(), now=now, zone=zone), zone, start) == day


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2026-03-29 00:30", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        ("2026-03-29 01:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # skipped: half past two, summer time
        ("2026-03-29 02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice: the first
        ("2026-10-25 02:30", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
    ],
)
def test_the_nights_when_the_clocks_change(words: str, meant: datetime) -> None:
    assert moment(words, now=clocks("2026-11-21 09:30"), zone=LONDON) == meant


def test_in_the_hour_that_comes_twice_the_present_is_not_ahead() -> None:
    second = clocks("2026-10-25 01:40", fold=1)
    assert second == datetime(2026, 10, 25, 1, 40, tzinfo=UTC)
    assert moment("now", now=second, zone=LONDON) == second
    assert moment("01:38", now=second, zone=LONDON) == datetime(2026, 10, 25, 0, 38, tzinfo=UTC)
    assert moment("today 01:40", now=second, zone=LONDON) == datetime(2026, 10, 25, 0, 40, tzinfo=UTC)


def test_days_ago_keep_the_clock_over_a_change_of_clocks() -> None:
    assert moment("-1d", now=clocks("2026-10-25 09:30"), zone=LONDON) == clocks("2026-10-24 09:30")


def test_the_option_at_fault_is_named() -> None:
    with pytest.raises(Usage, match="--since"):
        day_of("soon", today=SATURDAY, option="--since")
    with pytest.raises(Usage, match="--review"):
        date_ahead("soon", today=SATURDAY, calendar=SATURDAY, option="--review")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("-3d", "2026-11-18"),
        ("-4w", "2026-10-24"),
        ("sat", "2026-11-21"),
        ("sunday", "2026-11-15"),
        ("2026-12-24", "2026-12-24"),
        ("+1w", "2026-11-28"),
    ],
)
def test_a_day_is_understood(words: str, day: str) -> None:
    assert day_of(words, today=SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tomorrow", "2026-11-22"),
        ("today", "2026-11-21"),
        ("+10d", "2026-12-01"),
        ("+4w", "2026-12-19"),
        ("sunday", "2026-11-22"),
        ("Sat", "2026-11-28"),
        ("fri", "2026-11-27"),
        ("2027-01-04", "2027-01-04"),
    ],
)
def test_a_day_ahead_is_understood(words: str, day: str) -> None:
    assert date_ahead(words, today=SATURDAY, calendar=SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("words", ["", "soon", "+d", "4w", "2027-02-29", "+99999w", "in 4 weeks"])
def test_a_day_ahead_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(Usage):
        date_ahead(words, today=SATURDAY, calendar=SATURDAY)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("saturday", "2026-11-28"),
        ("sunday", "2026-11-29"),
        ("monday", "2026-11-23"),
        ("tomorrow", "2026-11-22"),
        ("+1w", "2026-11-28"),
    ],
)
def test_in_the_night_a_weekday_ahead_is_after_both_dates_and_steps_count_from_the_day(words: str, day: str) -> None:
    assert date_ahead(words, today=SATURDAY, calendar=date(2026, 11, 22)) == date.fromisoformat(day)


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_ahead_is_in_the_next_seven_days_and_one_past_in_the_last(today: date, name: str) -> None:
    ahead, past = date_ahead(name, today=today, calendar=today), day_of(name, today=today)
    assert 1 <= (ahead - today).days <= 7
    assert 0 <= (today - past).days <= 6
    assert f"{ahead:%a}".lower() == f"{past:%a}".lower() == name


@pytest.mark.parametrize(
    ("clock", "start", "day"),
    [
        ("2026-11-21 04:59", time(5), "2026-11-20"),
        ("2026-11-21 05:00", time(5), "2026-11-21"),
        ("2026-11-21 00:00", time(0), "2026-11-21"),
        ("2026-11-21 11:59", time(12), "2026-11-20"),
        ("2026-11-21 12:00", time(12), "2026-11-21"),
        ("2026-03-01 02:00", time(5), "2026-02-28"),
        ("2024-03-01 02:00", time(5), "2024-02-29"),
        ("2026-07-01 00:30", time(0), "2026-07-01"),
    ],
)
def test_the_small_hours_belong_to_the_day_before(clock: str, start: time, day: str) -> None:
    assert shift_day(clocks(clock), LONDON, start) == date.fromisoformat(day)


def test_a_day_starts_by_noon() -> None:
    with pytest.raises(Usage, match="12:00"):
        shift_day(clocks("2026-11-21 09:30"), LONDON, time(12, 1))


def test_a_moment_keeps_its_day_when_the_computer_travels() -> None:
    """The zone of the moment decides, not the zone of the reader."""
    evening = clocks("2026-11-21 22:00", "America/New_York")
    assert shift_day(evening, "America/New_York", time(5)) == date(2026, 11, 21)
    assert shift_day(evening, LONDON, time(0)) == date(2026, 11, 22)


@given(MOMENTS, ZONES, DAY_STARTS)
def test_a_shift_day_is_the_date_or_the_day_before(then: datetime, zone: str, start: time) -> None:
    local = then.astimezone(ZoneInfo(zone))
    day = shift_day(then, zone, start)
    assert day == (local.date() if local.time() >= start else local.date() - timedelta(days=1))


def test_an_unknown_zone_is_told_plainly() -> None:
    for zone in ("Europe/Atlantis", "../etc/passwd", ""):
        with pytest.raises(Usage, match="time zone"):
            shift_day(clocks("2026-11-21 09:30"), zone, time(5))


def test_a_moment_without_a_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="zone"):
        when.local(datetime(2026, 11, 21, 9, 30), LONDON)


def test_the_clock_is_in_utc_and_the_zone_can_be_loaded() -> None:
    assert when.now().tzinfo is UTC
    assert ZoneInfo(when.local_zone()).key == when.local_zone()


@pytest.mark.parametrize("answer", [None, "", "Not/AZone", "/etc/passwd"])
def test_a_computer_without_a_zone_counts_in_utc(answer: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: answer)
    assert when.local_zone() == "UTC"


@given(DAYS)
def test_a_week_is_read_back_and_holds_its_days(day: date) -> None:
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert week.monday <= day <= week.sunday
    assert Week.of(week.monday) == Week.of(week.sunday) == week
    assert week.sunday - week.monday == timedelta(days=6)


@given(DAYS, st.integers(-600, 600))
def test_weeks_are_counted_without_a_break_at_the_new_year(day: date, weeks: int) -> None:
    week = Week.of(day)
    assert (week + weeks).monday == week.monday + timedelta(weeks=weeks)
    assert week + weeks - weeks == week
    assert (week + weeks).since(week) == weeks


@given(DAYS, DAYS)
def test_weeks_are_ordered_like_their_days(one: date, other: date) -> None:
    assert (Week.of(one) < Week.of(other)) == (Week.of(one).monday < Week.of(other).monday)


def test_a_long_year_has_a_week_53() -> None:
    assert str(Week.of(date(2026, 12, 31))) == "2026-W53"
    assert Week.of(date(2027, 1, 3)) == Week.parse("2026-W53")
    assert str(Week.parse("2026-W53") + 1) == "2027-W01"


@pytest.mark.parametrize("words", ["", "2026", "2026-47", "2026-W00", "2025-W53", "2026-W54", "2026-W471", "0000-W01"])
def test_a_week_that_does_not_exist_is_refused(words: str) -> None:
    with pytest.raises(Usage, match="--week"):
        Week.parse(words)


@pytest.mark.parametrize(
    ("day", "rated", "week"),
    [
        ("2026-11-16", [], "2026-W46"),
        ("2026-11-18", [], "2026-W46"),
        ("2026-11-19", [], "2026-W47"),
        ("2026-11-22", [], "2026-W47"),
        ("2026-11-16", ["2026-W46"], "2026-W47"),
        ("2026-11-16", ["2026-W47"], "2026-W46"),
        ("2027-01-04", [], "2026-W53"),
    ],
)
def test_the_week_to_rate_is_last_week_until_wednesday_if_it_is_missing(day: str, rated: list[str], week: str) -> None:
    chosen = default_week(date.fromisoformat(day), {Week.parse(r) for r in rated})
    assert chosen == Week.parse(week)


def test_a_check_in_is_late_from_the_eighth_day_after_its_week() -> None:
    week = Week.parse("2026-W46")  # ends on Sunday 15 November
    assert not is_late(week, date(2026, 11, 22))
    assert is_late(week, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-21", "today"),
        ("2026-11-20", "yesterday"),
        ("2026-11-22", "tomorrow"),
        ("2026-11-03", "Tue 3 Nov"),
        ("2026-01-01", "Thu 1 Jan"),
        ("2025-11-03", "Mon 3 Nov 2025"),
        ("2027-02-28", "Sun 28 Feb 2027"),
    ],
)
def test_a_date_is_said_as_a_person_would(day: str, words: str) -> None:
    assert in_words(date.fromisoformat(day), SATURDAY) == words


def test_the_turn_of_the_year_is_still_yesterday() -> None:
    assert in_words(date(2026, 12, 31), date(2027, 1, 1)) == "yesterday"
