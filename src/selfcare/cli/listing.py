"""Nouns that are lists: their records as JSON or as a page, and the noun alone as its list."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from selfcare.cli.run import Run
from selfcare.cli.writer import record_object
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.reports.document import Document


def lists_alone(noun: typer.Typer, show: Callable[[typer.Context], None]) -> None:
    """Make `noun` show its list where no command follows."""

    @noun.callback(invoke_without_command=True)
    def alone(context: typer.Context) -> None:
        """Show the list where no command follows."""
        if context.invoked_subcommand is None:
            show(context)


def show_records(
    here: Run, records: Sequence[Envelope], document: Callable[[], "Document"], *, where_none: str
) -> None:
    """Show records, to a script one by one and to a person as a document; `where_none` says that there are none."""
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in records]})
    elif records:
        here.console.show_document(document())
    else:
        here.console.show(where_none)
