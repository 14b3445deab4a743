"""A disk that is full, may only be read, or fails to sync, from any writing call on: said plainly, and nothing is lost.

A small library in C makes the calls fail; the program itself is the one that ships. In `make test` a sample of the
calls, in `make crash` every one of them.
"""

import errno
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.journal.making import note, seal
from tests.reliability.damage import asserted_quiet, some

from selfcare.journal.bin import remove
from selfcare.journal.records import put
from selfcare.journal.verify import problems

pytestmark = [pytest.mark.crash, pytest.mark.skipif(sys.platform != "linux", reason="the library is for Linux")]

FAULTS = (errno.ENOSPC, errno.EROFS, errno.EIO)
COMMANDS = {
    "note": ("note", "the new line"),
    "reflect": ("reflect", "--answer", "what=the new line"),
    "edit": ("edit", "HANDLE", "--set", "text=the new line"),
    "backup": ("vault", "backup"),
    "passphrase": ("vault", "passphrase", "--not-known", "--new-passphrase-file", "same"),
    "recovery new": ("vault", "recovery", "new", "--recovery-to", "code", "--force"),
    "restore": ("vault", "restore", "made.backup", "--yes"),
    "compact": ("vault", "compact", "--yes"),
    "import": ("import", "jrnl", "other.txt"),
    "bin empty": ("bin", "empty", "--yes"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, compiled."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler to make the failing calls with; the full file system is tried all the same")
    made = tmp_path_factory.mktemp("faults") / "faults.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(source), "-ldl"], check=True)
    return made


class Disk:
    """Runs commands on a journal whose disk fails from one writing call on."""

    def __init__(self, home: Home, library: Path, counted: Path) -> None:
        self.home = home
        self.library = library
        self.counted = counted

    def run(self, words: tuple[str, ...], at: int, error: int) -> tuple[Answer, int]:
        """What the command answers, and how many writing calls it made."""
        faults = {
            "LD_PRELOAD": str(self.library),
            "FAULT_AT": str(at),
            "FAULT_ERRNO": str(error),
            "FAULT_WHERE": str(self.home.folder),
            "FAULT_COUNT": str(self.counted),
        }
        answer = self.home.process(*words, environment=faults)
        return answer, int(self.counted.read_text())


@pytest.fixture
def disk(home: Home, library: Path, tmp_path: Path) -> Disk:
    with home.open() as journal:
        for number in range(12):
            put(journal, note(f"line {number} " + "heron " * 50))
    (home.path / "same").write_text(PASSPHRASE)
    (home.path / "other.txt").write_text("[2026-01-02 10:00] The line of another journal.\n")
    assert home.run("vault", "backup", "made.backup").code == 0
    with home.open() as journal:
        put(journal, note("after the backup"))
        remove(journal, put(journal, note("in the bin")).handle)
    return Disk(home, library, tmp_path / "count")


def texts(home: Home) -> list[str]:
    """What the records say; the journal is in order."""
    found = [str(each["fields"].get("text") or each["fields"]["answers"]["what"]) for each in home.records()]
    with home.open() as journal:
        assert journal.vault.verify() == []
        assert problems(journal) == []
    return sorted(found)


@pytest.mark.parametrize("command", COMMANDS)
def test_from_whichever_call_on_the_disk_fails_nothing_that_was_kept_is_lost(
    disk: Disk, tmp_path: Path, command: str, request: pytest.FixtureRequest
) -> None:
    home = disk.home
    handle = home.records()[0]["handle"]
    words = tuple(handle if word == "HANDLE" else word for word in COMMANDS[command])
    before = texts(home)
    shutil.copytree(home.folder, tmp_path / "before")
    _, calls = disk.run(words, 0, 0)
    after = texts(home)
    for number in some(range(3 * calls), 3, request):
        at, fault = number // 3 + 1, FAULTS[number % 3]
        shutil.rmtree(home.folder)
        shutil.copytree(tmp_path / "before", home.folder)
        (home.path / "code.new").unlink(missing_ok=True)
        answer, _ = disk.run(words, at, fault)
        asserted_quiet(answer)
        assert answer.code in (0, 1), (at, answer.err)
        found = texts(home)
        assert found == after if answer.code == 0 else found in (before, after), (at, fault, answer.err)


def test_what_was_sealed_waits_while_the_disk_is_full(disk: Disk) -> None:
    """Reading is as good as ever where only writing fails."""
    seal(disk.home, note("it waits"))
    answer, _ = disk.run(("list",), 1, errno.ENOSPC)
    asserted_quiet(answer)
    assert answer.code in (0, 1)
    assert "it waits" in texts(disk.home)


# --- a file system that is really full -------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_file_system_is_said_and_what_was_kept_stays(home: Home, small_disk: Path) -> None:
    shutil.copytree(home.folder, small_disk / "journal")
    full = Home(home.path, {**home.environment, "SELFCARE_JOURNAL": str(small_disk / "journal")})
    assert full.run("reflect", "--answer", "what=before").code == 0
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    for words in (("reflect", "--answer", "what=" + "too much " * 200), ("note", "too late"), ("vault", "backup")):
        answer = full.run(*words)
        assert answer.code == 1, answer.err
        asserted_quiet(answer)
        assert "full" in answer.err or "no space left" in answer.err
    filler.unlink()
    assert texts(full) == ["before"]
    assert full.run("note", "there is room again").code == 0
