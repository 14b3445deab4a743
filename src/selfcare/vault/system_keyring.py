"""The secret that this computer's keyring keeps for a journal: 32 random bytes, in hex, that open one slot.

It is never the passphrase, and taking it away again leaves nothing behind that opens the journal. Whatever a keyring
does wrong (it is not installed, is locked, has no screen to ask on) counts as having no secret: the person is asked for
the passphrase as ever. `keyring` is slow to load and is an extra, so nothing here loads it before a slot asks for it.
"""

import secrets

from selfcare.errors import Failed

SERVICE = "selfcare"
SECRET_BYTES = 32
LEAST_PRIORITY = 1
"""A keyring below this is one that the library advises against: it keeps what it is given in the open, or nowhere."""


def new_secret() -> str:
    """A fresh secret."""
    return secrets.token_hex(SECRET_BYTES)


def name() -> str:
    """What this computer's keyring is called. Raises `Failed` where there is none that can be trusted with a secret."""
    try:
        import keyring

        found = keyring.get_keyring()
        trusted, called = found.priority >= LEAST_PRIORITY, str(found.name)
    except Exception:
        raise _no_keyring() from None
    if not trusted:
        raise _no_keyring()
    return called


def secret_of(journal: bytes) -> str | None:
    """The secret kept for the journal with this id (16 bytes); none where there is none, or it cannot be had."""
    try:
        import keyring

        return keyring.get_password(SERVICE, journal.hex())
    except Exception:  # what a keyring raises is up to its system
        return None


def keep(journal: bytes, secret: str) -> None:
    """Keep `secret` for the journal with this id, and read it back. Raises `Failed`."""
    try:
        import keyring

        keyring.set_password(SERVICE, journal.hex(), secret)
    except Exception:
        raise _refused() from None
    if secret_of(journal) != secret:
        raise _refused()


def forget(journal: bytes) -> bool:
    """Take the secret of the journal with this id away; whether the keyring holds none now, as far as it says."""
    try:
        import keyring

        if keyring.get_password(SERVICE, journal.hex()) is not None:
            keyring.delete_password(SERVICE, journal.hex())
        return keyring.get_password(SERVICE, journal.hex()) is None
    except Exception:
        return False


def _no_keyring() -> Failed:
    return Failed(
        "This computer has no keyring that can keep a secret, or it cannot be reached from here.",
        "Nothing was changed; your passphrase opens the journal. Try again at the computer's own screen.",
    )


def _refused() -> Failed:
    return Failed(
        "The keyring did not take the secret.",
        "Nothing was changed; your passphrase opens the journal. Unlock the keyring, and try again.",
    )
