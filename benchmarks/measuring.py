"""What a whole command takes, from its start to its end, as a person waits for it: seconds, and memory."""

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.filling import entries
from benchmarks.journals import JRNL, PASSPHRASE, Ended, Jrnl, Program, Selfcare, message

from selfcare import __version__

ROOT = Path(__file__).parent.parent
TIMED = Path(__file__).with_name("timed.py")
MIB = 1024 * 1024
LONGEST, FEWEST = 40, 3
"""About as many seconds go into one row of the table; slow commands run less often, but at least so many times."""


class LargeSelfcare(Selfcare):
    """A journal of this program with its usual strength, opened by a passphrase in a file."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.start_with = [str(Path(sys.executable).with_name("selfcare"))]
        self.passphrase = home / "passphrase.txt"
        self.passphrase.write_text(PASSPHRASE)

    def environment(self, passphrase: str) -> dict[str, str]:  # noqa: ARG002 (it is in the file)
        """The folder and the file."""
        return {"SELFCARE_JOURNAL": str(self.file.parent), "SELFCARE_PASSPHRASE_FILE": str(self.passphrase)}

    def fill(self, count: int) -> None:
        """Make the journal: a supervision session four weeks ago, and so many notes."""
        self.make()
        done(self.run("supervision", "log", "--held", "-28d", "--kind", "clinical"))
        filling = [sys.executable, "-m", "benchmarks.filling", str(self.file.parent), str(count)]
        subprocess.run(filling, cwd=ROOT, check=True)


class LargeJrnl(Jrnl):
    """A journal of jrnl, encrypted."""

    def fill(self, count: int) -> None:
        """Make the journal, and let jrnl bring in so many entries."""
        self.make()
        plain = self.home / "plain.txt"
        with plain.open("w") as file:
            file.writelines(f"[{at:%Y-%m-%d %H:%M}] {text}.\n" for at, text in entries(count))
        done(self.run("--import", "--file", str(plain)))
        plain.unlink()


@dataclass(frozen=True)
class Task:
    """Something a person wants done: the words for selfcare, and for jrnl if it does the like."""

    name: str
    selfcare: tuple[str, ...]
    jrnl: tuple[str, ...] | None = None

    def words(self, program: Program) -> tuple[str, ...] | None:
        """The words for one of the two."""
        return self.selfcare if isinstance(program, Selfcare) else self.jrnl


@dataclass(frozen=True)
class Took:
    """What the runs of a command took: seconds of each, and the most bytes of memory that one of them held."""

    seconds: tuple[float, ...]
    memory: int

    @property
    def median(self) -> float:
        """The run in the middle, in seconds."""
        return statistics.median(self.seconds)


def measured(task: Task, programs: Iterable[Program], runs: int) -> dict[str, Took]:
    """What `task` took, by the name of each program that does it.

    They run in turn, so that a busy moment hits all. The first run of each is not counted: it takes in what was sealed
    before, and warms the disk.
    """
    taking_part = [(each, words) for each in programs if (words := task.words(each)) is not None]
    first = sum(once(*each)[0] for each in taking_part)
    rounds = max(min(runs, FEWEST), min(runs, int(LONGEST / first)))
    every = [[once(*each) for each in taking_part] for _ in range(rounds)]
    by_program = zip((program.name for program, _ in taking_part), zip(*every, strict=True), strict=True)
    return {name: Took(tuple(each[0] for each in took), max(each[1] for each in took)) for name, took in by_program}


def once(program: Program, words: tuple[str, ...]) -> tuple[float, int]:
    """The seconds and the bytes of memory of one run."""
    report = program.home / "took.txt"
    done(program.run(*words, under=(sys.executable, "-I", "-S", str(TIMED), str(report))))
    seconds, memory = report.read_text().split()
    return float(seconds), int(memory)


def done(ended: Ended) -> None:
    """Stop everything where a program ended otherwise than well: its figures would be of something else."""
    if ended.code != 0:
        raise SystemExit(f"A command failed with exit code {ended.code}: {message(ended)}")


def conditions() -> str:
    """When and where this was measured, and how busy the machine was, in two lines."""
    jrnl = f", {subprocess.check_output([JRNL, '--version'], text=True).splitlines()[0]}" if JRNL.exists() else ""
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, selfcare {__version__}{jrnl}, "
        f"Python {platform.python_version()}.\n"
        f"{platform.system()} {platform.release()}, {_processor()}, {os.cpu_count()} cores; "
        f"{load} programs wanted to run at the start (load)."
    )


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(": ")[2]
    return platform.processor() or platform.machine()
