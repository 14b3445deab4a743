"""The toolbox as it is shown: what the person keeps, what helped them, what may suit now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from selfcare.guidance.tools import Tool
from selfcare.insight.helped import Helped, Use, helped
from selfcare.insight.suggest import Situation, Suggestion, balance, suggest
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import of_kind
from selfcare.journal.guidance import own
from selfcare.journal.session import Session
from selfcare.journal.toolbox import choices
from selfcare.journal.uses import uses
from selfcare.reports.document import Document, Item, Section

LONG = 120
"""From so many minutes on, whole hours are told as hours."""
_NO_USE = Helped(used=0, rated=0, helped=None, paired=0, change=None)


@dataclass(frozen=True)
class Toolbox:
    """All tools by id, the ids that are kept, parked and offered, and what each tool's uses come to.

    A tool that an own one stands in for is offered no more; what it did is still told.
    """

    tools: Mapping[str, Tool]
    offered: Mapping[str, Tool]
    kept: frozenset[str]
    parked: frozenset[str]
    record: Mapping[str, Helped]

    @property
    def yours(self) -> list[Tool]:
        """The tools that are kept or were used, not parked: kept ones first, then those that helped most."""
        own = [each for each in self.offered.values() if each.id in self.kept | set(self.record)]
        return sorted((each for each in own if each.id not in self.parked), key=self._rank)

    @property
    def others(self) -> list[Tool]:
        """The rest, the parked ones last."""
        mine = {each.id for each in self.yours}
        rest = [each for each in self.offered.values() if each.id not in mine]
        return sorted(rest, key=lambda each: each.id in self.parked)

    def _rank(self, tool: Tool) -> tuple[bool, float]:
        return tool.id not in self.kept, -(self.uses(tool.id).helped or 0.0)

    def uses(self, tool_id: str) -> Helped:
        """What the uses of a tool come to; nothing for one that was never used."""
        return self.record.get(tool_id, _NO_USE)

    def balance(self) -> tuple[str, ...]:
        """A gentle word on what the kept tools lack."""
        return balance([tool for tool in self.offered.values() if tool.id in self.kept])

    def suggest(self, situation: Situation) -> tuple[Suggestion, ...]:
        """At most three tools that fit."""
        return suggest(self.offered.values(), self.record, kept=self.kept, parked=self.parked, situation=situation)


def read_toolbox(session: Session) -> Toolbox:
    """The toolbox of a journal."""
    return toolbox_of(of_kind(session, "guidance", "tool_choice"), (Use(**each) for each in uses(session)))


def toolbox_of(records: Iterable[Envelope], told: Iterable[Use] = ()) -> Toolbox:
    """The toolbox that choices, own tools and uses make; what helped after a hard moment counts as a use."""
    records = list(records)
    shelf = own(records).tools
    chosen = choices(records)
    return Toolbox(
        tools=shelf.all,
        offered=shelf.offered,
        kept=frozenset(tool for tool, choice in chosen.items() if choice == "kept"),
        parked=frozenset(tool for tool, choice in chosen.items() if choice == "parked"),
        record=helped(use for use in told if use.tool in shelf.all),
    )


def uses_of(record: Envelope) -> list[Use]:
    """The uses of tools that a record tells of."""
    if record.kind == "tool_use":
        return [Use(**record.fields)]
    if record.kind == "trigger":
        return [Use(tool, rating) for tool, rating in (record.fields.get("helped") or {}).items()]
    return []


def tool_object(box: Toolbox, tool: Tool, reason: str | None = None) -> dict[str, Any]:
    """A tool as JSON."""
    uses = box.uses(tool.id)
    return {
        "id": tool.id,
        "name": tool.name,
        "domains": list(tool.domains),
        "minutes": tool.minutes,
        "kept": tool.id in box.kept,
        "used": uses.used,
        "helped_median": uses.helped,
        "reason": reason,
    }


def list_document(box: Toolbox, *, every: bool) -> Document:
    """The person's tools, one line each; then all others, or a few to begin with where there are none yet."""
    sections = []
    if box.yours:
        sections.append(Section("Yours", tuple(Item(_line(box, tool)) for tool in box.yours)))
    others = box.others if every else starters(box)
    if others:
        heading = "Others" if box.yours else "For a hard moment"
        sections.append(Section(heading, tuple(Item(_line(box, tool)) for tool in others)))
    more = () if every else ("All of them: selfcare toolbox list --all",)
    return Document("Toolbox", (), tuple(sections), (*box.balance(), *more))


def starters(box: Toolbox) -> list[Tool]:
    """Tools for the moment, for someone who has none of their own yet."""
    return [] if box.yours else [tool for tool in box.others if tool.when == "moment" and tool.id not in box.parked]


def _line(box: Toolbox, tool: Tool) -> str:
    marks = ["kept"] if tool.id in box.kept else ["parked"] if tool.id in box.parked else []
    return ", ".join([f"{tool.id + ' ':<18}{tool.name}", _minutes(tool), *marks, *_helped_words(box.uses(tool.id))])


def _minutes(tool: Tool) -> str:
    if tool.minutes >= LONG and tool.minutes % 60 == 0:
        return f"{tool.minutes // 60} hours"
    return f"{tool.minutes} min" if tool.minutes else "no extra time"


def times(count: int) -> str:
    """How often something was used: "once", "2 times"."""
    return "once" if count == 1 else f"{count} times"


def _helped_words(uses: Helped) -> list[str]:
    if uses.helped is not None:
        return [f"helped {uses.helped:g} (n={uses.rated})"]
    return [f"used {times(uses.used)}"] if uses.used else []


def tool_document(box: Toolbox, tool: Tool) -> Document:
    """One tool, whole."""
    facts = [
        ("For", ", ".join(tool.domains)),
        ("Where", ", ".join(tool.places)),
        ("Takes", _minutes(tool)),
        ("Take care", tool.care),
        ("From", tool.source),
        ("You", ", ".join([*(["kept"] if tool.id in box.kept else []), *_helped_words(box.uses(tool.id))])),
    ]
    lines = tuple((label, text) for label, text in facts if text)
    return Document(f"{tool.name} ({tool.id})", (), (Section("", (Item(tool.how, lines),)),))


def suggestions_document(suggestions: Iterable[Suggestion]) -> Document:
    """What may suit now, each with how to do it and why it was picked."""
    items = tuple(
        Item(
            f"{each.tool.name} ({each.tool.id}, {_minutes(each.tool)})",
            (
                ("", each.tool.how),
                *((("Take care", each.tool.care),) if each.tool.care else ()),
                ("Why this one", each.reason),
            ),
        )
        for each in suggestions
    )
    return Document("What may help", (), (Section("", items),), ("Afterwards: selfcare toolbox used ID --helped N",))
