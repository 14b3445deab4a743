"""Bank details: a sort code and an account number after words that say so."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit

_FILL = r"[ ]?(?:no|number|num)?[.:=#]{0,2}(?: (?:is|was))? ?"
_SORT_CODE = re.compile(
    rf"(?<![^\W_])(?:sort ?code|s/c){_FILL}(?P<written>[0-9]{{2}}[ -]?[0-9]{{2}}[ -]?[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"(?<![^\W_])(?:(?:bank )?(?:account|acct?)|a/c){_FILL}(?P<written>[0-9](?:[ -]?[0-9]){{6,7}})(?![ -]?[0-9])",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?<![0-9-])(?P<code>[0-9]{2}-[0-9]{2}-[0-9]{2})[ ,;/]{1,3}(?:(?:and )?(?:account|acct?|a/c)[a-z .:]{0,10})?"
    r"(?P<written>[0-9]{8})(?![0-9])",
    re.IGNORECASE,
)


def bank_details(text: str) -> Iterator[Hit]:
    """Sort codes and account numbers, each after its label, or one right after the other."""
    for pattern, group, reason in (
        (_SORT_CODE, "written", "follows the words for a sort code"),
        (_ACCOUNT, "written", "follows a word for an account"),
        (_TOGETHER, "code", "has the form of a sort code before an account number"),
        (_TOGETHER, "written", "eight digits after a sort code"),
    ):
        for found in pattern.finditer(text):
            yield Hit(found.start(group), found.end(group), "bank_details", True, reason)
