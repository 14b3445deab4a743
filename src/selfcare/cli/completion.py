"""What Tab offers inside a session: names of commands, options, templates, tools, and handles, which say nothing."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from selfcare.cli import app, lines
from selfcare.cli.beginnings import TAKE_HANDLES, TEXT
from selfcare.errors import SelfcareError

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
            return [*_names_of_things(name, before, journal), *_parts(name, before[1:])]
    return []


def _parts(name: str, words: list[str]) -> list[str]:
    """The subcommands and options of a command, or of the subcommand among `words`."""
    entry: Any = app.entry(app.COMMANDS[name])
    for word in words:
        entry = getattr(entry, "commands", {}).get(word, entry)
    options = [each for param in entry.params for each in param.opts if each.startswith("--")]
    return [*getattr(entry, "commands", ()), *options]


def _names_of_things(name: str, before: list[str], journal: "Journal") -> list[str]:
    from selfcare.guidance import pauses, templates, tools

    if name in TAKE_HANDLES or "again" in before:
        return _handles(journal)
    if name == "reflect":
        return [*(each.id for each in templates.load().templates), "again"]
    if name == "toolbox" and len(before) > 1:
        return [each.id for each in tools.load()]
    return [each.id for each in pauses.load()] if before[-1] == "--tool" else []


def _handles(journal: "Journal") -> list[str]:
    from selfcare.journal.finding import Filter, find, listed_kinds

    with journal.reading() as session:
        return [each.handle for each in find(session, Filter(kinds=listed_kinds(), most=MOST_HANDLES))]
