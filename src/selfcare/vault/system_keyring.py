"""The secret that this computer's keyring keeps for a journal: 32 random bytes, in hex, that open one slot.

It is never the passphrase, and taking it away again leaves nothing behind that opens the journal. Whatever a keyring
does wrong (it is not installed, is locked, has no screen to ask on) counts as having no secret: the person is asked for
the passphrase as ever. `keyring` is slow to load and is an extra, so nothing here loads it before a slot asks for it.
A keyring may also hang, already while it is loaded: so it is asked in a thread of its own, and a command ends without
that thread.
"""

import secrets
from collections.abc import Callable

from selfcare.errors import Failed
from selfcare.vault.beside import Beside, Given

SERVICE = "selfcare"
SECRET_BYTES = 32
LEAST_PRIORITY = 1
"""A keyring below this is one that the library advises against: it keeps what it is given in the open, or nowhere."""
READING_SECONDS = 3.0
"""How long it may take to give something; then the passphrase is asked for."""
CHANGING_SECONDS = 30.0
"""How long it may take to change something: it may ask the person to unlock it first."""


class NoAnswer(Exception):
    """The keyring does not answer."""


def new_secret() -> str:
    """A fresh secret."""
    return secrets.token_hex(SECRET_BYTES)


def name() -> str:
    """What this computer's keyring is called. Raises `Failed` where there is none that can be trusted with a secret."""

    def look() -> tuple[bool, str]:
        import keyring

        found = keyring.get_keyring()
        return found.priority >= LEAST_PRIORITY, str(found.name)

    try:
        trusted, called = _answer(look, READING_SECONDS)
    except Exception:
        raise _no_keyring() from None
    if not trusted:
        raise _no_keyring()
    return called


def secret_of(journal: bytes) -> str | None:
    """The secret kept for the journal with this id (16 bytes); none where there is none, or it cannot be had.

    Raises `NoAnswer` where the keyring hangs.
    """

    def look() -> str | None:
        import keyring

        return keyring.get_password(SERVICE, journal.hex())

    try:
        return _answer(look, READING_SECONDS)
    except NoAnswer:
        raise
    except Exception:  # what a keyring raises is up to its system
        return None


def keep(journal: bytes, secret: str) -> None:
    """Keep `secret` for the journal with this id, and read it back. Raises `Failed`."""

    def change() -> bool:
        import keyring

        keyring.set_password(SERVICE, journal.hex(), secret)
        return keyring.get_password(SERVICE, journal.hex()) == secret

    try:
        kept = _answer(change, CHANGING_SECONDS)
    except Exception:
        raise _refused() from None
    if not kept:
        raise _refused()


def forget(journal: bytes) -> bool:
    """Take the secret of the journal with this id away; whether the keyring holds none now, as far as it says."""

    def change() -> bool:
        import keyring

        if keyring.get_password(SERVICE, journal.hex()) is not None:
            keyring.delete_password(SERVICE, journal.hex())
        return keyring.get_password(SERVICE, journal.hex()) is None

    try:
        return _answer(change, CHANGING_SECONDS)
    except Exception:
        return False


def _answer(ask: Callable[[], Given], seconds: float) -> Given:
    """What `ask` gives, or raises; left to itself after so many `seconds`: then it raises `NoAnswer`."""
    try:
        return Beside(ask).result(seconds)
    except TimeoutError:
        raise NoAnswer from None


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
