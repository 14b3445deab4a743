"""The same mishaps done to selfcare and to jrnl 4.6, each with an encrypted journal; one table of what came of them.

Run it with `make reliability`, as root on Linux with strace for all rows; what cannot be done is said in its place.
Nothing is asserted, and nothing is in the table but what was measured.
"""

import argparse
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.journals import Ended, Jrnl, Program, Selfcare, ended, message
from tests.tracing import STRACE, calls_in, can_trace, leaks

WRITERS, KILLS, PLACES = 20, 50, 20
RARE = "Quernmore"
DATED = f"The visit ran over at {RARE}.\n[2026-01-02 10:00] is what her letter said.\nMay: she was calmer."
APPENDS = '#!/bin/sh\nprintf "About Quern%s.\\n" more >> "$1"\n'
"""An editor that adds a line, and does not hold the rare word itself."""
LAST_WEEK = [
    sys.executable,
    "-c",
    "from datetime import timedelta\nfrom selfcare import when\nfrom selfcare.__main__ import main\n"
    "now = when.now\nwhen.now = lambda: now() - timedelta(days=8)\nmain()",
]
"""The program as it was eight days ago."""


@dataclass
class Bench:
    """A folder to work in, and what chooses at random."""

    room: Path
    chance: random.Random
    made: int = field(default=0)

    def journal(self, kind: type[Program], entries: int = 0) -> Program:
        """A new journal with so many entries."""
        self.made += 1
        program = kind(self.room / f"{kind.name}-{self.made}")
        program.make()
        for number in range(entries):
            assert program.add(f"Entry number {number}.").code == 0
        return program


Probe = Callable[[Bench, type[Program]], str]


def kept(program: Program, texts: list[str]) -> int:
    """How many of these texts are in the journal; -1 where it does not open."""
    try:
        found = [text for _, text in program.entries()]
    except ValueError:
        return -1
    return sum(any(text in each for each in found) for text in texts)


# --- the probes ------------------------------------------------------------------------------------------------------


def writers(bench: Bench, kind: type[Program]) -> str:
    """Several processes add an entry each, at the same time."""
    program = bench.journal(kind)
    texts = [f"Written by number {number:02}." for number in range(WRITERS)]
    runs = [program.start(*program.adding(text)) for text in texts]
    claimed = sum(ended(run).code == 0 for run in runs)
    return f"{kept(program, texts)} of {WRITERS} are there; {claimed} said that they were kept"


def kills(bench: Bench, kind: type[Program]) -> str:
    """`kill -9` at a random moment of adding, which takes about as long as it took to add three entries before."""
    program = bench.journal(kind)
    acknowledged = [f"Entry number {number}." for number in range(3)]
    began = time.monotonic()
    for text in acknowledged:
        program.add(text)
    pace = (time.monotonic() - began) / 3
    for number in range(3, KILLS + 3):
        run = program.start(*program.adding(text := f"Entry number {number}."))
        with suppress(subprocess.TimeoutExpired):
            run.wait(bench.chance.uniform(0.3, 1.3) * pace)
        run.kill()
        if ended(run).code == 0:
            acknowledged.append(text)
    found = kept(program, acknowledged)
    return f"opens; {found} of {len(acknowledged)} acknowledged entries are there" if found >= 0 else "does not open"


def flipped(bench: Bench, kind: type[Program]) -> str:
    """One bit of the file that holds the entries, at random places, one after the other."""
    program = bench.journal(kind, 10)
    whole = program.file.read_bytes()

    def flip() -> bytes:
        place = bench.chance.randrange(len(whole))
        return whole[:place] + bytes([whole[place] ^ 1 << bench.chance.randrange(8)]) + whole[place + 1 :]

    return damaged(program, [flip() for _ in range(PLACES)])


def cut_short(bench: Bench, kind: type[Program]) -> str:
    """The file that holds the entries ends too early."""
    program = bench.journal(kind, 10)
    whole = program.file.read_bytes()
    return damaged(program, [whole[: bench.chance.randrange(1, len(whole))] for _ in range(PLACES)])


def damaged(program: Program, contents: list[bytes]) -> str:
    """What listing says of each of these contents, with the right passphrase, and how many a check finds."""
    told: Counter[str] = Counter()
    found = 0
    for content in contents:
        program.file.write_bytes(content)
        listed = program.run(*program.listing)
        told[f'"{without_numbers(listed)}" (exit {listed.code})' if listed.code else "all is shown (exit 0)"] += 1
        if isinstance(program, Selfcare):
            program.file.write_bytes(content)
            found += program.run("vault", "verify").code == 13
    checked = f"; `vault verify` finds {found}" if isinstance(program, Selfcare) else ""
    return counted(told) + checked


def without_numbers(ended: Ended) -> str:
    """What was said; how many pages are whole is different each time."""
    return re.sub(r"\d+", "N", message(ended))


def counted(told: Counter[str]) -> str:
    """The answers, the most frequent first."""
    return "; ".join(f"{count}× {said}" for said, count in told.most_common())


def after_damage(bench: Bench, kind: type[Program]) -> str:
    """The file has one page, or as many bytes, of zeros in its middle: what can be had back with the program alone."""
    program = bench.journal(kind, 100)
    whole = program.file.read_bytes()
    middle = len(whole) // 2 // 4096 * 4096
    program.file.write_bytes(whole[:middle] + bytes(min(4096, len(whole) - middle)) + whole[middle + 4096 :])
    if not isinstance(program, Selfcare):
        return "no command for it" if kept(program, [f"Entry number {number}." for number in range(100)]) < 0 else "all"
    new = program.home / "rescued"
    rescued = program.run("vault", "rescue", str(new), "--recovery-to", str(program.home / "new-code.txt"))
    program.file = new / "journal.db"
    there = kept(program, [f"Entry number {number}." for number in range(100)])
    return f"`vault rescue` brought back {there} of 100 (exit {rescued.code})"


def dated_lines(bench: Bench, kind: type[Program]) -> str:
    """An entry whose lines look like the beginnings of others, read back."""
    program = bench.journal(kind)
    program.add(DATED)
    program.add("May: she was calmer.")
    found = [text for _, text in program.entries()]
    whole = any(DATED in text for text in found) and any(text == "May: she was calmer." for text in found)
    return f"two entries became {len(found)}; " + ("the words as written" if whole else "words were lost or split")


def after_midnight(bench: Bench, kind: type[Program]) -> str:
    """An entry of 00:40, at the end of a late shift that began on the 20th."""
    program = bench.journal(kind)
    program.add("Home at last.", "2026-11-21 00:40")
    (day, _), *_ = program.entries()
    return f"filed under {day}"


def wrong_password(bench: Bench, kind: type[Program]) -> str:
    """An entry, and then the wrong password as often as one is asked for."""
    program = bench.journal(kind)
    answer = program.run(*program.adding(f"Typed at {RARE}."), passphrase="not the one")
    there = kept(program, [f"Typed at {RARE}."])
    return f"exit {answer.code}; the text is {'there after the next unlock' if there == 1 else 'gone'}"


def full_disk(bench: Bench, kind: type[Program]) -> str:
    """No room while an entry is added; then there is room again."""
    if os.geteuid() != 0 or sys.platform != "linux":
        return "not measured: it needs root and Linux"
    told: Counter[str] = Counter()
    lost = 0
    for spare in range(0, 40, 4):
        with small_disk(bench.room / "disk") as disk:
            program = kind(disk / kind.name)
            program.make()
            before = [f"Entry number {number}." for number in range(3)]
            for text in before:
                program.add(text)
            filler = disk / "filler"
            fill(filler, spare * 1024)
            answer = program.add("No room for this.")
            filler.unlink()
            lost += 3 - max(kept(program, before), 0)
        trace = "a traceback, " if "Traceback" in answer.said else ""
        told[f"refused ({trace}exit {answer.code})" if answer.code else "kept (exit 0)"] += 1
    return f"{counted(told)}; {lost} earlier entries lost"


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of 2 MiB."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(filler: Path, spare: int) -> None:
    """Fill the disk but for `spare` bytes."""
    free = os.statvfs(filler.parent).f_bavail * os.statvfs(filler.parent).f_frsize
    filler.write_bytes(bytes(max(0, free - spare)))


def forgotten(bench: Bench, kind: type[Program]) -> str:
    """The passphrase is forgotten; what was set up at the beginning is at hand."""
    program = bench.journal(kind, 3)
    if not isinstance(program, Selfcare):
        helped = program.run("--help").out.lower()
        return "something in --help" if "recover" in helped or "forgot" in helped else "no way back; none in --help"
    new = "another otter paints seven doors"
    done = program.run("vault", "recovery", "use", "--code-file", str(program.code), passphrase=new)
    opened = program.run(*program.listing, passphrase=new)
    return f"the recovery code gave a new passphrase (exit {done.code}); all opens (exit {opened.code})"


def own_backups(bench: Bench, kind: type[Program]) -> str:
    """What copies there are after ten entries, and one more eight days later; none of them was asked for."""
    program = bench.journal(kind)
    started = program.start_with
    if isinstance(program, Selfcare):  # jrnl has no clock to set, and nothing that goes by the week
        program.start_with = LAST_WEEK
    for number in range(10):
        program.add(f"Entry number {number}.")
    program.start_with = started
    program.add("A week later.")
    copies = [each.name for each in program.home.rglob("*journal*") if each.is_file() and each != program.file]
    copies = [name for name in copies if not name.startswith("journal.keys")]
    return f"{len(copies)}" if copies else "none"


def in_clear(bench: Bench, kind: type[Program]) -> str:
    """Where the words of one entry are written in clear, strace looking on."""
    if not can_trace():
        return "not measured: it needs strace, and root"
    program = bench.journal(kind)
    return places(bench, program, program.adding(f"At {RARE}."))


def changed_later(bench: Bench, kind: type[Program]) -> str:
    """The same where an entry is changed: in jrnl by the editor that a person has set, here one that adds a line."""
    if not can_trace():
        return "not measured: it needs strace, and root"
    program = bench.journal(kind, 1)
    if isinstance(program, Selfcare):
        return places(bench, program, ["edit", program.ids()[0], "--set", f"what=About {RARE}."])
    editor = program.home / "editor"
    editor.write_text(APPENDS)
    editor.chmod(0o700)
    return places(bench, Jrnl(program.home, editor=str(editor)), ["-1", "--edit"])


def places(bench: Bench, program: Program, words: list[str]) -> str:
    """The files to which a run of these words writes the rare word, and those that have it when it has ended."""
    trace = bench.room / "trace"
    answer = program.run(*words, under=(*STRACE, "-o", str(trace)))
    found = leaks(list(calls_in(trace.read_text())), RARE)
    files = sorted(
        {"a temporary file" if Path(each).is_relative_to(Path(tempfile.gettempdir())) else each for each in found}
    )
    trace.unlink()
    left = sum(each.is_file() and RARE.encode() in each.read_bytes() for each in bench.room.rglob("*"))
    return f"{' and '.join(files) or 'nowhere'} (exit {answer.code}); left afterwards in {left} files"


PROBES: dict[str, Probe] = {
    f"{WRITERS} processes add an entry at once": writers,
    f"kill -9 during adding, {KILLS} times": kills,
    f"One bit flipped, {PLACES} places": flipped,
    f"Cut short, {PLACES} places": cut_short,
    "4 KiB of 100 entries destroyed": after_damage,
    "Lines that look like dates": dated_lines,
    "00:40, after a late shift": after_midnight,
    "Wrong password after typing": wrong_password,
    "Disk full while adding, 10 times": full_disk,
    "Passphrase forgotten": forgotten,
    "Copies made unasked": own_backups,
    "A line, in clear on disk": in_clear,
    "An entry changed, in clear on disk": changed_later,
}


def main() -> None:
    """Do everything to both and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--only", default="", help="part of the name of a row")
    given = options.parse_args()
    room = Path(tempfile.mkdtemp(prefix="reliability-"))
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}, seed {given.seed}.\n")
    print("| what was done | selfcare | jrnl 4.6, encrypted |\n|---|---|---|")
    try:
        for name, probe in PROBES.items():
            if given.only in name:
                cells = [probe(Bench(room / kind.name, random.Random(given.seed)), kind) for kind in (Selfcare, Jrnl)]
                print(f"| {name} | {cells[0]} | {cells[1]} |", flush=True)
                for kind in (Selfcare, Jrnl):
                    shutil.rmtree(room / kind.name, ignore_errors=True)
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
