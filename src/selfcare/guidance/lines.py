"""One line of wording that the program shows at a certain moment."""

from dataclasses import dataclass

from selfcare.guidance.reading import Table


@dataclass(frozen=True)
class Line:
    """Words with an id, so that whatever shows them can name them."""

    id: str
    text: str
    source: str
    replaces: str | None


def line(table: Table) -> Line:
    """Read one line."""
    return Line(id=table.id(), text=table.text("text"), source=table.text("source"), replaces=table.replaces())
