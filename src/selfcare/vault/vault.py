"""An opened journal's files: the encrypted database, its keys, and what can be done to both.

`Vault.open` is the passphrase's road and `Vault.open_with_code` the recovery code's; both end in a `Vault`, or in the
error of `diagnosis` that says why not. A re-key that was cut short is finished, or dropped, by whoever opens next.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from selfcare.errors import Busy, Damaged, Failed, ForeignKeyFile, SelfcareError, Usage, WrongPassphrase
from selfcare.places import refused, sweep
from selfcare.vault import (
    backups,
    by_code,
    creation,
    database,
    diagnosis,
    inbox,
    inbox_keys,
    kdf,
    keyfile,
    restoring,
    system_keyring,
)
from selfcare.vault.backups import Backup
from selfcare.vault.health import Status, status_of
from selfcare.vault.kdf import FOR_RANDOM_SECRETS, STANDARD, Cost
from selfcare.vault.keyfile import KEYRING, PASSPHRASE, KeyFile, Pending
from selfcare.vault.progress import Progress, nothing
from selfcare.vault.recovery import ROOT_SIZE, root_from
from selfcare.vault.system_keyring import NoAnswer

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlalchemy import Engine

    from selfcare.vault.rescue import Remains
    from selfcare.vault.verifying import Problem


class Vault:
    """A journal's files, opened. Close it, or use it in `with`: a normal close leaves no file but the whole database.

    `folder` is where it lives, `journal_id` its 16 bytes, `connection` the raw connection (autocommit; write inside
    `database.writing`), `notices` plain sentences for the person about what was found and put right.
    """

    def __init__(self, folder: Path, root: bytes, journal: bytes, connection: "Connection", notices: tuple[str, ...]):
        self.folder = folder
        self.journal_id = journal
        self.connection = connection
        self.notices = notices
        self._root = root
        for place in (folder, folder / inbox.NAME):
            sweep(place, now=time.time())

    # --- roads in ---

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        root: bytes,
        *,
        cost: Cost = STANDARD,
        prepare: Callable[["Connection"], None],
    ) -> Self:
        """A new journal in `folder`, opened. `root` is `recovery.new_root()`, whose code the person has by now.

        `prepare` makes the tables on the raw connection, inside one transaction that it must not end. A kill at any
        moment leaves a whole journal or none. Raises `Failed` where there is a journal already, `Usage`.
        """
        creation.refuse_if_there(folder)
        _require_passphrase(passphrase)
        journal = secrets.token_bytes(keyfile.ID_SIZE)
        public = kdf.inbox_public(kdf.inbox_private(root, journal))
        keys = KeyFile(journal, public, (keyfile.wrap(root, passphrase, journal, cost),))
        key = kdf.database_key(root, journal)
        notices = creation.make(folder, keys, key, prepare)
        return cls(folder, root, journal, database.connect(folder / database.NAME, key), notices)

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, slot_type: str = PASSPHRASE) -> Self:
        """The journal in `folder`. Raises the errors of docs/vault-format.md's diagnosis, and `Busy`, `Failed`."""
        try:
            return cls._open(folder, passphrase, slot_type)
        finally:
            kdf.forget_begun()

    @classmethod
    def _open(cls, folder: Path, passphrase: str, slot_type: str) -> Self:
        keys, notices = diagnosis.read_keys(folder)
        if keys.pending is not None:
            both = keyfile.unwrap_first(keys.pending.slots, passphrase, keys.journal, slot_type=slot_type)
            if both is not None:
                return cls._finish_rekey(folder, keys, both[:ROOT_SIZE], both[ROOT_SIZE:], notices)
        root = keyfile.unwrap_first(keys.slots, passphrase, keys.journal, slot_type=slot_type)
        if root is None:
            raise diagnosis.wrong_passphrase(folder, keys)
        diagnosis.check_public(root, keys.journal, keys.inbox_public)
        vault = cls(folder, root, keys.journal, diagnosis.open_database(folder, keys, root), notices)
        vault._settle(keys, keys.abandoned())
        return vault

    @classmethod
    def open_by_keyring(cls, folder: Path) -> Self | None:
        """The journal by what this computer's keyring keeps; none where it has no slot, or that does not open.

        Raises the errors of `open` that a passphrase would meet as well, and `NoAnswer` where the keyring hangs.
        """
        keys, _ = diagnosis.read_keys(folder)
        secret = system_keyring.secret_of(keys.journal) if keys.of_type(KEYRING) else None
        if secret is None:
            return None
        try:
            return cls.open(folder, secret, slot_type=KEYRING)
        except (WrongPassphrase, ForeignKeyFile):
            return None

    @classmethod
    def open_with_code(cls, folder: Path, code: str) -> Self:
        """The journal in `folder` by its recovery code; the key file may be lost, damaged or another's.

        Raises `WrongCode`, and the errors of `open` that do not hang on the key file.
        """
        root = root_from(code)
        journal, keys, notices = by_code.journal_and_keys(folder)
        vault = cls(folder, root, journal, by_code.connect(folder, root, journal, keys), notices)
        if keys is not None:
            vault._match(keys)
        return vault

    @classmethod
    def recover(cls, folder: Path, code: str, new_passphrase: str, *, cost: Cost = STANDARD) -> Self:
        """The journal by its recovery code, opened, with a new key file that `new_passphrase` alone opens."""
        _require_passphrase(new_passphrase)
        vault = cls.open_with_code(folder, code)
        before = restoring.keys_in(folder)
        try:
            slot = keyfile.wrap(vault._root, new_passphrase, vault.journal_id, cost)
            vault.notices = vault._store(KeyFile(vault.journal_id, vault._inbox_public(), (slot,)))
            if before is not None and before.journal == vault.journal_id:
                vault.notices += _dropped_keyring(before)
        except BaseException:
            vault.close()
            raise
        return vault

    # --- what it is ---

    @cached_property
    def engine(self) -> "Engine":
        """A SQLAlchemy engine over the same connection, for reading whole tables by their models."""
        return database.engine_over(self.connection)

    @cached_property
    def _file(self) -> BinaryIO:
        """The database's file. Closed before the connection, it would let go of its locks: see `pages.require`."""
        path = self.folder / database.NAME
        try:
            return path.open("rb", buffering=0)
        except OSError as error:
            raise refused(error, path) from None

    @property
    def user_version(self) -> int:
        """The version of the journal's tables."""
        return database.user_version(self.connection)

    @property
    def inbox_keys(self) -> tuple[bytes, ...]:
        """The private keys (32 bytes each) that open sealed envelopes: the current one, then the retired."""
        current = kdf.inbox_private(self._root, self.journal_id)
        return (current, *(key for key in inbox_keys.retired(self.connection) if key != current))

    def close(self) -> None:
        """Close the database, which brings all of it into its file: no `-wal` stays unless another process needs it."""
        if "engine" in self.__dict__:
            self.engine.dispose()
        self.connection.close()
        if "_file" in self.__dict__:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- what can be done to it ---

    def change_passphrase(self, new: str, *, cost: Cost = STANDARD) -> None:
        """Let `new` open the journal instead of the old passphrase. The root stays, so old backups still open."""
        _require_passphrase(new)
        slot = keyfile.wrap(self._root, new, self.journal_id, cost)
        with database.writing(self.connection):
            keys = self._current_keys()
            self.notices += keyfile.store(self.folder, replace(keys, slots=(slot, *keys.of_type(KEYRING))))

    def add_keyring(self) -> None:
        """Let this computer's keyring open the journal, with a secret of its own. Raises `Failed`.

        The secret is kept first. A kill then leaves one that opens nothing, and the passphrase is asked for as ever.
        """
        secret = system_keyring.new_secret()
        system_keyring.keep(self.journal_id, secret)
        slot = keyfile.wrap(self._root, secret, self.journal_id, FOR_RANDOM_SECRETS, slot_type=KEYRING)
        with database.writing(self.connection):
            keys = self._current_keys()
            self.notices += keyfile.store(self.folder, replace(keys, slots=(*keys.of_type(PASSPHRASE), slot)))

    def keyring_works(self) -> bool | None:
        """Whether the keyring gives its secret just now; none where it is not let open the journal."""
        if not self._current_keys().of_type(KEYRING):
            return None
        try:
            return system_keyring.secret_of(self.journal_id) is not None
        except NoAnswer:
            return False

    def drop_keyring(self) -> bool:
        """Let the keyring open the journal no more. Whether its secret is gone too, or there was no slot for one.

        With a secret that stays, backups that have the slot still open.
        """
        with database.writing(self.connection):
            keys = self._current_keys()
            lets = bool(keys.of_type(KEYRING))
            if lets:
                self.notices += keyfile.store(self.folder, replace(keys, slots=keys.of_type(PASSPHRASE)))
        return system_keyring.forget(self.journal_id) or not lets

    def compact(self) -> None:
        """Write the database anew, so that its file holds only what is in use. Raises `Busy`, as `rekey` does."""
        with database.alone(self.connection):
            database.vacuum(self.connection)

    def rekey(self, new_root: bytes, new_passphrase: str, *, cost: Cost = STANDARD) -> None:
        """Encrypt the journal anew under `new_root`, whose code the person has by now, and a new passphrase.

        A kill at any moment loses nothing: the key file says what is under way, and the next unlock finishes it.
        Raises `Busy`, with all as it was, where another process has the journal open.
        """
        _require_passphrase(new_passphrase)
        keys = self._current_keys()
        pending = self._pending(new_root, new_passphrase, cost)
        inbox_keys.retire(self.connection, kdf.inbox_private(self._root, self.journal_id))
        started = replace(keys, pending=pending)
        keyfile.store(self.folder, started)
        with ExitStack() as held:
            try:
                held.enter_context(self._alone(started))
            except SelfcareError:
                self._drop(started)
                raise
            self._turn(new_root)
        self.notices += _finished(self.folder, started)

    def may_open_with(self, root: bytes) -> bool:
        """Whether `root` opens the journal, or may come to: its re-key is done, or can still be finished."""
        keys = _keys_on_disk(self.folder)
        known = () if keys is None else (keys.inbox_public, keys.pending.inbox_public if keys.pending else None)
        return keys is None or kdf.inbox_public(kdf.inbox_private(root, self.journal_id)) in known

    def check_code(self, code: str) -> None:
        """Prove that `code` opens this journal, as `by_code.check_code` does where it is closed. Raises `WrongCode`."""
        if root_from(code) != self._root:
            raise by_code.not_this_code()

    def back_up(self, to: Path | None, reason: str, progress: Progress = nothing) -> Backup:
        """Back all of it up in one file, at `to` or under its date in `backups/`, and prove that whole.

        Raises `Failed`, `Damaged`, `Busy`; then there is no new backup.
        """
        source = backups.Source(self.folder, self.connection, self._current_keys(), self._root)
        return backups.make(source, to, reason, progress)

    def verify(self, progress: Progress = nothing) -> "list[Problem]":
        """Everything that is wrong with the journal's files; empty when all is well."""
        from selfcare.vault.verifying import problems_of

        return problems_of(
            self.folder,
            self.connection,
            self._file,
            self._root,
            self.journal_id,
            lambda: inbox_keys.retired(self.connection),
            progress,
        )

    def remains(self) -> "Remains":
        """What there is of it without the driver, for when a connection that met damage answers no more."""
        from selfcare.vault.rescue import Key, Remains

        return Remains(self.folder, Key(self.journal_id, (self._root,)), self._file)

    def status(self) -> Status:
        """Counts, sizes, dates and versions."""
        return status_of(self.folder, self.connection)

    # --- re-keying ---

    def _pending(self, new_root: bytes, new_passphrase: str, cost: Cost) -> Pending:
        return Pending(
            inbox_public=kdf.inbox_public(kdf.inbox_private(new_root, self.journal_id)),
            slots=(keyfile.wrap(new_root + self._root, new_passphrase, self.journal_id, cost),),
            final=(keyfile.wrap(new_root, new_passphrase, self.journal_id, cost),),
        )

    @contextmanager
    def _alone(self, started: KeyFile) -> Iterator[None]:
        """Nobody else has the database open, and the key file still says what is under way."""
        with database.alone(self.connection):
            if _keys_on_disk(self.folder) not in (started, None):
                raise _changed_meanwhile()
            yield

    def _turn(self, new_root: bytes) -> None:
        database.rekey(self.connection, kdf.database_key(new_root, self.journal_id))
        self._root = new_root

    def _drop(self, started: KeyFile) -> None:
        if _keys_on_disk(self.folder) == started:
            keyfile.store(self.folder, started.abandoned())

    @classmethod
    def _finish_rekey(cls, folder: Path, keys: KeyFile, new: bytes, old: bytes, notices: tuple[str, ...]) -> Self:
        """Take up a re-key where it stopped: the database has the new key already, or gets it now."""
        diagnosis.check_public(old, keys.journal, keys.inbox_public)
        diagnosis.check_public(new, keys.journal, keys.finished().inbox_public)
        path = folder / database.NAME
        try:
            vault = cls(folder, new, keys.journal, database.connect(path, kdf.database_key(new, keys.journal)), notices)
        except Damaged:
            vault = cls(folder, old, keys.journal, diagnosis.open_database(folder, keys.abandoned(), old), notices)
            vault._take_up(keys, new)
        vault._settle(keys, keys.finished())
        return vault

    def _take_up(self, started: KeyFile, new_root: bytes) -> None:
        """Give the database its new key after all; what refuses now may be tried again at the next unlock."""
        try:
            with self._alone(started):
                self._turn(new_root)
        except BaseException:
            self.close()
            raise

    def _settle(self, found: KeyFile, settled: KeyFile) -> None:
        """Write the key file without the re-key that was under way in `found`, and say how it ended."""
        if found.pending is None:
            self._bring_copy_up_to_date()
            return
        try:
            with database.writing(self.connection):
                if _keys_on_disk(self.folder) in (found, None):
                    self.notices += keyfile.store(self.folder, settled)
        except BaseException:
            self.close()
            raise
        if settled == found.finished():
            self.notices += ("The new key, which had been interrupted, is now in force.", *_dropped_keyring(found))
        else:
            self.notices += ("A new key had been begun and never came into force; the old passphrase and code stand.",)

    def _bring_copy_up_to_date(self) -> None:
        """Without this an old passphrase could live on in the copy. What cannot be done now waits for the next time."""
        if not keyfile.copy_is_behind(self.folder):
            return
        with suppress(Busy, Failed), database.writing(self.connection):
            keys = _keys_on_disk(self.folder)
            if keys is not None:
                self.notices += keyfile.store(self.folder, keys)

    def _match(self, keys: KeyFile) -> None:
        """Bring the key file in line with a database that the recovery code opened, or say that it is not."""
        public = self._inbox_public()
        if keys.journal == self.journal_id and keys.pending is not None and keys.pending.inbox_public == public:
            self._settle(keys, keys.finished())
        elif keys.journal == self.journal_id and keys.inbox_public == public:
            self._settle(keys, keys.abandoned())
        else:
            self.notices += (f"{keyfile.NAME} does not belong to this journal; write a new one: {diagnosis.USE_CODE}",)

    # --- key file ---

    def _inbox_public(self) -> bytes:
        return kdf.inbox_public(kdf.inbox_private(self._root, self.journal_id))

    def _current_keys(self) -> KeyFile:
        """The key file as it is now, which must still be the one this vault was opened with."""
        keys, _ = diagnosis.read_keys(self.folder)
        if keys.pending is not None or keys.inbox_public != self._inbox_public():
            raise _changed_meanwhile()
        return keys

    def _store(self, keys: KeyFile) -> tuple[str, ...]:
        with database.writing(self.connection):
            return keyfile.store(self.folder, keys)


def _require_passphrase(passphrase: str) -> None:
    if not passphrase:
        raise Usage("The passphrase is empty.", "Choose a passphrase of a few words.")


def _keys_on_disk(folder: Path) -> KeyFile | None:
    return diagnosis.whole_key_file(folder / keyfile.NAME)


def _finished(folder: Path, started: KeyFile) -> tuple[str, ...]:
    return keyfile.store(folder, started.finished()) + _dropped_keyring(started)


def _dropped_keyring(keys: KeyFile) -> tuple[str, ...]:
    """Let go of the secret whose slot a new key drops, as older backups may open with it; what to say of that."""
    if not keys.of_type(KEYRING):
        return ()
    system_keyring.forget(keys.journal)
    return ("The keyring no longer opens the journal. To let it again: selfcare vault keyring on",)


def _changed_meanwhile() -> Busy:
    return Busy(
        "Another selfcare changed the journal's keys at the same moment.", "Nothing was changed here. Try again."
    )
