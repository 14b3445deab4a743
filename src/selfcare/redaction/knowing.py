"""What the words of a journal are looked through with: one road for the gate, the hint and `people check`."""

from selfcare import when
from selfcare.journal.guarding import guard_of
from selfcare.journal.people import allowed
from selfcare.journal.session import Session
from selfcare.redaction.check import Known


def known_in(session: Session) -> Known:
    """The day, the words that name nobody here, and the names that were put away."""
    return Known(when.today(), allowed(session), guard_of(session))
