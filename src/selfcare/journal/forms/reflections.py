"""What a reflection holds."""

from pydantic import Field

from selfcare.journal.form import Fields, GuidanceId, Id, Text


class Asked(Fields):
    """A question as it was asked."""

    key: GuidanceId
    ask: Text


class ReflectionFields(Fields):
    """Answers by prompt key. `again` holds "look again" answers by question key; `topics` are kinds of work.

    `asked` holds the questions of a template of one's own: the answers keep their meaning whatever becomes of it.
    """

    template: GuidanceId
    answers: dict[GuidanceId, Text] = Field(default_factory=dict)
    again: dict[Id, Text] | None = None
    topics: list[Id] | None = None
    purposes: list[Id] | None = None
    asked: list[Asked] | None = None
