"""A database's pages in the clear, by the facts of docs/vault-format.md alone: no driver, so nothing is hidden.

SQLCipher 4: pages of 4,096 bytes; the last 80 hold the IV (16) and the checksum (64); the first page begins with the
salt (16) in the clear; AES-256-CBC without padding.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16


def decrypted(database: Path, key: bytes) -> bytes:
    """The whole content of the file in the clear; asserts that it is a database."""
    raw = database.read_bytes()
    assert raw
    assert len(raw) % PAGE == 0
    clear = b"".join(
        _page(raw[start : start + PAGE], SALT if start == 0 else 0, key) for start in range(0, len(raw), PAGE)
    )
    assert clear[:2] == PAGE.to_bytes(2, "big"), "bytes 16 and 17 of a database are its page size"
    return clear


def _page(page: bytes, start: int, key: bytes) -> bytes:
    body, vector = page[start:-RESERVED], page[-RESERVED : -RESERVED + 16]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
