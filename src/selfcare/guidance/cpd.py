"""CPD: what is asked about a piece of it, and what each regulator asks for, in the order of its form."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from selfcare import settings
from selfcare.guidance import reading
from selfcare.guidance.lines import Line, line
from selfcare.guidance.questions import Choice, Question, choice, question
from selfcare.guidance.reading import Table

KindId = Literal["course", "reading", "supervision", "peer", "event", "self-directed"]
Measure = Literal["pieces", "with-peer", "hours", "participatory-hours"]
FieldKey = Literal[
    "title",
    "kind",
    "day",
    "minutes",
    "hours",
    "participatory",
    "participatory_hours",
    "why",
    "learned",
    "effect",
    "people_effect",
    "peer",
    "peer_learned",
    "standard",
    "evidence",
]
KINDS: tuple[KindId, ...] = get_args(KindId)
MEASURES: tuple[Measure, ...] = get_args(Measure)
FIELD_KEYS: tuple[FieldKey, ...] = get_args(FieldKey)
GENERAL = "general"
"""The profile of those whom no regulator's profile fits."""
MOST_MINUTES = 60_000
"""A thousand hours: more is a slip of the finger."""
LEAP_YEAR = 2000
"""Has every day that a year can close on."""


@dataclass(frozen=True)
class Count:
    """At least so many of something in a period, and the words for it: "2 pieces"."""

    measure: Measure
    least: int
    words: str


@dataclass(frozen=True)
class FormField:
    """One field of a regulator's form: which part of a piece goes in, and its heading there."""

    key: FieldKey
    heading: str


@dataclass(frozen=True)
class Form:
    """One form: its fields in order. A piece is on it if it has any of the parts in `needs`, or where that is empty."""

    heading: str
    about: str
    needs: tuple[FieldKey, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Profile:
    """What one regulator asks for, as far as was known on the day `checked`.

    roles, nations  whose profile it is unless they choose another
    years           how long a period is
    closes          month and day on which everyone's period ends; none where each person has a date of their own
    counts          what is counted in a period
    also            what is asked for and not counted here, in words
    gap_days, gap   after so many days without a piece (0: never) the words `gap` are said
    supervision     whether it asks for hours of supervision too: those of the latest months are shown
    checked         none where there is nothing to check
    """

    id: str
    name: str
    about: str
    roles: tuple[str, ...]
    nations: tuple[str, ...]
    years: int
    closes: tuple[int, int] | None
    counts: tuple[Count, ...]
    also: tuple[str, ...]
    gap_days: int
    gap: str
    supervision: bool
    forms: tuple[Form, ...]
    standards: tuple[Choice, ...]
    source: str
    website: str
    checked: date | None
    replaces: str | None


@dataclass(frozen=True)
class Note:
    """What is known for a role in a nation that no profile is for."""

    id: str
    roles: tuple[str, ...]
    nations: tuple[str, ...]
    text: str
    source: str
    checked: date | None
    replaces: str | None


@dataclass(frozen=True)
class Take:
    """A part of a piece, and the keys of the answers in a reflection that fit it, the best first."""

    key: FieldKey
    answers: tuple[str, ...]


@dataclass(frozen=True)
class CpdGuide:
    """Everything that CPD asks from and shows."""

    questions: tuple[Question, ...]
    takes: tuple[Take, ...]
    profiles: tuple[Profile, ...]
    notes: tuple[Note, ...]
    lines: tuple[Line, ...]

    @property
    def kind_names(self) -> dict[str, str]:
        """The ways of learning, by id."""
        return {each.id: each.name for asked in self.questions if asked.key == "kind" for each in asked.choices}


def read(content: bytes | str, name: str) -> CpdGuide:
    """Read a CPD file. Raises InvalidFile with every problem."""
    return reading.read(content, name, _guide)


@cache
def load() -> CpdGuide:
    """The CPD guide that ships with the program."""
    return read(reading.shipped("cpd.toml"), "cpd.toml")


def usual(role: str, nation: str) -> str:
    """The id of the profile for a role in a nation; a nation that is not set could be any."""
    fitting = (each.id for each in load().profiles if role in each.roles and (not nation or nation in each.nations))
    return next(fitting, GENERAL)


def note_for(role: str, nation: str) -> Note | None:
    """What is known for a role in a nation, if anything."""
    return next((each for each in load().notes if role in each.roles and nation in each.nations), None)


def _guide(top: Table) -> CpdGuide:
    return CpdGuide(
        questions=top.each("questions", question),
        takes=top.each("takes", _take),
        profiles=top.each("cpd", profile),
        notes=top.each("notes", _note),
        lines=top.each("lines", line),
    )


def _take(table: Table) -> Take:
    return Take(table.choice("key", FIELD_KEYS), table.texts("answers", least=1))


def profile(table: Table) -> Profile:
    """Read one profile."""
    return Profile(
        id=table.id(),
        name=table.text("name"),
        about=table.text("about"),
        roles=table.choices("roles", settings.ROLES),
        nations=table.choices("nations", settings.NATIONS),
        years=table.number("years", 1, 10),
        closes=_month_and_day(table, "closes"),
        counts=table.each("counts", _count),
        also=table.texts("also"),
        gap_days=table.number("gap_days", 0, 1000, default=0),
        gap=table.text("gap", default=""),
        supervision=table.flag("supervision"),
        forms=table.each("forms", _form, least=1),
        standards=table.each("standards", choice),
        source=table.text("source"),
        website=table.text("website", default=""),
        checked=_day(table, "checked"),
        replaces=table.replaces(),
    )


def _count(table: Table) -> Count:
    return Count(table.choice("measure", MEASURES), table.number("least", 1, 10_000), table.text("words"))


def _form(table: Table) -> Form:
    return Form(
        heading=table.text("heading"),
        about=table.text("about", default=""),
        needs=table.choices("needs", FIELD_KEYS),
        fields=table.each("fields", _field, least=1),
    )


def _field(table: Table) -> FormField:
    return FormField(table.choice("key", FIELD_KEYS), table.text("heading"))


def _note(table: Table) -> Note:
    return Note(
        id=table.id(),
        roles=table.choices("roles", settings.ROLES),
        nations=table.choices("nations", settings.NATIONS),
        text=table.text("text"),
        source=table.text("source"),
        checked=_day(table, "checked"),
        replaces=table.replaces(),
    )


def _day(table: Table, field: str) -> date | None:
    """A day in quotes, if there is one: an own profile is kept as JSON, which has no dates."""
    if not (text := table.text(field, default="")):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        table.problem(field, 'must be a date in quotes, such as "2026-11-21"')
        return None


def _month_and_day(table: Table, field: str) -> tuple[int, int] | None:
    text = table.text(field, default="")
    if not text:
        return None
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{text}")
    except ValueError:
        table.problem(field, 'must be a month and a day, such as "11-30"')
        return None
    return day.month, day.day
