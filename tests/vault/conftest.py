"""The journals that the vault's tests share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.vault.vault_journal import Journal, make_journal


@pytest.fixture(scope="session")
def _made() -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        yield make_journal(Path(folder) / "journal")


@pytest.fixture
def journal(_made: Journal, tmp_path: Path) -> Journal:
    """A copy of one journal, closed, for this test alone."""
    folder = tmp_path / "journal"
    shutil.copytree(_made.folder, folder)
    return Journal(folder, _made.root)


@pytest.fixture
def other_journal(tmp_path: Path) -> Journal:
    """Another journal, with the same passphrase."""
    return make_journal(tmp_path / "other")
