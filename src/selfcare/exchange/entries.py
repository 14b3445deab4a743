"""What a reader of another journal gives: its entries, and the places that it could not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selfcare.errors import InvalidFile

LARGEST = 128 * 1024 * 1024
"""No more bytes than this are read of the words of another journal."""
PLACES_NAMED = 6
"""So many places are named in a remark; the rest are a number."""


@dataclass(frozen=True)
class Entry:
    """One entry as the other journal has it.

    at         when: aware where the journal says the moment, naive where it says what the clocks showed
    text       the person's words, as they are
    place      where it stands in the file, for people: "line 7"
    zone       the IANA name of its time zone, where the journal says one; nobody has checked it
    tags       as they are, without their sign
    day_alone  the journal says the day and no time; `at` is its noon
    """

    at: datetime
    text: str
    place: str
    zone: str | None = None
    tags: tuple[str, ...] = ()
    day_alone: bool = False


@dataclass(frozen=True)
class Found:
    """What is in a file of another journal.

    not_understood  places that could not be read, never their text
    wordless        how many entries hold no words: a picture alone, a date alone
    remarks         what else was left out or settled, in whole sentences
    """

    entries: tuple[Entry, ...] = ()
    not_understood: tuple[str, ...] = ()
    wordless: int = 0
    remarks: tuple[str, ...] = ()


def named(places: Sequence[str]) -> str:
    """Some places, and how many more there are."""
    rest = f" and {len(places) - PLACES_NAMED} more" if len(places) > PLACES_NAMED else ""
    return ", ".join(places[:PLACES_NAMED]) + rest


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8, its line ends as ours. Raises `InvalidFile`."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InvalidFile("The file is not text in UTF-8.", "Save or export it as UTF-8 and try again.") from None
