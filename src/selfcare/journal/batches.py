"""Many things a batch at a time: one statement of SQL takes so many values and no more."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """The things in their order, so many at once; no more of them is asked for than the next batch."""
    left = iter(things)
    while batch := list(islice(left, AT_ONCE)):
        yield batch
