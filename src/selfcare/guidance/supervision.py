"""Supervision: its kinds and modes, and the pages that a summary can have."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.lines import Line, line
from selfcare.guidance.purposes import GROUPINGS, Grouping, groups_of
from selfcare.guidance.questions import Choice, choice
from selfcare.guidance.reading import Table

Feed = Literal[
    "session",
    "needs",
    "good",
    "actions",
    "priorities",
    "risks",
    "reflection",
    "purposes",
    "wellbeing",
    "learning",
    "organisation",
    "support",
    "disagree",
    "notes",
]
FEEDS: tuple[Feed, ...] = get_args(Feed)
MAY_BE_LEFT_OUT: frozenset[Feed] = frozenset({"session", "disagree", "notes"})
"""Feeds that bring nothing of what a person shared: set lines, and room to write."""


@dataclass(frozen=True)
class Kind:
    """A kind of supervision and how often it usually falls due."""

    id: str
    name: str
    about: str
    interval_days: int
    source: str
    replaces: str | None


@dataclass(frozen=True)
class Mode:
    """How a session meets, with what to see to beforehand (or nothing)."""

    id: str
    name: str
    before: str
    source: str
    replaces: str | None


@dataclass(frozen=True)
class Section:
    """One heading of the page, what feeds it, and at most how many items it shows (None: all)."""

    id: str
    heading: str
    feed: Feed
    most: int | None


@dataclass(frozen=True)
class Profile:
    """A page for supervision: its sections in order, and the headings under which purposes are gathered."""

    id: str
    name: str
    about: str
    grouping: Grouping
    groups: tuple[Choice, ...]
    sections: tuple[Section, ...]
    source: str
    replaces: str | None


@dataclass(frozen=True)
class Hours:
    """A rule on how much supervision a calendar month needs, as it stood on the day `checked`.

    A session counts where its kind is one of `kinds`: with up to `half_up_to` people by half, with more divided by
    their number. `in_words` is the whole rule for a person; `who` it is for, and `regulator` the id of its CPD profile.
    `for_others` is said first to somebody whose regulator that is not.
    """

    who: str
    regulator: str
    for_others: str
    in_words: str
    month_minutes: int
    half_up_to: int
    kinds: tuple[str, ...]
    checked: date
    source: str


@dataclass(frozen=True)
class SupervisionGuide:
    """Everything that supervision asks from and shows; `lines` are the footer and other set wording."""

    kinds: tuple[Kind, ...]
    modes: tuple[Mode, ...]
    missed: tuple[Choice, ...]
    hours: tuple[Hours, ...]
    profiles: tuple[Profile, ...]
    lines: tuple[Line, ...]


def read(content: bytes | str, name: str) -> SupervisionGuide:
    """Read a supervision file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _guide)


@cache
def load() -> SupervisionGuide:
    """The supervision guide that ships with the program."""
    return read(reading.shipped("supervision.toml"), "supervision.toml")


def line_of(line_id: str) -> str:
    """The words of one of the lines that ship."""
    return next(each.text for each in load().lines if each.id == line_id)


def reason_in_words(reason: str) -> str:
    """Why a session was missed: the words of a reason that is an id, and what the person wrote as it is."""
    return next((each.name.lower() for each in load().missed if each.id == reason), reason)


def _guide(top: Table) -> SupervisionGuide:
    return SupervisionGuide(
        kinds=top.each("kinds", _kind),
        modes=top.each("modes", _mode),
        missed=top.each("missed", choice),
        hours=top.each("hours", _hours),
        profiles=top.each("profiles", profile),
        lines=top.each("lines", line),
    )


def _kind(table: Table) -> Kind:
    return Kind(
        id=table.id(),
        name=table.text("name"),
        about=table.text("about"),
        interval_days=table.number("interval_days", 1, 366, default=30),
        source=table.text("source"),
        replaces=table.replaces(),
    )


def _mode(table: Table) -> Mode:
    return Mode(
        id=table.id(),
        name=table.text("name"),
        before=table.text("before", default=""),
        source=table.text("source"),
        replaces=table.replaces(),
    )


def _hours(table: Table) -> Hours:
    return Hours(
        who=table.text("who"),
        regulator=table.text("regulator"),
        for_others=table.text("for_others"),
        in_words=table.text("in_words"),
        month_minutes=table.number("month_minutes", 1, 6000),
        half_up_to=table.number("half_up_to", 1, 100),
        kinds=table.texts("kinds", least=1),
        checked=table.day("checked"),
        source=table.text("source"),
    )


def own_profile(table: Table) -> Profile:
    """Read a profile of a person's own: whatever they share has one place on its page, and none is without."""
    found = profile(table)
    _check_groups(table, found)
    _check_feeds(table, found)
    return found


def _check_groups(table: Table, found: Profile) -> None:
    """Note what is wrong with the groups: each of the grouping's is there, and no other."""
    allowed = groups_of(found.grouping)
    ids = [group.id for group in found.groups]
    for count, group in enumerate(ids, start=1):
        if group not in allowed:
            table.problem(f"groups[{count}].id", f"must be one of {', '.join(allowed)}")
    if missing := [each for each in allowed if each not in ids]:
        table.problem("groups", f"must have one for each that a purpose can stand under; missing: {', '.join(missing)}")


def _check_feeds(table: Table, found: Profile) -> None:
    """Note what is wrong with the sections: every feed that brings something has one of them, and not two."""
    feeds = [section.feed for section in found.sections]
    for count, feed in enumerate(feeds, start=1):
        if (first := feeds.index(feed) + 1) < count:
            table.problem(f"sections[{count}].feed", f"is the same as in sections[{first}]: it would stand there twice")
    if missing := [each for each in FEEDS if each not in feeds and each not in MAY_BE_LEFT_OUT]:
        lost = "must have one for each feed, or what you share there would be lost"
        table.problem("sections", f"{lost}; missing: {', '.join(missing)}")


def profile(table: Table) -> Profile:
    """Read one profile."""
    return Profile(
        id=table.id(),
        name=table.text("name"),
        about=table.text("about"),
        grouping=table.choice("grouping", GROUPINGS),
        groups=table.each("groups", choice, least=1),
        sections=table.each("sections", _section, least=1),
        source=table.text("source"),
        replaces=table.replaces(),
    )


def _section(table: Table) -> Section:
    return Section(
        id=table.id(),
        heading=table.text("heading"),
        feed=table.choice("feed", FEEDS),
        most=table.number("most", 1, 100, default=0) or None,
    )
