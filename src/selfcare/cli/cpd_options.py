"""The options that say what a piece of CPD holds, written once for both commands that make one."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from selfcare.cli.forms import Answers
from selfcare.cli.options import from_dash, known
from selfcare.guidance.cpd import KINDS, MOST_MINUTES


def text_option(name: str, help_text: str) -> Any:
    """An option that takes a person's words; - reads them."""
    return typer.Option(name, metavar="TEXT", help=help_text, callback=from_dash)


OPTIONS: Mapping[str, Any] = {
    "learned": Annotated[str | None, text_option("--learned", "What you learnt.")],
    "minutes": Annotated[
        int | None, typer.Option("--minutes", min=1, max=MOST_MINUTES, metavar="N", help="How long it took.")
    ],
    "day": Annotated[str | None, typer.Option("--date", metavar="DATE", help="The day: -3d, 2026-11-03; else today.")],
    "kind": Annotated[str | None, typer.Option("--kind", metavar="KIND", help=f"{', '.join(KINDS)}.")],
    "why": Annotated[str | None, text_option("--why", "Why it matters for your work.")],
    "effect": Annotated[str | None, text_option("--effect", "What you do in a new way.")],
    "people_effect": Annotated[str | None, text_option("--people-effect", "What it changes for people.")],
    "participatory": Annotated[bool | None, typer.Option("--participatory/--not", help="Learnt together with others.")],
    "peer": Annotated[str | None, text_option("--peer", "Whom you talked it over with, as a role.")],
    "peer_learned": Annotated[str | None, text_option("--peer-learned", "What you learnt from that.")],
    "standard": Annotated[str | None, typer.Option("--standard", metavar="ID", help="The standard or theme it fits.")],
    "evidence": Annotated[str | None, text_option("--evidence", "What you hold that shows it.")],
}
"""By the key of the question that each answers."""
PLACE = "parts"


def with_parts(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with all of `OPTIONS` where it takes `parts`: it gets those that were given, as answers by key."""
    own = signature(command)
    options = [Parameter(key, Parameter.KEYWORD_ONLY, default=None, annotation=kind) for key, kind in OPTIONS.items()]
    taken = [new for each in own.parameters.values() for new in (options if each.name == PLACE else [each])]

    @wraps(command)
    def run(**given: Any) -> None:
        parts = _as_answers({key: given.pop(key) for key in OPTIONS})
        command(**given, parts=parts)

    run.__signature__ = own.replace(parameters=taken)  # type: ignore[attr-defined]  # Typer reads the options from it
    run.__annotations__ = {each.name: each.annotation for each in taken}
    return run


def _as_answers(options: Mapping[str, Any]) -> Answers:
    """What was given, as replies to the questions; raises `Usage` for a kind that there is not."""
    given = {key: value for key, value in options.items() if value is not None}
    if "kind" in given:
        known(given["kind"], KINDS, "--kind")
    return {key: _as_reply(value) for key, value in given.items()}


def _as_reply(value: str | int | bool) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
