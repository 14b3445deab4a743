"""The key file and its copy, each from the other."""

import subprocess
import sys

import pytest
from tests.vault.test_diagnosis import change_keys
from tests.vault.vault_journal import Journal

from selfcare.errors import Busy, Damaged, NewerFormat, NoJournal
from selfcare.vault.mending import mend_key_file


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"\0" * 700], ids=["missing", "empty", "none", "zeros"])
@pytest.mark.parametrize("lost", ["journal.keys", "journal.keys.bak"])
def test_one_that_is_lost_is_written_anew_from_the_other(journal: Journal, lost: str, content: bytes | None) -> None:
    good = journal.keys.read_bytes()
    file = journal.folder / lost
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert mend_key_file(journal.folder) == lost
    assert journal.keys.read_bytes() == journal.copy.read_bytes() == good
    assert mend_key_file(journal.folder) is None
    with journal.open() as vault:
        assert (vault.notices, vault.verify()) == ((), [])


def test_where_neither_is_whole_the_recovery_code_is_named_and_nothing_changes(journal: Journal) -> None:
    for file in (journal.keys, journal.copy):
        file.write_bytes(b"{}\n")
    with pytest.raises(Damaged) as caught:
        mend_key_file(journal.folder)
    assert "vault recovery use" in caught.value.hint
    assert journal.keys.read_bytes() == journal.copy.read_bytes() == b"{}\n"


@pytest.mark.parametrize("newer", ["journal.keys", "journal.keys.bak"])
def test_one_of_a_newer_selfcare_is_left_to_it(journal: Journal, newer: str) -> None:
    own = journal.keys.read_bytes()
    change_keys(journal, format=2)
    before = {path: own if path.name != newer else path.read_bytes() for path in (journal.keys, journal.copy)}
    for path, content in before.items():
        path.write_bytes(content)
    with pytest.raises(NewerFormat):
        mend_key_file(journal.folder)
    assert {path: path.read_bytes() for path in before} == before


def test_while_the_journal_is_open_elsewhere_nothing_is_mended(journal: Journal) -> None:
    """That process may be giving it a new key just now."""
    journal.copy.unlink()
    script = (
        "import sys\nfrom pathlib import Path\nfrom selfcare.vault.mending import mend_key_file\n"
        "mend_key_file(Path(sys.argv[1]))"
    )
    with journal.open():
        words = [sys.executable, "-c", script, str(journal.folder)]
        done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert Busy.__name__ in done.stderr.decode()
    assert not journal.copy.exists()


def test_without_a_journal_there_is_nothing_to_mend(journal: Journal) -> None:
    for file in (journal.database, journal.keys):
        file.unlink()
    with pytest.raises(NoJournal):
        mend_key_file(journal.folder)
