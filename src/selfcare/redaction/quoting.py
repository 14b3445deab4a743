"""A finding in its sentence, for the person who wrote it: long ones are cut around it."""

import re

from selfcare.redaction.check import Finding

AROUND = 110
"""So many characters at most on each side of what was found."""

_ENDS = re.compile(r"[.!?]\s|\n")
_MORE = "…"


def quoted(found: Finding, instead: str = "") -> str:
    """The sentence that a finding stands in, on one line: with what was found «like this», or as it reads with words
    `instead`.
    """
    before, after = found.text[: found.start], found.text[found.end :]
    sentence = f"{_last_part(before)}{instead or f'«{found.written}»'}{_first_part(after)}"
    return " ".join(sentence.split())


def _last_part(before: str) -> str:
    """The beginning of the sentence, or the end of it where it is long."""
    ends = [each.end() for each in _ENDS.finditer(before)]
    part = before[ends[-1] :] if ends else before
    if len(part) <= AROUND:
        return part
    return _MORE + part[-AROUND:].partition(" ")[2] if " " in part[-AROUND:] else _MORE + part[-AROUND:]


def _first_part(after: str) -> str:
    """The rest of the sentence, or the beginning of it where it is long."""
    end = _ENDS.search(after)
    part = after[: end.start() + 1] if end else after
    if len(part) <= AROUND:
        return part
    return (part[:AROUND].rpartition(" ")[0] or part[:AROUND]) + _MORE
