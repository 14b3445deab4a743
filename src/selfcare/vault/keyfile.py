"""The key file: the journal's id, its public inbox key, and the root wrapped once per passphrase.

This module is the file's grammar and its locks. It is one canonical JSON object and a line end; `check` is the SHA-256
of all the rest, so that damage is known before a passphrase is asked. What parses writes the same bytes again.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from selfcare.errors import Failed, NewerFormat
from selfcare.places import beginning, write_whole
from selfcare.vault import canonical
from selfcare.vault.canonical import from64, to64
from selfcare.vault.kdf import DEAREST, SALT_SIZE, Cost, stretch
from selfcare.vault.recovery import ROOT_SIZE

NAME = "journal.keys"
COPY_NAME = "journal.keys.bak"
FORMAT = 1

PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot type
KEYRING = "keyring"

ID_SIZE = 16
PUBLIC_SIZE = 32
NONCE_SIZE = 12
TAG_SIZE = 16
LARGEST = 1024 * 1024
MOST_SLOTS = 8
"""So many locks one payload may have: each of them is tried when a passphrase is wrong."""


class NotKeyFile(ValueError):
    """The bytes are no key file, or are damaged."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One lock: `wrapped` is a payload under AES-256-GCM, its key stretched from a passphrase with `salt` and `cost`.

    The payload is the root (20 bytes), or during a re-key the new root and the old one (40 bytes).
    """

    type: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """A re-key under way: `slots` wrap the new root and the old, `final` the new one alone."""

    inbox_public: bytes
    slots: tuple[Slot, ...]
    final: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `journal.keys` says: the journal's id (16 bytes), the public inbox key (32 bytes) and the slots."""

    journal: bytes
    inbox_public: bytes
    slots: tuple[Slot, ...]
    pending: Pending | None = None

    def of_type(self, slot_type: str) -> tuple[Slot, ...]:
        """The slots of one type, as `PASSPHRASE` or `KEYRING` names it."""
        return tuple(slot for slot in self.slots if slot.type == slot_type)

    def finished(self) -> "KeyFile":
        """The key file once the re-key under way is done: new public key, final slots, nothing pending."""
        if self.pending is None:
            return self
        return KeyFile(self.journal, self.pending.inbox_public, self.pending.final)

    def abandoned(self) -> "KeyFile":
        """The key file as it was before the re-key that was never done."""
        return replace(self, pending=None)


# --- locks -----------------------------------------------------------------------------------------------------------


def wrap(payload: bytes, passphrase: str, journal: bytes, cost: Cost, *, slot_type: str = PASSPHRASE) -> Slot:
    """A new slot that gives `payload` back to whoever has `passphrase`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot = Slot(slot_type, cost, secrets.token_bytes(SALT_SIZE), secrets.token_bytes(NONCE_SIZE), b"")
    key = stretch(passphrase, slot.salt, cost)
    return replace(slot, wrapped=AESGCM(key).encrypt(slot.nonce, payload, associated_data(slot, journal)))


def unwrap(slot: Slot, passphrase: str, journal: bytes) -> bytes | None:
    """The payload of `slot`, or None where the passphrase (or the journal) is another one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = stretch(passphrase, slot.salt, slot.cost)
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, associated_data(slot, journal))
    except InvalidTag:
        return None


def unwrap_first(slots: tuple[Slot, ...], passphrase: str, journal: bytes, *, slot_type: str) -> bytes | None:
    """The payload of the first slot of `slot_type` that `passphrase` opens, or None."""
    for slot in slots:
        if slot.type == slot_type:
            payload = unwrap(slot, passphrase, journal)
            if payload is not None:
                return payload
    return None


def associated_data(slot: Slot, journal: bytes) -> bytes:
    """What a slot is bound to: a slot moved to another journal, or with its cost changed, does not open."""
    return canonical.dump({"format": FORMAT, "journal": to64(journal), "slot": _slot_terms(slot)})


# --- grammar ---------------------------------------------------------------------------------------------------------


def dump(keys: KeyFile) -> bytes:
    """The bytes of the key file."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "journal": to64(keys.journal),
        "inbox_public": to64(keys.inbox_public),
        "slots": [_slot_object(slot) for slot in keys.slots],
    }
    if keys.pending is not None:
        content["pending"] = {
            "inbox_public": to64(keys.pending.inbox_public),
            "slots": [_slot_object(slot) for slot in keys.pending.slots],
            "final": [_slot_object(slot) for slot in keys.pending.final],
        }
    content["check"] = _check_of(content)
    return canonical.dump(content) + b"\n"


def parse(raw: bytes) -> KeyFile:
    """The key file that `raw` holds. Raises `NotKeyFile`, or `NewerFormat` where a newer selfcare wrote it."""
    content = _checked(raw)
    _check_format(content.get("format"))
    try:
        keys = _key_file(content)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotKeyFile("a field is missing or has the wrong form") from None
    if dump(keys) != raw:
        raise NotKeyFile("holds what a key file does not have")
    return keys


def _checked(raw: bytes) -> dict[str, Any]:
    """The object in `raw`, once its own checksum agrees; true of every later format too."""
    if len(raw) > LARGEST:
        raise NotKeyFile("too long")
    if not raw.endswith(b"\n"):
        raise NotKeyFile("cut short")
    try:
        content = canonical.parse(raw[:-1])
    except canonical.NotCanonical as error:
        raise NotKeyFile(str(error)) from None
    if not isinstance(content, dict):
        raise NotKeyFile("not an object")
    check = content.pop("check", None)
    if check != _check_of(content):
        raise NotKeyFile("its checksum does not agree")
    return content


def _check_format(given: object) -> None:
    if type(given) is int and given > FORMAT:
        raise NewerFormat(
            f"The key file has format {given}; this version of selfcare reads format {FORMAT}.",
            "Install the newest version of selfcare. Nothing was changed.",
        )
    if type(given) is not int or given != FORMAT:
        raise NotKeyFile("no such format")


def _check_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical.dump(content)).hexdigest()


def _key_file(content: dict[str, Any]) -> KeyFile:
    return KeyFile(
        journal=from64(content["journal"], ID_SIZE),
        inbox_public=from64(content["inbox_public"], PUBLIC_SIZE),
        slots=_slots(content["slots"], ROOT_SIZE),
        pending=_pending(content["pending"]) if "pending" in content else None,
    )


def _pending(given: dict[str, Any]) -> Pending:
    return Pending(
        inbox_public=from64(given["inbox_public"], PUBLIC_SIZE),
        slots=_slots(given["slots"], 2 * ROOT_SIZE),
        final=_slots(given["final"], ROOT_SIZE),
    )


def _slots(given: list[dict[str, Any]], payload_size: int) -> tuple[Slot, ...]:
    if not isinstance(given, list) or not given:
        raise ValueError("no slots")
    if len(given) > MOST_SLOTS:
        raise ValueError("too many slots")
    slots = tuple(_slot(each, payload_size) for each in given)
    if sum(slot.cost.work for slot in slots) > DEAREST.work:
        raise ValueError("slots that cost too much to try")
    return slots


def _slot(given: dict[str, Any], payload_size: int) -> Slot:
    cost = Cost(*(_whole(given[name]) for name in ("m", "t", "p")))
    if not cost.allowed() or given["type"] not in (PASSPHRASE, KEYRING):
        raise ValueError("no such slot")
    return Slot(
        type=given["type"],
        cost=cost,
        salt=from64(given["salt"], SALT_SIZE),
        nonce=from64(given["nonce"], NONCE_SIZE),
        wrapped=from64(given["wrapped"], payload_size + TAG_SIZE),
    )


def _slot_object(slot: Slot) -> dict[str, Any]:
    return _slot_terms(slot) | {"nonce": to64(slot.nonce), "wrapped": to64(slot.wrapped)}


def _slot_terms(slot: Slot) -> dict[str, Any]:
    cost = slot.cost
    terms: dict[str, Any] = {"type": slot.type, "kdf": "argon2id", "salt": to64(slot.salt)}
    return terms | {"m": cost.m, "t": cost.t, "p": cost.p}


def _whole(given: object) -> int:
    # `true` is a whole number to Python, and not to us.
    if type(given) is not int:
        raise ValueError("not a whole number")
    return given


# --- file ------------------------------------------------------------------------------------------------------------


def store(folder: Path, keys: KeyFile) -> tuple[str, ...]:
    """Replace the key file, then its copy, each in one step; the copy's content is always the verified one.

    Raises `Failed` with the old key file in place. Once the new one is in place a copy that cannot be written is a
    notice (a plain sentence), for the change itself is done.
    """
    raw = dump(keys)
    write_whole(folder / NAME, raw, verify=lambda back: _same(raw, back))
    try:
        write_whole(folder / COPY_NAME, raw, verify=lambda back: _same(raw, back))
    except Failed:
        return (f"{COPY_NAME} could not be written; {NAME} is in order.",)
    return ()


def copy_is_behind(folder: Path) -> bool:
    """Whether the copy is a sound key file with other content: a kill came between the two writes of `store`."""
    try:
        main, copy = (beginning(folder / name, LARGEST + 1) for name in (NAME, COPY_NAME))
        return main != copy and parse(main).journal == parse(copy).journal
    except (OSError, NotKeyFile, NewerFormat):
        return False


def _same(raw: bytes, back: bytes) -> None:
    if back != raw:
        raise _not_as_written()


def _not_as_written() -> Failed:
    return Failed(
        f"{NAME} could not be read back as it was written.",
        "Check the disk, and make a backup of the journal's folder.",
    )
