"""Hard moments counted: by kind, by week, by tag, and how strong before and after. Counts only: no cause, no label."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from selfcare.when import Week

LATELY = timedelta(weeks=4)
SHARED = 2
"""So many moments have to have a tag before it is said."""


@dataclass(frozen=True)
class HardMoment:
    """One trigger note. `before` and `after` say how strong the feeling was, 0-10; each may lack."""

    kind: str
    day: date
    tags: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Triggers:
    """What the hard moments of some weeks come to.

    kinds             each kind with how many, the most first
    weeks             each week with how many; a week without one is 0
    paired            how many have a before and an after; `before` and `after` are the medians of those
    lately            how many there were in the last four weeks
    tags              the tags that two or more of those share, with how many, the most first
    """

    kinds: tuple[tuple[str, int], ...]
    weeks: tuple[tuple[Week, int], ...]
    paired: int
    before: float | None
    after: float | None
    lately: int
    tags: tuple[tuple[str, int], ...]


def triggers(moments: Iterable[HardMoment], weeks: Sequence[Week], today: date) -> Triggers:
    """The `moments` in `weeks`; and, up to `today`, those of the last four weeks."""
    moments = list(moments)
    within = [each for each in moments if Week.of(each.day) in set(weeks)]
    pairs = [(each.before, each.after) for each in within if each.before is not None and each.after is not None]
    lately = [each for each in moments if today - LATELY < each.day <= today]
    by_week = Counter(Week.of(each.day) for each in within)
    tags = _most_first(tag for each in lately for tag in set(each.tags))
    return Triggers(
        kinds=_most_first(each.kind for each in within),
        weeks=tuple((week, by_week[week]) for week in weeks),
        paired=len(pairs),
        before=float(median(before for before, _ in pairs)) if pairs else None,
        after=float(median(after for _, after in pairs)) if pairs else None,
        lately=len(lately),
        tags=tuple((tag, count) for tag, count in tags if count >= SHARED),
    )


def _most_first(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))
