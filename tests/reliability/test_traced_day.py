"""A day's use with every write watched: what a person types is in clear on their own terminal and nowhere else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_D, at_terminal
from tests.tracing import OWN_SCREEN, STRACE, Call, calls_in, can_trace, leaks, plain

RARE = "Quernmore"
CANARY = f"the heron stood quite still at {RARE}"
PROMPT = "selfcare> "
UNDER_STRACE = (
    "-c",
    "import os, sys\n"
    f"os.execvp('strace', [*{STRACE!r}, '-o', sys.argv[1], sys.executable, '-m', 'selfcare', *sys.argv[2:]])",
)


pytestmark = pytest.mark.skipif(not can_trace(), reason="it needs strace, and root")


def traced(home: Home, *words: str, stdin: str = "") -> list[Call]:
    """The calls of one command, run without a terminal."""
    file = home.path.parent / f"{words[0]}.trace"
    done = subprocess.run(
        [*STRACE, "-o", str(file), sys.executable, "-m", "selfcare", *words],
        input=stdin,
        capture_output=True,
        env={**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE},
        cwd=home.path,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return list(calls_in(file.read_text()))


def session(home: Home, *typed: str) -> list[Call]:
    """The calls of an hour at the terminal."""
    file = home.path.parent / "session.trace"
    with at_terminal(home, str(file), "open", program=UNDER_STRACE) as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        for line in typed:
            terminal.types(line, at=PROMPT)
        terminal.types("reflect", at=PROMPT)
        for answer in (CANARY, CANARY, ""):
            terminal.types(answer)
        terminal.asked(PROMPT)
        terminal.presses(CTRL_D)
        assert terminal.ends() == 0
        assert RARE in terminal.seen
    return list(calls_in(file.read_text()))


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, empty_journal: Path) -> tuple[Home, list[Call]]:
    """A day from the first note to the backup, and all that it called."""
    place = tmp_path_factory.mktemp("day")
    home = Home(place / "home")
    home.path.mkdir()
    (place / "temporary").mkdir()
    folders = {"HOME": home.path, "XDG_CONFIG_HOME": home.path / "config", "TMPDIR": place / "temporary"}
    given = {
        **folders,
        "SELFCARE_JOURNAL": home.path / "journal",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    home.environment |= {name: str(value) for name, value in given.items()}
    shutil.copytree(empty_journal, home.folder)
    at_the_terminal = session(
        home,
        f"note {CANARY}",
        f"trigger --situation '{CANARY}' --before 4",
        f"plan add '{CANARY}' --verb grow",
        f"checkin --rate energy=6 --best '{CANARY}'",
        f"supervision prepare --ask '{CANARY}'",
        "list",
        f"search {RARE}",
        "supervision summary",
        "vault backup",
    )
    sealed = traced(home, "note", "-", stdin=CANARY)
    piped = traced(home, "search", RARE)
    return home, [*at_the_terminal, *sealed, *piped]


def test_what_is_typed_is_written_in_clear_to_the_terminal_alone(day: tuple[Home, list[Call]]) -> None:
    _, calls = day
    assert leaks(calls, RARE) == set()
    shown = [each for each in calls if RARE.encode() in each.content and each.file.startswith("/dev/pts/")]
    assert shown, "nothing was seen of what stood on the screen, so nothing else would have been"


def test_only_files_of_the_person_are_opened_for_writing(day: tuple[Home, list[Call]]) -> None:
    home, calls = day
    opened = {each.file for each in calls if each.opens_for_writing and not OWN_SCREEN.fullmatch(each.file)}
    names = {str(Path(file).relative_to(home.path)) for file in opened if Path(file).is_relative_to(home.path)}
    assert {file for file in opened if not Path(file).is_relative_to(home.path)} == set()
    assert {"journal/journal.db", "journal/journal.db-wal"} <= names
    assert [name for name in names if not name.startswith("journal/")] == []


def test_memory_is_shared_with_the_frame_index_of_the_database_alone(day: tuple[Home, list[Call]]) -> None:
    """Else something could reach a file without a call that writes it."""
    _, calls = day
    shared = [each.line for each in calls if each.name == "mmap" and re.search("PROT_WRITE.*MAP_SHARED", each.line)]
    files = {plain(name) for line in shared for name in re.findall(r"\d+<([^>]*)>", line)}
    assert {Path(file).name for file in files} <= {"journal.db-shm"}


def test_no_connection_is_opened(day: tuple[Home, list[Call]]) -> None:
    _, calls = day
    assert [each.line for each in calls if each.name == "socket" and "AF_UNIX" not in each.line] == []


def test_a_program_that_leaks_would_be_seen(tmp_path: Path) -> None:
    program = f"import os; os.system('echo {CANARY} > a'); open('b', 'w', encoding='utf-16-le').write('{CANARY}')"
    trace = tmp_path / "trace"
    subprocess.run([*STRACE, "-o", str(trace), sys.executable, "-c", program], cwd=tmp_path, check=True)
    found = leaks(list(calls_in(trace.read_text())), RARE)
    assert found == {str(tmp_path / "a"), str(tmp_path / "b")}
