"""The toolbox: tools to keep, to use and to rate, and which of them may suit now."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfcare.cli import forms, last_chosen, run
from selfcare.cli.door import door
from selfcare.cli.drafting import Form, resumed
from selfcare.cli.forms import Answers
from selfcare.cli.guidance import known_to
from selfcare.cli.options import At, from_dash, known, moment_of, whole_number
from selfcare.cli.pauses import HELPED
from selfcare.cli.unlock import unlocked
from selfcare.cli.writer import Writer, at_its_moment, check_fields, tell, writer
from selfcare.errors import Usage
from selfcare.guidance.questions import Choice, Question
from selfcare.guidance.tools import DOMAINS, PLACES, WHENS
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.guidance.tools import Tool
    from selfcare.reports.toolbox import Toolbox

toolbox = door("What helps you: keep it, use it, rate it.\n\nExample: selfcare toolbox suggest --minutes 3")

ToolName = Annotated[str, typer.Argument(metavar="ID", help="The tool's id, or its name.")]
Strength = Annotated[int | None, typer.Option(min=0, max=10, metavar="N", help="How strong the feeling was, 0-10.")]

AT_HAND = 6
"""So many tools are listed under a question."""
WELL = 7
"""Of 10: what helped this much may be worth planning."""


def _choices(ids: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(each, each.capitalize()) for each in ids)


NEW_TOOL = (
    Question("name", "What do you call it?", "", "line", (), None, True, ""),
    Question("how", "How is it done?", "One or two lines, for a tired day.", "text", (), None, True, ""),
    Question("domains", "What is it for?", "", "ticks", _choices(DOMAINS), None, True, ""),
    Question("when", "When does it fit?", "", "choice", _choices(WHENS), None, True, ""),
    Question("minutes", "How many minutes does it take?", "", "count", (), 480, True, ""),
    Question("places", "Where can it be done?", "", "ticks", _choices(PLACES), None, True, ""),
)
USUALLY: Answers = {"domains": ["mental"], "when": "moment", "minutes": 5, "places": ["anywhere"]}


@toolbox.command("list")
def list_tools(
    context: typer.Context, every: Annotated[bool, typer.Option("--all", help="All tools, parked ones too.")] = False
) -> None:
    """List the tools that you keep and use, with the middle of your ratings.

    Example: selfcare toolbox list --all
    """
    from selfcare.reports import toolbox as reports

    here = run.of(context)
    box = _read(here)
    if here.console.as_json:
        shown = [*box.yours, *(box.others if every else reports.starters(box))]
        here.console.show_object({"tools": [reports.tool_object(box, each) for each in shown]})
        return
    here.console.show_document(reports.list_document(box, every=every))


@toolbox.command("show")
def show_tool(context: typer.Context, name: ToolName) -> None:
    """Show one tool: how it is done, and how it was for you.

    Example: selfcare toolbox show breath-out
    """
    from selfcare.journal.toolbox import named
    from selfcare.reports import toolbox as reports

    here = run.of(context)
    box = _read(here)
    tool = box.tools[named(name, box.tools)]
    if here.console.as_json:
        here.console.show_object({"tools": [{**reports.tool_object(box, tool), "how": tool.how, "care": tool.care}]})
        return
    here.console.show_document(reports.tool_document(box, tool))


@toolbox.command("keep")
def keep_tool(context: typer.Context, name: ToolName) -> None:
    """Keep a tool: it is offered first from now on.

    Example: selfcare toolbox keep walk-10
    """
    _choose(run.of(context), name, "kept")


@toolbox.command("park")
def park_tool(context: typer.Context, name: ToolName) -> None:
    """Park a tool: it is not offered until you keep it again.

    Example: selfcare toolbox park cold-water
    """
    _choose(run.of(context), name, "parked")


CHOSEN = {"kept": "In your toolbox", "parked": "Parked"}


def _choose(here: run.Run, name: str, choice: str) -> None:
    with writer(here) as pen:
        tool = tool_named(pen, name)
        kept = pen.keep(envelopes.new("tool_choice", {"tool": tool, "choice": choice}))
        tools = known_tools(pen)
        if tools is None or here.console.as_json:
            tell(here, kept)
        else:
            here.console.show(f"{CHOSEN[choice]}: {tools[tool].name}.")
        for words in _balance(pen) if choice == "kept" else ():
            here.console.say_unless_json(words)


def _balance(pen: Writer) -> tuple[str, ...]:
    from selfcare.reports.toolbox import read_toolbox

    if pen.journal is None:
        return ()
    with pen.journal.reading() as session:
        return read_toolbox(session).balance()


@toolbox.command("used")
def use_tool(
    context: typer.Context,
    name: ToolName,
    helped: Annotated[int | None, typer.Option(min=0, max=10, metavar="N", help="How much it helped, 0-10.")] = None,
    before: Strength = None,
    after: Strength = None,
    at: At = None,
) -> None:
    """Note that you used a tool, and how much it helped.

    Example: selfcare toolbox used walk-10 --helped 7 --before 8 --after 5
    """
    here = run.of(context)
    given = {"helped": helped, "before": before, "after": after}
    if not here.console.interactive and all(each is None for each in given.values()):
        raise Usage("How much did it help?", "Add --helped N, from 0 to 10.")
    happened = moment_of(at)  # a slip is said before a passphrase is asked for
    with writer(here) as pen:
        tool = tool_named(pen, name)
        if all(each is None for each in given.values()):
            given["helped"] = forms.ask_one(here.console, HELPED)
        content = {"tool": tool, **{key: value for key, value in given.items() if value is not None}}
        use = envelopes.new("tool_use", content, at=happened)
        tell(here, pen.keep(at_its_moment(pen, use, at)))
        if (given["helped"] or 0) >= WELL and _has_place_in_plan(pen, tool):
            here.console.say_unless_json(f"Worth a place in your plan? selfcare plan add --tool {tool} --verb maintain")


def _has_place_in_plan(pen: Writer, tool: str) -> bool:
    """Whether a tool could go into the plan: the journal is open, and no open item is that tool."""
    if pen.journal is None:
        return False
    from selfcare.journal.finding import of_kind
    from selfcare.journal.plans import is_open

    with pen.journal.reading() as session:
        items = of_kind(session, "plan_item")
    return all(each.fields.get("tool") != tool for each in items if is_open(each))


@toolbox.command("add")
def add_tool(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="What you call it.")] = None,
    how: Annotated[
        str | None, typer.Option(metavar="TEXT", help="How it is done; - reads it.", callback=from_dash)
    ] = None,
    domain: Annotated[list[str] | None, typer.Option(metavar="D", help=", ".join(DOMAINS))] = None,
    when_: Annotated[str | None, typer.Option("--when", metavar="W", help=", ".join(WHENS))] = None,
    minutes: Annotated[str | None, typer.Option(metavar="N", help="How long it takes, 0 to 480.")] = None,
    place: Annotated[list[str] | None, typer.Option(metavar="P", help=", ".join(PLACES))] = None,
) -> None:
    """Add a tool of your own.

    Example: selfcare toolbox add "Tea on the back step" --minutes 10
    """
    here = run.of(context)
    given: Answers = {
        "name": name,
        "how": how,
        "domains": [known(each, DOMAINS, "--domain") for each in domain or []] or None,
        "when": known(when_, WHENS, "--when") if when_ else None,
        "minutes": whole_number(minutes, "--minutes", 0, 480) if minutes else None,
        "places": [known(each, PLACES, "--place") for each in place or []] or None,
    }
    given = {key: value for key, value in given.items() if value is not None}
    asks = here.console.interactive and set(given) <= {"name"}
    if not asks and "name" not in given:
        raise Usage("What is the tool called?", 'Example: selfcare toolbox add "Tea on the back step" --minutes 10.')
    with writer(here) as pen:
        from selfcare.journal.guidance import KIND

        made = _asked(here, pen, given) if asks else envelopes.new(KIND, _complete(given))
        check_fields(made)
        made = _with_id_that_names_nobody(here, pen, made)
        tool_id = made.fields["entry"]["id"]
        _refuse_second(pen, tool_id)
        tell(here, pen.keep(made))
        here.console.say_unless_json(f"Its id is {tool_id}.")


def _asked(here: run.Run, pen: Writer, given: Answers) -> envelopes.Envelope:
    """The tool as the person describes it; a form that was stopped before is gone on with."""
    from selfcare.journal.guidance import KIND

    draft = None if given else resumed(here, pen, KIND, questions=NEW_TOOL)
    form = Form(here, pen, draft or Unfinished(envelopes.new(KIND, {}), given), _complete)
    with form.stoppable():
        form.ask(NEW_TOOL[:1])
        if not form.answers:
            raise Usage("A tool needs a name.", "Nothing was kept. Run the same command again when you have one.")
        form.keep()
        form.ask(NEW_TOOL[1:])
    return form.envelope


def _complete(answers: Answers) -> dict[str, Any]:
    """The record of an own tool: the usual ways where nothing was said. Its name stands in for how it is done."""
    from selfcare.journal.toolbox import own_entry

    return {"section": "tools", "entry": own_entry({**USUALLY, "how": answers["name"], **answers})}


def _with_id_that_names_nobody(here: run.Run, pen: Writer, made: Envelope) -> Envelope:
    """`made` with an id that is made of its name as it will be kept: the name guard changes no id afterwards."""
    if pen.journal is None or here.keep_names:
        return made
    from selfcare.journal.guarding import searched
    from selfcare.journal.toolbox import own_id

    entry = made.fields["entry"]
    with pen.journal.reading() as session:
        (name,), used = searched(session, [entry["name"]])
    return envelopes.changed(made, fields={**made.fields, "entry": {**entry, "id": own_id(name)}}) if used else made


def _refuse_second(pen: Writer, tool_id: str) -> None:
    if pen.journal is None:
        return
    from selfcare.reports.toolbox import read_toolbox

    with pen.journal.reading() as session:
        if tool_id in read_toolbox(session).tools:
            raise Usage("You have a tool of that name already.", f"selfcare toolbox show {tool_id} shows it.")


@toolbox.command("suggest")
def suggest_tools(
    context: typer.Context,
    minutes: Annotated[str | None, typer.Option(metavar="N", help="How long you have, in whole minutes.")] = None,
    place: Annotated[str | None, typer.Option(metavar="P", help=", ".join(PLACES))] = None,
    state: Annotated[
        str | None, typer.Option(metavar="S", help="over (racing), within (steady) or under (flat).")
    ] = None,
) -> None:
    """Suggest at most three tools, each with its reason: what helped you first, and one that you have not tried.

    Example: selfcare toolbox suggest --minutes 3 --place ward --state over
    """
    from selfcare.insight.suggest import Situation
    from selfcare.reports import toolbox as reports

    here = run.of(context)
    situation = Situation(
        minutes=whole_number(minutes, "--minutes", 0, 1440) if minutes is not None else None,
        place=known(place, PLACES, "--place") if place else None,  # type: ignore[arg-type]
        state=known(state, ("over", "within", "under"), "--state") if state else None,  # type: ignore[arg-type]
    )
    box = _read(here)
    found = box.suggest(situation)
    if here.console.as_json:
        tools = [reports.tool_object(box, each.tool, each.reason) for each in found]
        here.console.show_object({"tools": tools})
    elif found:
        here.console.show_document(reports.suggestions_document(found))
    else:
        here.console.show("No tool fits all of that. Try with more minutes, or another place.")


@toolbox.command("stats")
def show_stats(context: typer.Context) -> None:
    """Show how often you used each tool, and the middle of your ratings with how many there are.

    Example: selfcare toolbox stats
    """
    from selfcare.reports import helped as reports

    here = run.of(context)
    box = _read(here)
    if here.console.as_json:
        here.console.show_object({"tools": reports.stats_objects(box)})
    elif box.record:
        here.console.show_document(reports.stats_document(box))
    else:
        here.console.show("No tool has been used yet. After one: selfcare toolbox used ID --helped N")


def _read(here: run.Run) -> "Toolbox":
    with unlocked(here) as journal, journal.reading() as session:
        from selfcare.reports.toolbox import read_toolbox

        return read_toolbox(session)


def tool_named(pen: Writer, words: str) -> str:
    """The id of the tool that a person named; raises `Usage` with the nearest. Own tools are unknown while locked."""
    from selfcare.journal.toolbox import named

    return named(words, known_tools(pen))


def known_tools(pen: Writer) -> "dict[str, Tool] | None":
    """The tools by id; none while the journal is locked."""
    return None if pen.journal is None else dict(known_to(pen.journal).tools.all)


def at_hand(pen: Writer) -> "list[Tool]":
    """A few tools that may have helped just now: those that the person keeps or used, else some for the moment.

    The one that was used last comes first.
    """
    from selfcare.reports.toolbox import read_toolbox, starters, toolbox_of

    if pen.journal is None:
        box = toolbox_of(())
    else:
        with pen.journal.reading() as session:
            box = read_toolbox(session)
    tools = box.yours or [each for each in starters(box) if each.for_distress]
    last = last_chosen.fields_of_last(pen.journal, "tool_use").get("tool")
    return sorted(tools, key=lambda each: each.id != last)[:AT_HAND]
