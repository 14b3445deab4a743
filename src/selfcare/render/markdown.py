"""Documents as Markdown (CommonMark), for a file. What a person wrote stays text: no mark in it is obeyed."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import LABELS
from selfcare.redaction.outgoing import Outgoing, document_of
from selfcare.render.labels import lines_without_chart
from selfcare.render.visible import visible
from selfcare.reports.document import Item, Section

_PLACEHOLDER = rf"\[(?:{'|'.join(LABELS.values())})(?: [0-9]+)?\](?![(\[:])"
_MARKS = re.compile(rf"(?P<placeholder>{_PLACEHOLDER})|[\\`*_\[\]|~$]")
"""What Markdown reads inside a line. A placeholder may stay, where nothing after it could make it a link."""

_ENTITIES = {"<": "&lt;", ">": "&gt;"}
_LOOKS_LIKE_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"(?:[#+\-=:]|\d{1,9}(?=[.)]))")
_FREE_LINE = "…" * 20


def markdown(outgoing: Outgoing) -> str:
    """The whole document, ending in a line end."""
    document = document_of(outgoing)
    blocks = [f"# {_inline(document.title)}", *map(escaped, document.lead)]
    blocks += [block for section in document.sections for block in _section(section)]
    if document.footer:
        blocks += ["* * *", *map(escaped, document.footer)]
    return "\n\n".join(blocks) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {_inline(section.heading)}"
    if section.about:
        yield escaped(section.about)
    if section.items:
        yield "\n".join(line for item in section.items for line in _item(item))
    for _ in range(section.write_on):
        yield _FREE_LINE


def _item(item: Item) -> Iterator[str]:
    yield from _listed(escaped(item.text), "")
    for label, text in lines_without_chart(item):
        named = f"**{_inline(label)}** {escaped(text)}" if label else escaped(text)
        yield from _listed(named, "  ")


def _listed(content: str, indent: str) -> Iterator[str]:
    """A list item; its further lines are indented so that they stay in it."""
    first, *rest = content.split("\n")
    yield f"{indent}- {first}"
    for line in rest:
        yield f"{indent}  {line}" if line else ""


def escaped(text: str) -> str:
    """`text` as Markdown that reads as exactly that text; its line breaks are kept."""
    lines = [_escaped_line(line) for line in visible(text).strip().split("\n")]
    kept = [
        line + "  " if line and number + 1 < len(lines) and lines[number + 1] else line
        for number, line in enumerate(lines)
    ]
    return "\n".join(kept)


def _inline(text: str) -> str:
    """A label, on one line."""
    return " ".join(_escaped_line(line) for line in visible(text).split("\n"))


def _escaped_line(line: str) -> str:
    safe = _MARKS.sub(lambda found: found["placeholder"] or "\\" + found[0], line.strip())
    safe = _LOOKS_LIKE_ENTITY.sub("&amp;", safe)
    for mark, entity in _ENTITIES.items():
        safe = safe.replace(mark, entity)
    return _LINE_START.sub(_harmless, safe, count=1) if _LINE_START.match(safe) else safe


def _harmless(start: re.Match[str]) -> str:
    """The beginning of a line that Markdown would take for a heading, a list or a rule."""
    return start[0] + "\\" if start[0].isdigit() else "\\" + start[0]
