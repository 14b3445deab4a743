"""Finding records and changing them: list, show, search, edit."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare import when
from selfcare.cli import hint, looking, run
from selfcare.cli.console import Console
from selfcare.cli.door import WORDS, door
from selfcare.cli.options import At, RecordName, Since, Tags, Until, known, pairs
from selfcare.cli.streams import is_terminal
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import record_object, tell_changed, tell_date
from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.kinds import KINDS

if TYPE_CHECKING:
    from selfcare.journal.finding import Filter
    from selfcare.journal.journal import Journal

list_records = door()
show = door()
search = door()
edit = door()

ON_A_SCREEN = 20

NOUN_WIDTH = 13
"""So wide is the column of nouns in a list, unless one of them is longer."""
MOST_IN_WORDS = 240
"""So many characters has an entry of a list that is said in words; `show` and JSON have all."""
MARKS = {"private": " ", "theme": "~", "share": "+"}
IN_WORDS = {"private": "", "theme": ", its theme to supervision", "share": ", its text to supervision"}
MARKS_IN_WORDS = {"theme": "~ gives its theme to supervision", "share": "+ gives its text to supervision"}

KindOption = Annotated[
    list[str] | None, typer.Option("--kind", help=f"Only this kind: {', '.join(KINDS)}.", metavar="KIND")
]
Most = Annotated[int | None, typer.Option("-n", min=1, help="At most this many.", metavar="N")]
History = Annotated[bool, typer.Option("--history", help="Every version, the oldest first.")]


@list_records.command()
def list_latest(
    context: typer.Context,
    kind: KindOption = None,
    since: Since = None,
    until: Until = None,
    tag: Tags = None,
    most: Most = None,
) -> None:
    """List your latest records.

    Example: selfcare list --kind reflection --since -14d
    """
    from selfcare.journal.finding import find

    here = run.of(context)
    with unlocked(here) as journal:
        wanted = _filter(here, journal.today(), kind, since, until, tag, most)
        with journal.reading() as session:
            found = looking.found(here, session, lambda session, _, wanted: find(session, wanted), (), wanted)
        nothing = _not_begun(journal, wanted) or "Nothing here yet."
    _show_list(here, found, nothing, cut=wanted.most is not None and most is None)


@search.command(context_settings=WORDS)
def search_records(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words, or a phrase in quotes.")],
    kind: KindOption = None,
    since: Since = None,
    until: Until = None,
    tag: Tags = None,
    most: Most = None,
) -> None:
    """Find the records that hold all of these words. The beginning of a word is enough.

    Example: selfcare search "hard visit" handover
    """
    from selfcare.journal.finding import search as find_words

    here = run.of(context)
    with unlocked(here) as journal:
        wanted = _filter(here, journal.today(), kind, since, until, tag, most, all_kinds=True)
        with journal.reading() as session:
            found = looking.found(here, session, find_words, words, wanted)
        nothing = _not_begun(journal, wanted) or "No record holds these words."
    _show_list(here, found, nothing, cut=wanted.most is not None and most is None)


def _filter(
    here: run.Run,
    today: date,
    kinds: list[str] | None,
    since: str | None,
    until: str | None,
    tags: list[str] | None,
    most: int | None,
    *,
    all_kinds: bool = False,
) -> "Filter":
    from selfcare.journal.finding import Filter, listed_kinds

    return Filter(
        kinds=tuple(known(kind, KINDS, "--kind") for kind in kinds or ()) or (() if all_kinds else listed_kinds()),
        since=when.day_of(since, today=today, option="--since") if since else None,
        until=when.day_of(until, today=today, option="--until") if until else None,
        tags=envelopes.tidy_tags(tuple(tags or ())),
        most=most or (ON_A_SCREEN if here.console.interactive and is_terminal(sys.stdout) else None),
    )


def _not_begun(journal: "Journal", wanted: "Filter") -> str:
    """After midnight: when the day begins that is looked for, where the clock shows its date already."""
    if wanted.since is None or not journal.today() < wanted.since <= when.today():
        return ""
    return f"Your day of {when.in_words(wanted.since, date.min)} begins at {journal.setting('day_starts_at')}."


def _show_list(here: run.Run, records: list[Envelope], nothing: str, *, cut: bool) -> None:
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in records]})
        return
    width = noun_width(records)
    if records:
        here.console.show_entry("\n".join(_line(here, each, width) for each in records))
    else:
        here.console.say(nothing)
    _explain_marks(here, records)
    if cut and len(records) == ON_A_SCREEN:
        here.console.say(f"The latest {ON_A_SCREEN}. More: -n 100")


def _explain_marks(here: run.Run, records: list[Envelope]) -> None:
    """What the marks mean that were shown, for a person at a terminal."""
    levels = {each.share for each in records}
    if here.console.in_words:
        return
    if here.console.interactive and (said := [words for level, words in MARKS_IN_WORDS.items() if level in levels]):
        here.console.say(f"{'; '.join(said)}.")


def noun_width(records: Sequence[Envelope]) -> int:
    """How wide the column is that says what each of these records is."""
    from selfcare.journal.kinds import kind_of

    one_of_each = {each.kind: each for each in records}.values()
    return max([NOUN_WIDTH, *(len(kind_of(each).noun) for each in one_of_each)])


def _line(here: run.Run, envelope: Envelope, width: int) -> str:
    from selfcare.journal.kinds import kind_of, title
    from selfcare.render.visible import visible

    moment = when.local(envelope.happened_at, envelope.zone)
    what = with_level(here.console, kind_of(envelope).noun, envelope, width)
    text = f"{envelope.handle}  {moment:%Y-%m-%d %H:%M} {what}  "
    text = visible((text + title(envelope)).replace("\n", " "))
    return cut(here.console, text)


def with_level(console: Console, noun: str, record: Envelope, width: int) -> str:
    """What a record is, and how much of it may go to supervision: by a mark or by words."""
    if console.in_words:
        return f" {noun + IN_WORDS[record.share]:<{NOUN_WIDTH}}"
    return f"{MARKS[record.share]} {noun:<{width}}"


def cut(console: Console, text: str) -> str:
    """An entry of a list as long as the screen is wide. In words it may go on over several lines, but not for ever."""
    most = MOST_IN_WORDS if console.in_words else console.width
    return text if len(text) <= most else text[: most - 1] + "…"


@show.command()
def show_record(context: typer.Context, name: RecordName, history: History = False) -> None:
    """Show one record whole, or all its versions.

    Example: selfcare show k7m2q --history
    """
    from selfcare.journal.finding import one
    from selfcare.journal.records import history as versions_of

    here = run.of(context)
    with unlocked(here) as journal, journal.reading() as session:
        record = one(session, name)
        versions = versions_of(session, record.id) if history else [record]
    if here.console.as_json:
        here.console.show_object({"records": [record_object(each) for each in versions]})
        return
    for number, version in enumerate(versions, start=1):
        if history:
            changed = when.local(version.changed_at, version.zone)
            if number > 1:
                here.console.show()
            here.console.show(f"Version {number} of {len(versions)}, {changed:%Y-%m-%d %H:%M}")
        _show_whole(here, version)


def _show_whole(here: run.Run, envelope: Envelope) -> None:
    from selfcare.reports.record import record_document

    here.console.show_document(record_document(envelope))


@edit.command(context_settings={"ignore_unknown_options": False})
def edit_record(
    context: typer.Context,
    name: RecordName,
    new_texts: Annotated[
        list[str] | None,
        typer.Option("--set", help="A field and its new text; - is standard input.", metavar="FIELD=TEXT"),
    ] = None,
    tag: Tags = None,
    untag: Annotated[list[str] | None, typer.Option("--untag", help="A tag to take off.", metavar="TAG")] = None,
    at: At = None,
) -> None:
    """Change a record. Without options each text is asked for, and Enter leaves it as it is.

    The earlier version is kept: `selfcare show ID --history`.

    Example: selfcare edit k7m2q --set text="What I meant to say."
    """
    from selfcare.journal.finding import one
    from selfcare.journal.records import change

    here = run.of(context)
    texts = pairs(new_texts, "--set")
    with unlocked(here) as journal:
        with journal.reading() as session:
            record = one(session, name)
        if not (texts or tag or untag or at):
            texts = _asked(here, record)
        day_starts_at = journal.setting("day_starts_at")

        def how(now: Envelope) -> Envelope:
            changed = _changed(now, texts, tuple(tag or ()), tuple(untag or ()))
            return _moved(changed, at, day_starts_at) if at else changed

        kept = change(journal, record.id, how)
        tell_changed(here, kept, f"Changed {kept.handle}. The earlier version is kept.")
        if at:
            tell_date(here, kept)
        hint.say(here, journal, kept)


def _moved(record: Envelope, words: str, day_starts_at: str) -> Envelope:
    """`record` at the moment that the words of `--at` mean; what others count by the calendar, by that."""
    from selfcare.journal.kinds import kind_of

    by_calendar = kind_of(record).by_calendar
    return envelopes.moved(record, words, day_starts_at, now=record.changed_at, by_calendar=by_calendar)


def _changed(record: Envelope, texts: dict[str, str], tags: tuple[str, ...], untags: tuple[str, ...]) -> Envelope:
    if texts:
        _refuse_guidance(record)
    content: dict[str, Any] = dict(record.fields)
    for field, text in texts.items():
        content = with_text(record, content, field, text)
    remaining = set(record.tags) - set(envelopes.tidy_tags(untags))
    return envelopes.changed(record, fields=content, tags=envelopes.tidy_tags((*remaining, *tags)))


def _refuse_guidance(record: Envelope) -> None:
    """Raise `Usage` for an own entry: old answers hang on its words, so another wording is another entry."""
    if record.kind == "guidance":
        raise Usage(
            "An entry of your own guidance keeps its words.",
            'Give the new wording another id, and `replaces = "THE-OLD-ID"`: selfcare guidance add FILE',
        )


def with_text(record: Envelope, content: dict[str, Any], field: str, text: str) -> dict[str, Any]:
    """`content` with one field changed; one inside another is named `answers.what`, or by its last part.

    A day, or a choice that the kind itself lists, may be changed as well: what it holds is checked. An id may not.
    """
    from selfcare.journal.form import closed_fields
    from selfcare.journal.kinds import kind_of

    texts = text_fields(record)
    closed = [name for name in content if name in closed_fields(kind_of(record).form)]
    for name in [*texts, *closed]:
        if field in (name, name.rpartition(".")[2]):
            outer, _, inner = name.rpartition(".")
            if outer:
                return {**content, outer: {**content[outer], inner: text}}
            return {**content, inner: text}
    raise Usage("This record has no such text.", f"Its texts are: {', '.join(texts) or 'none'}.")


def text_fields(record: Envelope) -> list[str]:
    """The names of the person's own texts in a record's fields."""
    from selfcare.journal.form import words_in
    from selfcare.journal.kinds import kind_of

    form = kind_of(record).form

    def is_text(value: object, content: dict[str, Any]) -> bool:
        return isinstance(value, str) and words_in(form, content) == [value]

    own = [name for name, value in record.fields.items() if is_text(value, {name: value})]
    inner = [
        f"{outer}.{name}"
        for outer, values in record.fields.items()
        if isinstance(values, dict)
        for name, value in values.items()
        if is_text(value, {outer: {name: value}})
    ]
    return own + inner


def _asked(here: run.Run, record: Envelope) -> dict[str, str]:
    from selfcare.cli import ask
    from selfcare.cli.stopping import Stopped
    from selfcare.journal.kinds import kind_of

    _refuse_guidance(record)
    if not here.console.interactive:
        raise Usage("There is nothing to change.", "Use --set FIELD=TEXT, --tag, --untag or --at.")
    _show_whole(here, record)
    here.console.say("Enter leaves a text as it is.")
    labels = {part.key: part.label for part in kind_of(record).parts(record.fields)}
    new: dict[str, str] = {}
    for field in _shown_texts(record):
        old = _text_of(record, field)
        here.console.say(f"\n{labels[field]}")
        try:
            typed = ask.line(here.console, text=True, begun="" if here.console.plain else old)
        except Stopped as stop:
            new |= _if_new(field, stop.typed, old)
            if not _to_keep(here, stop, new):
                raise
            return new
        new |= _if_new(field, typed, old)
    return new


def _if_new(field: str, typed: str, old: str) -> dict[str, str]:
    return {field: typed} if typed.strip() and typed != old else {}


def _to_keep(here: run.Run, stop: KeyboardInterrupt, new: dict[str, str]) -> bool:
    """Whether what was changed before the person stopped is kept; whoever has left the desk is not asked."""
    from selfcare.cli import ask, idle

    if not new or isinstance(stop, idle.Quiet):
        return bool(new)
    return ask.yes(here.console, "\nKeep what you changed so far?", default=True)


def _shown_texts(record: Envelope) -> list[str]:
    """The names of the texts that a person reads in a record, in its order: a template's name is not one."""
    from selfcare.journal.kinds import kind_of

    texts = text_fields(record)
    return [part.key for part in kind_of(record).parts(record.fields) if part.key in texts]


def _text_of(record: Envelope, name: str) -> str:
    outer, _, inner = name.rpartition(".")
    return str((record.fields[outer] if outer else record.fields)[inner])
