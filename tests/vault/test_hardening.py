"""What the process does for itself; in a process of its own, for it cannot be undone."""

import subprocess
import sys
from pathlib import Path

import pytest

HARDENED = """
import os, resource
from selfcare.vault.hardening import harden
harden()
print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE))
import ctypes
print(ctypes.CDLL(None).prctl(3))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux gives")
def test_new_files_are_private_and_memory_stays_out_of_dumps(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", HARDENED], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split("\n")[:2] == ["0o77 (0, 0)", "0"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux gives")
def test_the_program_does_it_before_any_command(tmp_path: Path) -> None:
    """Other tests run commands in their own process, which is spared it."""
    program = "import os\nfrom selfcare.cli.app import run\nrun(['--help'])\nraise SystemExit(oct(os.umask(0)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stderr.strip() == "0o77"


def test_sealing_and_reading_keys_load_no_heavy_library(tmp_path: Path) -> None:
    """A note must be quick: it needs the key file and one seal, and no database."""
    program = """
import sys
from selfcare.vault import inbox, keyfile, recovery, sealing, kdf
sealing.seal(kdf.inbox_public(kdf.inbox_private(bytes(20), bytes(16))), bytes(16), b"a note")
import selfcare.vault.diagnosis
print(sorted({"sqlalchemy", "sqlmodel", "pydantic", "jinja2", "sqlcipher3"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"


def test_opening_a_journal_needs_no_sqlalchemy(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from selfcare.vault import kdf, vault
opened = vault.Vault.create(Path({str(tmp_path)!r}), "tea", bytes(20), cost=kdf.CHEAP_FOR_TESTS, prepare=lambda c: None)
opened.close()
vault.Vault.open(Path({str(tmp_path)!r}), "tea").close()
print("sqlalchemy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
