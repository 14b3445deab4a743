"""Why a command could not do what was asked: one class per cause.

An error carries two sentences: what happened, and what to do next. It never prints, never exits, and never holds
anything that the user wrote. `exit_code` and `slug` are a contract (docs/exit-codes.md).
"""

from typing import ClassVar


class SelfcareError(Exception):
    """Something that a person can be told about.

    `message` says what happened and `hint` what to do next; both are whole sentences in plain words.
    """

    slug: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Failed(SelfcareError):
    """The computer refused: a full disk, a read-only folder, a file that is not there."""


class Usage(SelfcareError):
    """The command was not understood, or lacks something that it needs."""

    slug = "usage"
    exit_code = 2


class NoJournal(SelfcareError):
    """There is no journal where one was looked for."""

    slug = "no-journal"
    exit_code = 10


class Busy(SelfcareError):
    """Another process holds the journal for longer than we waited."""

    slug = "busy"
    exit_code = 11


class WrongPassphrase(SelfcareError):
    """The passphrase opens no slot of the key file."""

    slug = "wrong-passphrase"
    exit_code = 12


class WrongCode(SelfcareError):
    """The recovery code is mistyped, or is not this journal's."""

    slug = "wrong-code"
    exit_code = 12


class Damaged(SelfcareError):
    """The key file or the database is missing, cut short or altered."""

    slug = "damaged"
    exit_code = 13


class NewerFormat(SelfcareError):
    """A newer version of selfcare wrote this."""

    slug = "newer-format"
    exit_code = 14


class ForeignKeyFile(SelfcareError):
    """The key file belongs to another journal than the database beside it."""

    slug = "foreign-key-file"
    exit_code = 15


class InvalidFile(SelfcareError):
    """A guidance or import file does not have the right form."""

    slug = "invalid-file"
    exit_code = 20


class IdentifiersFound(SelfcareError):
    """Something that could identify a person would have gone out; nothing was written."""

    slug = "identifiers-found"
    exit_code = 22


class Interrupted(SelfcareError):
    """The person stopped the command."""

    slug = "interrupted"
    exit_code = 130
