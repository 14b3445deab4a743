"""Canonical JSON: one value, one spelling, so that bytes can be hashed, authenticated and compared.

Keys sorted, no spaces, UTF-8 unescaped, keys in ASCII, whole numbers below 2^53, decimals as strings. What was read
is canonical if writing it again gives the same bytes: that one rule refuses duplicate keys, spaces and escapes alike.
"""

import base64
import json
from typing import Any

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """The value has no canonical form, or the bytes are not in it."""


def dump(value: object) -> bytes:
    """The canonical bytes of `value` (dict, list, str, int, bool, None); raises `NotCanonical`."""
    try:
        _check(value)
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8")
    except RecursionError:
        raise NotCanonical("nested too deeply") from None
    except UnicodeEncodeError:
        raise NotCanonical("text that UTF-8 cannot hold") from None


def parse(raw: bytes) -> Any:
    """The value whose canonical form is exactly `raw`; raises `NotCanonical`."""
    try:
        value = json.loads(raw.decode("utf-8"))
    except RecursionError:
        raise NotCanonical("nested too deeply") from None
    except ValueError:
        raise NotCanonical("not JSON in UTF-8") from None
    if dump(value) != raw:
        raise NotCanonical("JSON, but not in its canonical form")
    return value


def to64(raw: bytes) -> str:
    """Bytes as such a value has them: base64."""
    return base64.b64encode(raw).decode("ascii")


def from64(given: str, size: int) -> bytes:
    """The `size` bytes that base64 gives. Raises `ValueError`, and `TypeError` for what is no text."""
    raw = base64.b64decode(given, validate=True)
    if len(raw) != size:
        raise ValueError("not the right length")
    return raw


def _check(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _check_key(key)
            _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical("a number beyond 2^53")
    elif not isinstance(value, str) and value is not None:
        raise NotCanonical(f"a {type(value).__name__} has no canonical form")


def _check_key(key: object) -> None:
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonical("a key that is not ASCII text")
