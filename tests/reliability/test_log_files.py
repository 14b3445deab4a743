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
        return found, [*(each.words for each in journal.vault.verify()), *problems(journal)]


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


# --- rescue reads the log itself -------------------------------------------------------------------------------------

FIRST_FRAME = 32
SALTS = 8


def rescue(home: Home) -> tuple[int, str]:
    """How many records `rescue` brings into a new journal, and what it says; the new journal is in order."""
    answer = home.process("vault", "rescue", "new", "--recovery-to", "code")
    assert answer.code == 0, answer.err
    return len(lines(home.path / "new")), answer.out


def last_commit(raw: bytes) -> int:
    """Where the last frame begins that ends a transaction."""
    frames = range(FIRST_FRAME, len(raw) - 4119, 4120)
    return max(at for at in frames if any(raw[at + 4 : at + 8]) and raw[at + 8 : at + 16] == raw[16:24])


def flip(path: Path, place: int, bits: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= bits
    path.write_bytes(raw)


def test_one_bit_of_the_first_salt_costs_a_rescue_nothing(killed: Home) -> None:
    flip(killed.folder / "journal.db-wal", FIRST_FRAME + SALTS, 1)
    count, said = rescue(killed)
    assert count == RECORDS
    assert "Nothing is lost." in said


def test_a_size_that_cannot_be_is_not_believed_by_a_rescue(killed: Home) -> None:
    log = killed.folder / "journal.db-wal"
    flip(log, last_commit(log.read_bytes()) + 4, 0x80)
    assert rescue(killed)[0] == RECORDS


def test_a_damaged_log_is_named_by_a_rescue(killed: Home) -> None:
    log = killed.folder / "journal.db-wal"
    flip(log, last_commit(log.read_bytes()) + 1000, 1)
    _, said = rescue(killed)
    assert "Nothing is lost." not in said
    assert "newest copy of 1 of" in said


def test_behind_a_linked_database_a_rescue_finds_the_log(killed: Home, tmp_path: Path) -> None:
    """SQLite names it after what the link leads to."""
    place = tmp_path / "disk"
    place.mkdir()
    for more in ("", "-wal"):
        shutil.move(killed.folder / f"journal.db{more}", place / f"other.db{more}")
    (killed.folder / "journal.db-shm").unlink()
    (killed.folder / "journal.db").symlink_to(place / "other.db")
    assert rescue(killed)[0] == RECORDS
