"""What a supervision session holds."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from selfcare.guidance import supervision as guide
from selfcare.journal.form import Day, Fields, Id, NotOfForm, Rating, Text, words_but


def _reasons() -> list[str]:
    return [each.id for each in guide.load().missed]


class SupervisionSessionFields(Fields):
    """One session, for the person alone. Exactly one of `held` (a day) and `missed` (why) is there.

    `kind` and `mode` are ids of guidance, and `missed` may be one; `useful` is 0 to 10. `role` is that of the other
    person, `people` how many took part by the rule that counts hours: whoever leads the group is not one of them.
    """

    kind: Id | None = None
    held: Day | None = None
    missed: Annotated[Id, words_but(_reasons)] | None = None
    mode: Id | None = None
    minutes: int | None = Field(default=None, ge=0, le=1440)
    role: Text | None = None
    people: int | None = Field(default=None, ge=1, le=500)
    copy_received: bool | None = None
    useful: Rating | None = None
    next: Day | None = None
    unsaid: Text | None = None

    @model_validator(mode="after")
    def _held_or_missed(self) -> Self:
        if (self.held is None) == (self.missed is None):
            raise NotOfForm("a session was either held or missed")
        return self
