"""A form that is not finished: the record that it makes so far, and the answers that it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.vault import canonical

ANSWERS = "answers"


@dataclass(frozen=True)
class Unfinished:
    """`answers` are by question key. What only stands in for an answer in the record is not among them."""

    envelope: Envelope
    answers: Mapping[str, Any]


def dump(form: Unfinished) -> bytes:
    """The canonical JSON of the envelope, with the answers beside its parts."""
    return canonical.dump({**envelopes.to_object(form.envelope), ANSWERS: dict(form.answers)})


def parse(content: bytes) -> Unfinished:
    """Read what `dump` wrote, or an envelope alone, as forms were kept at first. Raises `ValueError`."""
    found = canonical.parse(content)
    if not isinstance(found, dict) or not isinstance(found.get(ANSWERS, {}), dict):
        raise ValueError("an unfinished form is a JSON object with answers")
    answers = found.pop(ANSWERS, {})
    return Unfinished(envelopes.from_object(found), answers)
