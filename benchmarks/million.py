"""A journal of a million records: what building it takes, calculated first, and what it costs to use.

`python -m benchmarks.million` builds it once, in `.bench/million`, beside one of a hundred, and measures both.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.commands import HEAD, RUNS, TASKS, Row, line
from benchmarks.measuring import MIB, ROOT, LargeSelfcare, conditions, measured

RECORDS, SAMPLE, FEW = 1_000_000, 10_000, 100
NAMES = ("sealed note", "add", "last ten", "search", "today")
FOLDER = ROOT / ".bench" / "million"


def built(folder: Path, records: int) -> tuple[float, float]:
    """Make a journal of so many records in `folder`; the seconds that took, and the MiB that it has with its backup."""
    began = time.monotonic()
    LargeSelfcare(folder).fill(records)
    seconds = time.monotonic() - began
    return seconds, sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / MIB


def calculated(records: int) -> tuple[float, float]:
    """What `built` will say of so many records, by what it says of a sample."""
    with tempfile.TemporaryDirectory(prefix="selfcare-sample-") as room:
        seconds, size = built(Path(room), SAMPLE)
    return seconds * records / SAMPLE, size * records / SAMPLE


def build_once(folder: Path, records: int) -> None:
    """Make the journal unless it is there; stops where the disk has no room for it."""
    if folder.exists():
        print(f"Built before: {folder}")
        return
    seconds, size = calculated(records)
    print(
        f"Calculated from {SAMPLE:,}: {seconds / 60:.1f} minutes and {size:,.0f} MiB, half of them a backup.",
        flush=True,
    )
    if shutil.disk_usage(ROOT).free < 1.5 * size * MIB:
        raise SystemExit("The disk has no room for that.")
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    seconds, size = built(making, records)
    making.rename(folder)
    print(f"Built: {seconds / 60:.1f} minutes and {size:,.0f} MiB.", flush=True)


def main() -> None:
    """Build it, and print what the commands of a day take on it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=RECORDS)
    options.add_argument("--runs", type=int, default=RUNS)
    given = options.parse_args()
    print(conditions())
    folder = FOLDER if given.records == RECORDS else FOLDER.with_name(f"records-{given.records}")
    build_once(folder, given.records)
    with tempfile.TemporaryDirectory(prefix="selfcare-few-") as room:
        few = LargeSelfcare(Path(room))
        few.fill(FEW)
        print(f"\n{HEAD}")
        for task in (each for each in TASKS if each.name in NAMES):
            small = Row(task.name, FEW, measured(task, [few], given.runs)["selfcare"], None)
            large = Row(task.name, given.records, measured(task, [LargeSelfcare(folder)], given.runs)["selfcare"], None)
            print(f"{line(small, small)}\n{line(large, small)}", flush=True)


if __name__ == "__main__":
    main()
