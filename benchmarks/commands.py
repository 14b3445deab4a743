"""How long whole commands take, beside those of jrnl 4.6 with an encrypted journal: one table, from one run.

`make bench` runs it, with the full-strength key derivation. Nothing is asserted. How to read it: docs/performance.md.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import MIB, LargeJrnl, LargeSelfcare, Task, Took, conditions, measured

SIZES = (100, 10_000, 100_000)
RUNS = 7
LINE = "a line at the end of a long shift"
JRNL_VERSION, JRNL_ADD = ("--version",), (LINE,)

TASKS = (
    Task("--version", ("--version",), JRNL_VERSION),
    Task("--help", ("--help",), JRNL_VERSION),
    Task("help-now", ("help-now",), JRNL_VERSION),
    Task("sealed note", ("note", LINE), JRNL_ADD),
    Task("add", ("reflect", "--answer", f"what={LINE}"), JRNL_ADD),
    Task("last ten", ("list", "-n", "10"), ("-n", "10")),
    Task("search", ("search", "zebra"), ("-contains", "zebra")),
    Task("check-in", ("checkin", "--rate", "sleep=5", "--rate", "load=3")),
    Task("today", ()),
    Task("summary", ("supervision", "summary", "--replace-all")),
    Task("backup", ("vault", "backup", "copy.backup", "--force")),
)
SEALED = "sealed note"
UNLOCKED = ("add", "last ten", "search")


@dataclass(frozen=True)
class Row:
    """A task at a number of entries: what selfcare took, and jrnl, if it does the like."""

    task: str
    size: int
    selfcare: Took
    jrnl: Took | None

    @property
    def ratio(self) -> float | None:
        """The time of selfcare as a part of jrnl's."""
        return self.selfcare.median / self.jrnl.median if self.jrnl else None


Rows = list[Row]
Figures = list[tuple[float, Row]]


@dataclass(frozen=True)
class Aim:
    """What we aim for: in words, and the figures of which none should be greater than `most`."""

    words: str
    most: float
    figures: Callable[[Rows], Figures]


def ratios(*tasks: str, size: int | None = None) -> Callable[[Rows], Figures]:
    """The time of these tasks as a part of jrnl's: at this size, or at each."""
    return lambda rows: [
        (row.ratio, row) for row in rows if row.ratio is not None and row.task in tasks and size in (None, row.size)
    ]


def growth(*tasks: str) -> Callable[[Rows], Figures]:
    """The time of these tasks at 100,000 entries as a multiple of that at 100."""

    def figures(rows: Rows) -> Figures:
        small = {row.task: row.selfcare.median for row in rows if row.size == SIZES[0]}
        return [
            (row.selfcare.median / small[row.task], row)
            for row in rows
            if row.size == SIZES[-1] and row.task in small and row.task in tasks
        ]

    return figures


def memory(rows: Rows) -> Figures:
    """The most memory of every task, in MiB."""
    return [(row.selfcare.memory / MIB, row) for row in rows]


AIMS = (
    Aim("`--version` in a quarter of jrnl's time", 0.25, ratios("--version")),
    Aim("`--help` and `help-now` in the time of jrnl's `--version`", 1, ratios("--help", "help-now")),
    Aim("a sealed note in half the time of adding with jrnl, at 100 entries", 0.5, ratios(SEALED, size=100)),
    Aim("a sealed note at 100,000 entries: 1.15 times what it takes at 100", 1.15, growth(SEALED)),
    Aim("add, last ten and search in jrnl's time, at 100 entries", 1, ratios(*UNLOCKED, size=100)),
    Aim("the same in 0.4 of jrnl's time, at 10,000", 0.4, ratios(*UNLOCKED, size=10_000)),
    Aim("the same in 0.05 of jrnl's time, at 100,000", 0.05, ratios(*UNLOCKED, size=100_000)),
    Aim("the same at 100,000 entries: 1.15 times what they take at 100", 1.15, growth(*UNLOCKED)),
    Aim("150 MiB of memory, in every command", 150, memory),
)

HEAD = (
    "| what | entries | selfcare, s | MiB | jrnl, s | MiB | selfcare : jrnl | to the fewest entries |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|"
)


def cells(took: Took | None) -> str:
    """The middle of the runs (the fastest to the slowest) and the memory."""
    if took is None:
        return "– | –"
    spread = f"{min(took.seconds):.2f} to {max(took.seconds):.2f}"
    return f"{took.median:.2f} ({spread}) | {took.memory / MIB:,.0f}"


def line(row: Row, smallest: Row) -> str:
    """A row of the table."""
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
    grown = "" if row is smallest else f"{row.selfcare.median / smallest.selfcare.median:.2f}"
    return f"| {row.task} | {row.size:,} | {cells(row.selfcare)} | {cells(row.jrnl)} | {ratio} | {grown} |"


def verdict(aim: Aim, rows: Rows) -> str:
    """Whether an aim is reached, by the figure that is furthest from it."""
    figures = aim.figures(rows)
    if not figures:
        return f"- not measured: {aim.words}"
    worst, row = max(figures, key=lambda each: each[0])
    told = "reached" if worst <= aim.most else "**not reached**"
    return f"- {told}: {aim.words} ({worst:.2f}, {row.task} at {row.size:,})"


def measured_rows(room: Path, sizes: list[int], tasks: list[Task], runs: int) -> Iterator[Row]:
    """Build journals of these sizes for both programs, then measure each task at each size."""
    journals = {size: (LargeSelfcare(room / f"selfcare-{size}"), LargeJrnl(room / f"jrnl-{size}")) for size in sizes}
    for size, pair in journals.items():
        for program in pair:
            program.fill(size)
    for task in tasks:
        for size, pair in journals.items():
            took = measured(task, pair, runs)
            yield Row(task.name, size, took["selfcare"], took.get("jrnl"))


def main() -> None:
    """Print the table while it is measured, then what became of the aims."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of entries")
    options.add_argument("--runs", type=int, default=RUNS, help="at most so many of each command; fewer of slow ones")
    options.add_argument("--only", default="", help="part of the name of what is measured")
    given = options.parse_args()
    tasks = [each for each in TASKS if given.only in each.name]
    print(f"{conditions()}\n\n{HEAD}", flush=True)
    every: Rows = []
    with tempfile.TemporaryDirectory(prefix="selfcare-bench-") as room:
        for row in measured_rows(Path(room), sorted(given.sizes), tasks, given.runs):
            every.append(row)
            smallest = next(each for each in every if each.task == row.task)
            print(line(row, smallest), flush=True)
    print("\n" + "\n".join(verdict(aim, every) for aim in AIMS))


if __name__ == "__main__":
    main()
