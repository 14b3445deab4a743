"""The people who must not be named: each under a pseudonym, their names as keyed hashes and nowhere else."""

import secrets

from sqlmodel import Session, select

from selfcare.identify.normalise import fold
from selfcare.journal.journal import stored_setting
from selfcare.journal.tables import Person, StoredSetting
from selfcare.settings import allowed_words

NAMES_KEY = "names_key"


def pseudonyms(session: Session) -> frozenset[str]:
    """The pseudonyms in use, as they are written."""
    return frozenset(session.exec(select(Person.pseudonym)).all())


def allowed(session: Session) -> frozenset[str]:
    """What names nobody, for the identifier check's `allow`: the pseudonyms, and the setting `allowed_words`."""
    return pseudonyms(session) | {fold(words) for words in allowed_words(stored_setting(session, "allowed_words"))}


def names_key(session: Session) -> bytes:
    """The key of the hashes of names: 32 bytes, made at first use (then `session` must be one that writes)."""
    row = session.get(StoredSetting, NAMES_KEY)
    if row is None:
        row = StoredSetting(name=NAMES_KEY, value=secrets.token_hex(32))
        session.add(row)
        session.flush()
    return bytes.fromhex(row.value)
