"""Every use of a tool, with what it came to: read from an index that holds just that, for there may be thousands."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selfcare.journal.session import Session

_USES = (
    "SELECT json_extract(fields, '$.tool'), json_extract(fields, '$.helped'), json_extract(fields, '$.before'),"
    " json_extract(fields, '$.after') FROM records INDEXED BY records_uses"
    " WHERE kind IN ('tool_use', 'trigger') AND removed_at IS NULL"
)


def uses(session: Session) -> Iterator[Mapping[str, Any]]:
    """The fields of every tool use; what helped after a hard moment counts as one, with its rating alone.

    The fields are those of the kinds' first versions: one that changes them needs a step that writes the rows anew.
    """
    for tool, helped, before, after in session.rows(_USES):
        if tool is not None:
            yield {"tool": tool, "helped": helped, "before": before, "after": after}
        elif helped is not None:
            yield from ({"tool": each, "helped": rating} for each, rating in json.loads(helped).items())
