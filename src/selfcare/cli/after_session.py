"""What follows the log of a session: what became of the open actions, and what was agreed this time."""

from typing import TYPE_CHECKING

from selfcare.cli import ask, run
from selfcare.cli.actions import QUESTIONS, form_of, new_action, on_the_summary, settle
from selfcare.cli.forms import ask_one
from selfcare.cli.writer import Kept, Writer, tell
from selfcare.errors import Interrupted
from selfcare.guidance.questions import Choice, Question
from selfcare.journal.unfinished import Unfinished

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

STATES = (Choice("done", "Done"), Choice("part", "Partly, it goes on"), Choice("not-done", "Not yet"))
WHY = Question("why", "Why, in a few words?", "", "line", (), None, False, "")


def ask_about_actions(here: run.Run, pen: Writer) -> None:
    """Ask both. Each answer is kept before the next question; raises `Interrupted` where the person stops."""
    try:
        if pen.journal is not None:
            _ask_how_far(here, pen.journal)
        _ask_what_was_agreed(here, pen)
    except (KeyboardInterrupt, EOFError):
        raise Interrupted(
            "Stopped. The session is kept, and every answer so far.", "Go on with: selfcare supervision actions add"
        ) from None


def _ask_how_far(here: run.Run, journal: "Journal") -> None:
    """What became of each action that was open before this session."""
    from selfcare.journal.actions import in_order, open_actions
    from selfcare.journal.journal import today_of
    from selfcare.journal.kinds import title

    with journal.reading() as session:
        waiting = in_order(open_actions(session), today_of(session))
    if waiting:
        here.console.say()
        here.console.say("From last time: how far is each of these?")
    for action in waiting:
        asked = Question("state", title(action), "Enter leaves it as it is", "choice", STATES, None, True, "")
        if state := ask_one(here.console, asked):
            settle(journal, action, state, settled=state == "done")
            if state != "done" and (why := ask_one(here.console, WHY)):
                settle(journal, action, state, why=why, settled=False)


def _ask_what_was_agreed(here: run.Run, pen: Writer) -> None:
    here.console.say()
    here.console.say("Actions agreed? One to a line; Enter ends.")
    agreed: list[Kept] = []
    while lines := [each for each in ask.line(here.console).splitlines() if each.strip()]:
        agreed += _note_down(here, pen, lines)
        here.console.say()
        here.console.say("Another action? Enter ends.")
    if agreed:
        here.console.say(on_the_summary(agreed))


def _note_down(here: run.Run, pen: Writer, lines: list[str]) -> list[Kept]:
    """Each line as an action, with who and when; where the person stops, what they typed is kept as it stands."""
    waiting, kept = list(lines), []
    try:
        while waiting:
            kept.append(_ask_who_and_when(here, pen, waiting.pop(0)))
        return kept
    finally:
        for what in waiting:
            pen.keep(new_action({"what": what, "owner": "me"}))


def _ask_who_and_when(here: run.Run, pen: Writer, what: str) -> Kept:
    form = form_of(here, pen, Unfinished(new_action({"owner": "me"}), {"what": what}))
    form.keep()
    try:
        form.ask(QUESTIONS[1:])
    finally:
        kept = pen.keep(form.envelope)
    tell(here, kept)
    return kept
