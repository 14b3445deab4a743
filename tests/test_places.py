"""Files that get to their place whole and private, or not at all."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from selfcare import places
from selfcare.errors import Damaged, Failed
from selfcare.places import make_private_folder, sweep, write_whole

OLD, NEW = b"old content", b"new content" * 1000


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """A umask that lets everybody in, so that what is private is so by our own doing."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "file"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_content_is_replaced_and_the_file_is_its_owners(file: Path) -> None:
    file.chmod(0o644)
    write_whole(file, NEW)
    assert file.read_bytes() == NEW
    assert mode(file) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_is_its_owners(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", b"")
    assert (tmp_path / "new").read_bytes() == b""
    assert mode(tmp_path / "new") == 0o600


def refuse(code: int) -> Callable[..., Any]:
    def refuses(*_args: Any, **_named: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return refuses


def break_create(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "open", refuse(errno.EROFS))


def break_write(patch: pytest.MonkeyPatch) -> None:
    """The disk is full after the first bytes."""
    real: Any = os.fdopen

    def opened(descriptor: int, how: str) -> Any:
        file = real(descriptor, how)
        write = file.write

        class Full:
            def write(self, content: bytes) -> int:
                write(content[:7])
                raise OSError(errno.ENOSPC, "No space left on device")

            def __enter__(self) -> "Full":
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

        return Full()

    patch.setattr(os, "fdopen", opened)


def break_fsync(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "fsync", refuse(errno.EIO))


def break_rename(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", refuse(errno.EACCES))


@pytest.mark.parametrize("broken", [break_create, break_write, break_fsync, break_rename])
def test_whatever_fails_the_old_content_stays_and_nothing_is_left_over(
    file: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[pytest.MonkeyPatch], None]
) -> None:
    with monkeypatch.context() as patch:
        broken(patch)
        with pytest.raises(Failed) as failure:
            write_whole(file, NEW)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]
    assert str(file) in failure.value.message
    assert failure.value.hint
    write_whole(file, NEW)
    assert file.read_bytes() == NEW


def test_an_interruption_leaves_nothing_over_either(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_descriptor: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stopped)
        with pytest.raises(KeyboardInterrupt):
            write_whole(file, NEW)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_the_file_is_on_disk_before_it_takes_its_place_and_the_folder_after(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, bytes]] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        seen.append((kind, file.read_bytes()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(file, NEW)
    assert seen == [("file", OLD), ("folder", NEW)]


def test_when_only_the_last_step_fails_that_is_said_and_the_content_is_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "sync_folder", refuse(errno.EIO))
    with pytest.raises(Failed):
        write_whole(file, NEW)
    assert file.read_bytes() == NEW
    assert list(file.parent.iterdir()) == [file]


def test_what_verify_refuses_does_not_take_the_old_files_place(file: Path) -> None:
    seen: list[bytes] = []

    def refuses(content: bytes) -> None:
        seen.append(content)
        assert file.read_bytes() == OLD
        raise Damaged("It is not right.", "Try again.")

    with pytest.raises(Damaged):
        write_whole(file, NEW, verify=refuses)
    assert seen == [NEW]
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_link_is_followed_and_stays_a_link(file: Path, tmp_path: Path) -> None:
    link, further = tmp_path / "link", tmp_path / "further"
    further.symlink_to(file)
    link.symlink_to(further)
    write_whole(link, NEW)
    assert link.is_symlink()
    assert further.is_symlink()
    assert not file.is_symlink()
    assert file.read_bytes() == NEW


def test_a_link_to_nothing_yet_makes_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == NEW


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such file"):
        write_whole(tmp_path / "none" / "file", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    with pytest.raises(Failed):
        write_whole(tmp_path / "place", NEW)
    assert [each.name for each in tmp_path.iterdir()] == ["place"]


def test_a_new_folder_and_those_on_the_way_are_their_owners(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b" / "c")
    for each in ("a", "a/b", "a/b/c"):
        assert mode(tmp_path / each) == 0o700


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir(mode=0o755)
    make_private_folder(there)
    make_private_folder(there / "inner")
    assert (mode(there), mode(there / "inner")) == (0o755, 0o700)


@pytest.mark.parametrize("inner", ["", "inner", "inner/more"])
def test_a_file_in_the_way_of_a_folder_is_said(tmp_path: Path, inner: str) -> None:
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(Failed):
        make_private_folder(tmp_path / "file" / inner)
    assert (tmp_path / "file").read_bytes() == OLD


def test_what_a_killed_write_left_beside_a_file_goes_with_the_next(file: Path) -> None:
    """It may hold a recovery code or a summary. A young one may belong to a running process."""
    names = (".file.0123456789abcdef.new", ".other.0123456789abcdef.new", ".file.fedcba9876543210.new")
    for name in names:
        (file.parent / name).write_bytes(OLD)
    for name in names[:2]:
        os.utime(file.parent / name, (time.time() - 120,) * 2)
    write_whole(file, NEW)
    assert sorted(each.name for each in file.parent.iterdir()) == sorted(["file", *names[1:]])


def test_what_a_killed_write_of_another_file_left_goes_after_an_hour(file: Path) -> None:
    """A whole journal in clear may be in it, if it was to be exported so. What is not named as ours is not ours."""
    ages = {".one.jsonl.0123456789abcdef.new": 7200, ".two.jsonl.0123456789abcdef.new": 600, ".hidden.new": 7200}
    ages |= {".x.0123456789ABCDEF.new": 7200, "y.0123456789abcdef.new": 7200}
    for name, age in ages.items():
        (file.parent / name).write_bytes(OLD)
        os.utime(file.parent / name, (time.time() - age,) * 2)
    write_whole(file, NEW)
    assert {each.name for each in file.parent.iterdir()} == {"file", *list(ages)[1:]}


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir])
def test_only_a_file_is_written_over(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """/dev/null is no file either: whoever may write there would have it replaced."""
    place = tmp_path / "place"
    make(place)
    before = place.lstat().st_mode
    with pytest.raises(Failed, match="is not a file"):
        write_whole(place, NEW)
    assert place.lstat().st_mode == before
    assert list(tmp_path.iterdir()) == [place]


def test_only_old_leftovers_of_a_killed_write_are_swept(tmp_path: Path) -> None:
    names = (".journal.keys.0123456789abcdef.new", ".young.0123456789abcdef.new", "journal.new", ".hidden")
    for name in names:
        (tmp_path / name).write_bytes(OLD)
        os.utime(tmp_path / name, (1000, 1000))
    os.utime(tmp_path / names[1], (5000, 5000))
    (tmp_path / ".folder.new").mkdir()
    sweep(tmp_path, older_than_seconds=3600, now=5000)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([*names[1:], ".folder.new"])
    sweep(tmp_path / "none", older_than_seconds=3600, now=5000)
