"""A head start: where the passphrase need not be typed, its key is derived while the command is still being loaded."""

from contextlib import suppress
from pathlib import Path

from selfcare.cli.passphrase_source import can_be_read_again, from_source, has_source
from selfcare.errors import SelfcareError
from selfcare.vault import kdf, keyfile
from selfcare.vault.beside import Beside
from selfcare.vault.diagnosis import read_keys

BLINK_SECONDS = 1.0
"""A key takes 0.1 to 0.4 seconds: so long only a truly slow computer takes, and not one that is busy for a moment."""


def take(folder: Path) -> None:
    """Begin to derive the key of the lock that is tried first. What goes wrong here, unlocking meets again and tells.

    A command that gives the passphrase is left to unlocking: it may ask somebody something, and runs once. A pipe is
    too: it is empty when it has been read.
    """
    if not (has_source() and can_be_read_again()):
        return
    with suppress(SelfcareError):
        if passphrase := from_source():
            begin(folder, passphrase)


def begin(folder: Path, passphrase: str) -> Beside[bytes] | None:
    """The same for a passphrase that was typed; none where there is nothing to derive, or it cannot be."""
    with suppress(SelfcareError, ValueError):
        keys = read_keys(folder)[0]
        slots = (*(keys.pending.slots if keys.pending else ()), *keys.slots)
        first = next((slot for slot in slots if slot.type == keyfile.PASSPHRASE), None)
        return kdf.begin(passphrase, first.salt, first.cost) if first else None
    return None


def is_there_in_a_blink(key: Beside[bytes]) -> bool:
    """Whether a key that is being derived is there before anybody minds."""
    key.join(BLINK_SECONDS)
    return not key.is_alive()
