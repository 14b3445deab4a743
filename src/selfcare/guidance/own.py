"""A person's own guidance: the form of their file, and their entries beside the shipped ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar, get_args

from selfcare.guidance import reading
from selfcare.guidance.reading import Table

if TYPE_CHECKING:
    from selfcare.guidance.cards import Card
    from selfcare.guidance.checkins import CheckinItem
    from selfcare.guidance.cpd import Profile as CpdProfile
    from selfcare.guidance.supervision import Profile
    from selfcare.guidance.templates import Template
    from selfcare.guidance.tools import Tool

Section = Literal["templates", "tools", "items", "cards", "profiles", "cpd"]
SECTIONS: tuple[Section, ...] = get_args(Section)
OWN = "own-"
"""How an id begins that can be told from a shipped one before the journal is open."""
WORDS = frozenset(
    {"name", "about", "how", "care", "ask", "hint", "low", "high", "lines", "heading", "words", "also", "gap", "source"}
)
"""The fields of an entry, and of its prompts and choices, that a person reads; the others are ids and choices."""


class Guide(Protocol):
    """What an entry of every section has."""

    @property
    def id(self) -> str:
        """What answers are kept under; it never changes."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def source(self) -> str:
        """Where it comes from."""

    @property
    def replaces(self) -> str | None:
        """The id of the entry that it stands in for, if any."""


G = TypeVar("G", bound=Guide)


@dataclass(frozen=True)
class Entry:
    """One entry of a person's own: the section it belongs to, and its table as it was written."""

    section: Section
    table: Mapping[str, Any]
    guide: Guide


@dataclass(frozen=True)
class Shelf(Generic[G]):
    """One section: the shipped entries in their order, then the person's own.

    `own` may hold an id twice: then the later counts. An own entry counts before a shipped one of its id, which may be
    newer than it.
    """

    shipped: tuple[G, ...]
    own: tuple[G, ...] = ()

    @cached_property
    def all(self) -> dict[str, G]:
        """Every entry by its id, so that old answers keep their meaning."""
        return {each.id: each for each in (*self.shipped, *self.own)}

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The ids that an own entry stands in for."""
        return frozenset(each.replaces for each in self.own if each.replaces and each.replaces != each.id)

    @property
    def offered(self) -> dict[str, G]:
        """The entries for new forms: what is replaced is not among them."""
        return {name: each for name, each in self.all.items() if name not in self.replaced}

    def current(self, name: str) -> G | None:
        """The entry called `name`, or the one that stands in for it by now."""
        seen: set[str] = set()
        while name in self.replaced and name not in seen:
            seen.add(name)
            name = next(each.id for each in reversed(self.own) if each.replaces == name)
        return self.all.get(name)


@dataclass(frozen=True)
class Own:
    """All guidance that can be added to, a person's own with the shipped. Each section is loaded when it is asked for.

    `own` has their entries by section, the earliest first.
    """

    own: Mapping[Section, tuple[Any, ...]]

    def shelf(self, section: Section) -> Shelf[Any]:
        """The section of this name."""
        found: Shelf[Any] = getattr(self, section)
        return found

    @cached_property
    def templates(self) -> "Shelf[Template]":
        """What a reflection asks."""
        from selfcare.guidance import templates

        return Shelf(templates.load().templates, self.own.get("templates", ()))

    @cached_property
    def tools(self) -> "Shelf[Tool]":
        """What may help."""
        from selfcare.guidance import tools

        return Shelf(tools.load(), self.own.get("tools", ()))

    @cached_property
    def items(self) -> "Shelf[CheckinItem]":
        """What a check-in rates."""
        from selfcare.guidance import checkins

        return Shelf(checkins.load().items, self.own.get("items", ()))

    @cached_property
    def cards(self) -> "Shelf[Card]":
        """What there is to read."""
        from selfcare.guidance import cards

        return Shelf(cards.load(), self.own.get("cards", ()))

    @cached_property
    def profiles(self) -> "Shelf[Profile]":
        """The pages for supervision."""
        from selfcare.guidance import supervision

        return Shelf(supervision.load().profiles, self.own.get("profiles", ()))

    @cached_property
    def cpd(self) -> "Shelf[CpdProfile]":
        """What a regulator asks of CPD."""
        from selfcare.guidance import cpd

        return Shelf(cpd.load().profiles, self.own.get("cpd", ()))


SHIPPED = Own({})
"""What ships with the program, and nothing of anyone's own."""


def merged(entries: Iterable[Entry]) -> Own:
    """The shipped guidance with `entries`, the earliest first."""
    kept = list(entries)
    return Own({section: tuple(each.guide for each in kept if each.section == section) for section in SECTIONS})


def read(content: bytes | str, name: str) -> tuple[Entry, ...]:
    """Read a file with any of the sections. Raises InvalidFile with every problem; the id of a shipped entry is one."""
    return reading.read(content, name, _new_entries)


def read_kept(section: Section, table: Mapping[str, Any]) -> Entry:
    """Read one entry as it was kept. Raises InvalidFile with every problem."""
    return reading.read_object({section: [dict(table)]}, "The entry", _entries)[0]


def _entries(top: Table) -> tuple[Entry, ...]:
    return tuple(each for section in SECTIONS for each in top.each(section, _reader(section)))


def _new_entries(top: Table) -> tuple[Entry, ...]:
    found = [each for section in SECTIONS for each in top.each(section, _new_reader(section))]
    if not found:
        top.problem("file", f"must have an entry under one of {', '.join(SECTIONS)}")
    return tuple(found)


def _reader(section: Section) -> Callable[[Table], Entry]:
    return lambda table: Entry(section, table.content, _readers()[section](table))


@cache
def _readers() -> Mapping[Section, Callable[[Table], Guide]]:
    from selfcare.guidance import cards, checkins, cpd, templates, tools

    return {
        "templates": templates.template,
        "tools": tools.tool,
        "items": checkins.item,
        "cards": cards.card,
        "profiles": _profile,
        "cpd": cpd.profile,
    }


def _profile(table: Table) -> "Profile":
    """A profile is named on the command line before the journal is open, so its id says whose it is."""
    from selfcare.guidance import supervision

    found = supervision.own_profile(table)
    if not found.id.startswith(OWN):
        table.problem("id", f"must begin with {OWN}")
    return found


def _new_reader(section: Section) -> Callable[[Table], Entry]:
    from selfcare.guidance import checkins

    answers = {*(fact.key for fact in checkins.load().facts), *checkins.WORDS}
    taken = answers.union(*(SHIPPED.shelf(each).all for each in SECTIONS))

    def entry(table: Table) -> Entry:
        found = _reader(section)(table)
        if found.guide.id in taken:
            table.problem("id", "belongs to an entry that ships; choose another, and name this one in replaces")
        return found

    return entry


def refuse_clashes(known: Own, entries: Sequence[Entry], name: str) -> None:
    """Raise InvalidFile where an entry has an id that is taken, or replaces one that is not there."""
    problems = []
    for section in SECTIONS:
        all_known = known.shelf(section).all
        of_section = (each.guide for each in entries if each.section == section)
        for count, guide in enumerate(of_section, start=1):
            if guide.id in all_known:
                problems.append(f"{section}[{count}].id: is taken; choose another, and name this one in replaces")
            if guide.replaces and guide.replaces not in all_known:
                problems.append(f"{section}[{count}].replaces: names no entry that there is")
    reading.refuse(name, problems)
