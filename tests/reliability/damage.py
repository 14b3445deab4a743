"""A small journal with known records, to damage in every way, and what a command says of it then."""

import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.journal.making import note

from selfcare.errors import Damaged, SelfcareError
from selfcare.journal import envelope as envelopes
from selfcare.journal.finding import Filter, find
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.vault.vault import Vault

RECORDS = 40
DAMAGED = Damaged.exit_code


def furnish(home: Home) -> None:
    """Forty records, long and short, some with tags, some changed once."""
    chance = random.Random(7)
    with home.open() as journal:
        for number in range(RECORDS):
            kept = put(journal, note(f"line {number} " + "heron " * chance.choice((1, 40, 900)), tags=("night",)))
            if number % 3 == 0:
                put(journal, envelopes.changed(kept, share="theme", theme=f"theme {number}"))


def said(folder: Path) -> list[bytes]:
    """All that the journal in `folder` says, as its reader gets it. Raises what opening or reading it raises."""
    with Journal(Vault.open(folder, PASSPHRASE)) as journal, journal.reading() as session:
        return [envelopes.dump(each) for each in find(session, Filter())]


def outcome(folder: Path, whole: list[bytes]) -> str:
    """`harmless` where all is read as it was, else the slug of the error. Fails where something else is read."""
    try:
        found = said(folder)
    except SelfcareError as error:
        return error.slug
    assert found == whole
    return "harmless"


@dataclass(frozen=True)
class Copies:
    """Makes copies of one journal, one at a time, with a file of it changed."""

    source: Path
    place: Path

    def with_file(self, name: str, content: bytes) -> Path:
        """A copy in which the file `name` has this content; `journal.keys.bak` is damaged with `journal.keys`."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.source, self.place)
        (self.place / name).write_bytes(content)
        return self.place


def flipped(raw: bytes, place: int, bit: int = 0) -> bytes:
    """`raw` with one bit turned."""
    return raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]


def asserted_quiet(answer: Answer) -> None:
    """No traceback, and two lines at most of what happened and what to do."""
    assert "Traceback" not in answer.err
    assert "did not foresee" not in answer.err
    if answer.code:
        assert len(answer.err.splitlines()) <= 4, answer.err


def some(every: Iterable[int], count: int, request: pytest.FixtureRequest) -> list[int]:
    """All of them in the long run (`--all`), else `count` that the seed chooses."""
    kept = list(every)
    if request.config.getoption("--all") or count >= len(kept):
        return kept
    chance = random.Random(request.config.getoption("--seed"))
    return [kept[0], *chance.sample(kept[1:-1], count - 2), kept[-1]]
