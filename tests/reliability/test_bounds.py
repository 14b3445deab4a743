"""A file made to exhaust the computer is refused as any other, in little memory and time, by the program as it runs."""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import NOW, PASSPHRASE, Home

from selfcare.vault import backup_file, canonical, database, keyfile
from selfcare.vault.backup_file import Manifest, Member

resource = pytest.importorskip("resource", reason="limits of a process are of Unix")

MIB = 2**20
MEMORY, SECONDS = 1024 * MIB, 20
"""What the program may use of address space, which is far more than it uses of memory, and of computing."""

Make = Callable[[Path], object]


def holes(path: Path) -> None:
    """3 GiB of nothing, which take no place on the disk."""
    with path.open("wb") as file:
        file.truncate(3 * 2**30)


def begun_with(start: bytes, path: Path) -> None:
    """3 GiB that begin as the file would."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(3 * 2**30)


def repeated(start: bytes, part: bytes, count: int, path: Path) -> None:
    path.write_bytes(start + part * count)


def bomb(path: Path) -> None:
    """A little that unpacks to 160 MiB."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("Journal.json", "w") as file:
        for _ in range(160):
            file.write(bytes(MIB))
    path.write_bytes(content.getvalue())


def many_in_a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.json", "{}")


def long_list(path: Path) -> None:
    """A ZIP of 94 MB that is nothing but a list of two million files, which are not there."""
    name, count = b"a", 2_000_000
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 0x21, 0, 0, 0, len(name), *[0] * 6) + name
    size = len(one) * count
    many = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 0)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, size, 1)
    path.write_bytes(
        one * count + many + where + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *[2**16 - 1] * 2, *[2**32 - 1] * 2, 0)
    )


def backup_with(size: int, path: Path) -> None:
    """A backup whose key file has so many bytes, every checksum of the manifest right."""
    key_file = Member(keyfile.NAME, size, "0" * 64)
    manifest = Manifest(NOW, "asked", bytes(16), (key_file, Member(database.NAME, 4096, "0" * 64)))
    raw = backup_file._dump(manifest)
    with path.open("wb") as file:
        file.write(backup_file._header(backup_file.MANIFEST, len(raw), NOW) + raw + backup_file._padding(len(raw)))
        file.write(backup_file._header(keyfile.NAME, size, NOW))
        file.truncate(file.tell() + size + 100_000)


def dear_lock(path: Path) -> None:
    """The first line of an archive that asks for 2 GiB and a thousand passes, with its checksum right."""
    head = {"locked": "selfcare archive", "format": 1, "kdf": "argon2id", "m": 2 * MIB, "t": 1000, "p": 1}
    head |= {"salt": "A" * 22 + "==", "nonce": "A" * 16, "wrapped": "A" * 64}
    path.write_bytes(canonical.dump({**head, "check": sha256(canonical.dump(head)).hexdigest()}) + b"\n" + bytes(100))


def dear_keys(home: Home, path: Path) -> None:
    """The key file with the same demand."""
    keys = json.loads((home.folder / "journal.keys").read_bytes())
    del keys["check"]
    for slot in keys["slots"]:
        slot |= {"m": 2 * MIB, "t": 1000}
    path.write_bytes(canonical.dump({**keys, "check": sha256(canonical.dump(keys)).hexdigest()}) + b"\n")


DEEP = partial(repeated, b"", b"[", 20 * MIB)
FILES: dict[str, tuple[tuple[str, ...], Make]] = {
    "guidance, huge": (("guidance", "check"), holes),
    "guidance, a long name": (("guidance", "check"), partial(repeated, b"a", b".a", 100_000)),
    "guidance, long names": (("guidance", "check"), partial(repeated, b"", b"a" + b".a" * 4000 + b"=1\n", 30)),
    "archive, huge": (("import", "archive"), partial(begun_with, b'{"archive":"selfcare","format":1,"lines":9}\n')),
    "archive, deep": (("import", "archive"), DEEP),
    "archive, locked dearly": (("import", "archive"), dear_lock),
    "jrnl, huge": (("import", "jrnl"), holes),
    "jrnl, many lines": (("import", "jrnl"), partial(repeated, b"", b"[2026-01-02 10:00]\n", 500_000)),
    "dayone, a zip bomb": (("import", "dayone"), bomb),
    "dayone, 20,000 journals": (("import", "dayone"), many_in_a_zip),
    "dayone, a long list": (("import", "dayone"), long_list),
    "dayone, deep": (("import", "dayone"), DEEP),
    "daylio, one field": (("import", "daylio"), partial(repeated, b'full_date,date\n"', b"a", 20 * MIB)),
    "a backup, huge": (("vault", "restore", "--yes"), holes),
}


def bounded(home: Home, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program with no more memory and time than it may have."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    return subprocess.run(
        [sys.executable, "-m", "selfcare", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**home.environment, "SELFCARE_PASSPHRASE": PASSPHRASE},
        cwd=home.path,
        preexec_fn=limit,
        text=True,
        check=False,
        timeout=120,
    )


def refused(done: "subprocess.CompletedProcess[str]", *codes: int) -> None:
    """It ended by itself and said in two lines what is wrong with the file, not that the computer is too small."""
    assert done.returncode in codes, done
    assert len(done.stderr.strip().splitlines()) <= 3, done.stderr
    assert "memory" not in done.stderr.lower()


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_would_exhaust_the_computer_is_refused(home: Home, what: str) -> None:
    words, make = FILES[what]
    make(home.path / "hostile")
    refused(bounded(home, *words, "hostile"), 13, 20)


@pytest.mark.parametrize("make", [holes, dear_keys], ids=["huge", "2 GiB of Argon2"])
def test_a_key_file_that_would_is_taken_for_damaged(home: Home, make: Callable[..., None]) -> None:
    hostile = partial(make, home) if make is dear_keys else make
    hostile(home.path / "hostile")
    for name in ("journal.keys", "journal.keys.bak"):
        os.replace(home.path / "hostile", home.folder / name)  # noqa: PTH105
        hostile(home.path / "hostile")
    refused(bounded(home, "list"), 13)
    refused(bounded(home, "note", "words"), 13)


def test_a_backup_that_would_stops_no_listing_and_no_other_backup(home: Home) -> None:
    (home.folder / "backups").mkdir()
    backup_with(3 * 2**30, home.folder / "backups" / "huge.backup")
    listed = bounded(home, "vault", "backups", "--json")
    assert (listed.returncode, len(json.loads(listed.stdout)["unusable"])) == (0, 1)
    assert bounded(home, "vault", "backup", "--json").returncode == 0


def test_a_waiting_note_that_would_stops_no_restore(home: Home) -> None:
    assert home.run("vault", "backup", "mine.backup").code == 0
    (home.folder / "inbox").mkdir()
    holes(home.folder / "inbox" / f"{'a' * 32}.sealed")
    assert bounded(home, "vault", "restore", "mine.backup", "--yes", "--json").returncode == 0


def test_a_waiting_note_that_would_is_set_aside(home: Home) -> None:
    (home.folder / "inbox").mkdir()
    holes(home.folder / "inbox" / "huge.sealed")
    assert bounded(home, "vault", "verify", "--json").returncode == 13
    assert bounded(home, "list", "--json").returncode == 0
