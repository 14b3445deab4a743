"""Ids and handles: the name of a record for the computer, and the one short enough to type.

An id is a UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance, so that ids sort by when they were made. A handle
is five symbols of its random tail in Crockford's base32: no I, L, O or U, and upper case is the same as lower.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 5
_TAIL_BITS = 62
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SAME_SYMBOL = str.maketrans("ilo", "110")


def new_id(at: datetime) -> str:
    """A new UUIDv7 for the moment `at` (aware)."""
    return _id(at, secrets.randbits(12), secrets.randbits(_TAIL_BITS))


def lasting_id(at: datetime, content: bytes) -> str:
    """The id of `content` of the moment `at` (aware) that comes from elsewhere: always the same for the same."""
    return sibling_id(_id(at, 0, 0), content)


def _id(at: datetime, chance: int, tail: int) -> str:
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1) & (1 << 48) - 1
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | chance << 64 | 0b10 << 62 | tail))


def sibling_id(record_id: str, content: bytes) -> str:
    """The id of `content` that came under `record_id`, which is taken: the same moment, and always the same chance."""
    head = uuid.UUID(record_id).int >> _TAIL_BITS << _TAIL_BITS
    tail = int.from_bytes(hashlib.sha256(content).digest()[:8], "big") & (1 << _TAIL_BITS) - 1
    return str(uuid.UUID(int=head | tail))


def is_id(text: str) -> bool:
    """Whether `text` is an id as `new_id` writes it."""
    try:
        return str(uuid.UUID(text)) == text and uuid.UUID(text).version == 7
    except ValueError:
        return False


def handles_of(record_id: str) -> Iterator[str]:
    """The handles that a record may have, best first; the first is free but for one record in thousands."""
    tail = uuid.UUID(record_id).int & (1 << _TAIL_BITS) - 1
    for shift in range(_TAIL_BITS - 5 * LENGTH + 1):
        window = tail >> shift
        yield "".join(ALPHABET[window >> 5 * place & 31] for place in reversed(range(LENGTH)))


def as_typed(words: str) -> str:
    """A handle or id as a person typed it, made comparable: case and look-alike symbols folded."""
    lowered = words.strip().lower()
    return lowered if "-" in lowered else lowered.translate(_SAME_SYMBOL)
