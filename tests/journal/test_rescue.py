"""What a damaged journal still gives: never anything that was not in it, and a name for what is lost."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select
from tests.conftest import PASSPHRASE, Home
from tests.fixtures import make
from tests.journal.making import note, seal

from selfcare.errors import Damaged, ForeignKeyFile, WrongCode, WrongPassphrase
from selfcare.journal import envelope as envelopes
from selfcare.journal import merging, migrations
from selfcare.journal.archive import Archive, collect
from selfcare.journal.bin import empty, remove
from selfcare.journal.envelope import Envelope
from selfcare.journal.journal import Journal
from selfcare.journal.records import in_todays_form, put
from selfcare.journal.rescue import Rescued, rescued
from selfcare.journal.tables import Record
from selfcare.journal.verify import problems
from selfcare.vault import recovery, rescue
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.keyfile import dump as dump_keys
from selfcare.vault.pages import PAGE_SIZE
from selfcare.vault.vault import Vault


@pytest.fixture(params=make.RELEASED, ids=lambda made: made.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the journal of one version."""
    return Path(shutil.copytree(request.param, tmp_path / "journal"))


def damage(folder: Path, *pages: int, place: int = 200) -> None:
    """Flip a bit on each of these pages."""
    raw = bytearray((folder / "journal.db").read_bytes())
    for number in pages:
        raw[(number - 1) * PAGE_SIZE + place] ^= 8
    (folder / "journal.db").write_bytes(raw)


def total(folder: Path) -> int:
    return (folder / "journal.db").stat().st_size // PAGE_SIZE


def read(folder: Path, passphrase: str = make.PASSPHRASE) -> Rescued:
    with rescue.remains_of(folder, rescue.key_by_passphrase(folder, passphrase)) as remains:
        return rescued(remains.rows())


def content_of(folder: Path, passphrase: str = make.PASSPHRASE) -> Archive:
    with Journal(Vault.open(folder, passphrase)) as journal, journal.models() as session:
        return collect(session)


@contextmanager
def new_journal(found: Rescued, folder: Path) -> Iterator[Journal]:
    """A new journal with what was rescued."""
    prepare = migrations.prepare
    vault = Vault.create(folder, PASSPHRASE, recovery.new_root(), cost=CHEAP_FOR_TESTS, prepare=prepare)
    with Journal(vault) as journal:
        with journal.writing() as session:
            merging.carry_out(session, merging.plan(session, found.archive))
        yield journal


def test_of_a_whole_journal_all_is_rescued(folder: Path) -> None:
    found = read(folder)
    assert (found.lost, found.from_versions, found.unnamed) == ((), (), ())
    assert found.archive == content_of(folder)


def test_a_journal_with_only_its_first_page_lost_loses_nothing(folder: Path, tmp_path: Path) -> None:
    whole = content_of(folder)
    damage(folder, 1)
    with pytest.raises(Damaged):
        Vault.open(folder, make.PASSPHRASE)
    with new_journal(read(folder), tmp_path / "new") as journal, journal.models() as session:
        assert collect(session) == whole


def test_whichever_page_is_lost_each_record_is_rescued_or_named(folder: Path) -> None:
    """The history has what a row had and the other way round, and indexes say what neither has."""
    whole = content_of(folder)
    handles = {each.current.id: each.current.handle for each in whole.records}
    now = {said(each.current) for each in whole.records}
    for number in range(1, total(folder) + 1):
        damage(folder, number)
        found = read(folder)
        assert {each.current.id for each in found.archive.records} == set(handles), number
        assert found.lost == (), number
        assert {said(each.current) for each in found.archive.records} == now, number
        damage(folder, number)


def records_and_versions(folder: Path) -> dict[int, set[str]]:
    """Pages with the rows or versions of records, and whose they are."""
    found: dict[int, set[str]] = {}
    with rescue.remains_of(folder, rescue.key_by_passphrase(folder, make.PASSPHRASE)) as remains:
        for row in remains.rows():
            if row.rowid is not None and len(row.values) in (5, 15) and row.values[0] != "table":
                found.setdefault(row.page, set()).add(str(row.values[1]))
    return found


def test_a_record_that_is_lost_whole_is_named_by_its_handle(folder: Path, tmp_path: Path) -> None:
    whole = {each.current.id: each.current.handle for each in content_of(folder).records}
    holding = records_and_versions(folder)
    first = next(iter(whole))
    damage(folder, *(number for number, ids in holding.items() if first in ids))
    found = read(folder)
    left = {each.current.id for each in found.archive.records}
    lost = {each.handle for each in found.lost}
    assert whole[first] in lost
    assert lost == {handle for each, handle in whole.items() if each not in left}
    with new_journal(found, tmp_path / "new") as journal:
        assert problems(journal) == []


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_rescued_that_was_not_there(folder: Path, tmp_path: Path, seed: int) -> None:
    """Whatever many pages are lost; what was erased does not come back, and the new journal is in order."""
    whole = content_of(folder)
    versions = {tagless(version.envelope) for record in whole.records for version in record.versions}
    chance = random.Random(seed)
    pages = range(1, total(folder) + 1)
    damage(folder, *chance.sample(pages, chance.randint(1, len(pages) - 1)), place=chance.randrange(16, PAGE_SIZE))
    found = read(folder)
    kept = {tagless(version.envelope) for record in found.archive.records for version in record.versions}
    assert kept <= versions
    assert make.ERASED["text"] not in repr(found.archive)
    lost = {each.current.handle for each in whole.records} - {each.current.handle for each in found.archive.records}
    assert {each.handle for each in found.lost} <= lost
    with new_journal(found, tmp_path / "new") as journal:
        assert problems(journal) == []
        assert journal.vault.verify() == []


def said(envelope: Envelope) -> bytes:
    """All that an envelope says, in today's form."""
    return envelopes.dump(in_todays_form(envelope))


def tagless(envelope: Envelope) -> bytes:
    """The same but for its tags, which may be lost alone."""
    return said(replace(envelope, tags=()))


def test_a_database_cut_short_gives_what_stands_before_the_cut(folder: Path) -> None:
    whole = {each.current.id for each in content_of(folder).records}
    raw = (folder / "journal.db").read_bytes()
    counts = []
    for size in range(len(raw), -1, -PAGE_SIZE // 2):
        (folder / "journal.db").write_bytes(raw[:size])
        found = {each.current.id for each in read(folder).archive.records} if size >= PAGE_SIZE else set()
        assert found <= whole
        counts.append(len(found))
    assert counts == sorted(counts, reverse=True)
    assert (counts[0], counts[-1]) == (len(whole), 0)


def test_who_has_lost_their_names_is_told_for_the_guard_no_longer_knows_them(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(make.V2, tmp_path / "journal"))
    with rescue.remains_of(folder, rescue.key_by_passphrase(folder, make.PASSPHRASE)) as remains:
        (names,) = {row.page for row in remains.rows() if row.rowid is None and "Larch" in row.values[1:]}
        (key,) = {row.page for row in remains.rows() if row.rowid is not None and row.values[0] == "names_key"}
    for page in (names, key):
        damage(folder, page)
        found = read(folder)
        assert found.unnamed == ("Larch",)
        assert [each.pseudonym for each in found.archive.people] == ["Larch"]
        damage(folder, page)


def test_what_went_to_the_bin_stays_there_and_what_was_erased_stays_erased(home: Home, tmp_path: Path) -> None:
    with home.open() as journal:
        kept = put(journal, note("kept"))
        gone = put(journal, note("gone for good"))
        remove(journal, gone.handle)
        empty(journal)
        remove(journal, put(journal, note("in the bin")).handle)
    damage(home.folder, 1)
    with new_journal(read(home.folder, PASSPHRASE), tmp_path / "new") as journal:
        with journal.models() as session:
            rows = {row.id: row.removed_at for row in session.exec(select(Record)).all()}
        assert len(rows) == 2
        assert rows[kept.id] is None
        assert sum(each is not None for each in rows.values()) == 1
        assert put(journal, kept) == kept
        seal_again = {each.record for each in read(home.folder, PASSPHRASE).archive.tombstones}
        assert seal_again == {gone.id}


def test_a_row_stands_for_the_version_that_is_lost(home: Home) -> None:
    """Only the newest is: the row says what it said."""
    with home.open() as journal:
        first = put(journal, note("first " * 400))
        changed = put(journal, envelopes.changed(first, fields={"text": "second " * 500}))
        for number in range(40):
            put(journal, note(f"filler {number} " * 60))
    with rescue.remains_of(home.folder, rescue.key_by_passphrase(home.folder, PASSPHRASE)) as remains:
        versions = [row for row in remains.rows() if len(row.values) == 5 and row.values[1] == first.id]
    newest = max(versions, key=lambda row: row.rowid or 0)
    damage(home.folder, newest.page)
    found = read(home.folder, PASSPHRASE)
    (record,) = [each for each in found.archive.records if each.current.id == first.id]
    assert record.current == changed
    assert (found.lost, found.from_versions) == ((), ())


def with_pages_from_before(home: Home, change: Callable[[Journal], None]) -> Iterator[int]:
    """The journal's pages are changed; then each that is another now is as it was before, one after the other."""
    path = home.folder / "journal.db"
    before = path.read_bytes()
    with home.open() as journal:
        change(journal)
    after = path.read_bytes()
    for start in range(PAGE_SIZE, min(len(before), len(after)), PAGE_SIZE):
        old = before[start : start + PAGE_SIZE]
        if old != after[start : start + PAGE_SIZE]:
            path.write_bytes(after[:start] + old + after[start + PAGE_SIZE :])
            yield start // PAGE_SIZE + 1


def test_a_row_that_two_whole_pages_hold_is_rescued_once(home: Home, tmp_path: Path) -> None:
    """A write that the disk lost leaves a page as it was, and its checksum is right."""
    with home.open() as journal:
        kept = [put(journal, note(f"line {number} " + "heron " * 60, tags=("night",))) for number in range(40)]
        for each in kept[:15]:
            remove(journal, each.handle)
        empty(journal)
    twice = 0
    for page in with_pages_from_before(home, lambda journal: journal.vault.compact()):
        with rescue.remains_of(home.folder, rescue.key_by_passphrase(home.folder, PASSPHRASE)) as remains:
            rows = [row.values[0] for row in remains.rows() if row.rowid is not None and len(row.values) == 5]
        if len(rows) == len(set(rows)):
            continue
        twice += 1
        with new_journal(read(home.folder, PASSPHRASE), tmp_path / f"new-{page}") as journal:
            assert problems(journal) == []
    assert twice


def test_of_a_record_whose_row_is_from_before_the_newest_version_counts(home: Home) -> None:
    with home.open() as journal:
        first = put(journal, note("first"))
        for number in range(40):
            put(journal, note(f"filler {number} " * 60))
    said_last = envelopes.changed(first, fields={"text": "second"})
    for page in with_pages_from_before(home, lambda journal: (put(journal, said_last), None)[1]):
        found = read(home.folder, PASSPHRASE)
        (record,) = [each for each in found.archive.records if each.current.id == first.id]
        assert record.current == said_last, page


# --- the key ---------------------------------------------------------------------------------------------------------


def test_the_salt_may_be_lost_for_the_key_file_has_it(folder: Path) -> None:
    whole = content_of(folder)
    raw = bytearray((folder / "journal.db").read_bytes())
    raw[:16] = bytes(16)
    (folder / "journal.db").write_bytes(raw)
    assert read(folder).archive == whole
    with rescue.remains_of(folder, rescue.key_by_code(folder, recovery.code_from(make.ROOT))) as remains:
        assert remains.damaged == ()
        assert not remains.salt_agrees


def test_with_the_code_no_key_file_is_needed(folder: Path) -> None:
    for name in ("journal.keys", "journal.keys.bak"):
        (folder / name).unlink(missing_ok=True)
    with pytest.raises(Damaged, match="no passphrase"):
        rescue.key_by_passphrase(folder, make.PASSPHRASE)
    with rescue.remains_of(folder, rescue.key_by_code(folder, recovery.code_from(make.ROOT))) as remains:
        assert remains.intact == remains.total


def test_a_wrong_passphrase_or_code_is_called_that(folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        rescue.key_by_passphrase(folder, "wrong")
    key = rescue.key_by_code(folder, recovery.code_from(recovery.new_root()))
    with rescue.remains_of(folder, key) as remains:
        assert remains.intact == 0
    assert isinstance(rescue.why_nothing(folder, key), WrongCode)


def test_another_journals_key_file_is_called_that(home: Home, folder: Path) -> None:
    shutil.copy(home.folder / "journal.keys", folder / "journal.keys")
    key = rescue.key_by_passphrase(folder, PASSPHRASE)
    with rescue.remains_of(folder, key) as remains:
        assert remains.intact == 0
    assert isinstance(rescue.why_nothing(folder, key), ForeignKeyFile)


def test_in_the_middle_of_a_new_key_either_passphrase_reads_what_is_there(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("kept"))
        vault = journal.vault
        started = replace(vault._current_keys(), pending=vault._pending(b"n" * 20, "new one", CHEAP_FOR_TESTS))
    (home.folder / "journal.keys").write_bytes(dump_keys(started))
    damage(home.folder, 1)
    for passphrase in ("new one", PASSPHRASE):
        assert [each.current for each in read(home.folder, passphrase).archive.records] == [kept]


def test_sealed_notes_are_opened_with_the_key_of_their_day(home: Home) -> None:
    """A note that was sealed before a new key is none the worse for it."""
    seal(home, note("before"))
    with home.open() as journal:
        journal.vault.rekey(recovery.new_root(), "another one", cost=CHEAP_FOR_TESTS)
    seal(home, note("after"))
    damaged = seal(home, note("damaged"))
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    damage(home.folder, 1)
    with rescue.remains_of(home.folder, rescue.key_by_passphrase(home.folder, "another one")) as remains:
        notes = dict(remains.notes())
    opened = [envelopes.parse(each).fields["text"] for each in notes.values() if each]
    assert sorted(opened) == ["after", "before"]
    assert [path for path, payload in notes.items() if payload is None] == [damaged]


def test_nothing_of_the_damaged_journal_is_changed(folder: Path) -> None:
    damage(folder, 1, 9)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    read(folder)
    assert {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    } == before


def test_where_the_key_file_is_anothers_and_pages_are_damaged_a_right_code_still_reads(
    home: Home, folder: Path
) -> None:
    whole = {each.current.id for each in content_of(folder).records}
    code = recovery.code_from(make.ROOT)
    for name in ("journal.keys", "journal.keys.bak"):
        shutil.copy(home.folder / name, folder / name)
    damage(folder, 1, 4)
    with pytest.raises(Damaged, match="pages are intact"):
        Vault.open_with_code(folder, code)
    with rescue.remains_of(folder, rescue.key_by_code(folder, code)) as remains:
        assert remains.damaged == (1, 4)
        assert {each.current.id for each in rescued(remains.rows()).archive.records} == whole
