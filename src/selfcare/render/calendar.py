"""Reminders as a calendar file (RFC 5545), for Outlook, Apple Calendar and the like."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from selfcare import __version__
from selfcare.render.visible import visible
from selfcare.reports.plans import Reminder

if TYPE_CHECKING:
    from icalendar import Event


def calendar(reminders: Iterable[Reminder], *, made_at: datetime) -> bytes:
    """The file: an event of a whole day for each reminder, private, and not shown as busy. `made_at` is aware.

    A reminder keeps its UID, so that a second import changes the event of the first.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//selfcare//selfcare {__version__}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for each in reminders:
        made.add_component(_event(each, made_at))
    return bytes(made.to_ical())


def _event(reminder: Reminder, made_at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", reminder.uid)
    event.add("dtstamp", made_at.replace(microsecond=0))
    event.add("dtstart", reminder.day)
    event.add("dtend", reminder.day + timedelta(days=1))
    event.add("summary", reminder.title)
    if reminder.text:
        event.add("description", visible(reminder.text))
    if reminder.weekly:
        event.add("rrule", {"freq": "weekly"})
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
