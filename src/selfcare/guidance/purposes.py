"""Purposes: what something is brought to supervision for, and where that stands in each model of supervision."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.reading import Table

Function = Literal["management", "development", "support", "mediation"]
Proctor = Literal["normative", "formative", "restorative"]
Benefit = Literal["connected", "confidence", "new-approaches", "wellbeing", "valued"]
Grouping = Literal["function", "proctor", "benefit", "purpose"]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
PROCTOR: tuple[Proctor, ...] = get_args(Proctor)
BENEFITS: tuple[Benefit, ...] = get_args(Benefit)
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True)
class Purpose:
    """What something is brought to supervision for, and where it stands in each model."""

    id: str
    name: str
    about: str
    functions: tuple[Function, ...]
    proctor: tuple[Proctor, ...]
    benefits: tuple[Benefit, ...]
    source: str
    replaces: str | None

    def groups(self, grouping: Grouping) -> tuple[str, ...]:
        """The ids of the groups that this purpose falls under in `grouping`."""
        groups: dict[Grouping, tuple[str, ...]] = {
            "function": self.functions,
            "proctor": self.proctor,
            "benefit": self.benefits,
            "purpose": (self.id,),
        }
        return groups[grouping]


def read(content: bytes | str, name: str) -> tuple[Purpose, ...]:
    """Read a purposes file. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("purposes", _purpose))


@cache
def load() -> tuple[Purpose, ...]:
    """The purposes that ship with the program."""
    return read(reading.shipped("purposes.toml"), "purposes.toml")


def groups_of(grouping: Grouping) -> tuple[str, ...]:
    """The ids of the groups that there are in a grouping."""
    return tuple(dict.fromkeys(group for purpose in load() for group in purpose.groups(grouping)))


def _purpose(table: Table) -> Purpose:
    return Purpose(
        id=table.id(),
        name=table.text("name"),
        about=table.text("about"),
        functions=table.choices("functions", FUNCTIONS, least=1),
        proctor=table.choices("proctor", PROCTOR, least=1),
        benefits=table.choices("benefits", BENEFITS, least=1),
        source=table.text("source"),
        replaces=table.replaces(),
    )
