"""Retention: what is older than the person wanted to keep it is shown, and they are asked. Nothing goes by itself."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare.cli import forms, run, stopping
from selfcare.cli.door import door
from selfcare.cli.options import known
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage
from selfcare.guidance.questions import Choice, Question

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.reports.retention import Old

retention = door(
    """See what is older than you wanted to keep it, and choose what becomes of it. Nothing goes by itself.

    It asks kind by kind. Without a terminal it shows, and does what the options say.

    Example: selfcare vault retention"""
)

SHOWN = 5
"""So many records of a kind are shown; the rest are a number."""
BIN, LATER, KEEP = "bin", "later", "keep"

ToBin = Annotated[list[str] | None, typer.Option("--bin", metavar="KIND", help="Move what is old to the bin.")]
Later = Annotated[list[str] | None, typer.Option("--later", metavar="KIND", help="Keep it; ask again in a year.")]
Keep = Annotated[list[str] | None, typer.Option("--keep", metavar="KIND", help="Keep it; ask about it no more.")]


@retention.callback(invoke_without_command=True)
def look(context: typer.Context, to_bin: ToBin = None, later: Later = None, keep: Keep = None) -> None:
    """Show what is old, and ask or do what becomes of it."""
    if context.invoked_subcommand is not None:
        return
    here = run.of(context)
    chosen = ((BIN, to_bin), (LATER, later), (KEEP, keep))
    given = {_kind(word): what for what, words in chosen for word in words or ()}
    _refuse_unknown(given)
    _refuse_twice(given, chosen)
    with unlocked(here) as journal:
        found = _read(here, journal)
        answered = _answered(here, journal, found, given) if given or here.console.interactive else {}
        times = _times(journal)
    if here.console.as_json:
        old = [_object(each) for each in found]
        here.console.show_object({"kept_for": times, "old": old, "answered": answered})
    elif not here.console.interactive and not given:
        for each in found:
            _show(here, each)
    if not here.console.as_json:
        for kind in given.keys() - answered.keys():
            here.console.show(f"None of this kind is old: {_noun(kind)}.")
        if not found:
            _show_times(here, times)


def _refuse_unknown(given: Mapping[str, str]) -> None:
    if given:
        from selfcare.journal.retention import ASKED

        for kind, what in given.items():
            known(kind, ASKED, f"--{what}")


def _refuse_twice(given: Mapping[str, str], chosen: Iterable[tuple[str, list[str] | None]]) -> None:
    if len(given) < sum(len(words or ()) for _, words in chosen):
        raise Usage("A kind is named twice.", "Say once what becomes of it: --bin, --later or --keep.")


def _read(here: run.Run, journal: "Journal") -> tuple["Old", ...]:
    from selfcare.reports.retention import read_old

    today = journal.today()
    with journal.reading() as session:
        return read_old(session, here.config["nation"], today)


def _times(journal: "Journal") -> dict[str, str]:
    from selfcare.journal.retention import kept_for

    with journal.reading() as session:
        return kept_for(session)


# --- asking ----------------------------------------------------------------------------------------------------------


def _answered(
    here: run.Run, journal: "Journal", found: tuple["Old", ...], given: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Do what the person says of each kind: by option, else asked. What was done, by kind."""
    from selfcare.journal.holding import refuse_at_once

    if found and (not given or BIN in given.values()):
        refuse_at_once(journal)
    done = {}
    with stopping.told("Stopped. What you answered before is done.", "The rest waits: selfcare vault retention"):
        for each in found:
            if given:
                answer = given.get(each.kind)
            else:
                _show(here, each)
                answer = forms.ask_one(here.console, _question(each))
            if answer:
                _do(here, journal, each, answer)
                done[each.kind] = {"answer": answer, "records": len(each.records)}
    return done


def _question(old: "Old") -> Question:
    noun = _noun(old.kind)
    choices = (
        Choice(LATER, "Keep them, and ask again in a year"),
        Choice(BIN, "Move them to the bin"),
        Choice(KEEP, f"Keep them, and ask about this kind ({noun}) no more"),
    )
    return Question(
        "retention", "What shall become of them?", "Enter leaves it for now", "choice", choices, None, True, ""
    )


def _do(here: run.Run, journal: "Journal", old: "Old", answer: str) -> None:
    from selfcare.journal import retention as kept
    from selfcare.reports.retention import months_before

    ways: Mapping[str, Callable[[], object]] = {
        BIN: lambda: kept.to_bin(journal, old.records),
        LATER: lambda: kept.ask_again_from(journal, old.kind, months_before(journal.today(), -12)),
        KEEP: lambda: kept.set_kept_for(journal, old.kind, kept.NEVER),
    }
    ways[answer]()
    if not here.console.as_json:
        here.console.show(_told(old, answer))


def _told(old: "Old", answer: str) -> str:
    noun = _noun(old.kind)
    return {
        BIN: f"In the bin: {len(old.records)} ({noun}). Erased when you empty it: selfcare bin empty",
        LATER: f"Kept: {len(old.records)} ({noun}). You are asked again in a year.",
        KEEP: f"Kept: {len(old.records)} ({noun}). To be asked again: selfcare vault retention set {old.kind} MONTHS",
    }[answer]


# --- showing ---------------------------------------------------------------------------------------------------------


def _show(here: run.Run, old: "Old") -> None:
    from selfcare.journal.kinds import date_of, title

    here.console.show(f"\n{_noun(old.kind)}: {len(old.records)} {_age(old)}")
    for each in old.records[:SHOWN]:
        here.console.show(f"  {each.handle}  {date_of(each).isoformat()}  {title(each)}")
    if len(old.records) > SHOWN:
        here.console.show(f"  and {len(old.records) - SHOWN} more: selfcare list --kind {old.kind} --until {old.limit}")


def _age(old: "Old") -> str:
    if old.kept_for == "cycle":
        return f"from before {old.limit.isoformat()}, whose period and the next are over"
    return f"older than {_months(old.kept_for)}"


def _months(number: str) -> str:
    return "1 month" if number == "1" else f"{number} months"


def _kept(time: str) -> str:
    """For how long a kind is kept, in words."""
    return {"never": "for good", "cycle": "until the registration period after its own is over"}.get(
        time
    ) or f"for {_months(time)}"


def _show_times(here: run.Run, times: Mapping[str, str]) -> None:
    here.console.show("Nothing is older than you want to keep it.")
    for kind, time in times.items():
        if time != "never":
            here.console.show(f"  {_noun(kind)}: kept {_kept(time)}")
    here.console.show("The rest is kept for good. Change it: selfcare vault retention set KIND MONTHS")


def _kind(word: str) -> str:
    """The kind that `word` names: as `list --kind` takes it, or as a person reads it here ("trigger note")."""
    from selfcare.journal.kinds import KINDS

    return next((name for name, kind in KINDS.items() if kind.noun == word), word)


def _noun(kind: str) -> str:
    from selfcare.journal.kinds import KINDS

    return KINDS[kind].noun


def _object(old: "Old") -> dict[str, Any]:
    return {
        "kind": old.kind,
        "kept_for": old.kept_for,
        "before": old.limit.isoformat(),
        "records": [each.handle for each in old.records],
    }


# --- setting ---------------------------------------------------------------------------------------------------------


@retention.command("set")
def set_time(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A kind of record, as `list --kind` takes it.")],
    months: Annotated[str, typer.Argument(metavar="MONTHS|never", help="For CPD also: cycle.")],
) -> None:
    """Choose after how many months you are asked about a kind of record, or never.

    Actions, risks, plan items and titles to read count from the day on which they were closed; open ones are kept.

    Example: selfcare vault retention set trigger 6
    """
    from selfcare.journal.retention import set_kept_for

    here, kind = run.of(context), _kind(kind)
    with unlocked(here) as journal:
        set_kept_for(journal, kind, months)
        times = _times(journal)
    if here.console.as_json:
        here.console.show_object({"kept_for": times})
        return
    here.console.show(f"{_noun(kind)}: kept {_kept(months)}{'' if months == 'never' else ', then you are asked'}.")
