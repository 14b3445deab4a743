"""How long whole commands take, as a person waits for them: median, fastest and slowest of several runs.

Run it with `make bench`. Nothing is asserted: read the figures as ratios, on one machine, in one run. The journals hold
entries of 120 invented words under the full-strength key derivation.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from selfcare import when
from selfcare.journal import envelope as envelopes
from selfcare.journal import migrations
from selfcare.journal.journal import Journal
from selfcare.journal.records import put_in
from selfcare.vault import recovery
from selfcare.vault.vault import Vault

PASSPHRASE = "benchmarks are no secret"
SIZES = (100, 10_000)
RUNS = 7
WORDS = 120
VOCABULARY = (
    "visit",
    "handover",
    "meeting",
    "shift",
    "quiet",
    "late",
    "early",
    "tired",
    "glad",
    "worried",
    "plan",
    "support",
    "record",
    "garden",
    "kitchen",
    "letter",
    "bus",
    "rain",
    "family",
    "question",
)

COMMANDS = {
    "--version": ["--version"],
    "--help": ["--help"],
    "help-now": ["help-now"],
    "note (sealed)": ["note", "a line at the end of a shift"],
    "reflect (add)": ["reflect", "quick", "--answer", "what=a line at the end of a shift"],
    "list -n 10": ["list", "-n", "10"],
    "search": ["search", "zebra"],
    "today": [],
    "supervision summary": ["supervision", "summary"],
}


def make_journal(folder: Path, entries: int) -> None:
    """A journal with this many notes; one in a hundred holds the word that the search looks for."""
    chance = random.Random(entries)
    root = recovery.new_root()
    with Journal(Vault.create(folder, PASSPHRASE, root, prepare=migrations.prepare)) as journal:
        start = when.now() - timedelta(minutes=entries)
        with journal.writing() as session:
            for number in range(entries):
                at = start + timedelta(minutes=number)
                words = chance.choices(VOCABULARY, k=WORDS) + (["zebra"] if number % 100 == 0 else [])
                put_in(session, envelopes.new("note", {"text": " ".join(words)}, written_at=at), saved_at=at)


def seconds(command: list[str], folder: Path, home: Path) -> list[float]:
    """Wall time of each of several runs, in seconds."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "SELFCARE_JOURNAL": str(folder),
        "SELFCARE_PASSPHRASE": PASSPHRASE,
    }
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "selfcare", *command], env=environment, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    """Measure every command on every size and print one table."""
    room = Path(tempfile.mkdtemp(prefix="selfcare-bench-"))
    print(f"{RUNS} runs each, seconds: median (fastest to slowest). Python {sys.version.split()[0]}.")
    print(f"{'command':<22}" + "".join(f"{f'{size:,} entries':>26}" for size in SIZES))
    try:
        for size in SIZES:
            make_journal(room / str(size), size)
        for name, command in COMMANDS.items():
            cells = []
            for size in SIZES:
                taken = seconds(command, room / str(size), room)
                cells.append(f"{statistics.median(taken):.3f} ({min(taken):.3f} to {max(taken):.3f})")
            print(f"{name:<22}" + "".join(f"{cell:>26}" for cell in cells), flush=True)
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
