"""How a label stands before its text, in every form but Markdown, which sets it in bold."""


def named(label: str) -> str:
    """`label` with what parts it from its text; a question needs no colon, and nothing stays nothing."""
    if not label:
        return ""
    return f"{label} " if label[-1] in "?!.:" else f"{label}: "
