"""A person's text on a screen, as text: control characters are shown, never obeyed."""

import re

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that reorder what follows: shown too, since they can make a line read as another."""
_SHOWN = re.compile(f"[{_CONTROLS}{_TURNING}]")


def visible(text: str) -> str:
    """`text` with control characters, half characters and reordering marks written as escapes."""
    if text.isprintable():  # true of nearly every line, and known at once
        return text
    return _SHOWN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def encodable(text: str, encoding: str | None) -> str:
    r"""`text` with what `encoding` has no place for written by its name: `\N{GRINNING FACE}`. None takes all text."""
    encoding = encoding or "utf-8"
    return text.encode(encoding, "namereplace").decode(encoding)


def escaped_in_json(text: str) -> str:
    """JSON in which nothing could be obeyed by a terminal; it means the same."""
    return _SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
