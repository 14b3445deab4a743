"""People: names to put away under a pseudonym, and what in a text could identify somebody."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import ask, run, stopping
from selfcare.cli.door import WORDS, door
from selfcare.cli.options import STANDARD_INPUT, Yes, read_standard_input
from selfcare.cli.people_sweep import sweep_names
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.identify.hits import Hit
    from selfcare.journal.journal import Journal
    from selfcare.journal.people import Added, Someone
    from selfcare.redaction.check import Known

people = door("Names to put away under a pseudonym, and a check of any text.\n\nExample: selfcare people add")

NO_COMMAND = "That is a command, and this is a question. A name that reads so begins with a capital."
NO_CHECK_FINDS_EVERYTHING = "No check finds everything: read it yourself before you hand it on."


@people.command("add", context_settings=WORDS)
def add_name(
    context: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]", help="A name; - reads standard input.")] = None,
    pseudonym: Annotated[
        str | None, typer.Option("--as", metavar="PSEUDONYM", help="What takes its place; else one is suggested.")
    ] = None,
) -> None:
    """Put a name away: whatever you write, a pseudonym takes its place. The name itself is kept nowhere.

    A pseudonym that is in use makes it a further name of the same person. Without a name you are asked, which is
    safest: what stands on a command line is seen by other programs, and shells remember it.

    Example: selfcare people add
    """
    here = run.of(context)
    if not name and not here.console.interactive:
        raise Usage("There is no terminal to ask on, and no name was given.", "Pipe it in: selfcare people add -")
    with unlocked(here) as journal:
        with stopping.told("Stopped. Nobody was added.", "What was there is as it was."):
            added = _added(journal, _text(name), pseudonym) if name else _asked(here, journal, pseudonym)
        someone = next(each for each in _everyone(journal) if each.pseudonym == added.pseudonym)
    if here.console.as_json:
        here.console.show_object({"person": _person_object(someone)})
    else:
        _tell_added(here, added)


def _added(journal: "Journal", name: str, pseudonym: str | None) -> "Added":
    from selfcare.journal.people import add

    return add(journal, name, pseudonym)


def _asked(here: run.Run, journal: "Journal", pseudonym: str | None) -> "Added":
    """A name that is typed, and what takes its place. Raises `Usage` for what cannot be a name."""
    from selfcare.journal.people import known_as, next_suggestion

    here.console.say("The name itself is kept nowhere, only a kind of fingerprint of it, to know it again.")
    while _is_command(name := ask.line(here.console, "Name to put away: ").strip()):
        here.console.say(NO_COMMAND)
    if not name:
        here.console.say("Nobody was added.")
        raise typer.Exit
    if pseudonym is not None or known_as(journal, name):
        return _added(journal, name, pseudonym)
    return _with_asked_pseudonym(here, journal, name, next_suggestion(journal))


def _with_asked_pseudonym(here: run.Run, journal: "Journal", name: str, suggestion: str) -> "Added":
    here.console.say("For a further name of somebody who is known, type their pseudonym.")
    while True:
        typed = ask.line(here.console, f"Pseudonym, or Enter for {suggestion}: ").strip()
        if _is_command(typed):
            here.console.say(NO_COMMAND)
            continue
        try:
            return _added(journal, name, typed or suggestion)
        except Usage as problem:
            here.console.say(f"{problem.message} {problem.hint}")


def _is_command(typed: str) -> bool:
    """Whether somebody typed their next command at the prompt."""
    from selfcare.cli.app import COMMANDS

    return typed.partition(" ")[0] in ("selfcare", *COMMANDS)


def _tell_added(here: run.Run, added: "Added") -> None:
    if added.known:
        here.console.show(f"That name is known already: {added.pseudonym} takes its place.")
        return
    here.console.show(f"From now on {added.pseudonym} takes the place of that name in what you write.")
    if added.shared:
        here.console.say("Somebody else has that name too, so [name] takes its place where it stands whole.")
    if added.common:
        here.console.say(
            "A word of it is an everyday word too: alone, it counts only with a capital inside a sentence."
        )
    here.console.say("What you wrote before now stays as it is until: selfcare people sweep")
    here.console.say(f"To undo this: selfcare people remove {added.pseudonym}")


@people.command("list")
def list_people(context: typer.Context) -> None:
    """List the pseudonyms in use. The names are kept nowhere, so none is shown.

    Example: selfcare people list
    """
    here = run.of(context)
    with unlocked(here) as journal:
        found = _everyone(journal)
    if here.console.as_json:
        here.console.show_object({"people": [_person_object(each) for each in found]})
        return
    for each in found:
        names = "1 name" if each.names == 1 else f"{each.names} names"
        here.console.show(f"{each.pseudonym}: {names}, added {each.added.isoformat()}")
    if not found:
        here.console.say("Nobody yet. Put a name away: selfcare people add")


def _everyone(journal: "Journal") -> "list[Someone]":
    from selfcare.journal.people import everyone

    with journal.reading() as session:
        return everyone(session)


def _person_object(someone: "Someone") -> dict[str, object]:
    return {"pseudonym": someone.pseudonym, "added": someone.added.isoformat(), "names": someone.names}


@people.command("remove")
def remove_person(
    context: typer.Context,
    pseudonym: Annotated[str, typer.Argument(metavar="PSEUDONYM", help="As `selfcare people list` shows it.")],
    yes: Yes = False,
) -> None:
    """Stop looking for a name. Where its pseudonym stands in what you wrote, it stays.

    Example: selfcare people remove Larch
    """
    from selfcare.journal.people import find, remove

    here = run.of(context)
    with unlocked(here) as journal:
        with journal.reading() as session:
            found = find(session, pseudonym)
        if not yes:
            _confirm_removal(here, found)
        remove(journal, found)
    if here.console.as_json:
        here.console.show_object({"removed": found})
    else:
        here.console.show(f"Nobody is looked for as {found} any more. {found} stays where it stands.")


def _confirm_removal(here: run.Run, pseudonym: str) -> None:
    if not here.console.interactive:
        raise Usage("A name that is looked for no more cannot be brought back.", "Add --yes, or type it again later.")
    with stopping.told("Stopped. Nobody was removed.", "Their names are put away as before."):
        sure = ask.yes(here.console, f"Stop looking for the names of {pseudonym}?", default=False)
    if not sure:
        here.console.show("Nobody was removed.")
        raise typer.Exit


people.command("sweep")(sweep_names)


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
        _check_lines(_known(here))
        return
    texts, known = _of_record(here, record) if record else ([("", _text(words))], _known(here))
    found = [(label, text, hit) for label, text in texts for hit in known.hits(text)]
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


def _of_record(here: run.Run, name: str) -> "tuple[list[tuple[str, str]], Known]":
    """The texts of a record that a person wrote, each with its label, and what they are looked through with."""
    from selfcare.journal.finding import one
    from selfcare.journal.kinds import kind_of
    from selfcare.redaction.knowing import known_in

    with unlocked(here) as journal, journal.reading() as session:
        envelope, known = one(session, name), known_in(session)
    parts = [(part.label, part.text) for part in kind_of(envelope).parts(envelope.fields)]
    own = [("theme", envelope.theme), *(("tag", tag) for tag in envelope.tags)]
    return [*parts, *(each for each in own if each[1])], known


def _known(here: run.Run) -> "Known":
    """What a text that is in no journal is looked through with: in a session, what that journal knows too."""
    from selfcare.identify.words import pseudonyms
    from selfcare.redaction.check import Known

    if here.open_journal is not None:
        from selfcare.redaction.knowing import known_in

        with here.open_journal.reading() as session:
            return known_in(session)
    return Known(when.today(), frozenset(pseudonyms()))


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


def _check_lines(known: "Known") -> None:
    """Every line of standard input answered with one of standard output, in order; all of them or none."""
    lines = enumerate(read_standard_input().split("\n"), 1)
    answers = [_answer(known, line, number) for number, line in lines if line.strip()]
    sys.stdout.write("".join(answers))


def _answer(known: "Known", line: str, number: int) -> str:
    name, text = _read(line, number)
    hits = [_hit_object(hit) for hit in known.hits(text)]
    return json.dumps({"id": name, "hits": hits}) + "\n"


def _read(line: str, number: int) -> tuple[object, str]:
    """The id and the text of a line; raises `Usage` with its number."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("text"), str):
        raise Usage(f"Line {number} is not of the form that --jsonl takes.", 'One {"id": "...", "text": "..."} a line.')
    return given["id"], given["text"]
