"""A person's own usual for an item: what they are compared with, and never anybody else."""

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from selfcare.insight.weeks import RatedWeek, comparable
from selfcare.when import Week

LATEST = 8
LEAST = 4
GAP = 4
AWAY = 2
"""How far from a person's own usual, of 10, a rating has to be before a page remarks on it."""


def own_usual(weeks: Iterable[RatedWeek], item: str, *, before: Week) -> float | None:
    """The median of the 8 latest ratings of `item` before the week `before`, or None from fewer than 4.

    A missed week is a gap and no zero. After 4 or more weeks without a check-in only the weeks since then count. A
    week set aside is left out of the median, but is a check-in: a month of nights is no gap. The result is a whole
    number or a half.
    """
    weeks = tuple(weeks)
    since = _after_last_gap({rated.week for rated in weeks}, before)
    ratings = [value for week, value in comparable(weeks, item).items() if since <= week < before]
    return float(median(ratings[-LATEST:])) if len(ratings) >= LEAST else None


def _after_last_gap(checked_in: set[Week], before: Week) -> Week:
    """The first week after the last gap that ends by `before`."""
    ordered = sorted({week for week in checked_in if week < before} | {before})
    starts = [later for earlier, later in pairwise(ordered) if later.since(earlier) > GAP]
    return starts[-1] if starts else ordered[0]
