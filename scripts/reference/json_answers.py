"""docs/reference/json.md: what `--json` answers, from commands that are run in an invented journal."""

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.reference import fields
from scripts.reference.invented import NOW, InventedJournal, invented_journal

WIDTH = 100
HEAD = """\
# JSON

With `--json` a command answers with one object on standard output, and asks nothing. Where it fails, standard output
is empty, and standard error has an object with the cause ([exit codes](exit-codes.md)).

`"format": 1` stands in each. Within a format number names and meanings stay; new names may come, so pass over those
that you do not know. Offsets count Unicode code points. A moment is written in UTC, and `zone` says where it was. `day`
is the day that a record is filed under: after a night it may be the day before.

The examples are real answers, from the journal of an invented person (`selfcare demo DIR`). In the place of a longer
list stand its first things.

## Records

A record is `id`, `handle` (the short name), `kind`, `happened_at`, `zone`, `day`, `share` (`private`, `theme` or
`share`), `theme`, `tags` and `fields`. `list`, `search` and `show` answer with `records`, and so do `plan show`, `bin
list` and the lists of `supervision`; what writes one answers with `record`.
"""
FIELDS = """\

### The fields of each kind

What has no answer is left out. A day is written as 2026-11-21, a week as 2026-W47. An id is the name of something that
`selfcare guidance list` shows.
"""


@dataclass(frozen=True)
class Example:
    """A command, what is said before its answer, and what it is given. `most`: how many of each list stay."""

    words: str
    about: str
    stdin: str = ""
    locked: bool = False
    most: int = 1


RECORDS = (
    Example("list -n 1", "Your latest records; without `-n`, all."),
    Example('reflect quick --answer what="A long handover" --tag handover', "What a command that writes answers."),
    Example(
        "note Long handover, no break",
        "Written without the passphrase, it is sealed and has no handle yet.",
        locked=True,
    ),
    Example("show zzzzz", "An error, on standard error. It ends with the exit code that it names."),
)
OTHERS = {
    "Today": (
        Example("", "`selfcare` alone. `due` has only what is."),
        Example("", "The same with no passphrase.", locked=True),
        Example("help-now", "It needs no journal."),
    ),
    "Each week": (
        Example("checkin show", "One week: `ratings` from 0 to 10, `facts` by id."),
        Example("trends energy load --weeks 3", "`value` is null in a week that was not rated.", most=3),
        Example("toolbox list", "The tools that you kept; `--all` has every one."),
        Example("toolbox suggest", "At most three, each with its reason."),
        Example("toolbox stats", "What helped you."),
    ),
    "Supervision": (
        Example("supervision summary", "The page. Its form has [a schema](../summary.schema.json).", most=2),
        Example("supervision dates", "When each kind was last held, and when it is due."),
        Example("supervision hours", "What counts in each month."),
        Example("supervision shared", "What you made for others."),
        Example(
            "cpd list",
            "The pieces as records, each with its `date` by the calendar, and how they stand for your regulator.",
        ),
        Example("cpd reading list", "What to read, and what you finished."),
    ),
    "Checks": (
        Example(
            'people check "Ring 07700 900123"', "What could identify somebody. `hard` is false where it is a question."
        ),
        Example(
            "people check --jsonl",
            "Lines of `id` and `text` in, a line for each out, and no journal needed.",
            stdin='{"id": "a", "text": "Ring 07700 900123"}\n{"id": "b", "text": "A quiet shift"}\n',
        ),
        Example("people list", "The pseudonyms. No name is kept."),
    ),
    "Keeping": (
        Example(
            "vault status",
            "Counts, sizes, dates and versions. Backups are told by their length; `vault backups` checks each byte.",
        ),
        Example("vault verify", "Exit code 13 where it is not ok."),
        Example("vault backups", "The backups that lie with the journal, and what opens each."),
        Example("vault retention", "How long each kind is kept, in months, and what is older."),
        Example("settings show", "Every setting, as text."),
        Example("guidance show pause-2", "An entry of the content."),
    ),
}
OF_THE_DISK: Mapping[str, object] = {
    "bytes": 249344,
    "database_bytes": 245760,
    "database_changed": NOW.isoformat(),
    "keys_changed": NOW.isoformat(),
    "sqlcipher": "4.19.0 community",
    "sqlite": "3.53.4",
}
"""What disk and libraries have a say in: the example has these values, whatever they are here."""


def page() -> str:
    """The page, whole."""
    with invented_journal() as journal:
        parts = [HEAD, *_examples(journal, RECORDS), FIELDS, *fields.tables()]
        for heading, examples in OTHERS.items():
            parts += [f"\n## {heading}\n", *_examples(journal, examples)]
    return "".join(parts)


def _examples(journal: InventedJournal, examples: tuple[Example, ...]) -> Iterator[str]:
    for each in examples:
        answers = journal.answer(shlex.split(each.words), stdin=each.stdin, locked=each.locked)
        command = " ".join(f"selfcare {each.words}{_said(each.words)}".split())
        given = f"```text\n{each.stdin}```\n\n" if each.stdin else ""
        shown = "\n".join(laid_out(shortened(answer, each.most)) for answer in answers)
        yield f"\n**`{command}`**. {each.about}\n\n{given}```json\n{shown}\n```\n"


def _said(words: str) -> str:
    return "" if "--jsonl" in words else " --json"


def shortened(value: Any, most: int) -> Any:
    """`value` with at most so many objects in any list, and with what the disk has a say in as it is on every disk."""
    if isinstance(value, dict):
        return {key: OF_THE_DISK.get(key) or shortened(each, most) for key, each in value.items()}
    if isinstance(value, list):
        objects = any(isinstance(each, dict) for each in value)
        return [shortened(each, most) for each in (value[:most] if objects else value)]
    return value


def laid_out(value: Any, indent: int = 0) -> str:
    """JSON with an object or a list on one line where it fits there."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list):
        return line
    inside, end = " " * (indent + 2), " " * indent
    if isinstance(value, list):
        parts, brackets = [laid_out(each, indent + 2) for each in value], "[]"
    else:
        parts = [f"{json.dumps(key)}: {laid_out(each, indent + 2)}" for key, each in value.items()]
        brackets = "{}"
    return f"{brackets[0]}\n{inside}" + f",\n{inside}".join(parts) + f"\n{end}{brackets[1]}"
