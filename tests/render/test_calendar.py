"""A calendar file: whatever a person wrote comes through whole, and in a form that every calendar reads."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from selfcare.render.calendar import calendar
from selfcare.render.visible import visible
from selfcare.reports.plans import Reminder

MADE_AT = datetime(2026, 11, 21, 18, 0, 0, 250_000, tzinfo=UTC)
WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def of(text: str) -> Reminder:
    return Reminder("uid", date(2026, 12, 24), "Look again", text)


@given(WRITTEN)
def test_any_text_makes_lines_of_at_most_75_bytes_that_are_whole_characters(text: str) -> None:
    """RFC 5545, 3.1: lines end in CRLF, are at most 75 octets, and hold no control character but the tab."""
    content = calendar([of(text)], made_at=MADE_AT)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert not any(ord(character) < 32 and character != "\t" for character in line.decode("utf-8"))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t;,:\\"), min_size=1)
)
def test_any_text_comes_back_as_it_is_shown(text: str) -> None:
    (event,) = Calendar.from_ical(calendar([of(text)], made_at=MADE_AT)).walk("VEVENT")
    assert str(event["description"]) == visible(text)


def test_a_day_is_a_day_and_no_time_of_it_is_shown_as_busy() -> None:
    (event,) = Calendar.from_ical(calendar([of("")], made_at=MADE_AT)).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 24), date(2026, 12, 25))
    assert (str(event["transp"]), str(event["class"])) == ("TRANSPARENT", "PRIVATE")
    assert event.decoded("dtstamp") == MADE_AT.replace(microsecond=0)
    assert "description" not in event
