"""Archives of released formats, and of journals that released versions left behind: they are read, and come back.

`tests/fixtures/archives` has both forms of the archive of `journal-v1`, written when format 1 was made, and of
`journal-v3`. What was released is never written again.
"""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE
from tests.exchange.journals import archive_of, brought_into, records
from tests.fixtures import make

from selfcare.exchange.archive import dump, parse
from selfcare.journal.journal import Journal
from selfcare.journal.verify import problems
from selfcare.vault.locked_file import unlock
from selfcare.vault.vault import Vault


@pytest.fixture
def empty(empty_journal: Path, tmp_path: Path) -> Iterator[Journal]:
    folder = shutil.copytree(empty_journal, tmp_path / uuid.uuid4().hex)
    with Journal(Vault.open(folder, PASSPHRASE)) as journal:
        yield journal


def read(name: str) -> bytes:
    raw = (make.ARCHIVES / name).read_bytes()
    content = unlock(raw, make.PASSPHRASE) if name.endswith(".archive") else raw
    assert content
    return content


@pytest.mark.parametrize("form", ["archive", "json"])
@pytest.mark.parametrize("made", [make.V1, make.V3], ids=lambda made: made.name)
def test_an_archive_of_format_1_is_read_to_the_last_byte(empty: Journal, made: Path, form: str) -> None:
    raw = read(f"{made.name.removeprefix('journal-')}.{form}")
    brought_into(empty, parse(raw))
    assert {each.kind: dict(each.fields) for each in records(empty)} == make.RELEASED[made]
    assert problems(empty) == []
    assert dump(archive_of(empty)) == raw


@pytest.mark.parametrize("made", make.RELEASED, ids=lambda made: made.name)
def test_a_journal_of_an_earlier_version_comes_back_as_it_was(made: Path, tmp_path: Path, empty: Journal) -> None:
    with Journal(Vault.open(shutil.copytree(made, tmp_path / "old"), make.PASSPHRASE)) as old:
        archive = archive_of(old)
        brought_into(empty, parse(dump(archive)))
        assert archive_of(empty) == archive
        assert records(empty) == records(old)
    assert problems(empty) == []
