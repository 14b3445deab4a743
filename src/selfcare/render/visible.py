"""A person's text on a screen, as text: control characters are shown, never obeyed."""

import unicodedata

_KEPT = "\n\t"
_TURNING = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Marks that reorder what follows: shown too, since they can make a line read as another."""


def visible(text: str) -> str:
    """`text` with control characters, half characters and reordering marks written as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs"):
        return character.encode("unicode_escape").decode()
    return character
