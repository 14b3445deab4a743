"""Records and sealed files for the journal's tests, made as the program makes them."""

from pathlib import Path
from typing import Any

from tests.conftest import Home

from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished
from selfcare.vault import inbox
from selfcare.vault.diagnosis import read_keys


def note(text: str, **parts: Any) -> Envelope:
    """A note, not yet kept."""
    return envelopes.new("note", {"text": text}, **parts)


def begun(envelope: Envelope, **answers: Any) -> Unfinished:
    """A form under way, whose answers so far make this record."""
    return Unfinished(envelope, answers)


def seal(home: Home, payload: Envelope | bytes, *, replace: Path | None = None) -> Path:
    """Seal an envelope, or any bytes, into the home's inbox."""
    keys, _ = read_keys(home.folder)
    content = payload if isinstance(payload, bytes) else envelopes.dump(payload)
    return inbox.drop(home.folder, keys, content, replace=replace)
