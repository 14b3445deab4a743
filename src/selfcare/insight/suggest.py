"""Which of the tools might suit now: at most three, each with its reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from selfcare.guidance.tools import Domain, Place, Recovery, Tool
from selfcare.insight.helped import Helped

Window = Literal["over", "within", "under"]

MOST = 3
STRONG = 8
HELPFUL = 5  # of 10: what helped less is not offered as having helped
_BALANCED_FROM = 2
_DOMAINS: Mapping[Domain, str] = {
    "physical": "for the body",
    "mental": "for the mind",
    "social": "with other people",
    "work": "about the work itself",
}
_RECOVERIES: Mapping[Recovery, str] = {
    "detachment": "leaving work behind",
    "relaxation": "coming to rest",
    "mastery": "getting better at something of your own",
}


@dataclass(frozen=True)
class Situation:
    """What has to fit. Minutes at hand, where, which side of one's window, how strong the feeling is (0-10)."""

    minutes: int | None = None
    place: Place | None = None
    state: Window | None = None
    intensity: int | None = None

    @property
    def distress(self) -> bool:
        """Whether this calls for a reply to distress, which is never exercise, cold water or fasting."""
        return self.state in {"over", "under"} or (self.intensity or 0) >= STRONG


@dataclass(frozen=True)
class Suggestion:
    """A tool and, in plain words, why it was picked."""

    tool: Tool
    reason: str


ANYTHING = Situation()


def suggest(
    tools: Iterable[Tool],
    record: Mapping[str, Helped],
    *,
    kept: Set[str] = frozenset(),
    parked: Set[str] = frozenset(),
    situation: Situation = ANYTHING,
) -> tuple[Suggestion, ...]:
    """At most three of `tools` that fit the `situation`: two that helped most, one untried, then what else there is.

    `record` is what `helped` gives; `kept` and `parked` hold tool ids. Kept tools come before others, parked ones
    never, and what helped little comes last. Ties keep the order of `tools`.
    """
    fitting = [tool for tool in tools if tool.id not in parked and _fits(tool, situation)]
    fitting.sort(key=lambda tool: (tool.id not in kept, *_distance(tool, situation)))
    best = sorted((tool for tool in fitting if _helped(tool, record) >= HELPFUL), key=lambda t: -_helped(t, record))
    untried = [tool for tool in fitting if tool.id not in record]
    first = [*best[: MOST - 1], *untried[:1]]
    others = [*best[MOST - 1 :], *(tool for tool in fitting if tool not in best and tool not in first)]
    others.sort(key=lambda tool: _helped(tool, record) < HELPFUL and tool.id in record)
    return tuple(Suggestion(tool, _reason(tool, record, kept)) for tool in (*first, *others)[:MOST])


def balance(kept: Collection[Tool]) -> tuple[str, ...]:
    """A gentle word for each thing that two or more kept tools lack: a second domain, a kind of recovery."""
    if len(kept) < _BALANCED_FROM:
        return ()
    words = []
    domains = {domain for tool in kept for domain in tool.domains}
    if len(domains) == 1:
        words.append(
            f"All the tools you keep are {_DOMAINS[domains.pop()]}. One of another sort could stand beside them."
        )
    served = {recovery for tool in kept for recovery in tool.recovery}
    if missing := [said for recovery, said in _RECOVERIES.items() if recovery not in served]:
        words.append(f"None of the tools you keep is for {_listed(missing)}.")
    return tuple(words)


def _fits(tool: Tool, situation: Situation) -> bool:
    return (
        (situation.minutes is None or tool.minutes <= situation.minutes)
        and (situation.place is None or not {situation.place, "anywhere"}.isdisjoint(tool.places))
        and (situation.state is None or tool.state in {"any", situation.state})
        and (tool.for_distress or not situation.distress)
    )


def _distance(tool: Tool, situation: Situation) -> tuple[bool, bool]:
    """In distress what is made for this state comes first, and what can be done at once."""
    return situation.distress and tool.state != situation.state, situation.distress and tool.when != "moment"


def _helped(tool: Tool, record: Mapping[str, Helped]) -> float:
    """The median of its ratings; below every rating where there are none."""
    its = record.get(tool.id)
    return -1 if its is None or its.helped is None else its.helped


def _reason(tool: Tool, record: Mapping[str, Helped], kept: Set[str]) -> str:
    its = record.get(tool.id)
    beside = "in your toolbox, " if tool.id in kept else ""
    if its is None:
        return f"{beside}not tried yet"
    if its.helped is None:
        return f"{beside}used before, not rated yet"
    times = "rated once" if its.rated == 1 else f"the middle of {its.rated} ratings"
    return f"{beside}helped you {its.helped:g} out of 10 ({times})"


def _listed(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
