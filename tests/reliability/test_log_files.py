"""What lies beside the database after a kill may be torn, lost, or copied in the middle of a write."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.reliability.damage import some

from selfcare.errors import Damaged
from selfcare.journal.finding import Filter, find
from selfcare.journal.journal import Journal
from selfcare.journal.verify import problems
from selfcare.vault.vault import Vault

pytestmark = [pytest.mark.crash, pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be copied")]

RECORDS = 25
WRITES = """
import os, sys
from pathlib import Path
from selfcare.journal import envelope as envelopes
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.vault.vault import Vault
journal = Journal(Vault.open(Path(sys.argv[1]), sys.argv[2]))
for number in range(int(sys.argv[3])):
    put(journal, envelopes.new("note", {"text": f"line {number:04} " + "heron " * 60}))
    print(number, flush=True)
os._exit(0)
"""


def writes(home: Home, count: int) -> list[str]:
    """A program that keeps so many records, says so after each, and is killed before it closes the journal."""
    return [sys.executable, "-c", WRITES, str(home.folder), PASSPHRASE, str(count)]


@pytest.fixture
def killed(home: Home) -> Home:
    """A home whose journal has most of its records in the write-ahead log alone."""
    subprocess.run(writes(home, RECORDS), check=True, env={**os.environ, **home.environment}, capture_output=True)
    assert (home.folder / "journal.db-wal").stat().st_size > 100_000
    return home


def copied(home: Home, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(home.folder, to))


def read(folder: Path) -> tuple[list[int], list[str]]:
    """The numbers of the records, in order, and all that verify says."""
    with Journal(Vault.open(folder, PASSPHRASE)) as journal:
        with journal.reading() as session:
            found = [int(each.fields["text"].split()[1]) for each in find(session, Filter())[::-1]]
        return found, [*journal.vault.verify(), *problems(journal)]


def lines(folder: Path) -> list[int]:
    """The numbers of the records of a journal that is in order, page by page and record by record."""
    found, wrong = read(folder)
    assert wrong == []
    return found


def test_a_lost_shm_file_costs_nothing(killed: Home) -> None:
    (killed.folder / "journal.db-shm").unlink()
    assert lines(killed.folder) == list(range(RECORDS))


def test_a_lost_log_costs_what_was_in_it_and_no_more(killed: Home) -> None:
    (killed.folder / "journal.db-wal").unlink()
    found = lines(killed.folder)
    assert found == list(range(len(found)))


def test_a_log_torn_anywhere_costs_the_newest_records_and_none_before(
    killed: Home, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    whole = (killed.folder / "journal.db-wal").read_bytes()
    kept = []
    for size in some(range(0, len(whole) + 1, 1030), 14, request):
        folder = copied(killed, tmp_path / "copy")
        (folder / "journal.db-wal").write_bytes(whole[:size])
        found = lines(folder)
        assert found == list(range(len(found))), size
        kept.append((size, len(found)))
    counts = [count for _, count in sorted(kept)]
    assert counts == sorted(counts)


def test_a_flip_in_the_log_costs_what_comes_after_it_and_none_before(
    killed: Home, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    whole = (killed.folder / "journal.db-wal").read_bytes()
    chance = random.Random(request.config.getoption("--seed"))
    places = [chance.randrange(len(whole)) for _ in range(150)]
    for number in some(range(150), 12, request):
        folder = copied(killed, tmp_path / "copy")
        raw = bytearray(whole)
        raw[places[number]] ^= 1
        (folder / "journal.db-wal").write_bytes(raw)
        found = lines(folder)
        assert found == list(range(len(found))), places[number]


def test_a_folder_copied_in_the_middle_of_a_write_opens_or_says_that_it_is_damaged(
    home: Home, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """As a tool that copies files does it, one after the other: the database first, then its log."""
    copies = 40 if request.config.getoption("--all") else 4
    environment = {**os.environ, **home.environment}
    with subprocess.Popen(writes(home, 100_000), stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout
        try:
            for _ in range(copies):
                acknowledged = int([writer.stdout.readline() for _ in range(5)][-1])
                folder = copied_file_by_file(home.folder, tmp_path / "copy")
                check_copy(folder, acknowledged)
        finally:
            writer.kill()
    assert lines(home.folder)


def copied_file_by_file(folder: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    for name in ("journal.keys", "journal.keys.bak", "journal.db", "journal.db-wal"):
        if (folder / name).exists():
            (to / name).write_bytes((folder / name).read_bytes())
    return to


def check_copy(folder: Path, acknowledged: int) -> None:
    """All that was acknowledged when the copy began is there, unless the journal says itself that it is damaged."""
    try:
        found, wrong = read(folder)
    except Damaged:
        return
    assert wrong or (found == list(range(len(found))) and len(found) > acknowledged)
