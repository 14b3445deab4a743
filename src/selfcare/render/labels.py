"""The lines of an item: how a label stands before its text, and which lines can share one."""

SHORT = 48


def is_short(label: str, text: str) -> bool:
    """Whether a line is so short that the next short one may stand beside it."""
    return len(label) + len(text) <= SHORT and "\n" not in text


def named(label: str) -> str:
    """`label` with what parts it from its text; a question needs no colon, and nothing stays nothing."""
    if not label:
        return ""
    return f"{label} " if label[-1] in "?!.:" else f"{label}: "
