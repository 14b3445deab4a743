"""Why a command could not do what was asked: one class per cause.

An error carries two sentences: what happened, and what to do next. It never prints, never exits, and never holds
anything that the user wrote. `exit_code` and `slug` are a contract. A class says in its docstring what it means and,
in a second paragraph, what to do: docs/reference/exit-codes.md is made of that.
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
    """The computer refused: a full disk, a folder that may not be written, a file that is not there. Or a hold is on,
    and the command would delete or alter what it keeps. Or the computer's keyring takes no secret.

    Put right what the message names, then try again. What was kept before is safe.
    """


class Usage(SelfcareError):
    """The command was not understood, or lacks something that it cannot ask for.

    Add `--help` to the command to see what it takes.
    """

    slug = "usage"
    exit_code = 2


class NoJournal(SelfcareError):
    """There is no journal in the folder that was looked in.

    Make one with `selfcare init`, or name its folder with `--journal DIR`.
    """

    slug = "no-journal"
    exit_code = 10


class Busy(SelfcareError):
    """Another selfcare has had the journal in use for longer than ten seconds, or has it open while this command needs
    it alone: for a new key, compacting or a restore.

    Close it, or wait a moment, then try again.
    """

    slug = "busy"
    exit_code = 11


class WrongPassphrase(SelfcareError):
    """The passphrase does not open this journal, this backup or this archive.

    Try again. What you had just written is sealed, not lost. If the passphrase is forgotten: `selfcare vault recovery
    use`.
    """

    slug = "wrong-passphrase"
    exit_code = 12


class WrongCode(SelfcareError):
    """The recovery code has a slip in it, or belongs to another journal.

    Compare it with your copy, group by group.
    """

    slug = "wrong-code"
    exit_code = 12


class Damaged(SelfcareError):
    """The key file, the database, a backup or an archive is missing, cut short or altered, a key file
    with far too many slots among them.

    The message says which, and whether the recovery code, a backup or `selfcare vault rescue DIR` is the way.
    """

    slug = "damaged"
    exit_code = 13


class NewerFormat(SelfcareError):
    """A newer version of selfcare wrote this journal, backup, archive or file.

    Update selfcare. Nothing was changed.
    """

    slug = "newer-format"
    exit_code = 14


class ForeignKeyFile(SelfcareError):
    """The key file belongs to another journal than the database beside it, or with it in a backup.

    Put the right `journal.keys` back, or write a new one with the recovery code.
    """

    slug = "foreign-key-file"
    exit_code = 15


class InvalidFile(SelfcareError):
    """A guidance file does not have the right form, or what should be a backup or an archive is another kind of file.

    The message names the place in the file; `selfcare vault backups` lists the backups.
    """

    slug = "invalid-file"
    exit_code = 20


class IdentifiersFound(SelfcareError):
    """Something that could identify a person would have gone out, so nothing was written.

    At a terminal each finding is asked about. Else change the words, take the record out of what is shared, or use
    `--replace-all`.
    """

    slug = "identifiers-found"
    exit_code = 22


class Interrupted(SelfcareError):
    """You stopped the command.

    What you had answered is kept: run the same command again to go on.
    """

    slug = "interrupted"
    exit_code = 130
