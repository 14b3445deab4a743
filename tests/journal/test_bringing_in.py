"""Many records from elsewhere at once: what they leave is what `put` would have left of each, all of it or nothing."""

import shutil
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from tests.conftest import PASSPHRASE, Home
from tests.exchange.journals import contents, tags, words
from tests.journal.making import note

from selfcare.journal import envelope as envelopes
from selfcare.journal import placing, records
from selfcare.journal.bringing_in import bring_in
from selfcare.journal.envelope import Envelope
from selfcare.journal.guarding import put_in
from selfcare.journal.handles import handles_of
from selfcare.journal.journal import Journal
from selfcare.journal.people import add
from selfcare.journal.records import put
from selfcare.journal.session import Session
from selfcare.journal.tables import Record, RecordTag
from selfcare.vault.vault import Vault

Another = Callable[[], Journal]

NAMES = {"Barnaby Okonkwo": "Larch", "Will Baker": "Slate"}
NIGHTS = "12:00"
ONE_HANDLE = 25
"""So many bits of an id are its first handle."""

naming = st.sampled_from(["Barnaby rang", "okonkwo's mum", "I told Will", "#Barnaby", "will you", "Larch"])


@pytest.fixture
def another(empty_journal: Path, tmp_path: Path) -> Another:
    """Gives a journal of somebody who works nights, in which two names are put away: each time another one."""
    model = shutil.copytree(empty_journal, tmp_path / "model")
    with Journal(Vault.open(model, PASSPHRASE)) as journal:
        journal.set_setting("day_starts_at", NIGHTS)
        for name, pseudonym in NAMES.items():
            add(journal, name, pseudonym)
    return lambda: Journal(Vault.open(shutil.copytree(model, tmp_path / uuid.uuid4().hex), PASSPHRASE))


@pytest.fixture
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few records are several batches."""
    monkeypatch.setattr(placing, "AT_ONCE", 2)


@st.composite
def kept_elsewhere(draw: st.DrawFn) -> Envelope:
    """A record of any kind and share level, now and then with a name in it, or with a handle that others want too."""
    kind, fields = draw(contents)
    theme, tagged = draw(words | naming), (*draw(tags), *draw(st.lists(naming, max_size=1)))
    given = {"text": draw(naming)} if kind == "note" and draw(st.booleans()) else fields
    made = envelopes.new(kind, given, tags=tagged, share=draw(st.sampled_from(envelopes.SHARE_LEVELS)), theme=theme)
    return _wanting_one_handle(made) if draw(st.booleans()) else made


def _wanting_one_handle(record: Envelope) -> Envelope:
    number = uuid.UUID(record.id).int >> ONE_HANDLE << ONE_HANDLE
    record_id = str(uuid.UUID(int=number | 7))
    return replace(record, id=record_id, handle=next(handles_of(record_id)))


def left_in(journal: Journal) -> list[list[tuple[object, ...]]]:
    """Every row of the records, their tags, versions and search words, but for when a version was kept."""
    with journal.reading() as session:
        versions = session.rows("SELECT record_id, parent, envelope FROM versions ORDER BY rowid")
        looked = session.rows("SELECT rowid, words FROM records_fts ORDER BY rowid")
    with journal.models() as session:
        kept = session.exec(select(Record).order_by(Record.id)).all()
        seqs = {each.seq: each.id for each in kept}
        tagged = sorted((seqs[each.record_seq], each.tag) for each in session.exec(select(RecordTag)))
        return [
            [tuple(each.model_dump().items()) for each in kept],
            list(tagged),
            versions,
            looked,
        ]


@pytest.mark.usefixtures("two_at_once")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(kept_elsewhere(), max_size=7), st.integers(0, 7), st.booleans())
def test_what_comes_in_at_once_is_what_put_keeps_one_by_one(
    another: Another, given: Sequence[Envelope], here_already: int, keep_names: bool
) -> None:
    """In order, with the same handles, tags, versions, search words and pseudonyms; what is here already stays."""
    with another() as at_once, another() as one_by_one:
        for journal in (at_once, one_by_one):
            for each in given[:here_already]:
                put(journal, envelopes.filed(each, NIGHTS))
            put_in(journal.names)
            journal.names.keep = keep_names
        brought = bring_in(at_once, [*given, *given])
        assert brought == [put(one_by_one, envelopes.filed(each, NIGHTS)) for each in given[here_already:]]
        assert left_in(at_once) == left_in(one_by_one)
        assert put_in(at_once.names) == put_in(one_by_one.names)
        assert bring_in(at_once, given) == []
        assert left_in(at_once) == left_in(one_by_one)


@pytest.mark.usefixtures("two_at_once")
def test_it_is_told_how_far_it_is_after_each_batch(home: Home) -> None:
    told: list[float] = []
    with home.open() as journal:
        bring_in(journal, [note(str(number)) for number in range(5)], told.append)
    assert told == [0.4, 0.8, 1.0]


@pytest.mark.usefixtures("two_at_once")
@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_stops_a_later_batch_lets_none_in(
    home: Home, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    """Half of what came from elsewhere would be worse than none."""
    given = [note(str(number)) for number in range(5)]

    def stops_at_the_last(session: object, batch: dict[int, Envelope]) -> None:
        if len(batch) == 1:
            raise stop
        records.add_words(session, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(placing, "add_words", stops_at_the_last)
    with home.open() as journal:
        before = left_in(journal)
        with pytest.raises(type(stop)):
            bring_in(journal, given)
        assert left_in(journal) == before
        monkeypatch.undo()
        assert len(bring_in(journal, given)) == 5


def test_ten_times_as_many_take_few_more_statements(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, since no clock can be trusted: one for each record is what made a long journal take a minute."""
    statements: list[str] = []

    def counted(name: str) -> None:
        asked = getattr(Session, name)

        def count(session: Session, statement: str, *rest: object, **values: object) -> object:
            statements.append(statement)
            return asked(session, statement, *rest, **values)

        monkeypatch.setattr(Session, name, count)

    for name in ("rows", "row", "run", "insert", "replace"):
        counted(name)
    with home.open() as journal:
        bring_in(journal, [note("one")])
        for_one = len(statements)
        bring_in(journal, [note(str(number)) for number in range(100)])
        assert len(statements) <= 2 * for_one + 2
