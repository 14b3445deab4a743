"""The supervision summary: one page, in the order of its profile, with what the practitioner needs at the very top."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from selfcare.guidance.supervision import Feed, Profile, SupervisionGuide
from selfcare.guidance.supervision import Section as Heading
from selfcare.reports.blocks import numbers_in_words
from selfcare.reports.brought import Values, Wellbeing
from selfcare.reports.document import Chart, Document, Item, Section, drawn_together
from selfcare.reports.outward import Brought

TITLE = "Supervision summary"

_ROOM: Mapping[Feed, int] = {
    "needs": 2,
    "actions": 1,
    "priorities": 3,
    "wellbeing": 1,
    "learning": 1,
    "organisation": 1,
    "support": 1,
    "disagree": 2,
    "notes": 2,
}
"""Lines to write on, before the session or in it; what a section holds already takes their place."""

_SKIPPED: frozenset[Feed] = frozenset(("learning", "organisation", "support"))
"""Asked when somebody prepares: an empty heading of these is left out of a page that was prepared."""

_ABOUT: Mapping[Feed, str] = {
    "disagree": "Room for either of us to see it in another way.",
    "notes": "Who does what, by when.",
}

_MISSED_IN_A_ROW = 2


def summary(values: Values, profile: Profile, guide: SupervisionGuide) -> Document:
    """The page that `values` make under `profile`."""
    sections = [section for heading in profile.sections for section in _sections(heading, values, profile, guide)]
    if profile not in guide.profiles:
        sections = [replace(each, own_heading=True) for each in sections]
    said = {line.id: line.text for line in guide.lines}
    footer = (said["footer-prepared"], said["footer-filed"], left_out_in_words(values.left_out))
    return Document(TITLE, sections=tuple(sections), footer=footer)


def _sections(heading: Heading, values: Values, profile: Profile, guide: SupervisionGuide) -> list[Section]:
    if heading.feed == "purposes":
        return _by_purpose(values, profile)
    items, about = _CONTENT.get(heading.feed, _nothing)(values, guide)
    if not items and heading.feed in _SKIPPED and values.prepared.record:
        return []
    shown = tuple(_at_most(items, heading.most))
    return [Section(heading.heading, shown, about or _ABOUT.get(heading.feed, ""), _room(heading.feed, len(shown)))]


def _room(feed: Feed, filled: int) -> int:
    """How many free lines a section has beside the items that fill it."""
    return max(_ROOM.get(feed, 0) - filled, 0)


Content = tuple[list[Item], str]


def _nothing(_values: Values, _guide: SupervisionGuide) -> Content:
    return [], ""


def _needs(values: Values, guide: SupervisionGuide) -> Content:
    written = values.prepared
    items = [_own(ask, values) for ask in written.asks]
    if written.decisions:
        items.append(_own(f"A decision or permission: {written.decisions}", values))
    if values.risks:
        items.append(
            Item(f"To decide together: {_count(len(values.risks), 'risk')} that I should not hold alone, below.")
        )
    if values.missed >= _MISSED_IN_A_ROW:
        items.append(Item(next(line.text for line in guide.lines if line.id == "ask-protected-time")))
    return items, ""


def _session(values: Values, _guide: SupervisionGuide) -> Content:
    """Its dates are ours, and stand in `about`: the identifier check reads what a person wrote."""
    planned = ", ".join(word for word in (values.plan.kind, values.plan.mode.lower()) if word)
    lines = [f"{planned}." if planned else ""]
    lines.append(f"Planned for {_in_full(values.plan.day)}." if values.plan.day else "")
    lines.append(
        f"Covers what was shared since {_in_full(values.since)}."
        if values.since
        else "Covers everything shared so far."
    )
    lines.append(f"Prepared on {_in_full(values.prepared_on)}.")
    return [], " ".join(filter(None, lines))


def _good(values: Values, _guide: SupervisionGuide) -> Content:
    return _items(values.good), "" if values.good else "Nothing brought this time."


def _risks(values: Values, _guide: SupervisionGuide) -> Content:
    return _items(
        values.risks
    ), "" if values.risks else "None brought this time. That does not mean that there is none."


def _actions(values: Values, _guide: SupervisionGuide) -> Content:
    return _items(values.actions), ""


def _priorities(values: Values, _guide: SupervisionGuide) -> Content:
    return [
        _own(each, values) if isinstance(each, str) else _ranked(each, values) for each in values.prepared.priorities
    ], ""


def _ranked(brought: Brought, values: Values) -> Item:
    """A record by its line; what stands nowhere else on the page has its tags with it."""
    return Item(brought.line, record=brought.record) if brought not in _told_above(values) else _item(brought)


def _told_above(values: Values) -> list[Brought]:
    """What is brought and is told in full among the priorities: it need not stand on the page twice."""
    return [each for each in values.others if each.is_its_line and each.record in _ranks(values)]


def _ranks(values: Values) -> dict[str, int]:
    """The records among the priorities, each with its place from 1."""
    ranked = enumerate(values.prepared.priorities, start=1)
    return {each.record: place for place, each in ranked if isinstance(each, Brought)}


def _others(values: Values) -> list[tuple[Brought, Item]]:
    """What stands under a purpose or under the reflection to explore, with what is told of it there."""
    above, ranks = _told_above(values), _ranks(values)
    return [(each, _with_rank(each, ranks.get(each.record))) for each in values.others if each not in above]


def _with_rank(brought: Brought, place: int | None) -> Item:
    """A record in its section; the line that stands among the priorities is not repeated, but its place there."""
    item = _item(brought)
    if place is None or item.text not in (brought.line, brought.unnamed):
        return item
    return replace(item, text=f"{brought.noun.capitalize()}, my priority {place}")


def _reflection(values: Values, _guide: SupervisionGuide) -> Content:
    items = _in_own_words(values.prepared.question, values)
    items += [item for each, item in _others(values) if not each.purposes]
    if not items and any(not each.purposes for each in _told_above(values)):
        return items, "Among my priorities."
    return items, "" if items else "Nothing brought this time."


def _wellbeing(values: Values, _guide: SupervisionGuide) -> Content:
    items = _in_own_words(values.prepared.wellbeing, values)
    items += [*map(_against_usual, values.wellbeing), *_items(values.own_plan)]
    if values.missed:
        items.append(Item(f"Supervision missed since it was last held: {values.missed}"))
    return items, ""


def _against_usual(item: Wellbeing) -> Item:
    chart = Chart(item.bars, numbers_in_words(item.bars), item.usual) if item.bars else None
    usual = (("My usual", f"{item.usual:g}"),) if chart and item.usual is not None else ()
    return Item(f"{item.name}: {item.standing}", usual, chart, record=item.record)


def _learning(values: Values, _guide: SupervisionGuide) -> Content:
    return [*_in_own_words(values.prepared.learning, values), *_items(values.learning)], ""


def _organisation(values: Values, _guide: SupervisionGuide) -> Content:
    return _in_own_words(values.prepared.organisation, values), ""


def _support(values: Values, _guide: SupervisionGuide) -> Content:
    return _in_own_words(values.prepared.support, values), ""


_CONTENT: Mapping[Feed, Callable[[Values, SupervisionGuide], Content]] = {
    "needs": _needs,
    "session": _session,
    "good": _good,
    "actions": _actions,
    "priorities": _priorities,
    "risks": _risks,
    "reflection": _reflection,
    "wellbeing": _wellbeing,
    "learning": _learning,
    "organisation": _organisation,
    "support": _support,
}


def _by_purpose(values: Values, profile: Profile) -> list[Section]:
    """One section for each group that something is brought under. A record stands once, under its first purpose."""
    groups: dict[str, list[Item]] = {group.id: [] for group in profile.groups}
    for each, item in _others(values):
        if each.purposes:
            groups[each.purposes[0].groups(profile.grouping)[0]].append(item)
    return [Section(group.name, tuple(groups[group.id])) for group in profile.groups if groups[group.id]]


def _items(brought: Iterable[Brought]) -> list[Item]:
    return [_item(each) for each in brought]


def _item(brought: Brought) -> Item:
    lines = [(part.label, part.text) for part in brought.parts]
    tags, text = brought.tags_in_words, brought.theme
    if not text and lines and (len(lines) == 1 or not lines[0][0]):
        text = lines.pop(0)[1]
    if not text and not lines and tags:
        text, tags = tags, ""
    if tags:
        lines.append(("", tags))
    if brought.purposes:
        lines.append(("For", ", ".join(purpose.name for purpose in brought.purposes)))
    return Item(text or brought.unnamed, tuple(lines), record=brought.record)


def _own(words: str, values: Values) -> Item:
    """Words that were written for this session."""
    return Item(words, record=values.prepared.record)


def _in_own_words(words: str, values: Values) -> list[Item]:
    return [_own(words, values)] if words else []


def _at_most(items: list[Item], most: int | None) -> list[Item]:
    """`items`, those past the first `most` drawn together in one: the page stays short, and nothing is dropped."""
    if most is None or len(items) <= most:
        return items
    return [*items[:most], drawn_together("And also", items[most:])]


def left_out_in_words(left_out: Mapping[str, int]) -> str:
    """How much was left out, in one sentence."""
    counts = [
        _count(left_out["private"], "private record") if left_out["private"] else "",
        f"the text of {_count(left_out['theme'], 'record')} brought as a theme" if left_out["theme"] else "",
        f"{_count(left_out['earlier'], 'record')} from before the days covered" if left_out["earlier"] else "",
        f"{_count(left_out['review'], 'record')} at the check for identifiers" if left_out.get("review") else "",
    ]
    said = "; ".join(filter(None, counts))
    return f"Left out: {said}." if said else "Nothing was left out."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _in_full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
