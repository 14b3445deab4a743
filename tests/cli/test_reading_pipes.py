"""What comes through a pipe can be read once: it is read once, whole, and what needs a file says so."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.exchange.test_dayone_exports import zipped

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
MANY = 400
"""So many entries are longer than what is read of a file at once."""


@contextmanager
def pipe_of(content: bytes) -> Iterator[str]:
    """A pipe as a shell names it in `<(cat FILE)`: it gives `content`, which it has room for, once."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    yield f"/dev/fd/{reading}"
    os.close(reading)


def jrnl_of(entries: int) -> bytes:
    days = (f"[2026-01-{1 + number % 28:02} 10:{number // 28:02}] Entry {number}.\n" for number in range(entries))
    return "\n".join(days).encode()


def new(home: Home, form: str, content: bytes) -> int:
    with pipe_of(content) as pipe:
        answer = home.run("import", form, pipe, "--json")
    assert answer.code == 0, answer
    count: int = answer.object["imported"]["new"]
    return count


def test_every_entry_of_a_jrnl_file_comes_through_a_pipe(home: Home) -> None:
    content = jrnl_of(MANY)
    assert len(content) > 8192
    assert new(home, "jrnl", content) == MANY


def test_a_day_one_zip_comes_through_a_pipe(home: Home) -> None:
    assert new(home, "dayone", zipped({"Journal.json": (SAMPLES / "dayone.json").read_bytes()})) == 2


@pytest.mark.parametrize(("form", "sample", "count"), [("dayone", "dayone.json", 2), ("daylio", "daylio.csv", 3)])
def test_a_file_alone_comes_through_a_pipe(home: Home, form: str, sample: str, count: int) -> None:
    assert new(home, form, (SAMPLES / sample).read_bytes()) == count


def test_an_archive_comes_through_a_pipe(home: Home) -> None:
    home.run("note", "a long day")
    assert home.run("export", "mine.archive").code == 0
    with pipe_of((home.path / "mine.archive").read_bytes()) as pipe:
        answer = home.run("import", "archive", pipe, "--json")
    assert answer.object["imported"]["known"] == 1, answer


@pytest.mark.parametrize(
    "command", [("restore", "PIPE", "--yes"), ("rescue", "new", "--from", "PIPE", "--recovery-to", "code")]
)
def test_a_backup_is_not_taken_out_of_a_pipe(home: Home, command: tuple[str, ...]) -> None:
    os.mkfifo(home.path / "pipe")
    answer = home.run("vault", *(str(home.path / "pipe") if word == "PIPE" else word for word in command))
    assert (answer.code, "that is a pipe" in answer.err) == (20, True), answer


def test_a_passphrase_comes_through_a_pipe(home: Home) -> None:
    with pipe_of(PASSPHRASE.encode()) as pipe:
        answer = home.run("list", passphrase=None, environment={"SELFCARE_PASSPHRASE_FILE": pipe})
    assert answer.code == 0, answer


def test_a_recovery_sheet_comes_through_a_pipe(home: Home) -> None:
    assert home.run("vault", "recovery", "new", "--recovery-sheet", "sheet.txt").code == 0
    with pipe_of((home.path / "sheet.txt").read_bytes()) as pipe:
        answer = home.run("vault", "recovery", "check", "--code-file", pipe)
    assert answer.code == 0, answer
