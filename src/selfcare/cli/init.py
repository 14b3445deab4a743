"""Making a journal: what it is for, a passphrase, a recovery code, and a few questions."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from selfcare import places, settings
from selfcare.cli import ask, forms, recovery_code, run, stopping
from selfcare.cli.door import door
from selfcare.cli.files import typed
from selfcare.cli.options import Force, RecoverySheet, RecoveryTo
from selfcare.cli.unlock import new_passphrase
from selfcare.errors import Failed
from selfcare.guidance import about
from selfcare.guidance.questions import Choice, Question
from selfcare.settings import NIGHTS_START, Contact

init = door()

UNDONE = "No journal was made."


@init.command()
def make_journal(
    context: typer.Context,
    nation: Annotated[str | None, typer.Option(help=", ".join(settings.NATIONS), metavar="N")] = None,
    role: Annotated[str | None, typer.Option(help=", ".join(settings.ROLES), metavar="R")] = None,
    nights: Annotated[
        bool | None, typer.Option("--nights/--no-nights", help="Do you work nights? Then your day begins at noon.")
    ] = None,
    recovery_to: RecoveryTo = None,
    recovery_sheet: RecoverySheet = None,
    force: Force = False,
) -> None:
    """Make your journal, encrypted from its first byte.

    Example: selfcare init --nation wales --role nurse --nights
    """
    here = run.of(context)
    _refuse_second(here)
    recovery_code.check_place(here, recovery_to, recovery_sheet, force=force)
    answers = {
        "nation": settings.find("nation").read(nation) if nation else None,
        "role": settings.find("role").read(role) if role else None,
        "nights": nights,
    }
    _keep_nation(answers)
    with stopping.told(f"Stopped. {UNDONE}", "To begin again: selfcare init"):
        if here.console.interactive:
            _introduce(here)
            answers = _asked(here, answers)
            here.console.say(f"\n{_advice('passphrase')}")
        passphrase = new_passphrase(here)
    _create(here, passphrase, (recovery_to, recovery_sheet), answers)
    if here.console.interactive:
        with stopping.told("Stopped. Your journal is made and ready.", "It needs no second `selfcare init`."):
            _ask_contacts(here)
    _say_what_next(here)


def _refuse_second(here: run.Run) -> None:
    from selfcare.vault import creation

    if creation.exists(here.folder):
        raise Failed(
            f"There is a journal in {here.folder} already.",
            "It is left as it is. Name another folder with --journal DIR to make a second one.",
        )


def _introduce(here: run.Run) -> None:
    for line in about.load().scope:
        here.console.say(line.text)


def _advice(line_id: str) -> str:
    return next(line.text for line in about.load().advice if line.id == line_id)


def _asked(here: run.Run, answers: dict[str, str | bool | None]) -> dict[str, str | bool | None]:
    """The answers that the options did not give; Enter skips each."""
    questions = (
        _choice("nation", "Where do you work? It decides which help lines come first.", settings.NATIONS),
        _choice("role", "What is your role? It is kept inside the journal.", settings.ROLES),
    )
    asked = forms.Filling(here.console, {}, _keep_nation)
    asked.ask([each for each in questions if answers[each.key] is None])
    nights = answers["nights"]
    if nights is None:
        nights = asked.between(lambda: _works_nights(here))
    return {**answers, **asked.answers, "nights": nights}


def _keep_nation(answers: dict[str, Any]) -> None:
    """Keep it as soon as it is known, not encrypted: help-now needs it before the passphrase, the next `?` too."""
    if answers.get("nation"):
        settings.save_config("nation", answers["nation"])


def _works_nights(here: run.Run) -> bool:
    here.console.say("\nIf you work nights, your day begins at noon: a night is filed as one day.")
    return ask.yes(here.console, "Do you work nights?", default=False, back=True)


def _choice(key: str, words: str, choices: tuple[str, ...]) -> Question:
    shown = tuple(Choice(each, _in_words(each)) for each in choices)
    return Question(key, words, "", "choice", shown, None, core=True, source="")


def _in_words(id_: str) -> str:
    name = id_.replace("-", " ")
    return name.title() if id_ in settings.NATIONS else name.capitalize()


def _create(
    here: run.Run, passphrase: str, to: tuple[Path | None, Path | None], answers: dict[str, str | bool | None]
) -> None:
    from selfcare.journal import migrations
    from selfcare.journal.journal import Journal
    from selfcare.vault import creation, recovery
    from selfcare.vault.vault import Vault

    root = recovery.new_root()
    code = recovery.code_from(root)

    def is_void() -> bool:
        return not creation.exists(here.folder)

    with recovery_code.handed_over(here, code, *to, is_void=is_void, undone=UNDONE):
        vault = Vault.create(here.folder, passphrase, root, prepare=migrations.prepare)
    with Journal(vault) as journal:
        if answers["role"]:
            journal.set_setting("role", str(answers["role"]))
        if answers["nights"]:
            journal.set_setting("day_starts_at", NIGHTS_START)


def _ask_contacts(here: run.Run) -> None:
    say = here.console.say
    say("\nWho would you want to ring on a bad day? Occupational health, your GP, a union?")
    say("These numbers are not encrypted, so that help-now needs no passphrase. Enter skips.")
    label = ""
    while label := _asked_label(here, label):
        with suppress(ask.Back):  # back to who it is
            if number := _asked_number(here):
                others = tuple(each for each in settings.load_contacts() if each.label != label)
                settings.save_contacts((*others, Contact(label, number)))


def _asked_label(here: run.Run, last: str) -> str:
    """Whose number comes next: that of the `last` one again where `<` leads back to it; nothing where nobody's does."""
    try:
        return ask.line(here.console, "Who: ", back=bool(last)).strip()
    except ask.Back:
        here.console.say(f"{last}: Enter leaves it as it is.")
        return last


def _asked_number(here: run.Run) -> str:
    """A number, or an address; what looks like neither is doubted, and asked for again unless it is meant."""
    while True:
        typed = ask.line(here.console, "Number: ", back=True).strip()
        if not typed or "@" in typed or any(each.isdigit() for each in typed):
            return typed
        with suppress(ask.Back):
            if ask.yes(here.console, "That has no number in it. Keep it?", default=False, back=True):
                return typed


def _say_what_next(here: run.Run) -> None:
    if here.console.as_json:
        here.console.show_object({"journal": str(here.folder)})
        return
    here.console.show("\nYour journal is ready. It is here:")
    here.console.show_path(here.folder)
    if here.named_journal and here.folder != places.journal_folder(None, here.config["journal"]):
        here.console.show(f"To use it without --journal: selfcare settings set journal {typed(here.folder)}")
    here.console.show("\nAfter a shift: selfcare note WORDS, or selfcare reflect")
    here.console.show("To talk to someone, any time: selfcare help-now")
