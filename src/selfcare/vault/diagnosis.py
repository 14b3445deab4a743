"""Why a journal does not open, in the order that docs/vault-format.md gives.

A wrong passphrase, a damaged file, another journal's key file and a newer format are four different pieces of news for
the person who gets them, and each has its own error.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.errors import Damaged, Failed, ForeignKeyFile, NewerFormat, NoJournal, SelfcareError, WrongPassphrase
from selfcare.places import beginning, refused
from selfcare.vault import creation, database, kdf, keyfile, pages
from selfcare.vault.keyfile import KeyFile, NotKeyFile
from selfcare.vault.sealing import LONGEST

if TYPE_CHECKING:
    from sqlite3 import Connection

USE_CODE = "selfcare vault recovery use"
MEND = "selfcare vault keys"
PUT_BACK = "Put back a backup: selfcare vault restore FILE. What is here now is kept."


def read_keys(folder: Path) -> tuple[KeyFile, tuple[str, ...]]:
    """The key file, or its copy where it is damaged, and plain sentences about that. Needs no passphrase.

    Raises `NoJournal`, `Damaged` (key file or database missing or of no use), `NewerFormat`, `Failed`.
    """
    keys, notices = _key_file(folder)
    pages.require(folder / database.NAME)
    return keys, notices


def read_keys_to_seal(folder: Path) -> tuple[KeyFile, tuple[str, ...]]:
    """The same where the database may be missing: a note for it can be sealed all the same, and that is a notice."""
    keys, notices = _key_file(folder)
    try:
        pages.require(folder / database.NAME)
    except Damaged as error:
        return keys, (*notices, f"{error.message} A note is sealed all the same, and waits for it. {error.hint}")
    return keys, notices


def _key_file(folder: Path) -> tuple[KeyFile, tuple[str, ...]]:
    require(folder)
    raw = read(folder / keyfile.NAME)
    if raw is None:
        raise _key_file_missing(folder)
    return _key_file_or_copy(folder, raw)


def require(folder: Path) -> None:
    """Raise `NoJournal` where `folder` holds none."""
    if not creation.exists(folder):
        raise NoJournal(
            f"There is no journal in {folder}.", "Make one with: selfcare init, or name its folder with --journal DIR"
        )


def read(path: Path) -> bytes | None:
    """The bytes of a key file or a sealed envelope, and of a longer file one more than either may have.

    None where there is no such file; raises `Failed` where it may not be read.
    """
    try:
        return beginning(path, LONGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(error, path) from None


def _key_file_or_copy(folder: Path, raw: bytes) -> tuple[KeyFile, tuple[str, ...]]:
    try:
        return keyfile.parse(raw), ()
    except NotKeyFile:
        pass
    try:
        keys = keyfile.parse(read(folder / keyfile.COPY_NAME) or b"")
    except NotKeyFile:
        raise no_key_file() from None
    return keys, (f"{keyfile.NAME} was damaged; {keyfile.COPY_NAME} was used. To mend it: {MEND}",)


def no_key_file() -> Damaged:
    """Neither the key file nor its copy is of any use."""
    return Damaged(
        f"{keyfile.NAME} is damaged, and its copy {keyfile.COPY_NAME} cannot be used either.",
        f"Write a new key file with your recovery code: {USE_CODE}",
    )


def whole_key_file(path: Path) -> KeyFile | None:
    """The key file at `path`; none where it is missing or damaged. Raises `NewerFormat`, `Failed`."""
    try:
        return keyfile.parse(read(path) or b"")
    except NotKeyFile:
        return None


def usable_key_file(path: Path) -> KeyFile | None:
    """The key file at `path`; none where a newer version wrote it, either. Raises `Failed`."""
    try:
        return whole_key_file(path)
    except NewerFormat:
        return None


def _key_file_missing(folder: Path) -> Damaged:
    hint = f"Write a new one with your recovery code: {USE_CODE}"
    with suppress(NewerFormat, Failed):
        if whole_key_file(folder / keyfile.COPY_NAME):
            hint = f"Put its copy, {keyfile.COPY_NAME}, in its place: {MEND}. Or, with your recovery code: {USE_CODE}"
    return Damaged(f"The key file, {keyfile.NAME}, is missing from {folder}.", hint)


def wrong_passphrase(folder: Path, keys: KeyFile) -> SelfcareError:
    """What it means that no slot opens: told by the journal's id in the key file and in the database."""
    if pages.first_bytes(folder / database.NAME) == keys.journal:
        return WrongPassphrase(
            "That passphrase does not open this journal.",
            f"Try again, and look at Caps Lock and the keyboard's language. If it is forgotten: {USE_CODE}",
        )
    return ForeignKeyFile(
        "That passphrase opens nothing, and the key file and the database name different journals.",
        f"One of three: {keyfile.NAME} is another journal's, the start of {database.NAME} is damaged, "
        "or the passphrase was mistyped. Put the right key file back, or try again.",
    )


def check_public(root: bytes, journal: bytes, inbox_public: bytes) -> None:
    """Raise `Damaged` where the public inbox key is not the root's: sealed notes would be someone else's to read."""
    if kdf.inbox_public(kdf.inbox_private(root, journal)) != inbox_public:
        raise Damaged(
            "The key file's public key was changed: by damage, or by someone who wanted to read what you seal.",
            f"Do not write notes until it is put right. Write a new key file with your recovery code: {USE_CODE}",
        )


def open_database(folder: Path, keys: KeyFile, root: bytes) -> "Connection":
    """The database under `root`; where it does not open, the error says which of the reasons it is."""
    path = folder / database.NAME
    key = kdf.database_key(root, keys.journal)
    try:
        return database.connect(path, key)
    except Damaged:
        raise _why_not(path, keys, key) from None


def _why_not(path: Path, keys: KeyFile, key: bytes) -> SelfcareError:
    found = survey(path, key, keys.journal)
    if found.intact:
        return damaged_pages(found)
    if keys.pending is not None:
        return WrongPassphrase(
            "That is the old passphrase: the journal has a new key.", "Use the new passphrase or the new recovery code."
        )
    return not_this_key_file()


def not_this_key_file() -> ForeignKeyFile:
    """The passphrase opens the key file, and what comes of it opens no page of the database."""
    return ForeignKeyFile(
        f"The passphrase is right for {keyfile.NAME}, but that is the key file of another journal.",
        f"Put {keyfile.NAME} and {database.NAME} of one journal together. {PUT_BACK}",
    )


def survey(path: Path, key: bytes, salt: bytes) -> pages.Survey:
    """`pages.survey`, with a system that refuses told as `Failed`."""
    try:
        return pages.survey(path, key, salt)
    except OSError as error:
        raise refused(error, path) from None


def damaged_pages(found: pages.Survey) -> Damaged:
    """The database is this journal's, and not whole."""
    if found.only_salt_differs:
        return Damaged(
            f"The first 16 bytes of the database are damaged; all {found.total} pages are intact.",
            "Nothing is lost. This brings all of it into a new journal: selfcare vault rescue DIR",
        )
    if not found.damaged and found.salt_agrees:
        return Damaged(
            "The journal's database is cut short, or its pages are from different days.",
            "See what is lost: selfcare vault verify. Put back a backup, or save the rest: selfcare vault rescue DIR",
        )
    return Damaged(
        f"The journal's database is damaged: {found.intact} of {found.total} pages are intact.",
        "See which: selfcare vault verify. Put back a backup, or save what is whole: selfcare vault rescue DIR",
    )
