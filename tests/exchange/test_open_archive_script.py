"""The independent script in docs/ opens an archive: the format page's facts are enough for a stranger."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Home
from tests.exchange.journals import archive_of, of_everything, records

from selfcare.exchange.archive import dump
from selfcare.journal import envelope as envelopes
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.locked_file import lock

SCRIPT = Path(__file__).parents[2] / "docs" / "open_archive.py"
PASSPHRASE = "cafe\u0301 by the sea"


def run(file: Path, *options: str, passphrase: str = PASSPHRASE) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-I", SCRIPT, file, *options],
        input=passphrase + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
def test_a_stranger_reads_every_record_as_it_is_now(home: Home, is_locked: bool) -> None:
    with home.open() as journal:
        of_everything(journal)
        raw = dump(archive_of(journal))
        expected = [json.loads(json.dumps(envelopes.to_object(each), default=str)) for each in records(journal)]
    file = home.path / "journal.archive"
    file.write_bytes(lock(raw, PASSPHRASE, CHEAP_FOR_TESTS) if is_locked else raw)
    done = run(file)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(found, key=str) == sorted(expected, key=str)
    every_line = run(file, "--all").stdout
    assert [json.loads(line) for line in every_line.splitlines()] == [json.loads(line) for line in raw.splitlines()[1:]]


def test_it_says_so_where_the_passphrase_is_another_one_or_the_file_is_cut(home: Home) -> None:
    with home.open() as journal:
        of_everything(journal)
        raw = dump(archive_of(journal))
    file = home.path / "journal.archive"
    file.write_bytes(lock(raw, PASSPHRASE, CHEAP_FOR_TESTS))
    refused = run(file, passphrase="another")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "does not open" in refused.stderr
    file.write_bytes(raw[: raw[:-1].rindex(b"\n") + 1])
    assert "cut short" in run(file).stderr


def test_it_imports_nothing_of_selfcare() -> None:
    tree = ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
    named = [alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names]
    tree = ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
    named += [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in named} - set(sys.stdlib_module_names) == {"cryptography"}
