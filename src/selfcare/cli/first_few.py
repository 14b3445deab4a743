"""A list that is cut short: the first few by name, the rest as a number."""

from collections.abc import Sequence


def first_few(named: Sequence[str], most: int, mark: str = ",") -> str:
    """The first `most`, with `mark` between them, and how many more there are: "a, b and 3 more"."""
    rest = len(named) - most
    shown = f"{mark} ".join(named[:most])
    return f"{shown} and {rest} more" if rest > 0 else shown
