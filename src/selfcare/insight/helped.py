"""How much a person's tools helped, in their own ratings. Counts and middles only: what came after is no proof why."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Use:
    """One use of a tool. `helped` is 0-10; `before` and `after` say how strong the feeling was, 0-10; each may lack."""

    tool: str
    helped: int | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Helped:
    """All uses of one tool.

    rated and helped    how many uses were rated, and the median of those ratings
    paired and change   how many uses have a before and an after, and the median of after less before
    """

    used: int
    rated: int
    helped: float | None
    paired: int
    change: float | None


def helped(uses: Iterable[Use]) -> dict[str, Helped]:
    """What each tool's uses come to, by tool id. A use without a rating counts as used and as nothing else."""
    by_tool: dict[str, list[Use]] = {}
    for use in uses:
        by_tool.setdefault(use.tool, []).append(use)
    return {tool: _of_one(its) for tool, its in by_tool.items()}


def _of_one(uses: list[Use]) -> Helped:
    ratings = [use.helped for use in uses if use.helped is not None]
    changes = [use.after - use.before for use in uses if use.before is not None and use.after is not None]
    return Helped(len(uses), len(ratings), _middle(ratings), len(changes), _middle(changes))


def _middle(values: list[int]) -> float | None:
    return float(median(values)) if values else None
