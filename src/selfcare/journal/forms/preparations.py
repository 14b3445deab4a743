"""What a preparation holds."""

from typing import Self

from pydantic import Field, model_validator

from selfcare.journal.form import Fields, Id, NotOfForm, Text
from selfcare.journal.handles import is_id
from selfcare.journal.preparations import MOST_PRIORITIES


class Priority(Fields):
    """One thing to talk about first: a record, by its id, or own words."""

    record: Id | None = None
    words: Text | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.record is None) == (self.words is None):
            raise NotOfForm("a priority is a record or words of its own")
        if self.record is not None and not is_id(self.record):
            raise NotOfForm("the record of a priority is named by its id")
        return self


class PreparationFields(Fields):
    """What was written for one session; `priorities` has the most important first."""

    priorities: list[Priority] | None = Field(default=None, max_length=MOST_PRIORITIES)
    asks: list[Text] | None = None
    decisions: Text | None = None
    question: Text | None = None
    wellbeing: Text | None = None
    learning: Text | None = None
    organisation: Text | None = None
    support: Text | None = None
