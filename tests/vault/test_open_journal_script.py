"""The independent script in docs/ opens a journal: the format page's facts are enough for a stranger."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.vault.vault_journal import Journal

from selfcare.vault.kdf import CHEAP_FOR_TESTS

SCRIPT = Path(__file__).parents[2] / "docs" / "open_journal.py"


def run(journal: Journal, secret: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-I", SCRIPT, journal.folder],
        input=secret + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("secret", ["passphrase", "code"])
def test_a_stranger_reads_every_record_with_passphrase_or_code(journal: Journal, secret: str) -> None:
    done = run(journal, getattr(journal, secret))
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["id"] for record in records} == {f"record-{number}" for number in range(20)}
    assert all(record["fields"].startswith("the quiet heron") for record in records)


def test_it_still_does_after_a_rekey(journal: Journal) -> None:
    with journal.open() as vault:
        vault.rekey(bytes(20), "new words", cost=CHEAP_FOR_TESTS)
    assert len(run(journal, "new words").stdout.splitlines()) == 20
    assert run(journal, journal.passphrase).returncode != 0


def test_it_imports_nothing_of_selfcare() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
