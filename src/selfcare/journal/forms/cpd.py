"""What a piece of CPD and a title to read hold."""

from typing import Annotated

from pydantic import Field

from selfcare.guidance.cpd import MOST_MINUTES, KindId
from selfcare.journal.form import Day, Fields, Id, Text

Minutes = Annotated[int, Field(ge=1, le=MOST_MINUTES)]


class CpdFields(Fields):
    """One piece of CPD; its date is that of its moment, by the calendar.

    `standard` is an id of guidance; `peer` a role; `made_from` the id of the record that it was made from.
    """

    title: Text
    kind: KindId | None = None
    minutes: Minutes | None = None
    participatory: bool | None = None
    why: Text | None = None
    learned: Text | None = None
    effect: Text | None = None
    people_effect: Text | None = None
    peer: Text | None = None
    peer_learned: Text | None = None
    standard: Id | None = None
    evidence: Text | None = None
    made_from: Id | None = None


class ReadingFields(Fields):
    """One title on the reading list. `resource` is the id of the shipped one it is; `done` the day it was finished."""

    title: Text
    resource: Id | None = None
    minutes: Minutes | None = None
    done: Day | None = None
