"""What Tab offers inside a session: names of commands, options, shipped choices, and handles, which say nothing."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from selfcare.cli import app, choices, command_help, lines
from selfcare.cli.beginnings import TAKE_HANDLES, TEXT
from selfcare.cli.command_help import CommandHelp
from selfcare.errors import SelfcareError
from selfcare.settings import fixed_choices

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

    from selfcare.journal.journal import Journal

MOST_HANDLES = 50


def completer(journal: "Journal") -> "Completer":
    """The names that fit what is begun, for prompt_toolkit."""
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Names(Completer):
        def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
            text = document.text_before_cursor
            *before, begun = text.split(" ")
            for name in candidates([word for word in before if word], journal):
                if name.startswith(begun):
                    yield Completion(name, start_position=-len(begun))

    return Names()


def candidates(before: list[str], journal: "Journal") -> list[str]:
    """Every word that may come after the words `before`."""
    if not before:
        return list(lines.NAMES)
    with suppress(SelfcareError):
        name = lines.full_name(before[0])
        if name in app.COMMANDS and name not in TEXT:
            return _after(_meant(name, before[1:]), before, journal)
    return []


def _meant(name: str, words: list[str]) -> CommandHelp:
    """The command, or the one inside it that is among `words`."""
    found = command_help.of(app.COMMANDS[name])
    for word in words:
        found = next((each for each in found.commands if each.path[-1] == word), found)
    return found


def _after(command: CommandHelp, before: list[str], journal: "Journal") -> list[str]:
    values = {name: choices.of(command.path, name) for each in command.options if each.value for name in each.names}
    if command.name == choices.SETTING:
        values |= fixed_choices()
    if before[-1] in values:
        return list(values[before[-1]])
    return [
        *(_handles(journal) if command.path[0] in TAKE_HANDLES or "again" in before else ()),
        *(word for each in command.arguments for word in choices.of(command.path, each.value)),
        *(each.path[-1] for each in command.commands),
        *(name for each in command.options for name in each.names if name.startswith("--")),
    ]


def _handles(journal: "Journal") -> list[str]:
    from selfcare.journal.finding import Filter, find, listed_kinds

    with journal.reading() as session:
        return [each.handle for each in find(session, Filter(kinds=listed_kinds(), most=MOST_HANDLES))]
