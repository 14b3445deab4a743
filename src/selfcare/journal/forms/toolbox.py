"""What a choice of tool and a use of one hold."""

from typing import Literal

from selfcare.journal.form import Fields, GuidanceId, Rating


class ToolChoiceFields(Fields):
    """A tool kept or parked; the latest choice counts."""

    tool: GuidanceId
    choice: Literal["kept", "parked"]


class ToolUseFields(Fields):
    """A tool used once. `helped`, `before` and `after` are 0 to 10."""

    tool: GuidanceId
    helped: Rating | None = None
    before: Rating | None = None
    after: Rating | None = None
