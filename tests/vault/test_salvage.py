"""Whatever became of a backup: what is taken out of it is what a backup may hold, and nothing else is written."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.errors import InvalidFile, SelfcareError
from selfcare.vault import backup_file
from selfcare.vault.backup_file import BLOCK, pack, salvage

HOSTILE = [b"../../../../a", b"/etc/passwd\0", b"77777777777\0", b"\0" * 12]
NAMES = ["journal.keys", f"inbox/{'0' * 32}.sealed", "journal.db"]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("packed")
    (folder / "inbox").mkdir()
    for number, name in enumerate(NAMES):
        (folder / name).write_bytes(bytes([number + 1]) * 700)
    pack(folder, NAMES, folder / "a.backup", datetime(2026, 11, 18, 12, tzinfo=UTC), "asked", bytes(16))
    return (folder / "a.backup").read_bytes()


def taken_out(raw: bytes) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as made:
        path, folder = Path(made, "a.backup"), Path(made, "out")
        path.write_bytes(raw)
        folder.mkdir()
        with suppress(SelfcareError):
            salvage(path, folder)
        assert sorted(each.name for each in Path(made).iterdir()) == ["a.backup", "out"]
        return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_whole_backup_gives_all_its_files(packed: bytes) -> None:
    assert taken_out(packed) == {name: bytes([number + 1]) * 700 for number, name in enumerate(NAMES)}


def test_without_its_manifest_the_headers_say_what_is_in_it(packed: bytes) -> None:
    damaged = packed[: BLOCK + 20] + b"?" + packed[BLOCK + 21 :]
    assert taken_out(damaged) == taken_out(packed)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"x" * 5000)
    with pytest.raises(InvalidFile):
        salvage(tmp_path / "letter", tmp_path)


@given(data=st.data())
def test_hostile_bytes_put_nothing_elsewhere(packed: bytes, data: st.DataObject) -> None:
    raw = bytearray(packed[: data.draw(st.integers(0, len(packed)))])
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, max(0, len(raw) - 1)))
        raw[at : at + 12] = data.draw(st.sampled_from(HOSTILE))
    found = taken_out(bytes(raw))
    assert all(backup_file.may_hold(name) for name in found)
    assert sum(map(len, found.values())) <= len(raw) * 2
