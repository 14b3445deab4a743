"""A form that can be stopped: every answer is kept as it is given, and the next run offers to go on."""

from collections.abc import Callable, Sequence
from typing import Any

from selfcare import when
from selfcare.cli import forms
from selfcare.cli.forms import Answers
from selfcare.cli.run import Run
from selfcare.cli.writer import Writer
from selfcare.errors import Interrupted
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope

RESUME = Question(
    "resume",
    "You have one that is not finished.",
    "",
    "choice",
    (Choice("go-on", "Go on with it"), Choice("keep", "Keep it as it is"), Choice("later", "Leave it for later")),
    None,
    core=True,
    source="",
)


def resumed(run: Run, pen: Writer, kind: str, fits: Callable[[Envelope], bool]) -> Envelope | None:
    """The unfinished form that the person wants to go on with. One kept as it is becomes a record here."""
    if pen.journal is None:
        return None
    from selfcare.journal.drafts import latest_draft
    from selfcare.journal.kinds import title

    draft = latest_draft(pen.journal, kind, fits)
    if draft is None:
        return None
    today = when.local(when.now(), draft.zone).date()
    run.console.say(f"Begun {when.in_words(draft.day, today)}: {title(draft)}")
    choice = forms.ask_one(run.console, RESUME) or "go-on"
    if choice == "keep":
        pen.keep(draft)
        run.console.say("It is kept. Here is a new one.")
    return draft if choice == "go-on" else None


def answered(
    run: Run,
    pen: Writer,
    start: Envelope,
    questions: Sequence[Question],
    answers: Answers,
    as_fields: Callable[[Answers], dict[str, Any]],
) -> Envelope:
    """`start` with the person's answers. Raises `Interrupted` where they stop; what they answered is kept."""
    latest = start

    def keep(so_far: Answers) -> None:
        nonlocal latest
        latest = envelopes.changed(start, fields=as_fields(so_far))
        pen.progress(latest)

    try:
        done = forms.fill(run.console, questions, answers, keep)
    except (KeyboardInterrupt, EOFError):
        raise stopped(pen, kept=latest is not start) from None
    return envelopes.changed(start, fields=as_fields(done))


def stopped(pen: Writer, *, kept: bool) -> Interrupted:
    """What to say to someone who stops in the middle."""
    if not kept:
        return Interrupted("Stopped before the first answer.", "Nothing was kept, as nothing was written.")
    if pen.journal is None:
        return Interrupted("Stopped. What you answered is sealed.", "Your passphrase brings it into your journal.")
    return Interrupted("Stopped. What you answered is kept.", "Run the same command again to go on.")
