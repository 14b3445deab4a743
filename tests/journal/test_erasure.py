"""Erasing really erases: proven on the decrypted bytes of the database file, page by page.

Each canary is written in capitals, and the search index keeps words in lower case: the one spelling is found in rows,
versions and drafts, the other in the index alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.journal.decrypting import decrypted
from tests.journal.making import begun, note

from selfcare.journal import envelope as envelopes
from selfcare.journal import migrations
from selfcare.journal.bin import empty, remove
from selfcare.journal.compacting import compact
from selfcare.journal.drafts import keep_draft
from selfcare.journal.finding import Filter, find, search
from selfcare.journal.handles import new_id
from selfcare.journal.holding import begin, end
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.journal.retention import set_kept_for, to_bin
from selfcare.reports.retention import read_old
from selfcare.vault import kdf, pages, recovery
from selfcare.vault.vault import Vault

PASSPHRASE = "calm otter paints seven doors"
ROOT = bytes(range(recovery.ROOT_SIZE))

ERASED = ("QZTEXTGONE", "VKEARLIERGONE", "WJTHEMEGONE", "XBTAGGONE", "YDDRAFTGONE")
KEPT = ("QFTEXTHELD", "VMEARLIERHELD", "WPTHEMEHELD", "XGTAGHELD", "YHDRAFTHELD")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    Vault.create(folder, PASSPHRASE, ROOT, cost=kdf.CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    with Journal(Vault.open(folder, PASSPHRASE)) as journal:
        yield journal


def clear_bytes(folder: Path) -> bytes:
    """All that the closed journal's database file holds."""
    assert sorted(each.name for each in folder.iterdir()) == ["journal.db", "journal.keys", "journal.keys.bak"]
    database = folder / "journal.db"
    return decrypted(database, kdf.database_key(ROOT, pages.first_bytes(database)))


def found_in(content: bytes, canaries: tuple[str, ...]) -> set[str]:
    """Which canaries are there, as written or in lower case; two letters may be shared with the word before."""
    spellings = {each for canary in canaries for each in (canary, canary.lower())}
    return {each for each in spellings if each[2:].encode() in content}


def write(journal: Journal, canaries: tuple[str, ...]) -> envelopes.Envelope:
    """A record with a canary in its text, in an earlier version, theme, tag (lower case in itself) and draft."""
    text, earlier, theme, tag, draft = canaries
    record = put(journal, note(f"before {earlier} after"))
    record = put(
        journal,
        envelopes.changed(record, fields={"text": f"now {text} " * 3}, theme=f"the {theme}", tags=(tag.lower(),)),
    )
    keep_draft(journal, begun(envelopes.changed(record, fields={"text": f"half {draft}"}), what=f"half {draft}"))
    return record


def everywhere(canaries: tuple[str, ...]) -> set[str]:
    """Where a record's canaries are before it is erased: the tag and the index in lower case, the rest as written."""
    text, earlier, theme, tag, draft = canaries
    return {text, text.lower(), earlier, theme, theme.lower(), tag.lower(), draft}


def fill(journal: Journal, count: int, start: int = 0) -> None:
    """Neighbours on the same pages, long and short."""
    for number in range(start, start + count):
        put(journal, note(f"neighbour {number} " * (1 + number % 40), tags=(f"tag {number % 7}",)))


def test_after_emptying_the_bin_no_page_holds_what_was_erased(folder: Path) -> None:
    with opened(folder) as journal:
        fill(journal, 30)
        erased, kept = write(journal, ERASED), write(journal, KEPT)
        fill(journal, 30, start=30)
    before = clear_bytes(folder)
    assert found_in(before, ERASED) == everywhere(ERASED)
    assert found_in(before, KEPT) == everywhere(KEPT)
    with opened(folder) as journal:
        remove(journal, erased.handle)
        empty(journal)
        log = folder / "journal.db-wal"
        assert not log.exists() or log.stat().st_size == 0
    after = clear_bytes(folder)
    assert found_in(after, ERASED) == set()
    assert found_in(after, KEPT) == everywhere(KEPT)
    assert erased.id.encode() in after, "the tombstone that keeps a sealed copy out"
    assert kept.id.encode() in after


def test_long_texts_and_many_records_leave_nothing_either(folder: Path) -> None:
    """Texts over many pages, erased among hundreds, after the index has merged its segments."""
    long = " ".join(f"{ERASED[0]}{number}" for number in range(2000))
    with opened(folder) as journal:
        fill(journal, 60)
        doomed = [put(journal, note(long))]
        for number in range(20):
            record = put(journal, note(f"{ERASED[0]} {number}", theme=ERASED[2]))
            doomed.append(put(journal, envelopes.changed(record, fields={"text": f"{ERASED[1]} {number}"})))
        fill(journal, 60, start=60)
        assert found_in(clear_of_open(journal, folder), ERASED[:3]) >= {*ERASED[:3]}
        for record in doomed:
            remove(journal, record.handle)
        assert empty(journal) == 21
        fill(journal, 20, start=120)
        with journal.reading() as session:
            assert len(find(session, Filter())) == 140
    assert found_in(clear_bytes(folder), ERASED) == set()


def clear_of_open(journal: Journal, folder: Path) -> bytes:
    from selfcare.vault.database import checkpoint

    checkpoint(journal.vault.connection)
    return decrypted(folder / "journal.db", kdf.database_key(ROOT, journal.vault.journal_id))


def test_a_draft_that_is_finished_otherwise_leaves_nothing(folder: Path) -> None:
    draft = note(f"half {ERASED[4]}")
    with opened(folder) as journal:
        fill(journal, 20)
        keep_draft(journal, begun(draft, what=draft.fields["text"]))
        keep_draft(journal, begun(replace(note(f"half {KEPT[4]}"), id=new_id(draft.written_at))))
    assert found_in(clear_bytes(folder), (ERASED[4], KEPT[4])) == {ERASED[4], KEPT[4]}
    with opened(folder) as journal:
        put(journal, envelopes.changed(draft, fields={"text": "whole"}))
    assert found_in(clear_bytes(folder), (ERASED[4], KEPT[4])) == {KEPT[4]}


def test_what_was_old_and_went_by_retention_leaves_nothing(folder: Path) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    with opened(folder) as journal:
        fill(journal, 20)
        put(journal, note(f"old {ERASED[0]}", at=long_ago, theme=ERASED[2]))
        put(journal, note(f"new {KEPT[0]}"))
        set_kept_for(journal, "note", "12")
        with journal.reading() as session:
            (old,) = read_old(session, "", date(2021, 1, 2))
        assert to_bin(journal, old.records) == 1
        empty(journal)
    assert found_in(clear_bytes(folder), (*ERASED, KEPT[0])) == {KEPT[0], KEPT[0].lower()}


def test_the_reason_of_a_hold_that_is_over_leaves_nothing(folder: Path) -> None:
    with opened(folder) as journal:
        begin(journal, ERASED[0])
    assert found_in(clear_bytes(folder), ERASED) == {ERASED[0]}
    with opened(folder) as journal:
        end(journal)
    assert found_in(clear_bytes(folder), ERASED) == set()


def test_compacting_leaves_no_page_that_nothing_uses(folder: Path) -> None:
    with opened(folder) as journal:
        fill(journal, 60)
        doomed = [write(journal, ERASED), put(journal, note("long " * 20_000))]
        kept = write(journal, KEPT)
        for record in doomed:
            remove(journal, record.handle)
        empty(journal)
        assert unused_pages(journal) > 0
        compact(journal)
        assert unused_pages(journal) == 0
        assert journal.vault.verify() == []
        with journal.reading() as session:
            assert [each.id for each in search(session, [KEPT[0]], Filter())] == [kept.id]
    after = clear_bytes(folder)
    assert found_in(after, ERASED) == set()
    assert found_in(after, KEPT) == everywhere(KEPT)


def unused_pages(journal: Journal) -> int:
    return int(journal.vault.connection.execute("PRAGMA freelist_count").fetchone()[0])


def test_after_a_new_key_the_old_one_reads_nothing_of_the_file(folder: Path) -> None:
    new = bytes(range(100, 100 + recovery.ROOT_SIZE))
    with opened(folder) as journal:
        write(journal, ERASED)
        remove(journal, write(journal, KEPT).handle)
        compact(journal)
        journal.vault.rekey(new, PASSPHRASE, cost=kdf.CHEAP_FOR_TESTS)
        journal_id = journal.vault.journal_id
    database = folder / "journal.db"
    assert pages.survey(database, kdf.database_key(ROOT, journal_id), journal_id).intact == 0
    assert found_in(decrypted(database, kdf.database_key(new, journal_id)), ERASED) == everywhere(ERASED)


def test_another_key_finds_nothing_so_the_proof_can_fail(folder: Path) -> None:
    with opened(folder) as journal:
        write(journal, KEPT)
    database = folder / "journal.db"
    assert not found_in(database.read_bytes(), KEPT)
    with pytest.raises(AssertionError, match="page size"):
        decrypted(database, bytes(32))
