"""The weeks that a person has rated, as the rest of this room reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from selfcare.when import Week


@dataclass(frozen=True)
class RatedWeek:
    """One check-in.

    ratings    item id to 0-10, 10 always the better end; an item that was skipped is not in it
    set_aside  leave, sick leave or nights, unless it is ordinary work: shown, and left out of every comparison
    signs      how many of the person's own early signs were ticked
    """

    week: Week
    ratings: Mapping[str, int]
    set_aside: bool = False
    signs: int = 0


def comparable(weeks: Iterable[RatedWeek], item: str) -> dict[Week, int]:
    """The ratings of `item` by week, in order, without the weeks set aside; a week that was missed is not there."""
    ordered = sorted(weeks, key=lambda rated: rated.week)
    return {rated.week: rated.ratings[item] for rated in ordered if not rated.set_aside and item in rated.ratings}
