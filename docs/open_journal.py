"""Open a selfcare journal without selfcare: the proof that its format page is enough.

    python open_journal.py FOLDER

It needs Python 3.11+ and `cryptography`, and imports nothing of selfcare. It asks for the passphrase or the recovery
code, decrypts the database in memory and prints its records, one JSON object to a line. Close the journal first.
docs/vault-format.md explains every step.
"""

import base64
import getpass
import json
import sqlite3
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGE, RESERVED, SYMBOLS = 4096, 80, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def root_from_code(code: str) -> bytes:
    """36 symbols of base32 are 160 bits of root and 20 of checksum."""
    number = 0
    for symbol in code.upper().replace("-", "").replace(" ", "").translate(str.maketrans("ILO", "110")):
        number = number * 32 + SYMBOLS.index(symbol)
    return (number >> 20).to_bytes(20, "big")


def root_from_passphrase(keys: dict, passphrase: str) -> bytes:
    """The first slot that opens; its associated data is the slot's own terms."""
    for slot in keys["slots"]:
        terms = {name: value for name, value in slot.items() if name not in ("nonce", "wrapped")}
        bound = {"format": keys["format"], "journal": keys["journal"], "slot": terms}
        salt, nonce, wrapped = (base64.b64decode(slot[name]) for name in ("salt", "nonce", "wrapped"))
        kdf = Argon2id(salt=salt, length=32, iterations=slot["t"], lanes=slot["p"], memory_cost=slot["m"])
        key = kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())
        ad = json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()
        try:
            return AESGCM(key).decrypt(nonce, wrapped, ad)
        except InvalidTag:
            continue
    raise SystemExit("That opens no slot.")


def decrypt(raw: bytes, root: bytes) -> bytes:
    """Every page is AES-256-CBC with its own IV; the first 16 bytes of the file are the salt."""
    key = HKDF(SHA256(), 32, raw[:16], b"selfcare/database/v1").derive(root)
    pages = []
    for start in range(0, len(raw), PAGE):
        page = raw[start : start + PAGE]
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[-RESERVED:][:16])).decryptor()
        pages.append(cipher.update(page[0 if start else 16 : -RESERVED]) + cipher.finalize() + bytes(RESERVED))
    # In memory there is no write-ahead log: bytes 18 and 19 of the header say so.
    return b"SQLite format 3\0" + pages[0][:2] + b"\1\1" + pages[0][4:] + b"".join(pages[1:])


def main(folder: Path) -> None:
    """Ask, decrypt, print."""
    secret = (
        getpass.getpass("Passphrase or recovery code: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    )
    is_code = sum(symbol.isalnum() for symbol in secret) == 36 and secret.count("-") == 8
    keys_file = folder / "journal.keys"
    root = root_from_code(secret) if is_code else root_from_passphrase(json.loads(keys_file.read_bytes()), secret)
    database = sqlite3.connect(":memory:")
    database.deserialize(decrypt((folder / "journal.db").read_bytes(), root))
    rows = database.execute("SELECT * FROM records")
    columns = [column[0] for column in rows.description]
    for row in rows:
        print(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=bytes.hex))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
