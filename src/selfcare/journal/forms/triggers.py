"""What a trigger note holds."""

from typing import Annotated

from pydantic import AfterValidator

from selfcare.journal.form import Fields, GuidanceId, Id, NotOfForm, Rating, Text
from selfcare.journal.triggers import LABELS


def _of_a_note(names: list[str]) -> list[str]:
    if not set(names) <= set(LABELS):
        raise NotOfForm("a trigger note has no such field")
    return names


FieldNames = Annotated[list[Id], AfterValidator(_of_a_note)]


class TriggerFields(Fields):
    """A trigger note: `kind` and `situation` are asked for, all else is optional. Ratings are 0 to 10.

    `shared` names the fields that go to others at share level `share`; without it they are those of `SHAREABLE`.
    """

    kind: Id
    situation: Text | None = None
    body: list[Id] | None = None
    emotions: list[Text] | None = None
    before: Rating | None = None
    window: Id | None = None
    thought: Text | None = None
    urge: list[Id] | None = None
    did: list[Id] | None = None
    echo: Text | None = None
    helped: dict[GuidanceId, Rating] | None = None
    after: Rating | None = None
    next: Id | None = None
    early_sign: Text | None = None
    person: Text | None = None
    shared: FieldNames | None = None
