"""The lines of an item: how a label stands before its text, and which lines can share one."""

from selfcare.reports.document import Item

SHORT = 60
"""Characters of a label and its text together."""


def lines_without_chart(item: Item) -> tuple[tuple[str, str], ...]:
    """The lines of `item` for a form that does not draw: the numbers of its chart stand among them."""
    return (*item.lines, ("By week", item.chart.in_words)) if item.chart else item.lines


def is_short(label: str, text: str) -> bool:
    """Whether a line is so short that the next short one may stand beside it."""
    return len(label) + len(text) <= SHORT and "\n" not in text


def is_brief(item: Item) -> bool:
    """Whether its text and its lines may all stand beside each other."""
    return is_short("", item.text) and all(is_short(*line) for line in item.lines)


def named(label: str) -> str:
    """`label` with what parts it from its text; a question needs no colon, and nothing stays nothing."""
    if not label:
        return ""
    return f"{label} " if label[-1] in "?!.:" else f"{label}: "
