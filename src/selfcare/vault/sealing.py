"""Sealed envelopes: anyone who can read the public inbox key can write one, only the opened journal can read it.

HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, AES-256-GCM. It hides the words but does not say who wrote them.
Zeros up to a power of two hide the exact length.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from selfcare.errors import Damaged, Failed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

HEAD = b"selfcare sealed 1\n"
SMALLEST = 512
LARGEST = 1024 * 1024
LONGEST = len(HEAD) + 2 * LARGEST
"""No sealed envelope has more bytes than this: whoever reads one need not read further."""
LENGTH_SIZE = 4


def seal(inbox_public: bytes, journal: bytes, payload: bytes) -> bytes:
    """`payload` sealed to the journal's public inbox key (32 bytes); `journal` is its id (16 bytes).

    Raises `Failed` where the payload is too long and `Damaged` where the public key is none.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    padded = _pad(payload)
    try:
        public = X25519PublicKey.from_public_bytes(inbox_public)
        return HEAD + _suite().encrypt(padded, public, _info(journal))
    except ValueError:
        raise Damaged(
            "The key file's public key is none, so nothing can be sealed with it.",
            "Write a new key file with your recovery code: selfcare vault recovery use",
        ) from None


def open_sealed(private_keys: Iterable[bytes], journal: bytes, blob: bytes) -> bytes | None:
    """The payload of a sealed envelope, or None where it is damaged or none of `private_keys` (32 bytes) opens it."""
    if not blob.startswith(HEAD) or len(blob) > LONGEST:
        return None
    for private in private_keys:
        padded = _decrypt(private, journal, blob[len(HEAD) :])
        if padded is not None:
            return _unpad(padded)
    return None


def _decrypt(private: bytes, journal: bytes, sealed: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    try:
        return _suite().decrypt(sealed, X25519PrivateKey.from_private_bytes(private), _info(journal))
    except (InvalidTag, ValueError):
        return None


def _suite() -> "Suite":
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(journal: bytes) -> bytes:
    return b"selfcare/sealed/v1" + journal


def _pad(payload: bytes) -> bytes:
    length = LENGTH_SIZE + len(payload)
    if length > LARGEST:
        raise Failed("This is too long for one note: at most 1 MiB of text fits.", "Split it into several notes.")
    size = max(SMALLEST, 1 << (length - 1).bit_length())
    return (len(payload).to_bytes(LENGTH_SIZE, "big") + payload).ljust(size, b"\0")


def _unpad(padded: bytes) -> bytes | None:
    length = int.from_bytes(padded[:LENGTH_SIZE], "big")
    payload = padded[LENGTH_SIZE : LENGTH_SIZE + length]
    if len(payload) != length or len(padded) > LARGEST or _pad(payload) != padded:
        return None
    return payload
