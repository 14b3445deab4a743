"""Today at a glance, in at most twenty lines: what is due, what was good lately, one thing that may help."""

import textwrap
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from selfcare import when
from selfcare.guidance.tools import Tool
from selfcare.insight.suggest import Situation, Suggestion
from selfcare.journal import bin as bins
from selfcare.journal.actions import open_actions
from selfcare.journal.finding import Filter, find, of_kind
from selfcare.journal.holding import hold_of
from selfcare.journal.kind import first_line
from selfcare.journal.risks import open_risks
from selfcare.journal.session import Session
from selfcare.reports.actions import due_line as actions_line
from selfcare.reports.checkins import read_weeks
from selfcare.reports.document import Document, Item, Section
from selfcare.reports.plans import due_line
from selfcare.reports.retention import read_old
from selfcare.reports.shortening import shortened
from selfcare.reports.supervision import days_past, read_intervals
from selfcare.reports.toolbox import Toolbox, read_toolbox, tool_object
from selfcare.reports.unfinished import unfinished_line
from selfcare.when import Week

GOOD_DAYS = 14
GOOD_SHOWN = 2
MINUTES = 5
"""How long the one suggestion may take: it is for now."""
LINE = 76
MOST_LINES = 20
FRAME = 7
"""The lines that are always there: the day, what closes the page, and the suggestion without how it is done."""
SECTION = 2
"""The lines of a section that are not its items: its heading, and the one before it."""
FRIDAY = 4


@dataclass(frozen=True)
class Due:
    """Something that waits: what it is, for a script, and one line for a person."""

    what: str
    text: str


@dataclass(frozen=True)
class Today:
    """What the person sees first. `found` are the tools that fit, the best first."""

    day: date
    due: tuple[Due, ...]
    good: tuple[str, ...]
    found: tuple[Suggestion, ...]
    box: Toolbox

    @property
    def good_shown(self) -> tuple[str, ...]:
        """The good moments that there is a line for, where one is left to say how a tool is used."""
        return self.good[: max(0, self._free - SECTION - 1)]

    @property
    def room(self) -> int:
        """How many lines are left to say how a tool is used, and with what care."""
        return max(1, self._free - _lines(self.good_shown))

    @property
    def _free(self) -> int:
        """The lines that are left for good moments and for how a tool is used."""
        return MOST_LINES - FRAME - max(1, _lines(self.due))

    @property
    def suggestion(self) -> Suggestion | None:
        """The best that can be told with all of its care note."""
        return next((each for each in self.found if len(_care(each.tool)) < self.room), None)


def read_today(session: Session, day: date, nation: str = "") -> Today:
    """Today from a journal; `nation` is where the person works."""
    waiting = (
        _checkin(set(read_weeks(session)), day),
        _line("plan", due_line(of_kind(session, "plan_item"), day)),
        _supervision(days_past(of_kind(session, "session"), read_intervals(session), day)),
        _line("actions", actions_line(open_actions(session), day)),
        _risks(len(open_risks(session))),
        _line("drafts", unfinished_line(session, day, LINE)),
        Due("bin", "Some things have been in the bin for 30 days: selfcare bin empty")
        if bins.is_due(session)
        else None,
        _retention(session, nation, day),
    )
    box = read_toolbox(session)
    due = tuple(each for each in waiting if each)
    good = find(session, Filter(kinds=("good",), since=day - timedelta(days=GOOD_DAYS), most=GOOD_SHOWN))
    return Today(
        day=day,
        due=due,
        good=tuple(first_line(each.fields["text"]) for each in good),
        found=box.suggest(Situation(minutes=MINUTES)),
        box=box,
    )


def _checkin(rated: set[Week], day: date) -> Due | None:
    """Last week's while it can still be told apart, this week's from Friday on; a first one is no debt."""
    week = when.default_week(day, rated)
    early = week == Week.of(day) and day.weekday() < FRIDAY
    if week in rated or early or (week != Week.of(day) and not rated):
        return None
    return Due("checkin", f"Your check-in for {week}, one minute: selfcare checkin --short")


def _line(what: str, words: str) -> Due | None:
    return Due(what, words) if words else None


def _supervision(past: Mapping[str, int]) -> Due | None:
    kinds = [kind for kind, days in past.items() if days > 0]
    return _line("supervision", f"Supervision due: {', '.join(kinds)}. selfcare supervision dates" if kinds else "")


def _risks(count: int) -> Due | None:
    words = f"Open risks: {count}. Your safeguarding procedure, today. selfcare supervision risks"
    return _line("risks", words if count else "")


def _retention(session: Session, nation: str, day: date) -> Due | None:
    """One line for all kinds together; a hold keeps everything, so nothing is asked then."""
    is_due = hold_of(session) is None and read_old(session, nation, day)
    return _line("retention", "Older records to keep or to let go: selfcare vault retention" if is_due else "")


def today_object(today: Today) -> dict[str, Any]:
    """The same as JSON."""
    pick = today.suggestion
    return {
        "locked": False,
        "day": today.day.isoformat(),
        "due": [{"what": each.what, "text": each.text} for each in today.due],
        "good": list(today.good),
        "suggestion": tool_object(today.box, pick.tool, pick.reason) if pick else None,
    }


def today_document(today: Today) -> Document:
    """The page. How the suggestion is done takes the lines that are left, at least one."""
    due = Section("Waiting for you", tuple(Item(each.text) for each in today.due))
    good = Section("Good lately", tuple(Item(shortened(each, LINE)) for each in today.good_shown))
    sections = [each for each in (due, good, _suggested(today.suggestion, today.room)) if each.items]
    lead = () if today.due else ("Nothing is waiting for you.",)
    footer = ("After a shift: selfcare note, selfcare reflect. Any time: selfcare help-now",)
    return Document(when.in_words(today.day, date.min), lead, tuple(sections), footer)


def _lines(items: Collection[object]) -> int:
    """How many lines of the screen a section of `items` takes, with its heading and the line before it."""
    return len(items) + SECTION if items else 0


def _suggested(pick: Suggestion | None, room: int) -> Section:
    """The suggestion; `room` is how many lines it may take to say how it is done, and with what care."""
    if pick is None:
        return Section("")
    care = _care(pick.tool)
    how = textwrap.wrap(pick.tool.how, LINE, max_lines=room - len(care), placeholder="…")
    words = (shortened(f"{pick.tool.name} ({pick.tool.id})", LINE), "\n".join([*how, *care]), f"Why: {pick.reason}")
    return Section("One thing that may help", tuple(Item(each) for each in words))


def _care(tool: Tool) -> list[str]:
    """When to leave a tool out, as lines that are never cut."""
    return textwrap.wrap(f"Take care: {tool.care}", LINE) if tool.care else []
