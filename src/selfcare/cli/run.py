"""One run of the program: where the journal is, how to speak, what the two clear files say."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from selfcare import places, settings
from selfcare.cli.console import Console
from selfcare.errors import Usage

if TYPE_CHECKING:
    import typer

    from selfcare.journal.journal import Journal


@dataclass(frozen=True)
class Run:
    """What every command is given. `named_journal`: the folder that `--journal` named, if it did. `open_journal`: the
    one that a session has open, which a command uses and does not close. `afterwards`: what is left to do once the
    answer is given. `keep_names`: the name guard is off for this command.
    """

    console: Console
    config: settings.Config
    named_journal: str | None
    open_journal: "Journal | None" = None
    afterwards: ExitStack = field(default_factory=ExitStack)
    keep_names: bool = False

    @cached_property
    def folder(self) -> Path:
        """The journal's folder."""
        if self.open_journal is not None:
            return self.open_journal.folder
        return places.journal_folder(self.named_journal, self.config["journal"])

    def refuse_in_session(self) -> None:
        """Raise `Usage` where a session has the journal open, for what works on its files from outside."""
        if self.open_journal is not None:
            raise Usage("Your journal is open in this session.", "End it with Ctrl-D, then type the command again.")


def of(context: "typer.Context") -> Run:
    """The run that a command belongs to."""
    return cast(Run, context.find_root().obj)
