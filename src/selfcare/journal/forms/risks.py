"""What a risk holds."""

from typing import Literal, Self

from pydantic import model_validator

from selfcare.journal.form import Day, Fields, Id, NotOfForm, Text


class RiskFields(Fields):
    """One risk. `about` is a role or a pseudonym, `trigger` the id of the trigger note that it stands for.

    `told` (a role) and `recorded` (a place) belong to one that is closed: it cannot be without them.
    """

    worry: Text
    about: Text | None = None
    want: Literal["endorse", "share", "escalate"] | None = None
    record_current: bool | None = None
    trigger: Id | None = None
    closed: Day | None = None
    told: Text | None = None
    recorded: Text | None = None

    @model_validator(mode="after")
    def _closed_with_both(self) -> Self:
        if self.closed and not (_says(self.told) and _says(self.recorded)):
            raise NotOfForm("a risk is closed with who was told and where it is recorded")
        return self


def _says(text: str | None) -> bool:
    return bool(text and text.strip())
