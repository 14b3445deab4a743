"""People: what in a text could identify somebody."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import run
from selfcare.cli.door import WORDS, door
from selfcare.cli.options import STANDARD_INPUT, read_standard_input
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.identify.hits import Hit

people = door("What in a text could identify somebody.")

NO_CHECK_FINDS_EVERYTHING = "No check finds everything: read it yourself before you hand it on."


@people.callback()
def group() -> None:
    """Keep the commands of this group under its name, even while there is only one."""


@people.command("check", context_settings=WORDS)
def check(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="What to look through; - reads standard input.")
    ] = None,
    record: Annotated[str | None, typer.Option("--id", metavar="ID", help="A record of your journal instead.")] = None,
    lines: Annotated[
        bool, typer.Option("--jsonl", help='Standard input, a {"id", "text"} to a line; hits go out the same way.')
    ] = False,
) -> None:
    """Look for what could identify somebody.

    Numbers, dates, addresses and references are said to be likely; names are questions. Nothing is kept or changed.

    Example: selfcare people check -
    """
    here = run.of(context)
    _refuse_two_sources(words, record, lines)
    if lines:
        _check_lines()
        return
    texts = _of_record(here, record) if record else [("", _text(words))]
    found = [(label, text, hit) for label, text in texts for hit in _hits(text)]
    if here.console.as_json:
        here.console.show_object({"hits": [_hit_object(hit, label) for label, _, hit in found]})
        return
    for label, text, hit in found:
        here.console.show(_in_words(label, text, hit))
    here.console.show(f"{'Nothing found. ' if not found else ''}{NO_CHECK_FINDS_EVERYTHING}")


def _refuse_two_sources(words: list[str] | None, record: str | None, lines: bool) -> None:
    given = sum((bool(words), record is not None, lines))
    if given != 1:
        said = "There is nothing to look through." if given == 0 else "There is more than one thing to look through."
        raise Usage(said, "Give one of these: some words, - for standard input, --id ID, or --jsonl.")


def _text(words: list[str] | None) -> str:
    return read_standard_input() if words == [STANDARD_INPUT] else " ".join(words or ())


def _of_record(here: run.Run, name: str) -> list[tuple[str, str]]:
    """The texts of a record that a person wrote, each with its label."""
    from selfcare.journal.finding import one
    from selfcare.journal.kinds import kind_of

    with unlocked(here) as journal, journal.reading() as session:
        envelope = one(session, name)
    parts = [(part.label, part.text) for part in kind_of(envelope).parts(envelope.fields)]
    own = [("theme", envelope.theme), *(("tag", tag) for tag in envelope.tags)]
    return [*parts, *(each for each in own if each[1])]


def _hits(text: str) -> "tuple[Hit, ...]":
    """The check as a summary has it: the numbers of help lines are known to everyone."""
    from selfcare.identify.find import find
    from selfcare.redaction.check import helpline_numbers

    return find(text, today=when.today(), exempt=helpline_numbers())


def _in_words(label: str, text: str, hit: "Hit") -> str:
    """One hit: its kind, where it is, how sure that is and why. The text itself is not repeated."""
    from selfcare.identify.hits import LABELS

    before = text[: hit.start]
    line, column = before.count("\n") + 1, hit.start - before.rfind("\n")
    where = f"{label}, line {line}" if label else f"line {line}"
    return f"{LABELS[hit.kind]}: {where}, column {column}; {'likely' if hit.hard else 'a question'}; {hit.reason}."


def _hit_object(hit: "Hit", label: str = "") -> dict[str, Any]:
    """A hit for a script; of a record it says in which part."""
    found: dict[str, Any] = {"start": hit.start, "end": hit.end, "kind": hit.kind, "hard": hit.hard}
    return {**found, "part": label} if label else found


def _check_lines() -> None:
    """Every line of standard input answered with one of standard output, in order; all of them or none."""
    answers = [
        _answer(line, number) for number, line in enumerate(read_standard_input().split("\n"), 1) if line.strip()
    ]
    sys.stdout.write("".join(answers))


def _answer(line: str, number: int) -> str:
    name, text = _read(line, number)
    return json.dumps({"id": name, "hits": [_hit_object(hit) for hit in _hits(text)]}, ensure_ascii=False) + "\n"


def _read(line: str, number: int) -> tuple[object, str]:
    """The id and the text of a line; raises `Usage` with its number."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("text"), str):
        raise Usage(f"Line {number} is not of the form that --jsonl takes.", 'One {"id": "...", "text": "..."} a line.')
    return given["id"], given["text"]
