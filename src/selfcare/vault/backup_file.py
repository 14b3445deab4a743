"""The backup file: the files of a journal in one tar, with a manifest in front that has a checksum of each.

Any tar program takes it apart, and what comes out is a journal's folder. Nothing is compressed, every header has one
spelling, and the manifest says what must follow: a reader that finds one byte different, or one too many, refuses.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from selfcare.errors import Damaged, Failed, InvalidFile, NewerFormat
from selfcare.places import make_private_folder, new_file, refused
from selfcare.vault import canonical, database, inbox, keyfile
from selfcare.vault.progress import Progress
from selfcare.vault.sealing import LONGEST

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 512
END = bytes(2 * BLOCK)
LARGEST_FILE = 8**11 - 1  # what a header of a tar can say: 8 GiB
LARGEST_MANIFEST = 16 * 1024 * 1024
CHUNK = 1024 * 1024

_START = MANIFEST.encode("ascii") + b"\0"
_NAMES = re.compile(rf"{keyfile.NAME}|{inbox.NAME}/[0-9a-f]{{32}}\{inbox.SEALED}|{database.NAME}")
_REASON = re.compile(r"[a-z-]{1,32}")
_MADE_BY = b"selfcare"  # as the owner's name in each header, so that a damaged backup is told from any other file


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup: its name in the journal's folder, its size in bytes, its SHA-256 in lower-case hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made (UTC, whole seconds), why, of which journal, and its files."""

    made_at: datetime
    reason: str
    journal: bytes
    members: tuple[Member, ...]


def may_hold(name: str) -> bool:
    """Whether a backup may have a file of this name (the folders before it with slashes)."""
    return _NAMES.fullmatch(name) is not None


# --- writing ---------------------------------------------------------------------------------------------------------


def pack(folder: Path, names: Sequence[str], to: Path, made_at: datetime, reason: str, journal: bytes) -> None:
    """Write a backup of the files `names` in `folder` to `to`, a new file; on disk before this returns."""
    members = tuple(_member(folder, name) for name in names)
    manifest = Manifest(made_at.replace(microsecond=0), reason, journal, members)
    raw = _dump(manifest)
    with new_file(to) as file:
        file.write(_header(MANIFEST, len(raw), made_at) + raw + _padding(len(raw)))
        for member in members:
            file.write(_header(member.name, member.size, made_at))
            for chunk in _chunks(folder / member.name):
                file.write(chunk)
            file.write(_padding(member.size))
        file.write(END)


def _member(folder: Path, name: str) -> Member:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(folder / name):
        digest.update(chunk)
        size += len(chunk)
    if size > LARGEST_FILE:
        raise Failed("The journal is too large for one backup file.", "Copy its folder while no command runs.")
    return Member(name, size, digest.hexdigest())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _header(name: str, size: int, made_at: datetime) -> bytes:
    """The 512 bytes before a file, as POSIX has them (ustar); all but name, size, time and checksum are fixed."""
    start = (
        name.encode("ascii").ljust(100, b"\0")
        + b"0000600\0"
        + b"0000000\0" * 2
        + b"%011o\0" % size
        + b"%011o\0" % int(made_at.timestamp())
    )
    end = (
        b"0"
        + bytes(100)
        + b"ustar\0"
        + b"00"
        + _MADE_BY.ljust(32, b"\0") * 2
        + bytes(BLOCK - len(start) - 8 - 1 - 100 - 8 - 64)
    )
    return start + b"%06o\0 " % (sum(start + end) + 8 * ord(" ")) + end


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


def _dump(manifest: Manifest) -> bytes:
    content: dict[str, Any] = {
        "format": FORMAT,
        "made_at": f"{manifest.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "reason": manifest.reason,
        "journal": canonical.to64(manifest.journal),
        "files": [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in manifest.members],
    }
    return canonical.dump(content | {"check": _check_of(content)}) + b"\n"


def _check_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical.dump(content)).hexdigest()


# --- reading ---------------------------------------------------------------------------------------------------------


def is_backup(start: bytes) -> bool:
    """Whether a file that begins so (512 bytes or more) is a backup, of any use or not."""
    return start.startswith(_START) or _MADE_BY.ljust(32, b"\0") in start[:BLOCK]


def manifest_of(path: Path) -> Manifest:
    """The manifest of the backup at `path`. Raises `InvalidFile`, `Damaged`, `NewerFormat`, `Failed`."""
    with _opened(path) as file:
        return _manifest(file)


def content_of(path: Path, name: str) -> bytes:
    """One small file out of the backup at `path`, proven whole. Raises as `manifest_of`; `Damaged` if not in it."""
    with _opened(path) as file:
        manifest = _manifest(file)
        for member in manifest.members:
            if member.name == name:
                return b"".join(_content(file, member, manifest.made_at))
            file.seek(BLOCK + member.size + len(_padding(member.size)), 1)
    raise _damaged()


def length_of(path: Path) -> int:
    """How many bytes the backup at `path` has when it is whole, by its manifest. Raises as `manifest_of`."""
    with _opened(path) as file:
        members = _manifest(file).members
        place = file.tell()
    for member in members:
        place = _behind(place, member.size)
    return place + len(END)


def check(path: Path, progress: Progress) -> Manifest:
    """Prove the backup at `path` whole, byte for byte; gives its manifest. Raises as `manifest_of`."""
    return _walk(path, None, progress)


def unpack(path: Path, folder: Path, progress: Progress) -> Manifest:
    """Put the files of the backup into `folder`, which is empty, and prove them whole. Raises as `manifest_of`."""
    return _walk(path, folder, progress)


def salvage(path: Path, folder: Path) -> None:
    """Put as much of the backup's files into `folder` as there still is. None of it is proven.

    Where the manifest is damaged, the header of each file says what it is, as far as these go. Raises `InvalidFile`,
    `Failed`.
    """
    with _opened(path) as file:
        if not is_backup(file.read(BLOCK)):
            raise _no_backup()
        for name, place, size in list(_places(file)):
            file.seek(place)
            _take((file.read(min(CHUNK, size - at)) for at in range(0, size, CHUNK)), folder / name)


def _places(file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """The files in a backup: the name of each, where it begins, and its size when it is whole."""
    file.seek(0)
    try:
        members = _manifest(file).members
    except (InvalidFile, Damaged, NewerFormat):
        yield from _places_by_headers(file)
        return
    place = file.tell()
    for member in members:
        yield member.name, place + BLOCK, member.size
        place = _behind(place, member.size)


def _places_by_headers(file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    place = 0
    while (size := _octal(header := _header_at(file, place))) is not None:
        name = header[:100].rstrip(b"\0").decode("ascii", "replace")
        if may_hold(name):
            yield name, place + BLOCK, size
        place = _behind(place, size)


def _header_at(file: BinaryIO, place: int) -> bytes:
    file.seek(place)
    return file.read(BLOCK)


def _behind(place: int, size: int) -> int:
    """Where the next header is, after a file of `size` whose header is at `place`."""
    return place + BLOCK + size + len(_padding(size))


def _walk(path: Path, into: Path | None, progress: Progress) -> Manifest:
    with _opened(path) as file:
        manifest = _manifest(file)
        whole = max(1, path.stat().st_size)
        for member in manifest.members:
            _take(_content(file, member, manifest.made_at), into / member.name if into else None)
            progress(file.tell() / whole)
        if file.read(len(END) + 1) != END:
            raise _damaged()
    return manifest


def _take(chunks: Iterator[bytes], to: Path | None) -> None:
    if to is None:
        for _ in chunks:
            pass
        return
    make_private_folder(to.parent)
    try:
        with new_file(to) as file:
            for chunk in chunks:
                file.write(chunk)
    except OSError as error:
        raise refused(error, to) from None


def _content(file: BinaryIO, member: Member, made_at: datetime) -> Iterator[bytes]:
    """The bytes of the member that comes next, in pieces; raises `Damaged` at the end if they are not right."""
    if file.read(BLOCK) != _header(member.name, member.size, made_at):
        raise _damaged()
    digest, left = hashlib.sha256(), member.size
    while left and (chunk := file.read(min(left, CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
        yield chunk
    padding = _padding(member.size)
    if left or digest.hexdigest() != member.sha256 or file.read(len(padding)) != padding:
        raise _damaged()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError:
        raise Failed(f"{path} could not be read.", "Check the path, and that you may read it.") from None


def _manifest(file: BinaryIO) -> Manifest:
    """The manifest in front; the file stands behind it then."""
    header = file.read(BLOCK)
    if not (_START.startswith(header[: len(_START)]) or _MADE_BY.ljust(32, b"\0") in header):
        raise _no_backup()
    raw = file.read(size := _size_in(header))
    if len(raw) < size:
        raise _damaged()
    manifest = _parse(raw)
    if header != _header(MANIFEST, len(raw), manifest.made_at) or file.read(-len(raw) % BLOCK) != _padding(len(raw)):
        raise _damaged()
    return manifest


def _size_in(header: bytes) -> int:
    size = _octal(header)
    if size is None or not 0 < size <= LARGEST_MANIFEST:
        raise _damaged()
    return size


def _octal(header: bytes) -> int | None:
    """The size that a header gives, if it gives one."""
    digits = header[124:135]
    return int(digits, 8) if re.fullmatch(rb"[0-7]{11}", digits) else None


def _parse(raw: bytes) -> Manifest:
    try:
        content = canonical.parse(raw.removesuffix(b"\n"))
        if not isinstance(content, dict) or content.pop("check", None) != _check_of(content):
            raise _damaged()
    except canonical.NotCanonical:
        raise _damaged() from None
    if type(content.get("format")) is int and content["format"] > FORMAT:
        raise NewerFormat(
            f"This backup has format {content['format']}; this version of selfcare reads format {FORMAT}.",
            "Install the newest version of selfcare. Nothing was changed.",
        )
    try:
        manifest = _understood(content)
    except (LookupError, TypeError, ValueError, OverflowError):
        raise _no_backup() from None
    if _dump(manifest) != raw:
        raise _no_backup()
    return manifest


def _understood(content: dict[str, Any]) -> Manifest:
    members = tuple(Member(each["name"], each["size"], each["sha256"]) for each in content["files"])
    names = [each.name for each in members]
    if not all(may_hold(name) for name in names) or len(set(names)) != len(names):
        raise ValueError("a name that no backup has")
    if names[0] != keyfile.NAME or names[-1] != database.NAME or not _REASON.fullmatch(content["reason"]):
        raise ValueError("not what is in a backup")
    if any(type(each.size) is not int or not 0 <= each.size <= _largest(each.name) for each in members):
        raise ValueError("not a size")
    journal = canonical.from64(content["journal"], keyfile.ID_SIZE)
    made_at = datetime.fromisoformat(content["made_at"]).astimezone(UTC)
    return Manifest(made_at, content["reason"], journal, members)


def _largest(name: str) -> int:
    """How many bytes a file of this name may have: all but the database are read whole into memory."""
    return {database.NAME: LARGEST_FILE, keyfile.NAME: keyfile.LARGEST}.get(name, LONGEST)


def _no_backup() -> InvalidFile:
    return InvalidFile(
        "That file is not a backup that selfcare made.", "`selfcare vault backups` lists those in the journal's folder."
    )


def _damaged() -> Damaged:
    return Damaged(
        "This backup is damaged: it is cut short, or was altered.",
        "Use another one: selfcare vault backups lists them. To save what is whole in this one: "
        "selfcare vault rescue DIR --from FILE",
    )
