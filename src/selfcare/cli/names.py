"""What the name guard is told by a command, and what it tells: pseudonyms and numbers, never a name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selfcare.cli.run import Run

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal


@contextmanager
def guarded(here: Run, journal: "Journal") -> Iterator[None]:
    """What a command keeps inside this is guarded, unless it said otherwise; at the end it tells what was put in."""
    journal.names.keep = here.keep_names
    try:
        yield
    finally:
        journal.names.keep = False
        tell(here, journal)


def tell(here: Run, journal: "Journal") -> None:
    """Say which pseudonyms were put in for names since this was last said, if any."""
    if not journal.names.put_in:
        return
    from selfcare.journal.guarding import put_in

    used = put_in(journal.names)
    if used:
        here.console.say_unless_json(f"Put in for names: {in_words(used)}. --keep-names keeps them.")


def in_words(used: Mapping[str, int]) -> str:
    """Pseudonyms, each with how often it was put in: "Larch (2), Slate"."""
    return ", ".join(f"{each} ({number})" if number > 1 else each for each, number in sorted(used.items()))


def say_of_sealed(here: Run) -> None:
    """Say to someone who wants to keep names why a sealed record cannot."""
    if here.keep_names:
        here.console.say_unless_json(
            "It is sealed, so names are put away when it is taken in. To keep them, write with the journal open: "
            "selfcare open"
        )
