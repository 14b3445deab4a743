"""A head start: where the passphrase need not be typed, its key is derived while the command is still being loaded."""

import os
from contextlib import suppress
from pathlib import Path

from selfcare.cli.passphrase_source import COMMAND_VARIABLE, from_source, has_source
from selfcare.errors import SelfcareError
from selfcare.vault import kdf, keyfile
from selfcare.vault.diagnosis import read_keys


def take(folder: Path) -> None:
    """Begin to derive the key of the lock that is tried first. What goes wrong here, unlocking meets again and tells.

    A command that gives the passphrase is left to unlocking: it may ask somebody something, and runs once.
    """
    if not has_source() or COMMAND_VARIABLE in os.environ:
        return
    with suppress(SelfcareError):
        keys, passphrase = read_keys(folder)[0], from_source()
        slots = (*(keys.pending.slots if keys.pending else ()), *keys.slots)
        first = next((slot for slot in slots if slot.type == keyfile.PASSPHRASE), None)
        if first and passphrase:
            kdf.begin(passphrase, first.salt, first.cost)
