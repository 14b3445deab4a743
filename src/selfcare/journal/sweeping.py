"""The sweep: names that were written before they were guarded are put away wherever the journal still holds them.

Records, their earlier versions, drafts, the bin, own guidance, answers at review, the log of what was shared and the
settings that hold words are written anew in place, in one transaction, and the search index after them. While a hold is
on, only the hold's own reason is: all else stays as it was written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlmodel import Session, col, select

from selfcare.identify.guarding import Guard
from selfcare.journal import envelope as envelopes
from selfcare.journal import holding, unfinished
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import Putting, form_without_names, guard_of, without_names
from selfcare.journal.handles import handles_of
from selfcare.journal.journal import Journal
from selfcare.journal.records import from_rows, in_todays_form, rebuild_index, rewrite
from selfcare.journal.tables import Draft, Record, ReviewAnswer, SharedLog, StoredSetting, Version
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
        session.flush()
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
        rows = session.exec(select(Record).where(Record.kind == "guidance")).all() if guard else ()
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
    for rows in session.exec(select(Record)).partitions(500):
        for row, envelope in zip(rows, from_rows(session, rows), strict=True):
            put = Putting(guard)
            changed = without_names(envelope, put)
            if put.used:
                place: Place = "bin" if row.removed_at else "record"
                yield Change(place, row.handle, put.used, _rewriting(session, row, changed))


def _rewriting(session: Session, row: Record, changed: Envelope) -> Callable[[], None]:
    return lambda: rewrite(session, row, changed)


def _in_versions(session: Session, guard: Guard) -> Iterator[Change]:
    for row in session.exec(select(Version).where(col(Version.envelope).is_not(None))):
        envelope = in_todays_form(envelopes.parse((row.envelope or "").encode()))
        put = Putting(guard)
        changed = without_names(envelope, put)
        if put.used:
            yield Change("version", envelope.handle, put.used, _setting(row, "envelope", _text(changed)))


def _in_drafts(session: Session, guard: Guard) -> Iterator[Change]:
    for row in session.exec(select(Draft)):
        form = unfinished.parse(row.envelope.encode())
        put = Putting(guard)
        changed = form_without_names(replace(form, envelope=in_todays_form(form.envelope)), put)
        if put.used:
            handle = next(handles_of(row.id))
            yield Change("draft", handle, put.used, _setting(row, "envelope", unfinished.dump(changed).decode()))


def _in_answers(session: Session, guard: Guard) -> Iterator[Change]:
    """The words that were given at review: what stands in for a hit, or why it stays."""
    for row in session.exec(select(ReviewAnswer)):
        put = Putting(guard)
        words = put(row.words)
        if put.used:
            yield Change("other", "", put.used, _setting(row, "words", words))


def _in_log(session: Session, guard: Guard) -> Iterator[Change]:
    """For whom a page was, and what it was: a role may be a name, and so may a profile of one's own."""
    for row in session.exec(select(SharedLog)):
        for field in ("role", "what"):
            put = Putting(guard)
            words = put(getattr(row, field))
            if put.used:
                yield Change("other", "", put.used, _setting(row, field, words))


def _in_settings(session: Session, guard: Guard) -> Iterator[Change]:
    """The settings with words: one that is said to name nobody may be a name all the same."""
    for row in session.exec(select(StoredSetting)):
        put = Putting(guard)
        value = put(row.value) if holds_words(row.name) else row.value
        if put.used:
            place: Place = "reason" if row.name == holding.HOLD else "other"
            yield Change(place, "", put.used, _setting(row, "value", value))


def _setting(row: Any, field: str, value: str) -> Callable[[], None]:
    return lambda: setattr(row, field, value)


def _text(envelope: Envelope) -> str:
    return envelopes.dump(envelope).decode()
