"""A file that only one recipient can open: age encryption to a public key."""

from selfcare.errors import Usage
from selfcare.render import extras


def encrypted_for(content: bytes, recipient: str) -> bytes:
    """`content` as an age file for the public key `recipient` ("age1..."). Its own maker cannot open it again.

    Raises `Failed` where the extra is not installed, and `Usage` where that is no public key.
    """
    check(recipient)
    from pyrage import encrypt, x25519

    return bytes(encrypt(content, [x25519.Recipient.from_str(recipient.strip())]))


def check(recipient: str) -> None:
    """Raises as `encrypted_for` would, for asking before any work is done."""
    extras.need("share")
    from pyrage import RecipientError, x25519

    if recipient.strip().upper().startswith("AGE-SECRET-KEY-"):
        raise Usage(
            "That is a secret key. It opens files, and nobody else should have it.",
            "Ask for the public one of the pair, which begins with age1.",
        )
    try:
        x25519.Recipient.from_str(recipient.strip())
    except RecipientError as problem:
        raise Usage(
            "That is no public key of age.",
            "It begins with age1 and has 62 characters: ask your recipient for the whole line.",
        ) from problem
