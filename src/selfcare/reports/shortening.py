"""A text cut to one line of a screen."""

import textwrap

CUT = "…"


def shortened(text: str, width: int) -> str:
    """`text` on one line of at most `width` characters: cut behind a word, or inside the first where that is longer."""
    whole = " ".join(text.split())
    if len(whole) <= width:
        return whole
    words = textwrap.shorten(whole, width, placeholder=CUT)
    return words if words != CUT else whole[: width - 1] + CUT
