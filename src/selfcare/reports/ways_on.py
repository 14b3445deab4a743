"""Where a check-in leads: tools that may help, the tools that were used, and the plan."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from selfcare.guidance.tools import Tool
from selfcare.insight.suggest import ANYTHING
from selfcare.journal.finding import Filter, find, of_kind
from selfcare.journal.journal import today_of
from selfcare.journal.session import Session
from selfcare.reports.plans import due_line
from selfcare.reports.toolbox import Toolbox, read_toolbox, times, uses_of
from selfcare.when import Week


@dataclass(frozen=True)
class WaysOn:
    """What stands beside a week's ratings.

    offered  tools that may help, at most three
    used     how often each tool was used that week, by tool id, the most used first
    tools    the names of those tools, by id
    plan     what each item of the plan is, by handle
    due      one line on what of the plan is to be looked at again, if anything is
    """

    offered: tuple[Tool, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)
    plan: Mapping[str, str] = field(default_factory=dict)
    due: str = ""


NONE = WaysOn()


def read_ways_on(session: Session, week: Week) -> WaysOn:
    """The ways on from a week, from a journal."""
    box = read_toolbox(session)
    items = of_kind(session, "plan_item")
    used = _used(session, week)
    return WaysOn(
        offered=offered(box),
        used=used,
        tools={id_: box.tools[id_].name for id_ in used if id_ in box.tools},
        plan={each.handle: each.fields["what"] for each in items},
        due=due_line(items, today_of(session)),
    )


def offered(box: Toolbox) -> tuple[Tool, ...]:
    """What helped this person first. What they have not tried is offered only if it may be a reply to distress."""
    fit = {id_: tool for id_, tool in box.offered.items() if tool.for_distress or id_ in box.record}
    return tuple(each.tool for each in replace(box, offered=fit).suggest(ANYTHING))


def _used(session: Session, week: Week) -> dict[str, int]:
    records = find(session, Filter(("tool_use", "trigger"), since=week.monday, until=week.sunday))
    return dict(Counter(use.tool for each in records[::-1] for use in uses_of(each)).most_common())


def offered_words(offered: tuple[Tool, ...]) -> str:
    """Tools by name and id: "Longer out-breath (breath-out)"."""
    return ", ".join(f"{tool.name} ({tool.id})" for tool in offered)


def used_words(ways_on: WaysOn) -> str:
    """Tools with how often they were used: "Longer out-breath (2 times), Ten minutes on foot (once)"."""
    return ", ".join(f"{ways_on.tools.get(id_, id_)} ({times(count)})" for id_, count in ways_on.used.items())
