"""A file locked with a passphrase: one line that says how, then the content encrypted whole.

The passphrase opens a key that is made for this file alone, and that key opens the content. So a wrong passphrase and a
damaged file are two answers. docs/archive-format.md has every byte.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from selfcare.errors import Damaged, InvalidFile, NewerFormat
from selfcare.vault import canonical
from selfcare.vault.canonical import from64, to64
from selfcare.vault.kdf import KEY_SIZE, SALT_SIZE, STANDARD, Cost, stretch

FORMAT = 1
START = b'{"check":"'
"""How the first line begins, and that of no other file of ours."""
LONGEST_HEAD = 4096
NONCE_SIZE = 12
TAG_SIZE = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The first line: what the passphrase is stretched with, and the file's key (32 bytes) wrapped by what it gives."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


def lock(content: bytes, passphrase: str, cost: Cost = STANDARD) -> bytes:
    """The bytes of a file that gives `content` back to whoever has `passphrase`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, key = (secrets.token_bytes(size) for size in (SALT_SIZE, NONCE_SIZE, KEY_SIZE))
    opener = AESGCM(stretch(passphrase, salt, cost))
    line = _dump(Head(cost, salt, nonce, opener.encrypt(nonce, key, canonical.dump(_terms(cost, salt)))))
    return line + AESGCM(key).encrypt(_ONLY_ONCE, content, line)


_ONLY_ONCE = bytes(NONCE_SIZE)
"""The nonce of the content: its key is never used again."""


def is_locked(raw: bytes) -> bool:
    """Whether these are the bytes of a locked file, or their beginning."""
    return raw.startswith(START)


def unlock(raw: bytes, passphrase: str) -> bytes | None:
    """The content of a locked file; none where it has another passphrase.

    Raises `Damaged`, `NewerFormat`, and `InvalidFile` for what is no such file or would cost too much to try.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    line, head = _head(raw)
    opener = AESGCM(stretch(passphrase, head.salt, head.cost))
    try:
        key = opener.decrypt(head.nonce, head.wrapped, canonical.dump(_terms(head.cost, head.salt)))
    except InvalidTag:
        return None
    try:
        return AESGCM(key).decrypt(_ONLY_ONCE, raw[len(line) :], line)
    except InvalidTag:
        raise _damaged() from None


def check(raw: bytes) -> None:
    """Raise what `unlock` would raise before it tries a passphrase."""
    _head(raw)


# --- the first line --------------------------------------------------------------------------------------------------


def _terms(cost: Cost, salt: bytes) -> dict[str, Any]:
    """What the wrapped key is bound to: with another cost or salt it does not open."""
    terms: dict[str, Any] = {"format": FORMAT, "kdf": "argon2id", "locked": "selfcare"}
    return terms | {"m": cost.m, "p": cost.p, "salt": to64(salt), "t": cost.t}


def _dump(head: Head) -> bytes:
    content = _terms(head.cost, head.salt) | {"nonce": to64(head.nonce), "wrapped": to64(head.wrapped)}
    return canonical.dump(content | {"check": _check_of(content)}) + b"\n"


def _check_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical.dump(content)).hexdigest()


def _head(raw: bytes) -> tuple[bytes, Head]:
    """The first line with its end, and what it says."""
    end = raw.find(b"\n", 0, LONGEST_HEAD)
    if end < 0:
        raise _damaged()
    content = _checked(raw[:end])
    if type(content.get("format")) is int and content["format"] > FORMAT:
        raise NewerFormat(
            "This file was locked by a newer version of selfcare.",
            "Update selfcare on this computer, then try again; nothing was changed.",
        )
    try:
        head = _understood(content)
    except (LookupError, TypeError, ValueError):
        raise _not_ours() from None
    if _dump(head) != raw[: end + 1]:
        raise _not_ours()
    return raw[: end + 1], head


def _checked(line: bytes) -> dict[str, Any]:
    """The object of the first line, once its own checksum agrees; true of every later format too."""
    try:
        content = canonical.parse(line)
        if isinstance(content, dict) and content.pop("check", None) == _check_of(content):
            return content
    except canonical.NotCanonical:
        pass
    raise _damaged()


def _understood(content: dict[str, Any]) -> Head:
    numbers = [content[name] for name in ("m", "t", "p")]
    if any(type(each) is not int for each in numbers) or not Cost(*numbers).allowed():
        raise ValueError("a cost beyond the caps")
    return Head(
        Cost(*numbers),
        from64(content["salt"], SALT_SIZE),
        from64(content["nonce"], NONCE_SIZE),
        from64(content["wrapped"], KEY_SIZE + TAG_SIZE),
    )


def _not_ours() -> InvalidFile:
    return InvalidFile("This file is locked in a way that selfcare never does.", "Make a new one: selfcare export FILE")


def _damaged() -> Damaged:
    return Damaged(
        "This file is damaged: it is cut short, or was altered.", "Use another copy of it. Nothing was changed."
    )
