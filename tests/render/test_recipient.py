"""A file for one recipient: their key opens it, and nothing else does."""

import pyrage
import pytest

from selfcare.errors import Usage
from selfcare.render.recipient import check, encrypted_for

WORDS = b"a page to hand over"


def test_only_the_recipient_opens_it() -> None:
    theirs, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    made = encrypted_for(WORDS, f" {theirs.to_public()}\n")
    assert made.startswith(b"age-encryption.org/v1")
    assert WORDS not in made
    assert pyrage.decrypt(made, [theirs]) == WORDS
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(made, [other])


@pytest.mark.parametrize("key", ["", "age1", "age1qqqq", "ssh-ed25519 AAAA", "my supervisor", "age1é"])
def test_what_is_no_public_key_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(Usage) as refused:
        check(key)
    assert not key or key not in refused.value.message


def test_a_secret_key_is_named_as_one_and_not_repeated() -> None:
    secret = str(pyrage.x25519.Identity.generate())
    with pytest.raises(Usage, match="secret") as refused:
        encrypted_for(WORDS, secret)
    assert secret not in refused.value.message + refused.value.hint
