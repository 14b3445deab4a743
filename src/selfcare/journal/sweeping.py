"""The sweep: names that were written before they were guarded are put away wherever the journal still holds them.

Records, their earlier versions, drafts, the bin, own guidance, answers at review, the log of what was shared and the
settings that hold words are written anew in place, in one transaction, and the search index after them. While a hold is
on, only the hold's own reason is: all else stays as it was written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from selfcare.identify.guarding import Guard
from selfcare.journal import envelope as envelopes
from selfcare.journal import holding, unfinished
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import Putting, form_without_names, guard_of, without_names
from selfcare.journal.handles import handles_of
from selfcare.journal.journal import Journal, keep_setting
from selfcare.journal.records import COLUMNS, Row, from_rows, in_todays_form, rebuild_index, rewrite
from selfcare.journal.session import Session
from selfcare.settings import holds_words
from selfcare.vault.database import checkpoint

OVERWRITES = "A sweep writes over what stood there."
REASON_ALONE = "Only the hold's own reason was written anew."
Place = Literal["record", "version", "draft", "bin", "reason", "other"]


@dataclass(frozen=True)
class Change:
    """One row that holds names: where it is, the handle of its record if it has one, and how it is written anew."""

    place: Place
    handle: str
    used: Counter[str]
    write: Callable[[], None]


@dataclass(frozen=True)
class Swept:
    """Where names stand that `pseudonym` takes the place of: handles, and how many rows of what has none."""

    pseudonym: str
    records: tuple[str, ...]
    in_bin: tuple[str, ...]
    versions: int
    drafts: int
    others: int


def preview(journal: Journal) -> list[Swept]:
    """What a sweep would change, by pseudonym; nothing is changed."""
    with journal.reading() as session:
        return _by_pseudonym(_changes(session))


def sweep(journal: Journal) -> list[Swept]:
    """Put every name away, and return what was changed. What was there is overwritten, on the disk too.

    Raises `Failed` while a hold is on, but for its own reason: there names are put away first.
    """
    with journal.writing() as session:
        found = _changes(session)
        changes = _allowed(session, found)
        for each in changes:
            each.write()
        if changes:
            rebuild_index(session)
    checkpoint(journal.vault.connection)
    if len(changes) < len(found):
        _refuse(journal, REASON_ALONE if changes else "Nothing was changed.")
    return _by_pseudonym(changes)


def _allowed(session: Session, found: list[Change]) -> list[Change]:
    """Those of the changes that no hold forbids: while one is on, those of its own reason."""
    on_hold = holding.hold_of(session) is not None
    return [each for each in found if not on_hold or each.place == "reason"]


def _refuse(journal: Journal, changed: str) -> None:
    with journal.reading() as session:
        holding.refuse(session, OVERWRITES, changed)


def refuse_on_hold(journal: Journal) -> None:
    """Raise `Failed` while a hold is on whose own reason names nobody, before anything is asked."""
    with journal.reading() as session:
        guard = guard_of(session)
        if guard and not any(each.place == "reason" for each in _in_settings(session, guard)):
            holding.refuse(session, OVERWRITES)


def named_ids(journal: Journal) -> tuple[str, ...]:
    """The handles of own guidance with a name in its id, which never changes."""
    with journal.reading() as session:
        guard = guard_of(session)
        rows = _rows(session, "kind = 'guidance'") if guard else ()
        return tuple(each.handle for each in from_rows(session, rows) if guard and _names_somebody(guard, each))


def _names_somebody(guard: Guard, entry: Envelope) -> bool:
    put = Putting(guard)
    put(str(entry.fields["entry"].get("id", "")))
    return bool(put.used)


def _by_pseudonym(changes: Iterable[Change]) -> list[Swept]:
    found = list(changes)
    pseudonyms = sorted({pseudonym for each in found for pseudonym in each.used})
    return [_swept(each, [change for change in found if each in change.used]) for each in pseudonyms]


def _swept(pseudonym: str, changes: list[Change]) -> Swept:
    places = Counter(each.place for each in changes)
    return Swept(
        pseudonym,
        records=tuple(each.handle for each in changes if each.place == "record"),
        in_bin=tuple(each.handle for each in changes if each.place == "bin"),
        versions=places["version"],
        drafts=places["draft"],
        others=places["other"] + places["reason"],
    )


def _changes(session: Session) -> list[Change]:
    """Every row with a name in it."""
    guard = guard_of(session)
    if guard is None:
        return []
    rooms = (_in_records, _in_versions, _in_drafts, _in_answers, _in_log, _in_settings)
    return [change for room in rooms for change in room(session, guard)]


def _in_records(session: Session, guard: Guard) -> Iterator[Change]:
    rows = _rows(session, "TRUE")
    for row, envelope in zip(rows, from_rows(session, rows), strict=True):
        put = Putting(guard)
        changed = without_names(envelope, put)
        if put.used:
            place: Place = "bin" if row.removed_at else "record"
            yield Change(place, row.handle, put.used, partial(rewrite, session, row, changed))


def _rows(session: Session, condition: str) -> list[Row]:
    return list(map(Row._make, session.rows(f"SELECT {COLUMNS} FROM records WHERE {condition}")))  # noqa: S608 - ours


def _in_versions(session: Session, guard: Guard) -> Iterator[Change]:
    write = "UPDATE versions SET envelope = :words WHERE id = :id"
    for version, content in session.rows("SELECT id, envelope FROM versions WHERE envelope IS NOT NULL"):
        envelope = in_todays_form(envelopes.parse(content.encode()))
        put = Putting(guard)
        changed = envelopes.dump(without_names(envelope, put)).decode()
        if put.used:
            yield Change("version", envelope.handle, put.used, partial(session.run, write, id=version, words=changed))


def _in_drafts(session: Session, guard: Guard) -> Iterator[Change]:
    write = "UPDATE drafts SET envelope = :words WHERE id = :id"
    for draft, content in session.rows("SELECT id, envelope FROM drafts"):
        form = unfinished.parse(content.encode())
        put = Putting(guard)
        changed = form_without_names(replace(form, envelope=in_todays_form(form.envelope)), put, put)
        if put.used:
            words = unfinished.dump(changed).decode()
            yield Change("draft", next(handles_of(draft)), put.used, partial(session.run, write, id=draft, words=words))


def _in_answers(session: Session, guard: Guard) -> Iterator[Change]:
    """The words that were given at review: what stands in for a hit, or why it stays."""
    write = "UPDATE review_answers SET words = :words WHERE version_id = :version AND digest = :digest AND kind = :kind"
    for version, digest, kind, words in session.rows("SELECT version_id, digest, kind, words FROM review_answers"):
        put = Putting(guard)
        where = {"version": version, "digest": digest, "kind": kind, "words": put(words)}
        if put.used:
            yield Change("other", "", put.used, partial(session.run, write, **where))


def _in_log(session: Session, guard: Guard) -> Iterator[Change]:
    """For whom a page was, and what it was: a role may be a name, and so may a profile of one's own."""
    for column in ("role", "what"):
        write = f"UPDATE shared_log SET {column} = :words WHERE id = :id"  # noqa: S608 - the name of a column
        for page, words in session.rows(f"SELECT id, {column} FROM shared_log"):  # noqa: S608 - the same
            put = Putting(guard)
            said = put(words)
            if put.used:
                yield Change("other", "", put.used, partial(session.run, write, id=page, words=said))


def _in_settings(session: Session, guard: Guard) -> Iterator[Change]:
    """The settings with words: one that is said to name nobody may be a name all the same."""
    for name, value in session.rows("SELECT name, value FROM settings"):
        put = Putting(guard)
        said = put(value) if holds_words(name) else value
        if put.used:
            place: Place = "reason" if name == holding.HOLD else "other"
            yield Change(place, "", put.used, partial(keep_setting, session, name, said))
