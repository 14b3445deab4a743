"""jrnl's three encryptions, opened with their password. Nothing is ever written in them.

Source: jrnl 4.6, encryption/Jrnlv1Encryption.py, Jrnlv2Encryption.py and Jrnlv3Encryption.py.

    3  `JRNLv3`, two bytes for the length of a header, the header (base64 of JSON with a salt), a Fernet token
    2  a Fernet token, its key by PBKDF2-HMAC-SHA256 with 100,000 rounds and a salt that is the same everywhere
    1  an initialisation vector and AES-256 in CBC mode; its key is the plain SHA-256 of the password
"""

import base64
import binascii
import hashlib
import json

from selfcare.errors import InvalidFile, WrongPassphrase

MAGIC = b"JRNLv3"
TOKEN = b"gAAAAA"
"""How every Fernet token of this century begins."""
SALT = bytes.fromhex("f2d5710ec18d2ededc8e36748904cef8")
ROUNDS = 100_000
BLOCK = 16
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f")


def is_locked(content: bytes) -> bool:
    """Whether the file is encrypted. The first kind has no mark: whole blocks of what is no text at all."""
    return content.startswith((MAGIC, TOKEN)) or _is_first_kind(content)


def _is_first_kind(content: bytes) -> bool:
    return len(content) >= 2 * BLOCK and len(content) % BLOCK == 0 and not _CONTROL.isdisjoint(content)


def unlock(content: bytes, password: str) -> bytes:
    """The text in a locked file, as bytes. Raises `WrongPassphrase`, `InvalidFile` for one that is cut short."""
    secret = password.encode("utf-8", "surrogatepass")
    if content.startswith(MAGIC):
        salt, token = _parts(content)
        return _by_token(token, secret, salt)
    if content.startswith(TOKEN):
        return _by_token(content, secret, SALT)
    if _is_first_kind(content):
        return _by_blocks(content, secret)
    raise _damaged()


def _parts(content: bytes) -> tuple[bytes, bytes]:
    """The salt and the token of the third kind."""
    start = len(MAGIC) + 2
    end = start + int.from_bytes(content[len(MAGIC) : start], "big")
    header = content[start:end]
    try:
        salt = json.loads(_decoded(header))["salt"]
        return base64.urlsafe_b64decode(salt), content[end:]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise _damaged() from None


def _decoded(header: bytes) -> bytes:
    """The header's JSON; for a while jrnl wrote it as it is."""
    try:
        return base64.b64decode(header, validate=True)
    except binascii.Error:
        return header


def _by_token(token: bytes, secret: bytes, salt: bytes) -> bytes:
    from cryptography.fernet import Fernet, InvalidToken

    _refuse_damaged(token)
    key = base64.urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256", secret, salt, ROUNDS))
    try:
        return Fernet(key).decrypt(token.strip())
    except InvalidToken:
        raise wrong() from None


def _refuse_damaged(token: bytes) -> None:
    """Raise `InvalidFile` for what is no whole token, so that damage is not taken for a wrong password."""
    try:
        raw = base64.b64decode(token.strip(), altchars=b"-_", validate=True)
    except binascii.Error:
        raise _damaged() from None
    # A version byte, 8 bytes of time, the vector, whole blocks, 32 bytes of HMAC.
    if len(raw) < 1 + 8 + BLOCK + BLOCK + 32 or (len(raw) - 1 - 8 - 32) % BLOCK:
        raise _damaged()


def _by_blocks(content: bytes, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    cipher = Cipher(algorithms.AES(hashlib.sha256(secret).digest()), modes.CBC(content[:BLOCK]))
    decryptor = cipher.decryptor()
    padded = decryptor.update(content[BLOCK:]) + decryptor.finalize()
    text = _without_padding(padded)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        raise wrong() from None
    return text


def _without_padding(padded: bytes) -> bytes:
    """What was padded: by spaces in the oldest files, else by the number of the bytes that were missing."""
    if padded.endswith(b" "):
        return padded.rstrip(b" ")
    length = padded[-1]
    if not 1 <= length <= BLOCK or not padded.endswith(bytes([length]) * length):
        raise wrong()
    return padded[:-length]


def wrong() -> WrongPassphrase:
    """What to say where the password does not fit. jrnl keeps nothing by which an altered file could be told."""
    return WrongPassphrase(
        "That password does not open the file; or the file was altered.",
        "Type the password as jrnl asks for it, and check that jrnl itself still opens the file.",
    )


def _damaged() -> InvalidFile:
    return InvalidFile("This encrypted jrnl file is cut short or damaged.", "Use another copy of it.")
