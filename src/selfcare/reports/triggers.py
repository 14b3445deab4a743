"""Hard moments as they are shown beside the weeks: counts, middles, and one sentence about the last four weeks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from selfcare.guidance import triggers as guidance
from selfcare.insight.triggers import LATELY, HardMoment, Triggers, triggers
from selfcare.journal.envelope import Envelope
from selfcare.reports.document import Bar, Chart, Item, Section
from selfcare.when import Week

TAGS_SAID = 2
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def triggers_of(notes: Iterable[Envelope], weeks: Sequence[Week], today: date) -> Triggers:
    """What trigger notes come to in `weeks`."""
    return triggers((_moment(each) for each in notes), weeks, today)


def _moment(note: Envelope) -> HardMoment:
    fields = note.fields
    return HardMoment(fields["kind"], note.day, tuple(note.tags), fields.get("before"), fields.get("after"))


def week_chart(found: Triggers) -> Chart:
    """How many there were in each week."""
    counts = [count for _, count in found.weeks]
    bars = tuple(Bar(week, count) for week, count in found.weeks)
    return Chart(bars, ", ".join(map(str, counts)), top=max(1, *counts))


def triggers_section(found: Triggers, by_week: Item | None) -> Section:
    """The section, without items where there was no hard moment; `by_week`, if any, shows `week_chart` in its form."""
    items = []
    if found.lately:
        items.append(Item(lately_in_words(found)))
    if found.kinds and by_week:
        items.append(by_week)
    if found.kinds:
        items.append(
            Item("By kind", tuple((guidance.choice_name("kind", kind), str(count)) for kind, count in found.kinds))
        )
    if found.paired:
        strong = f"{found.before:g} before, {found.after:g} after, of 10 (n={found.paired})"
        items.append(Item("How strong, in the middle", (("", strong),)))
    return Section("Hard moments", tuple(items))


def lately_in_words(found: Triggers) -> str:
    """Such as: "Three in the last four weeks, two of them tagged home-visit." Tags are the person's own words."""
    shared = [("all" if each == found.lately else _number(each), tag) for tag, each in found.tags[:TAGS_SAID]]
    tagged = [f"{number} of them tagged {tag}" for number, tag in shared]
    count = _number(found.lately).capitalize()
    return f"{', '.join([f'{count} in the last {_number(LATELY.days // 7)} weeks', *tagged])}."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def triggers_object(found: Triggers) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "kinds": [{"kind": kind, "count": count} for kind, count in found.kinds],
        "weeks": [{"week": str(week), "count": count} for week, count in found.weeks],
        "before_median": found.before,
        "after_median": found.after,
        "paired": found.paired,
        "lately": {
            "days": LATELY.days,
            "count": found.lately,
            "tags": [{"tag": tag, "count": count} for tag, count in found.tags],
        },
    }
