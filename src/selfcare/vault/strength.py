"""How easily a passphrase is guessed, and why, in a sentence: advice, which never stands in anybody's way.

`zxcvbn` counts the guesses (https://github.com/dropbox/zxcvbn); the words are ours, and repeat nothing that was typed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

LONGEST_LOOKED_AT = 32
"""Of a passphrase only its beginning is looked at: the time that it takes grows much faster than its length."""
STRONG = 4
"""The best of zxcvbn's five scores: ten thousand million guesses or more, where each guess costs what it does here."""
TRIED_FIRST = (
    "selfcare",
    "self-care",
    "journal",
    "diary",
    "passphrase",
    "supervision",
    "supervisor",
    "reflection",
    "safeguarding",
    "wellbeing",
    "social worker",
    "social work",
    "support worker",
    "nurse",
    "nhs",
    "council",
)
"""What somebody who knows what this program is for, and who uses it, tries first."""

_KNOWN = "It has a word that someone who knows you would try first"
_REASONS = {
    "passwords": "It has a password that many people use",
    "names": "It has a common name",
    "repeat": "It says the same thing again",
    "sequence": "It has letters or numbers in their order",
    "spatial": "It has keys that are side by side",
    "date": "It has a date or a year",
}
_SHORT = "It is short, or of very common words"


def doubt(passphrase: str, tried_first: Iterable[str] = ()) -> str:
    """Why `passphrase` is easier to guess than it should be, a clause without a full stop; empty where it is not.

    `tried_first` are words that stand near at hand: the person's user name, the journal's folder.
    """
    from zxcvbn import zxcvbn

    if not passphrase:
        return ""
    found = zxcvbn(passphrase[:LONGEST_LOOKED_AT], user_inputs=[*TRIED_FIRST, *tried_first])
    if found["score"] >= STRONG:
        return ""
    return next((reason for each in _longest_first(found["sequence"]) if (reason := _reason(each))), _SHORT)


def _longest_first(pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(pieces, key=lambda piece: len(piece["token"]), reverse=True)


def _reason(piece: Mapping[str, Any]) -> str:
    """What is easy about one piece of the passphrase; empty where nothing special is."""
    if piece.get("dictionary_name") == "user_inputs":
        return _KNOWN
    names = {"male_names": "names", "female_names": "names", "surnames": "names"}
    kind = piece.get("dictionary_name") or piece["pattern"]
    return _REASONS.get(names.get(kind, kind), "")
