"""Getting ready for supervision: by options, or step by step at a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare.cli import run
from selfcare.cli.forms import Answers
from selfcare.cli.options import from_dash
from selfcare.cli.preparing import say_on_the_page, walk
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Kept, tell
from selfcare.errors import Usage
from selfcare.journal.envelope import Envelope

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal


def _text(help_text: str) -> Any:
    return typer.Option(metavar="TEXT", help=help_text, callback=from_dash)


def prepare_session(
    context: typer.Context,
    priority: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="Own words, or the ID of a record; up to three times.")
    ] = None,
    ask_: Annotated[
        list[str] | None, typer.Option("--ask", metavar="TEXT", help="What you need from the session; repeatable.")
    ] = None,
    decision: Annotated[str | None, _text("A decision or a permission that you need.")] = None,
    question: Annotated[str | None, _text("The question that you bring.")] = None,
    wellbeing: Annotated[str | None, _text("How you are, and how much you can take on.")] = None,
    learning: Annotated[str | None, _text("What you want to learn.")] = None,
    organisation: Annotated[str | None, _text("What would help from the organisation.")] = None,
    support: Annotated[str | None, _text("Support that you would like.")] = None,
) -> None:
    """Get ready for supervision: choose what you bring, rank it, and say what you need.

    What you write here is for that session, so it goes on the summary. It is checked there like all else. An option
    takes the place of what you wrote before, and an empty one takes it away.

    Example: selfcare supervision prepare --ask "A date for the end of cover"
    """
    here = run.of(context)
    given: Answers = {
        "priorities": priority,
        "asks": ask_,
        "decisions": decision,
        "question": question,
        "wellbeing": wellbeing,
        "learning": learning,
        "organisation": organisation,
        "support": support,
    }
    given = {field: answer for field, answer in given.items() if answer is not None}
    if not given and not here.console.interactive:
        raise Usage(
            "There is no terminal to ask on, and no answer was given.",
            "Use --ask TEXT, --priority TEXT and the like; `selfcare supervision prepare --help` shows them all.",
        )
    with unlocked(here) as journal:
        if given:
            _keep_given(here, journal, given)
        else:
            walk(here, journal)


def _keep_given(here: run.Run, journal: "Journal", given: Answers) -> None:
    from selfcare.journal.preparations import keep

    texts = {field: answer.strip() and answer for field, answer in given.items() if isinstance(answer, str)}
    lists = {field: _written(answers) for field, answers in given.items() if isinstance(answers, list)}
    if "priorities" in lists:
        lists["priorities"] = _ranked(here, journal, lists["priorities"])
    kept = keep(journal, {**texts, **lists})
    tell(here, Kept(kept, journal))
    say_on_the_page(here.console, kept)


def _written(answers: Sequence[str]) -> list[Any]:
    """The lines of a list of options, without empty ones."""
    return [text for text in (from_dash(each) or "" for each in answers) if text.strip()]


def _ranked(here: run.Run, journal: "Journal", wanted: Sequence[str]) -> list[dict[str, str]]:
    """Priorities from options: a word that names a record is that record, all else is own words."""
    from selfcare.journal.preparations import MOST_PRIORITIES

    if len(wanted) > MOST_PRIORITIES:
        raise Usage("There is room for three priorities.", "Choose the three that matter most.")
    ranked = []
    for words in wanted:
        record = _named(journal, words)
        ranked.append({"record": record.id} if record else {"words": words})
        if record and record.share == "private":
            here.console.say_unless_json(f"{record.handle} is private, so the page leaves it out.")
            here.console.say_unless_json(f"Bring it: selfcare share {record.handle} theme")
    return ranked


def _named(journal: "Journal", words: str) -> Envelope | None:
    from selfcare.journal.finding import one

    if len(words.split()) != 1:
        return None
    try:
        with journal.reading() as session:
            return one(session, words)
    except Usage:
        return None
