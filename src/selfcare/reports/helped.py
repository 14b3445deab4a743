"""What helped, in the person's own ratings: middles with how many there are. What came after is no proof of why."""

from collections.abc import Iterator, Mapping
from typing import Any

from selfcare.guidance.tools import Tool
from selfcare.insight.helped import Helped
from selfcare.reports.document import Document, Item, Section
from selfcare.reports.toolbox import Toolbox, times

HEADING = "What helped you"
ABOUT = "The middle of your own ratings (n is how many). It is no proof of why."


def used_tools(box: Toolbox) -> Mapping[str, tuple[Tool, Helped]]:
    """The tools that were used, by id, with what their uses come to: the highest middle first, unrated ones last."""
    used = [(tool, box.uses(tool.id)) for tool in box.tools.values() if box.uses(tool.id).used]
    used.sort(key=lambda pair: (-1 if pair[1].helped is None else pair[1].helped, pair[1].rated), reverse=True)
    return {tool.id: (tool, uses) for tool, uses in used}


def helped_section(box: Toolbox, most: int | None = None) -> Section:
    """One item for each tool that was used, at most `most`; it says how many more there are."""
    items = [
        Item(f"{tool.name} ({tool.id})", tuple(("", words) for words in _in_words(uses)))
        for tool, uses in used_tools(box).values()
    ]
    more = len(items) - most if most else 0
    rest = (Item(f"And {more} more: selfcare toolbox stats"),) if more > 0 else ()
    return Section(HEADING, (*items[:most], *rest), ABOUT)


def stats_document(box: Toolbox) -> Document:
    """The page of `toolbox stats`."""
    section = helped_section(box)
    return Document(section.heading, (section.about,), (Section("", section.items),))


def _in_words(uses: Helped) -> Iterator[str]:
    if uses.helped is None:
        yield f"used {times(uses.used)}, not rated yet"
    else:
        yield f"helped {uses.helped:g} of 10 (n={uses.rated}), used {times(uses.used)}"
    if uses.change is not None:
        way = "weaker by" if uses.change < 0 else "stronger by" if uses.change > 0 else "as strong,"
        yield f"the feeling afterwards: {way} {abs(uses.change):g} (n={uses.paired})"


def stats_objects(box: Toolbox) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "id": tool.id,
            "name": tool.name,
            "used": uses.used,
            "rated": uses.rated,
            "helped_median": uses.helped,
            "paired": uses.paired,
            "change_median": uses.change,
        }
        for tool, uses in used_tools(box).values()
    ]
