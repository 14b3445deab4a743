"""A form's first question, asked while the key is derived: on a slow computer nobody waits to begin.

Most keys are there within a second. Then it is asked as ever, after the offer to go on with what was stopped; else that
offer comes once it is answered. The answer is sealed at once, so that neither a wrong passphrase nor Ctrl-C loses it.
Only words are asked for so early: the order of choices is in the journal, and "1" is to mean the same every time.
"""

from collections.abc import Callable
from typing import Any

from selfcare.cli.drafting import Form
from selfcare.cli.forms import Answers
from selfcare.cli.run import Run
from selfcare.cli.writer import Writer
from selfcare.guidance.questions import Question
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished


class FirstQuestion:
    """`form` is as far as it is filled in by now, and `asked` the question, where it was asked already.

    Without a `question` none is asked before the journal is open.
    """

    def __init__(
        self,
        run: Run,
        start: Envelope,
        question: Question | None = None,
        as_fields: Callable[[Answers], dict[str, Any]] = dict,
        introduce: Callable[[], None] = lambda: None,
    ) -> None:
        self.form = Unfinished(start, {})
        self.asked: tuple[Question, ...] = ()
        self._run = run
        self._question = question
        self._as_fields = as_fields
        self._introduce = introduce

    def ask(self, sealing: Writer) -> None:
        """Ask it, once. Raises `Interrupted` where the person stops; what was typed is sealed."""
        if self._question is None or self.asked:
            return
        self.asked = (self._question,)
        self._introduce()
        form = Form(self._run, sealing, self.form, self._as_fields)
        with form.stoppable():
            form.ask(self.asked)
        self.form = form.so_far

    def begin_anew(self, start: Envelope) -> None:
        """Begin another form, of which nothing was asked; what was kept of the first waits as it is."""
        self.form = Unfinished(start, {})
        self.asked = ()

    def keep(self, pen: Writer) -> None:
        """Keep what was answered, now that the journal is open or stays locked."""
        if self.form.answers:
            pen.progress(self.form)
