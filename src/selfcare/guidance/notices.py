"""Notice rules: what the check-in remarks on, as data with their wording."""

from dataclasses import dataclass
from typing import Literal

Measure = Literal["usual", "run", "level", "many", "signs", "overdue"]
Direction = Literal["fall", "rise"]


@dataclass(frozen=True)
class NoticeRule:
    """One rule, judged for the latest week against the person's own earlier weeks, never against others.

    measure   usual: `points` or more from the own-usual, `weeks` weeks running
              run: moving the same way `weeks` weeks running, by `points` or more in all
              level: at `points` or less `weeks` weeks running (its rise: above that again, as long)
              many: `items` or more items each `points` or more from their own-usual in one week
              signs: `items` or more early signs ticked in one week
              overdue: supervision later than its own interval by `weeks` weeks or more
    text      the wording, with {item}, {weeks}, {value}, {usual}, {count}, {kind} filled in as the measure has them
    rule      the rule in plain words, shown with every notice
    """

    id: str
    measure: Measure
    direction: Direction
    points: int
    weeks: int
    items: int
    text: str
    rule: str
    source: str
