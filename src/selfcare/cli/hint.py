"""A hint after writing: what in a record could identify somebody, by kind and place. It blocks nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from selfcare.cli.first_few import first_few
from selfcare.cli.progress import progress, telling
from selfcare.cli.run import Run
from selfcare.journal.envelope import Envelope
from selfcare.reports.shortening import shortened

if TYPE_CHECKING:
    from selfcare.identify.hits import Hit
    from selfcare.journal.journal import Journal
    from selfcare.redaction.check import Known

PLACES_NAMED = 6
"""So many places are named; the rest are a number."""
LABEL_SHOWN = 48
"""So many characters of a question are enough to know it by."""
BESIDE = ("theme", "tag")
"""What a record has beside its fields."""
NO_HINT = ("guidance",)
"""Kinds whose words stay as they are: own guidance is for the person alone, and names authors."""


def say(here: Run, journal: "Journal", record: Envelope, *, theme_only: bool = False) -> None:
    """Say which places of a record could identify somebody, and how to change it. The text is not repeated.

    `theme_only`: look at what goes to others at level theme alone.
    """
    if here.console.as_json or record.kind in NO_HINT:
        return
    found = _found(_known(journal), record, theme_only=theme_only)
    if not found:
        return
    named = list(dict.fromkeys(f"{_kind(hit)} ({_place(record, key, text, hit)})" for key, text, hit in found))
    way = _way_to_change({key for key, _, _ in found}, record)
    here.console.say(f"This could identify somebody: {first_few(named, PLACES_NAMED, ';')}. {way}")


def say_of_taken_in(here: Run, journal: "Journal", records: Sequence[Envelope]) -> None:
    """The same for what came in from elsewhere, or was sealed and is now in the journal: which records, which kinds."""
    if here.console.as_json:
        return
    known = _known(journal)
    with progress(here.console, "Looking for what could identify somebody") as tell:
        looked = [(record.handle, _kinds(known, record)) for record in telling(records, tell)]
    told = [f"{handle} ({', '.join(kinds)})" for handle, kinds in looked if kinds]
    if told:
        named = first_few(told, PLACES_NAMED, ";")
        way = f"`selfcare edit {told[0].split()[0]}` changes it" if len(told) == 1 else "`selfcare edit ID` changes one"
        here.console.say(f"{len(told)} of them could identify somebody: {named}. {way}.")


def _known(journal: "Journal") -> "Known":
    from selfcare.redaction.knowing import known_in

    with journal.reading() as session:
        return known_in(session)


def _kinds(known: "Known", record: Envelope) -> list[str]:
    if record.kind in NO_HINT:
        return []
    return list(dict.fromkeys(_kind(hit) for _, _, hit in _found(known, record)))


def _found(known: "Known", record: Envelope, *, theme_only: bool = False) -> "list[tuple[str, str, Hit]]":
    """Every hit in the words of a record, with the key and the text that it is in."""
    return [(key, text, hit) for key, text in _texts(record, theme_only=theme_only) for hit in known.hits(text)]


def _texts(record: Envelope, *, theme_only: bool) -> Iterator[tuple[str, str]]:
    """The person's own words in a record, each with the name that `edit --set` knows it by."""
    for key, value in () if theme_only else record.fields.items():
        if isinstance(value, Mapping):
            for inner, each in value.items():
                yield from ((f"{key}.{inner}", text) for text in _words(record, {key: {inner: each}}))
        else:
            yield from ((key, text) for text in _words(record, {key: value}))
    yield "theme", record.theme
    yield from (("tag", tag) for tag in record.tags)


def _words(record: Envelope, content: Mapping[str, object]) -> list[str]:
    """The person's own words in some of a record's fields: ids are none."""
    from selfcare.journal.form import words_in
    from selfcare.journal.kinds import kind_of

    return words_in(kind_of(record).form, content)


def _kind(hit: "Hit") -> str:
    from selfcare.identify.hits import LABELS

    return LABELS[hit.kind] + ("" if hit.hard else "?")


def _place(record: Envelope, key: str, text: str, hit: "Hit") -> str:
    name = key if key in BESIDE else _asked(record, key)
    line = text.count("\n", 0, hit.start) + 1
    return f"{name}, line {line}" if "\n" in text else name


def _asked(record: Envelope, key: str) -> str:
    """What `show` and `edit` have above a text, such as its question; the key of one that they do not show."""
    from selfcare.journal.kinds import kind_of

    above = [part.label for part in kind_of(record).parts(record.fields) if part.key == key]
    return f'"{shortened(above[0], LABEL_SHOWN)}"' if above else key


def _way_to_change(keys: set[str], record: Envelope) -> str:
    if keys == {"theme"}:
        return f"`selfcare share {record.handle} {record.share} --theme TEXT` changes it."
    return f"`selfcare edit {record.handle}` changes it."
