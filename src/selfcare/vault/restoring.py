"""From a backup file back to a journal: what opens it, and proof that it is whole before anything is touched."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare import when
from selfcare.errors import Damaged, Failed, WrongCode, WrongPassphrase
from selfcare.places import refused, staging, write_whole
from selfcare.vault import backup_file, database, diagnosis, health, inbox, kdf, keyfile, replacing
from selfcare.vault.backups import Backup
from selfcare.vault.diagnosis import usable_key_file
from selfcare.vault.keyfile import PASSPHRASE, KeyFile
from selfcare.vault.progress import Progress, nothing
from selfcare.vault.recovery import root_from
from selfcare.vault.sealing import open_sealed

if TYPE_CHECKING:
    from sqlite3 import Connection

USE_ANOTHER = (
    "Use another backup: selfcare vault backups lists them. Or save what is whole in it: "
    "selfcare vault rescue DIR --from FILE"
)


def root_by_passphrase(backup: Backup, folder: Path, passphrase: str) -> tuple[bytes, KeyFile]:
    """The root (20 bytes) of the backup, and the key file that `passphrase` opens.

    That is the backup's own, or the one in `folder` where it is for the same key: a passphrase that was changed since
    then opens the backups made before, as long as the key file is there that knows it. Raises `WrongPassphrase`.
    """
    for keys in (backup.keys, keys_in(folder)):
        if keys is not None and _same_key(keys, backup.keys):
            root = keyfile.unwrap_first(keys.slots, passphrase, keys.journal, slot_type=PASSPHRASE)
            if root is not None:
                return root, keys
    raise WrongPassphrase(
        "That passphrase does not open this backup.",
        "A backup opens with the passphrase of its day, or with the recovery code of its day: --code-file FILE",
    )


def root_by_code(backup: Backup, code: str) -> tuple[bytes, KeyFile]:
    """The root that `code` is, and the backup's key file. Raises `WrongCode` where the backup has another root."""
    root = root_from(code)
    if kdf.inbox_public(kdf.inbox_private(root, backup.keys.journal)) != backup.keys.inbox_public:
        raise WrongCode(
            "This is a whole recovery code, but not one that opens this backup.",
            "Use the code that counted when the backup was made.",
        )
    return root, backup.keys


def keys_in(folder: Path) -> KeyFile | None:
    """The key file in `folder` or its copy, if there is one of any use."""
    return usable_key_file(folder / keyfile.NAME) or usable_key_file(folder / keyfile.COPY_NAME)


def restore(
    backup: Backup,
    folder: Path,
    root: bytes,
    keys: KeyFile,
    check_version: Callable[[int], None],
    settle: Callable[["Connection"], object] = lambda _: None,
    progress: Progress = nothing,
) -> Path | None:
    """Make `folder` the journal of `backup`, `keys` being its key file; where what was there is kept, if anything was.

    Passphrases open it, and no keyring: that was for another day, perhaps for another computer.
    The copy is opened and found whole first. `check_version` refuses tables (their `user_version`) that are too new.
    `settle` may then write into the copy, in one transaction, before it takes its place. Notes that wait in `folder`
    stay where the key file says that they are for the same key, and those that `root` opens come along.
    Raises `Damaged`, `ForeignKeyFile`, `NewerFormat`, `Busy`, `Failed`: with all as it was, unless `Failed` says that
    it is half put back; whoever looks for the journal next finishes it then.
    """
    replacing.finish(folder)
    with staging(folder, replacing.STAGING) as staged:
        backup_file.unpack(backup.path, staged, lambda done: progress(done * 0.6))
        _prove(staged, backup.keys, root, check_version)
        _settle(staged, backup.keys, root, settle)
        progress(0.9)
        keyfile.store(staged, replace(keys, slots=keys.of_type(PASSPHRASE), pending=None))
        _set_notes(staged, folder, root, keys)
        return replacing.put_in_place(folder, staged, when.now())


def _prove(staged: Path, keys: KeyFile, root: bytes, check_version: Callable[[int], None]) -> None:
    try:
        version, _ = health.prove(staged, keys, root)
    except Damaged as error:
        raise Damaged(f"This backup is of no use. {error.message}", USE_ANOTHER) from None
    check_version(version)


def _settle(staged: Path, keys: KeyFile, root: bytes, settle: Callable[["Connection"], object]) -> None:
    with closing(diagnosis.open_database(staged, keys, root)) as connection, database.writing(connection):
        settle(connection)


def _set_notes(staged: Path, folder: Path, root: bytes, keys: KeyFile) -> None:
    """Where the same key waits here, the backup's notes join those that wait. Else what waits goes aside, but for the
    notes that `root` opens all the same, as when the key files are lost: they join the backup's.
    """
    here = keys_in(folder)
    notes = staged / inbox.NAME
    try:
        notes.mkdir(mode=0o700, exist_ok=True)
        if here is not None and _same_key(here, keys):
            notes.rename(staged / replacing.NOTES)
        else:
            for path, blob in _opened_by(folder, root, keys.journal):
                write_whole(notes / path.name, blob)
    except OSError as error:
        raise refused(error, folder) from None


def _opened_by(folder: Path, root: bytes, journal: bytes) -> Iterator[tuple[Path, bytes]]:
    """The notes that wait in `folder` and that `root` opens, and what is in each file."""
    key = kdf.inbox_private(root, journal)
    for path in inbox.waiting(folder):
        with suppress(Failed):
            blob = diagnosis.read(path) or b""
            if open_sealed([key], journal, blob) is not None:
                yield path, blob


def _same_key(one: KeyFile, other: KeyFile) -> bool:
    return (one.journal, one.inbox_public) == (other.journal, other.inbox_public)
