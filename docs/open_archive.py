"""Open a selfcare archive without selfcare: the proof that its format page is enough.

    python open_archive.py FILE

It needs Python 3.11+ and `cryptography`, and imports nothing of selfcare. It asks for the passphrase of an archive that
is locked, and prints the records as they are now, one JSON object to a line; with --all, every line of the archive.
docs/archive-format.md explains every step.
"""

import getpass
import hashlib
import json
import sys
import unicodedata
from base64 import b64decode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def canonical(value: object) -> bytes:
    """Keys sorted, no spaces, UTF-8 as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def unlock(raw: bytes, passphrase: str) -> bytes:
    """The passphrase opens the key of the file, and that key opens the rest of it."""
    line, _, locked = raw.partition(b"\n")
    head = json.loads(line)
    if head.pop("check") != hashlib.sha256(canonical(head)).hexdigest():
        raise SystemExit("The first line is damaged.")
    nonce, wrapped = b64decode(head.pop("nonce")), b64decode(head.pop("wrapped"))
    cost = {"iterations": head["t"], "lanes": head["p"], "memory_cost": head["m"]}
    kdf = Argon2id(salt=b64decode(head["salt"]), length=32, **cost)
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    try:
        key = AESGCM(kdf.derive(secret)).decrypt(nonce, wrapped, canonical(head))
    except InvalidTag:
        raise SystemExit("That passphrase does not open it.") from None
    return AESGCM(key).decrypt(bytes(12), locked, line + b"\n")


def main(file: Path, everything: bool) -> None:
    """Ask, unlock, print."""
    raw = file.read_bytes()
    if raw.startswith(b'{"check":'):
        typed = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        raw = unlock(raw, typed)
    head, *lines = map(json.loads, raw.splitlines())
    if len(lines) != head["lines"]:
        raise SystemExit("The archive is cut short.")
    for line in lines:
        if everything:
            print(json.dumps(line, ensure_ascii=False))
        elif "record" in line and line["record"]["removed_at"] is None:
            print(json.dumps(line["record"]["versions"][-1]["envelope"], ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--all" in sys.argv[2:])
