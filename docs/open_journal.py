"""Open a selfcare journal without selfcare: the proof that its format page is enough.

    python open_journal.py FOLDER

It needs Python 3.11+ and `cryptography`, and imports nothing of selfcare. It asks for the passphrase or the recovery
code (with its hyphens), decrypts the database in memory and prints its records, one JSON object to a line. Close the
journal first. docs/vault-format.md explains every step.
"""

import getpass
import hmac
import json
import sqlite3
import sys
import unicodedata
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PAGE, RESERVED = 4096, 80
TO_DIGITS = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "0123456789abcdefghijklmnopqrstuv", "- ")


def root_from_code(code: str) -> bytes:
    """36 symbols of base32 are 160 bits of root and 20 of checksum; I and L are read as 1, O as 0."""
    plain = code.upper().translate(str.maketrans("ILO", "110"))
    return (int(plain.translate(TO_DIGITS), 32) >> 20).to_bytes(20, "big")


def root_from_passphrase(keys: dict, passphrase: str) -> bytes:
    """The first slot that opens; its associated data is the slot's own terms."""
    for slot in keys["slots"]:
        nonce, wrapped = b64decode(slot.pop("nonce")), b64decode(slot.pop("wrapped"))
        terms = {"format": keys["format"], "journal": keys["journal"], "slot": slot}
        canonical = json.dumps(terms, sort_keys=True, separators=(",", ":"))
        cost = {"iterations": slot["t"], "lanes": slot["p"], "memory_cost": slot["m"]}
        kdf = Argon2id(salt=b64decode(slot["salt"]), length=32, **cost)
        key = kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())
        with suppress(InvalidTag):
            return AESGCM(key).decrypt(nonce, wrapped, canonical.encode())
    raise SystemExit("That opens no slot.")


def decrypt(raw: bytes, root: bytes) -> bytes:
    """Every page is AES-256-CBC with its own IV, under a key by HKDF; the first 16 bytes of the file are its salt."""
    key = hmac.digest(hmac.digest(raw[:16], root, "sha256"), b"selfcare/database/v1\1", "sha256")
    pages = []
    for start in range(0, len(raw), PAGE):
        page = raw[start : start + PAGE]
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[-RESERVED:][:16])).decryptor()
        pages.append(cipher.update(page[0 if start else 16 : -RESERVED]) + bytes(RESERVED))
    # In memory there is no write-ahead log: bytes 18 and 19 of the header say so.
    return b"SQLite format 3\0" + pages[0][:2] + b"\1\1" + pages[0][4:] + b"".join(pages[1:])


def main(folder: Path) -> None:
    """Ask, decrypt, print."""
    secret = getpass.getpass("Passphrase or code: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    is_code = secret.count("-") == 8 and len(secret) == 44
    keys = {} if is_code else json.loads((folder / "journal.keys").read_bytes())
    root = root_from_code(secret) if is_code else root_from_passphrase(keys, secret)
    database = sqlite3.connect(":memory:")
    database.deserialize(decrypt((folder / "journal.db").read_bytes(), root))
    database.row_factory = sqlite3.Row
    for row in database.execute("SELECT * FROM records"):
        print(json.dumps(dict(row), ensure_ascii=False, default=bytes.hex))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
