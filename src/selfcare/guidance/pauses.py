"""Guided pauses: the timed steps of the tools that `pause` can lead a person through."""

from dataclasses import dataclass
from functools import cache

from selfcare.guidance import reading
from selfcare.guidance.reading import Table


@dataclass(frozen=True)
class Step:
    """What to do, and for how many seconds at the pause's own length."""

    seconds: int
    words: str


@dataclass(frozen=True)
class Pause:
    """A pause under the id of its tool. It stands in a file of its own so that `pause` starts at once."""

    id: str
    name: str
    care: str
    steps: tuple[Step, ...]
    source: str
    replaces: str | None

    @property
    def seconds(self) -> int:
        """How long the steps take together."""
        return sum(step.seconds for step in self.steps)

    def scaled(self, seconds: float) -> tuple[tuple[float, str], ...]:
        """The steps as (seconds, words), each made longer or shorter so that together they take `seconds`."""
        return tuple((step.seconds * seconds / self.seconds, step.words) for step in self.steps)


def read(content: bytes | str, name: str) -> tuple[Pause, ...]:
    """Read a pauses file; the first pause is the usual one. Raises InvalidFile with every problem."""
    return reading.read(content, name, lambda top: top.each("pauses", _pause))


@cache
def load() -> tuple[Pause, ...]:
    """The pauses that ship with the program."""
    return read(reading.shipped("pauses.toml"), "pauses.toml")


def _pause(table: Table) -> Pause:
    return Pause(
        id=table.id(),
        name=table.text("name"),
        care=table.text("care", default=""),
        steps=table.each("steps", _step, least=1),
        source=table.text("source"),
        replaces=table.replaces(),
    )


def _step(table: Table) -> Step:
    return Step(seconds=table.number("seconds", 1, 600), words=table.text("words"))
