"""The two forms in which a document may leave the journal: checked, for others; and unchecked, for oneself.

A renderer takes nothing else. `Shareable` is made by `redaction.check.redact` alone: the guard is against slips in
our own code, so that no report can reach a file for others without the identifier check.
"""

from dataclasses import dataclass, replace
from typing import NoReturn

from selfcare.reports.document import Document

OWN = "Your own copy. It was not checked for anything that could identify a person."

_MAKER = object()


class Shareable:
    """A document that passed the identifier check. It cannot be made, altered or copied outside this room."""

    __slots__ = ("_document",)
    _document: Document

    def __new__(cls, document: Document | None = None, maker: object = None) -> "Shareable":
        """Make one; refused to whoever does not hold the maker's token."""
        if maker is not _MAKER or document is None:
            raise TypeError("a Shareable is made by redaction alone")
        made = super().__new__(cls)
        object.__setattr__(made, "_document", document)
        return made

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a Shareable has no other forms")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a Shareable does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise TypeError("a Shareable does not change")

    def __copy__(self) -> "Shareable":
        return self

    def __deepcopy__(self, _memo: object) -> "Shareable":
        return self

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a Shareable is not taken apart")

    @property
    def document(self) -> Document:
        """What it says."""
        return self._document


def checked(document: Document) -> Shareable:
    """`document` as `Shareable`, for this room alone."""
    return Shareable(document, _MAKER)


@dataclass(frozen=True)
class OwnCopy:
    """A document for the person's own use. Nothing in it was checked, and its last line says so."""

    unchecked: Document

    @property
    def document(self) -> Document:
        """What it says, with the line that names it as unchecked."""
        return replace(self.unchecked, footer=(*self.unchecked.footer, OWN))


Outgoing = Shareable | OwnCopy


def document_of(outgoing: Outgoing) -> Document:
    """The document inside; raises `TypeError` for anything else, a bare `Document` above all."""
    if type(outgoing) not in (Shareable, OwnCopy):
        raise TypeError("only a Shareable or an OwnCopy leaves the journal")
    return outgoing.document
