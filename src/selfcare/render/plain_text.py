"""Documents as plain text, for a file or a pipe: as they look on a screen 80 columns wide."""

from selfcare.redaction.outgoing import Outgoing, document_of
from selfcare.render import terminal

WIDTH = 80


def plain_text(outgoing: Outgoing) -> str:
    """The whole document, ending in a line end."""
    return "".join(f"{line}\n" for _, line in terminal.lines(document_of(outgoing), WIDTH))
