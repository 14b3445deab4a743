"""The toolbox catalogue: small things that can help, and when and where each can be done."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from selfcare.guidance import reading
from selfcare.guidance.reading import Table

Domain = Literal["physical", "mental", "social", "work"]
When = Literal["moment", "between", "after", "weekly", "longer"]
Place = Literal["anywhere", "work", "ward", "car", "home", "outdoors"]
Need = Literal["private", "outdoors", "phone", "company"]
State = Literal["any", "over", "under"]
Recovery = Literal["detachment", "relaxation", "mastery", "control"]
Basis = Literal[
    "five-ways", "recovery", "going-home", "night-work", "cognitive", "grounding", "work-design", "practice"
]
Skill = Literal[
    "emotional-literacy",
    "reflective-thinking",
    "empathy",
    "social-skills",
    "peer-coaching",
    "hope",
    "coping",
    "self-awareness",
]
DOMAINS: tuple[Domain, ...] = get_args(Domain)
WHENS: tuple[When, ...] = get_args(When)
PLACES: tuple[Place, ...] = get_args(Place)
NEEDS: tuple[Need, ...] = get_args(Need)
STATES: tuple[State, ...] = get_args(State)
RECOVERIES: tuple[Recovery, ...] = get_args(Recovery)
BASES: tuple[Basis, ...] = get_args(Basis)
SKILLS: tuple[Skill, ...] = get_args(Skill)


@dataclass(frozen=True)
class Tool:
    """Something a person can do for themselves.

    when          moment: at once, in minutes; between: between visits; after: after work; weekly; longer: now and then
    minutes       how long it takes, 0 for a decision that takes no time
    state         which side of one's own window of tolerance it suits: over (racing), under (numb), or any
    recovery      the recovery experiences that it serves (Sonnentag and Fritz 2007)
    care          when to leave it out or take care, or nothing
    for_distress  may be offered in reply to distress; never exercise, fasting or cold water
    basis         where the idea comes from, as a tag; `source` says it in words
    """

    id: str
    name: str
    how: str
    domains: tuple[Domain, ...]
    when: When
    minutes: int
    places: tuple[Place, ...]
    needs: tuple[Need, ...]
    state: State
    recovery: tuple[Recovery, ...]
    care: str
    for_distress: bool
    basis: tuple[Basis, ...]
    skills: tuple[Skill, ...]
    source: str
    replaces: str | None


def read(content: bytes | str, name: str) -> tuple[Tool, ...]:
    """Read a tools file, in its order. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("tools", tool))


@cache
def load() -> tuple[Tool, ...]:
    """The catalogue that ships with the program."""
    return read(reading.shipped("tools.toml"), "tools.toml")


def tool_name(tool_id: str) -> str:
    """A tool as a person reads it where only its id is known: a shipped one's name, or the words of an own one's id."""
    words = tool_id.removeprefix("own-").replace("-", " ").capitalize()
    return next((each.name for each in load() if each.id == tool_id), words)


def tool(table: Table) -> Tool:
    """Read one tool."""
    return Tool(
        id=table.id(),
        name=table.text("name"),
        how=table.text("how"),
        domains=table.choices("domains", DOMAINS, least=1),
        when=table.choice("when", WHENS),
        minutes=table.number("minutes", 0, 480),
        places=table.choices("places", PLACES, least=1),
        needs=table.choices("needs", NEEDS),
        state=table.choice("state", STATES, default="any"),
        recovery=table.choices("recovery", RECOVERIES),
        care=table.text("care", default=""),
        for_distress=table.flag("for_distress"),
        basis=table.choices("basis", BASES, least=1),
        skills=table.choices("skills", SKILLS),
        source=table.text("source"),
        replaces=table.replaces(),
    )
