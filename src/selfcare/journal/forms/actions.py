"""What an action holds."""

from typing import Literal, Self

from pydantic import model_validator

from selfcare.journal.form import Day, Fields, NotOfForm, Text


class ActionFields(Fields):
    """One action. It is open until `settled`, the day on which it was; `state` says how far it is, or how it ended."""

    what: Text
    owner: Literal["me", "supervisor", "other"]
    due: Day | None = None
    state: Literal["done", "part", "not-done"] | None = None
    why: Text | None = None
    settled: Day | None = None

    @model_validator(mode="after")
    def _settled_with_a_state(self) -> Self:
        if self.settled and self.state is None:
            raise NotOfForm("a settled action was done, partly done or not done")
        if self.state == "done" and self.settled is None:
            raise NotOfForm("an action that is done was settled on a day")
        return self
