"""Finding records: by handle or id, by kind, day and tag, and by the words in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import ne
from typing import Any

from selfcare.errors import Usage
from selfcare.journal.envelope import Envelope, refuse_unkeepable_text
from selfcare.journal.handles import as_typed
from selfcare.journal.kinds import KINDS, UNLISTED
from selfcare.journal.records import COLUMNS, Row, from_row, from_rows, row_where
from selfcare.journal.session import Session


@dataclass(frozen=True)
class Filter:
    """Which records: all conditions that are given must hold. `since` and `until` are days, both included."""

    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    tags: tuple[str, ...] = ()
    most: int | None = None
    in_bin: bool = False


def find(session: Session, wanted: Filter) -> list[Envelope]:
    """The records that `wanted` lets through, the latest first."""
    return _latest(session, _filtered(wanted), wanted.most, by="+happened_at" if wanted.in_bin else "happened_at")


class _Conditions:
    """What rows must meet: conditions in SQL, all of which hold, and the values of their `:names`."""

    def __init__(self, *conditions: str, **values: Any) -> None:
        self.all, self.values = list(conditions), values

    def add(self, condition: str, **values: Any) -> None:
        """One more."""
        self.all.append(condition)
        self.values |= values


def _latest(session: Session, wanted: _Conditions, most: int | None, by: str = "happened_at") -> list[Envelope]:
    """At most so many of the rows, the latest first, as envelopes. A plus keeps SQLite from walking all by time."""
    where = " AND ".join(wanted.all)
    query = f"SELECT {COLUMNS} FROM records WHERE {where} ORDER BY {by} DESC, seq DESC LIMIT :most"  # noqa: S608 - ours
    rows = session.rows(query, **wanted.values, most=-1 if most is None else most)
    return from_rows(session, map(Row._make, rows))


def _filtered(wanted: Filter) -> _Conditions:
    """What the rows meet that `wanted` lets through."""
    meet = _Conditions(_here(in_bin=wanted.in_bin))
    if wanted.kinds:
        names = {f"kind{number}": kind for number, kind in enumerate(wanted.kinds)}
        meet.add(f"kind IN ({', '.join(f':{name}' for name in names)})", **names)
    if wanted.since or wanted.until:
        meet.add("day > ''")  # what the index of days asks for
    if wanted.since:
        meet.add("day >= :since", since=wanted.since.isoformat())
    if wanted.until:
        meet.add("day <= :until", until=wanted.until.isoformat())
    for number, tag in enumerate(wanted.tags):
        refuse_unkeepable_text(tag)
        tagged = f"seq IN (SELECT record_seq FROM record_tags WHERE tag = :tag{number})"  # noqa: S608 - a number
        meet.add(tagged, **{f"tag{number}": tag})
    return meet


def _here(*, in_bin: bool) -> str:
    return f"removed_at IS {'NOT NULL' if in_bin else 'NULL'}"


def of_kind(session: Session, *kinds: str) -> list[Envelope]:
    """All records of some kinds, the earliest first."""
    return find(session, Filter(kinds=kinds))[::-1]


def marked_as_risks(session: Session) -> list[Envelope]:
    """The trigger notes that their writer marked as a risk to share, the earliest first."""
    marked = _Conditions(
        "seq IN (SELECT seq FROM records INDEXED BY records_marked WHERE kind = 'trigger'"
        " AND json_extract(fields, '$.next') = 'risk-to-share' AND removed_at IS NULL)"
    )
    return _latest(session, marked, None)[::-1]


def listed_kinds() -> tuple[str, ...]:
    """The kinds that a list shows unasked."""
    return tuple(name for name in KINDS if name not in UNLISTED)


def search(session: Session, phrases: Sequence[str], wanted: Filter) -> list[Envelope]:
    """The records with every phrase in them, the latest first. The last word of a phrase may be its beginning."""
    for words in phrases:
        refuse_unkeepable_text(words)
    expression = " ".join('"' + phrase.replace('"', '""') + '" *' for phrase in phrases if _has_words(phrase))
    if not expression:
        raise Usage("There is no word to search for.", "Example: selfcare search handover.")
    meet = _filtered(wanted)
    meet.add("seq IN (SELECT rowid FROM records_fts WHERE records_fts MATCH :expression)", expression=expression)
    return _latest(session, meet, wanted.most)


def _has_words(phrase: str) -> bool:
    return any(character.isalnum() for character in phrase)


def one(session: Session, words: str, *, in_bin: bool = False) -> Envelope:
    """The record with the handle or id that a person typed; raises `Usage` with the nearest handle."""
    return from_row(session, row_of(session, words, in_bin=in_bin))


def row_of(session: Session, words: str, *, in_bin: bool = False) -> Row:
    """The row behind `one`."""
    refuse_unkeepable_text(words)
    name = as_typed(words)
    by = "id" if "-" in name else "handle"
    row = row_where(session, f"{by} = :name AND {_here(in_bin=in_bin)}", name=name)
    if row is None:
        raise Usage("There is no such record" + (" in the bin." if in_bin else "."), _nearest(session, name, in_bin))
    return row


def _nearest(session: Session, name: str, in_bin: bool) -> str:
    handles = session.column(f"SELECT handle FROM records WHERE {_here(in_bin=in_bin)}")  # noqa: S608 - ours
    near = next((each for each in sorted(handles) if _is_a_slip(name, each)), None)
    lists = "selfcare bin list" if in_bin else "selfcare list"
    return f"Did you mean {near}? {lists} shows them all." if near else f"{lists} shows what there is."


def _is_a_slip(typed: str, handle: str) -> bool:
    """Whether one symbol of a handle was typed wrong. What is further off is no guess at it."""
    return len(typed) == len(handle) and sum(map(ne, typed, handle)) == 1
