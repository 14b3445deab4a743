"""A week's check-in as it is shown, and what the person's own weeks give reason to remark on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from selfcare import when
from selfcare.guidance import notices as rules_guidance
from selfcare.guidance.checkins import SIGNS, CheckinItem
from selfcare.insight.notices import Notice, notices
from selfcare.insight.usual import own_usual
from selfcare.insight.weeks import RatedWeek
from selfcare.journal.checkins import CheckedWeek, by_week, fact_parts, in_order, ordinary_marks
from selfcare.journal.finding import of_kind
from selfcare.journal.guidance import entries, own
from selfcare.journal.session import Session
from selfcare.reports.document import Document, Item, Section
from selfcare.reports.record import in_a_line
from selfcare.reports.ways_on import NONE, WaysOn, offered_words, used_words
from selfcare.when import Week

WHERE = {
    "tool": "selfcare toolbox suggest",
    "supervision": "selfcare supervision prepare",
    "talk": "selfcare help-now",
}


def read_weeks(session: Session) -> dict[Week, CheckedWeek]:
    """Every week that was checked in, the earliest first."""
    return by_week(of_kind(session, "checkin"), ordinary_marks(session))


def rated_weeks(checked: Iterable[CheckedWeek]) -> tuple[RatedWeek, ...]:
    """Checked weeks as the insight room reads them."""
    return tuple(
        RatedWeek(each.week, each.content["ratings"], each.set_aside, len(each.content["facts"].get(SIGNS, ())))
        for each in checked
    )


def read_items(session: Session) -> tuple[CheckinItem, ...]:
    """Every check-in item, the person's own after the shipped ones; those that are asked no more are among them."""
    return tuple(own(of_kind(session, "guidance")).items.all.values())


def item_records(session: Session) -> dict[str, str]:
    """The id of the record of each check-in item of the person's own, by the id of the item."""
    kept = entries(of_kind(session, "guidance"))
    return {entry.guide.id: record.id for record, entry in kept if entry.section == "items"}


def notices_of(
    checked: Mapping[Week, CheckedWeek],
    upto: Week,
    overdue: Mapping[str, int] | None,
    items: Sequence[CheckinItem],
    *,
    read_in: Week | None = None,
) -> tuple[Notice, ...]:
    """The notices as they stand in the week `upto`.

    They speak of the past, with its date, if the latest week checked in is before the one that they are read in: that
    is `upto`, or a later one.
    """
    weeks = rated_weeks(each for week, each in checked.items() if week <= upto)
    rules = rules_guidance.load().rules
    is_past = all(each.week < (read_in or upto) for each in weeks)
    return notices(weeks, items, [rule.in_the_past for rule in rules] if is_past else rules, overdue=overdue)


def notice_object(notice: Notice) -> dict[str, Any]:
    """A notice as JSON: the id of its rule, and the rule in words."""
    return {
        "rule": notice.rule_id,
        "items": list(notice.items),
        "weeks": [str(week) for week in notice.weeks],
        "text": notice.text,
        "why": notice.rule,
        "ways": list(notice.ways),
    }


def notices_section(found: Iterable[Notice]) -> Section:
    """What stands out, each with its rule and the ways on from it."""
    return Section("What stands out", tuple(Item(each.text, (("", each.rule), *_ways(each))) for each in found))


def _ways(notice: Notice) -> tuple[tuple[str, str], ...]:
    if not notice.ways:
        return ()
    guide = rules_guidance.load()
    offers = guide.work_offers if "employer" in notice.ways else guide.offers
    words = {line.id: line.text for line in offers}
    first, *rest = [words[way] for way in notice.ways if way in words]
    return (("", f"{guide.ask} {'; '.join([first, *(each[:1].lower() + each[1:] for each in rest)])}."),)


def ways_footer(found: Iterable[Notice], ways_on: WaysOn = NONE) -> tuple[str, ...]:
    """Where the ways lead, said once; tools that may help are named."""
    ways = {way for each in found for way in each.ways}
    lead = {"tool": f"{offered_words(ways_on.offered)}. How: " if ways_on.offered else ""}
    return tuple(f"{way.capitalize()}: {lead.get(way, '')}{command}" for way, command in WHERE.items() if way in ways)


def notices_document(found: tuple[Notice, ...], ways_on: WaysOn = NONE) -> Document:
    """What is said after a check-in."""
    section = notices_section(found)
    return Document(section.heading, (), (Section("", section.items),), ways_footer(found, ways_on))


def checkin_document(
    checked: Mapping[Week, CheckedWeek],
    week: Week,
    found: tuple[Notice, ...],
    items: Iterable[CheckinItem],
    ways_on: WaysOn = NONE,
) -> Document:
    """One week: ratings beside the person's own usual, facts, words, notices."""
    title = f"Check-in {week}, {week_in_words(week)}"
    if week not in checked:
        return Document(title, ("Nothing was checked in. A missed week is a gap, and counts as nothing else.",))
    this = checked[week]
    weeks = rated_weeks(checked.values())
    ratings = this.content["ratings"]
    names = {item.id: item.name for item in items}
    rated = tuple(
        Item(f"{names.get(item, item) + ':':<17} {ratings[item]:>2}{_usual(own_usual(weeks, item, before=week))}")
        for item in in_order(ratings, names)
    )
    facts = tuple(Item(in_a_line(part)) for part in fact_parts(this.content["facts"], ways_on.plan))
    words = (("Best moment", this.content.get("best")), ("One thing to change", this.content.get("change")))
    sections = [
        Section("Ratings, where 10 is the better end", rated),
        Section("Facts", facts),
        *([Section("Tools used", (Item(used_words(ways_on)),))] if ways_on.used else []),
        *(Section(heading, (Item(text),)) for heading, text in words if text),
        *([notices_section(found)] if found else []),
    ]
    lead = ("Written late; it counts all the same.",) if this.late else ()
    return Document(title, lead, tuple(each for each in sections if each.items), ways_footer(found, ways_on))


def _usual(usual: float | None) -> str:
    return "" if usual is None else f", your usual {usual:g}"


def week_in_words(week: Week) -> str:
    """The days of a week, with their year."""
    return " to ".join(when.in_words(day, date.min) for day in (week.monday, week.sunday))
