"""A form that is not finished: the record that it makes so far, and the answers that it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.vault import canonical

ANSWERS = "answers"
SKIPPED = "skipped"


@dataclass(frozen=True)
class Unfinished:
    """`answers` are by question key. What only stands in for an answer in the record is not among them.

    `skipped` has the keys of the questions that were passed over.
    """

    envelope: Envelope
    answers: Mapping[str, Any]
    skipped: tuple[str, ...] = ()


def dump(form: Unfinished) -> bytes:
    """The canonical JSON of the envelope, with the answers and what was skipped beside its parts."""
    beside = {ANSWERS: dict(form.answers), SKIPPED: list(form.skipped)}
    return canonical.dump({**envelopes.to_object(form.envelope), **beside})


def parse(content: bytes) -> Unfinished:
    """Read what `dump` wrote, now or earlier: at first it was an envelope alone. Raises `ValueError`."""
    found = canonical.parse(content)
    if not isinstance(found, dict):
        raise ValueError("an unfinished form is a JSON object with answers")
    answers, skipped = found.pop(ANSWERS, {}), found.pop(SKIPPED, [])
    if not isinstance(answers, dict) or not isinstance(skipped, list):
        raise ValueError("an unfinished form is a JSON object with answers")
    return Unfinished(envelopes.from_object(found), answers, tuple(map(str, skipped)))
