"""From a passphrase to a key, and from the root to the keys that do the work.

Primitives only: Argon2id (RFC 9106) and HKDF-SHA256 (RFC 5869), both from `cryptography`.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from selfcare.errors import Failed, Usage
from selfcare.vault.beside import Beside

KEY_SIZE = 32
SALT_SIZE = 16

MIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: memory `m` in KiB, `t` passes over it, `p` lanes."""

    m: int
    t: int
    p: int

    def allowed(self) -> bool:
        """Whether a reader pays it: a file that asks for more could freeze the machine, for less, give the key away."""
        return 8 * MIB <= self.m <= DEAREST.m and 1 <= self.t <= DEAREST.t and 1 <= self.p <= DEAREST.p

    @property
    def work(self) -> int:
        """How much memory is gone over in all, in KiB: what the time that it takes grows with."""
        return self.m * self.t


DEAREST = Cost(m=1024 * MIB, t=10, p=16)
"""What a reader pays at most: for one lock, and for all that a file has it try."""
STANDARD = Cost(m=64 * MIB, t=3, p=4)
FOR_RANDOM_SECRETS = Cost(m=8 * MIB, t=1, p=1)
"""What 32 random bytes cost: nobody guesses them, so that one guess may be cheap."""
CHEAP_FOR_TESTS = Cost(m=8 * MIB, t=1, p=1)


def normalise(passphrase: str) -> bytes:
    """The passphrase as bytes, the same from every keyboard: NFKC, then UTF-8. Raises `Usage`."""
    try:
        return unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise Usage(
            "The passphrase holds bytes that are not text.", "Save the passphrase as UTF-8 text, or type it instead."
        ) from None


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key of `passphrase` by Argon2id, without secret or extra data.

    Raises `ValueError` for a cost beyond the caps, before paying anything, and `Failed` where the computer cannot.
    """
    begun = _begun.pop((passphrase, salt, cost), None)
    return begun.result() if begun else _argon2(passphrase, salt, cost)()


def begin(passphrase: str, salt: bytes, cost: Cost) -> Beside[bytes]:
    """Begin to `stretch` beside whatever else is done; the first `stretch` of the same gives what came of it.

    Only the last one begun is kept, until `forget_begun`. All that it needs is loaded before, and Argon2id lets go of
    the interpreter. Raises `ValueError`, `Failed`.
    """
    begun = Beside(_argon2(passphrase, salt, cost))
    forget_begun()
    _begun[passphrase, salt, cost] = begun
    return begun


def forget_begun() -> None:
    """Let go of a key that was begun and not asked for, and of its passphrase."""
    _begun.clear()


_begun: dict[tuple[str, bytes, Cost], Beside[bytes]] = {}
"""The key that was begun last, if nobody has asked for it yet."""


def _argon2(passphrase: str, salt: bytes, cost: Cost) -> Callable[[], bytes]:
    """What derives the key when it is called. Raises `ValueError` for a cost beyond the caps, `Usage`."""
    if not cost.allowed():
        raise ValueError("a cost beyond the caps")
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    secret = normalise(passphrase)

    def derive() -> bytes:
        try:
            argon2 = Argon2id(salt=salt, length=KEY_SIZE, iterations=cost.t, lanes=cost.p, memory_cost=cost.m)
            return argon2.derive(secret)
        except UnsupportedAlgorithm:
            raise Failed(
                "This Python's cryptography library has no Argon2id: it was built on an OpenSSL older than 3.2.",
                "Install cryptography from its own wheel: python -m pip install --force-reinstall cryptography",
            ) from None
        except MemoryError:
            raise Failed(
                f"There is not enough free memory to open the journal: it takes {cost.m // MIB} MiB for a moment.",
                "Close other programs and try again.",
            ) from None

    return derive


def load_primitives() -> None:
    """Load what comes after the root by going that way once, before it is needed: while a key is derived."""
    inbox_public(inbox_private(bytes(KEY_SIZE), bytes(SALT_SIZE)))


def database_key(root: bytes, journal: bytes) -> bytes:
    """The raw 32-byte key of the database."""
    return _derive(root, journal, b"selfcare/database/v1")


def inbox_private(root: bytes, journal: bytes) -> bytes:
    """The raw 32-byte X25519 private key that opens sealed envelopes."""
    return _derive(root, journal, b"selfcare/inbox/v1")


def inbox_public(private: bytes) -> bytes:
    """The raw 32-byte X25519 public key of `private`."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _derive(root: bytes, journal: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=journal, info=purpose).derive(root)
