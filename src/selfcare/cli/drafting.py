"""A form that can be stopped: every answer is kept as it is given, and the next run offers to go on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from selfcare import when
from selfcare.cli import ask, forms
from selfcare.cli.console import Console
from selfcare.cli.forms import NO_READERS, NOTHING_PROPOSED, Answers, Reader, Reply
from selfcare.cli.options import as_reply
from selfcare.cli.run import Run
from selfcare.cli.writer import Kept, Writer, check_fields, tell, tell_date
from selfcare.errors import Failed, Interrupted, Usage
from selfcare.guidance.questions import Choice, Question
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished
from selfcare.reports.shortening import shortened

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

RESUME = Question(
    "resume",
    "You have one that is not finished.",
    "Enter goes on with it",
    "choice",
    (
        Choice("go-on", "Go on with it"),
        Choice("keep", "Keep it as it is"),
        Choice("later", "Leave it for later"),
        Choice("throw", "Throw it away"),
    ),
    None,
    core=True,
    source="",
)


def resumed(
    run: Run,
    pen: Writer,
    kind: str,
    fits: Callable[[Envelope], bool] = lambda _: True,
    keep: Callable[[Unfinished], object] | None = None,
    questions: Sequence[Question] = (),
) -> Unfinished | None:
    """The unfinished form that the person wants to go on with: the one touched last first, then those before it.

    One kept as it is becomes a record here, by `keep`, and the command ends: who chose that is done for now. What
    `questions` were answered with is shown before they go on.
    """
    if pen.journal is None:
        return None
    from selfcare.journal.drafts import latest_draft

    left: set[str] = set()
    while draft := latest_draft(pen.journal, kind, lambda each: each.id not in left and fits(each)):
        choice = _what_to_do(run.console, pen.journal, draft.envelope)
        if choice == "go-on":
            show_answers(run.console, questions, draft.answers)
            return draft
        if choice == "keep":
            with _answered_as_asked():
                kept = keep(draft) if keep else pen.keep(draft.envelope)
            _tell_kept(run, kept)
            raise typer.Exit
        if choice == "throw" and not _thrown_away(run.console, pen.journal, draft.envelope):
            continue  # it still waits, so they are asked about it again
        left.add(draft.envelope.id)
    return None


def _what_to_do(console: Console, journal: "Journal", draft: Envelope) -> str:
    from selfcare.journal.kinds import title

    console.say(f"Begun {_begun(journal, draft)}: {title(draft)}")
    return forms.ask_one(console, RESUME) or "go-on"


def _begun(journal: "Journal", draft: Envelope) -> str:
    """When a form was begun: by the clock where that was in the day that goes on, else the day."""
    begun = envelopes.filed(replace(draft, happened_at=draft.written_at), journal.setting("day_starts_at"))
    today = journal.today()
    clock = when.local(draft.written_at, draft.zone)
    return f"at {clock:%H:%M}" if begun.day == today else when.in_words(begun.day, today)


def _tell_kept(run: Run, kept: object) -> None:
    if not isinstance(kept, Kept):
        run.console.show("It is kept.")
        return
    tell(run, kept)
    tell_date(run, kept.envelope)
    if kept.envelope.share != "private":
        run.console.say(f"It is for supervision. To keep it back: selfcare share {kept.envelope.handle} private")


def _thrown_away(console: Console, journal: "Journal", form: Envelope) -> bool:
    """Drop an unfinished form for good, if the person is sure; whether they were."""
    from selfcare.journal.drafts import drop_draft

    if not ask.yes(console, "Throw it away? It cannot be brought back.", default=False):
        return False
    drop_draft(journal, form.id)
    console.say("It is gone.")
    return True


def show_answers(console: Console, questions: Sequence[Question], answers: Mapping[str, Any]) -> None:
    """What is answered already, in a line each: its question will not be asked again."""
    for question in questions:
        if question.key in answers:
            kept = f"{question.ask} Kept: {forms.in_words(question, answers[question.key])}"
            console.say(shortened(kept, console.width))


@contextmanager
def _answered_as_asked() -> Iterator[None]:
    """Raise `Failed` where answers have another form than their questions, as in a draft that somebody altered."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError):
        raise _not_as_asked() from None


def _not_as_asked() -> Failed:
    return Failed(
        "What was answered in this form is not what its questions ask for.",
        "It is still there. Run the same command again to keep it as it is, or to throw it away.",
    )


class Form:
    """A form under way; `envelope` is the record it makes.

    A question that was skipped is not asked again, not even by a later run that goes on with the form. `asked` are
    those asked before, to which `<` leads back.
    """

    def __init__(
        self,
        run: Run,
        pen: Writer,
        begun: Unfinished,
        as_fields: Callable[[Answers], dict[str, Any]],
        readers: Mapping[str, Reader] = NO_READERS,
        asked: Sequence[Question] = (),
    ) -> None:
        self._filling = forms.Filling(run.console, begun.answers, self._keep, readers, begun.skipped, asked)
        self._pen = pen
        self._start = begun.envelope
        self._as_fields = as_fields
        if self.answers and self._start.fields:
            self._refuse_other_answers()

    def _refuse_other_answers(self) -> None:
        """Raise `Failed` where a form that goes on has answers that no question gave: each new one would be refused."""
        try:
            with _answered_as_asked():
                check_fields(self.envelope)
        except Usage:
            raise _not_as_asked() from None

    @property
    def answers(self) -> Answers:
        """What was answered so far, by question key."""
        return self._filling.answers

    @property
    def envelope(self) -> Envelope:
        """The record as far as it is answered."""
        return self._made_of(self.answers)

    @property
    def so_far(self) -> Unfinished:
        """The form as it can be gone on with."""
        return self._unfinished(self.answers)

    def _unfinished(self, answers: Answers) -> Unfinished:
        return Unfinished(self._made_of(answers), answers, tuple(self._filling.skipped))

    def _made_of(self, answers: Answers) -> Envelope:
        return envelopes.changed(self._start, fields=self._as_fields(answers))

    def keep(self) -> None:
        """Keep what was answered so far. Raises `Usage` for what the journal would refuse later."""
        check_fields(self.envelope)
        self._progress(self.answers)

    def ask(self, questions: Sequence[Question], proposed: Mapping[str, str] = NOTHING_PROPOSED) -> None:
        """Ask what is neither answered nor skipped yet; each answer is kept before the next question.

        `proposed` replies stand there already.
        """
        passed = (*self.answers, *self._filling.skipped)
        self._filling.ask([each for each in questions if each.key not in passed], proposed)

    def between(self, ask: Callable[[], Reply]) -> Reply:
        """What `ask` finds out between two questions; where it raises `Back`, the one before is asked again first."""
        return self._filling.between(ask)

    def _keep(self, answers: Answers) -> None:
        """Keep the form with a new answer; one that the journal would refuse later is asked for again."""
        as_reply(check_fields)(self._made_of(answers))
        self._progress(answers)

    def _progress(self, answers: Answers) -> None:
        self._pen.progress(self._unfinished(answers))

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Say what is kept where the person stops inside; raises `Interrupted`."""
        try:
            yield
        except (KeyboardInterrupt, EOFError):
            if self.answers and self._pen.journal is not None:
                self._progress(self.answers)  # with what was skipped since the last answer
            raise stopped(self._pen, kept=bool(self.answers)) from None


def answered(
    run: Run,
    pen: Writer,
    begun: Unfinished,
    questions: Sequence[Question],
    as_fields: Callable[[Answers], dict[str, Any]],
    readers: Mapping[str, Reader] = NO_READERS,
    asked: Sequence[Question] = (),
) -> Envelope:
    """The record with the person's answers. Raises `Interrupted` where they stop; what they answered is kept."""
    form = Form(run, pen, begun, as_fields, readers, asked)
    with form.stoppable():
        form.ask(questions)
    return form.envelope


def stopped(pen: Writer, *, kept: bool) -> Interrupted:
    """What to say to someone who stops in the middle."""
    if not kept:
        return Interrupted("Stopped before the first answer.", "Nothing was kept, as nothing was written.")
    if pen.journal is None:
        return Interrupted("Stopped. What you answered is sealed.", "Your passphrase brings it into your journal.")
    return Interrupted("Stopped. What you answered is kept.", "Run the same command again to go on.")
