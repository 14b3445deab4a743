"""The register of help: who is listed where, and when they are open."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.errors import InvalidFile
from selfcare.guidance import helplines
from selfcare.guidance.helplines import Helpline, Nation

BY_ID = {helpline.id: helpline for helpline in helplines.load()}
ENTRY = """
[[helplines]]
id = "own"
name = "Own"
number = "01632 960001"
kind = "listening"
nations = ["england"]
audience = "Anyone"
about = "Somebody to talk to."
hours = "In the week"
cost = "free"
source = "Own"
checked = 2026-11-21
checked_by = "me"
"""
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("nation", helplines.NATIONS)
def test_emergency_comes_first_and_then_lines_that_are_always_open(nation: Nation) -> None:
    first, second, *_ = helplines.for_nation(helplines.load(), nation)
    assert first.kind == "emergency"
    assert "999" in first.name
    assert second.always_open


@pytest.mark.parametrize("nation", helplines.NATIONS)
def test_samaritans_and_emergency_cannot_be_hidden_anywhere(nation: Nation) -> None:
    fixed = {line.id.split("-")[0] for line in helplines.for_nation(helplines.load(), nation) if line.always_shown}
    assert {"emergency", "samaritans"} <= fixed


@pytest.mark.parametrize(("nation", "has"), [("england", True), ("scotland", True), ("wales", True)])
def test_111_stands_where_there_is_one(nation: Nation, has: bool) -> None:
    assert [line.number for line in helplines.for_nation(helplines.load(), nation)].count("111") == has


@pytest.mark.parametrize("nation", ["northern-ireland", "ireland"])
def test_111_is_not_shown_where_there_is_none(nation: Nation) -> None:
    assert "111" not in [line.number for line in helplines.for_nation(helplines.load(), nation)]


def test_the_irish_text_number_is_shown_in_ireland_alone() -> None:
    """Other programs show it in the UK, where it reaches nobody."""
    assert [line.nations for line in helplines.load() if "50808" in line.number + line.about] == [("ireland",)]


def test_lines_known_to_be_closed_or_in_doubt_are_left_out() -> None:
    register = repr(helplines.load()).replace(" ", "")
    for number in ("03001317000", "07786209697", "07860039967", "88247", "03001233393", "03001021234", "08006895652"):
        assert number not in register


@pytest.mark.parametrize(
    ("helpline", "moment", "is_open"),
    [
        ("saneline", "2026-11-21 15:59", False),
        ("saneline", "2026-11-21 16:00", True),
        ("saneline", "2026-11-21 21:59", True),
        ("saneline", "2026-11-21 22:00", False),
        ("calm", "2026-11-21 23:59", True),
        ("calm", "2026-11-22 00:00", False),
        ("breathing-space", "2026-11-24 01:59", True),  # the night of Monday to Tuesday
        ("breathing-space", "2026-11-24 02:00", False),
        ("breathing-space", "2026-11-28 03:00", True),  # a Saturday, open since Friday
        ("breathing-space", "2026-11-30 05:59", True),  # Monday morning, before six
        ("breathing-space", "2026-11-30 06:00", False),
        ("samaritans", "2026-12-25 03:00", True),
        ("samaritans-welsh", "2026-11-21 20:00", None),
    ],
)
def test_open_now_follows_the_published_hours(helpline: str, moment: str, is_open: bool | None) -> None:
    assert BY_ID[helpline].is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("helpline", "moment", "opens"),
    [
        ("saneline", "2026-11-21 09:00", "2026-11-21 16:00"),
        ("saneline", "2026-11-21 23:00", "2026-11-22 16:00"),
        ("breathing-space", "2026-11-26 02:00", "2026-11-26 18:00"),
        ("breathing-space", "2026-11-30 06:00", "2026-11-30 18:00"),
    ],
)
def test_a_closed_line_says_when_it_opens(helpline: str, moment: str, opens: str) -> None:
    assert BY_ID[helpline].opens_at(at(moment)) == at(opens)


@given(st.sampled_from(helplines.load()), moments)
def test_a_line_is_shut_until_it_opens(helpline: Helpline, moment: datetime) -> None:
    opens = helpline.opens_at(moment)
    assert (opens is not None) == (helpline.is_open(moment) is False)
    if opens:
        assert moment < opens <= moment + timedelta(days=8)
        assert helpline.is_open(opens)
        assert not helpline.is_open(opens - timedelta(minutes=1))


def test_a_line_that_opens_once_a_week_is_found_a_week_ahead() -> None:
    openings = 'openings = [{ days = ["mon"], opens = "09:00", closes = "10:00" }]\n'
    (helpline,) = helplines.read(ENTRY + openings, "own.toml")
    assert helpline.opens_at(at("2026-11-23 10:00")) == at("2026-11-30 09:00")


@pytest.mark.parametrize(
    ("extra", "place"),
    [
        ('openings = [{ days = ["mon"], opens = "18:00", closes = "02:00" }]', "helplines[1].openings[1].closes"),
        ('openings = [{ days = ["mon"], opens = "25:00", closes = "26:00" }]', "helplines[1].openings[1].opens"),
        ('openings = [{ days = [], opens = "09:00", closes = "10:00" }]', "helplines[1].openings[1].days"),
        (
            'always_open = true\nopenings = [{ days = ["mon"], opens = "09:00", closes = "10:00" }]',
            "helplines[1].openings",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused(extra: str, place: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        helplines.read(f"{ENTRY}{extra}\n", "own.toml")
    assert f"\n{place}: " in caught.value.message


def test_an_entry_needs_a_way_in() -> None:
    with pytest.raises(InvalidFile, match=r"helplines\[1\].number: must be given, or else a website"):
        helplines.read(ENTRY.replace('number = "01632 960001"\n', ""), "own.toml")
