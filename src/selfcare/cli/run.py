"""One run of the program: where the journal is, how to speak, what the two clear files say."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import typer

from selfcare import places, settings
from selfcare.cli.console import Console


@dataclass(frozen=True)
class Run:
    """What every command is given. `named_journal`: the folder that `--journal` named, if it did."""

    console: Console
    config: settings.Config
    named_journal: str | None

    @cached_property
    def folder(self) -> Path:
        """The journal's folder."""
        return places.journal_folder(self.named_journal, self.config["journal"])


def of(context: typer.Context) -> Run:
    """The run that a command belongs to."""
    return cast(Run, context.find_root().obj)
