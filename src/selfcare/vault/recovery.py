"""The recovery code: the root itself, written so that a person can copy it by hand.

160 bits of root and 20 bits of checksum make 36 symbols of Crockford's base32 (https://www.crockford.com/base32.html),
in nine groups of four. A slip is named with its group and never put right silently: a code that was guessed into shape
is a code that the person does not have on paper.
"""

import hashlib
import secrets
from collections.abc import Iterator

from selfcare.errors import WrongCode

ROOT_SIZE = 20
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 36
GROUP = 4
CHECK_BITS = 20

_VALUES = {symbol: value for value, symbol in enumerate(SYMBOLS)}
_VALUES |= {symbol.lower(): value for symbol, value in _VALUES.items()}
_VALUES |= {"I": 1, "i": 1, "L": 1, "l": 1, "O": 0, "o": 0}

# A word processor turns a hyphen into one of these.
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad")

_HINT = "Compare it with your copy, group by group, and try again."


def new_root() -> bytes:
    """A fresh root: 20 random bytes."""
    return secrets.token_bytes(ROOT_SIZE)


def code_from(root: bytes) -> str:
    """The recovery code of `root` (20 bytes): nine groups of four symbols, joined by hyphens."""
    if len(root) != ROOT_SIZE:
        raise ValueError("a root has 20 bytes")
    number = int.from_bytes(root, "big") << CHECK_BITS | _checksum(root)
    symbols = [SYMBOLS[number >> 5 * place & 31] for place in reversed(range(LENGTH))]
    return "-".join("".join(symbols[start : start + GROUP]) for start in range(0, LENGTH, GROUP))


def root_from(code: str) -> bytes:
    """The root that `code` stands for. Case, spaces and hyphens do not matter; I and L are 1, O is 0.

    Raises `WrongCode`, which names the group of a slip of one symbol or of two neighbours swapped.
    """
    values = _values(code)
    if len(values) != LENGTH:
        raise WrongCode(f"A recovery code has {LENGTH} symbols; this one has {len(values)}.", _HINT)
    if _fits(values):
        return _root(values)
    groups = _slipped_groups(values)
    if groups:
        named = " or ".join(f"group {group}" for group in groups)
        raise WrongCode(f"The recovery code has a slip: {named} looks mistyped.", _HINT)
    raise WrongCode("This is not a recovery code: more than one symbol of it is wrong.", _HINT)


def _values(code: str) -> list[int]:
    values: list[int] = []
    for symbol in code:
        if symbol.isspace() or symbol in _HYPHENS:
            continue
        if symbol not in _VALUES:
            raise _bad_symbol(symbol, len(values) // GROUP + 1)
        values.append(_VALUES[symbol])
    return values


def _bad_symbol(symbol: str, group: int) -> WrongCode:
    what = "the letter U" if symbol in "Uu" else "a symbol"
    return WrongCode(
        f"Group {group} of the recovery code holds {what}, which no code has.",
        "A code is made of digits and letters, without U. Compare it with your copy and try again.",
    )


def _checksum(root: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"selfcare/code/v1" + root).digest()[:3], "big") >> 24 - CHECK_BITS


def _number(values: list[int]) -> int:
    number = 0
    for value in values:
        number = number << 5 | value
    return number


def _root(values: list[int]) -> bytes:
    return (_number(values) >> CHECK_BITS).to_bytes(ROOT_SIZE, "big")


def _fits(values: list[int]) -> bool:
    return _number(values) & (1 << CHECK_BITS) - 1 == _checksum(_root(values))


def _slipped_groups(values: list[int]) -> list[int]:
    """The groups, from 1, in which one slip undone would make a whole code."""
    return sorted({place // GROUP + 1 for place, undone in _one_slip_away(values) if _fits(undone)})


def _one_slip_away(values: list[int]) -> Iterator[tuple[int, list[int]]]:
    for place, value in enumerate(values):
        for other in range(len(SYMBOLS)):
            if other != value:
                yield place, [*values[:place], other, *values[place + 1 :]]
    for place in range(len(values) - 1):
        yield place, [*values[:place], values[place + 1], values[place], *values[place + 2 :]]
