"""The people who must not be named: each under a pseudonym, their names as keyed hashes and nowhere else."""

from sqlmodel import Session, select

from selfcare.identify.normalise import fold
from selfcare.journal.journal import stored_setting
from selfcare.journal.tables import Person
from selfcare.settings import allowed_words


def pseudonyms(session: Session) -> frozenset[str]:
    """The pseudonyms in use, as they are written."""
    return frozenset(session.exec(select(Person.pseudonym)).all())


def allowed(session: Session) -> frozenset[str]:
    """What names nobody, for the identifier check's `allow`: the pseudonyms, and the setting `allowed_words`."""
    return pseudonyms(session) | {fold(words) for words in allowed_words(stored_setting(session, "allowed_words"))}
