"""The supervision summary: one page, in the order of its profile, with what the practitioner needs at the very top."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from selfcare.guidance.supervision import Feed, Profile, SupervisionGuide
from selfcare.guidance.supervision import Section as Heading
from selfcare.reports.brought import Brought, Values
from selfcare.reports.document import Document, Item, Section, drawn_together

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
"""Free lines to write on, before the session or in it."""

_ABOUT: Mapping[Feed, str] = {
    "disagree": "Room for either of us to see it in another way.",
    "notes": "Who does what, by when.",
}

_MISSED_IN_A_ROW = 2


def summary(values: Values, profile: Profile, guide: SupervisionGuide) -> Document:
    """The page that `values` make under `profile`."""
    sections = [section for heading in profile.sections for section in _sections(heading, values, profile, guide)]
    said = {line.id: line.text for line in guide.lines}
    footer = (said["footer-prepared"], said["footer-filed"], left_out_in_words(values.left_out))
    return Document(TITLE, sections=tuple(sections), footer=footer)


def _sections(heading: Heading, values: Values, profile: Profile, guide: SupervisionGuide) -> list[Section]:
    if heading.feed == "purposes":
        return _by_purpose(values, profile)
    items, about = _CONTENT.get(heading.feed, _nothing)(values, guide)
    return [
        Section(
            heading.heading,
            tuple(_at_most(items, heading.most)),
            about or _ABOUT.get(heading.feed, ""),
            _ROOM.get(heading.feed, 0),
        )
    ]


Content = tuple[list[Item], str]


def _nothing(_values: Values, _guide: SupervisionGuide) -> Content:
    return [], ""


def _needs(values: Values, guide: SupervisionGuide) -> Content:
    items = []
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


def _reflection(values: Values, _guide: SupervisionGuide) -> Content:
    untagged = [each for each in values.others if not each.purposes]
    return _items(untagged), "" if untagged else "Nothing brought this time."


def _wellbeing(values: Values, _guide: SupervisionGuide) -> Content:
    items = [Item(f"{name}: {standing}") for name, standing in values.wellbeing]
    if values.missed:
        items.append(Item(f"Supervision missed since it was last held: {values.missed}"))
    return items, ""


_CONTENT: Mapping[Feed, Callable[[Values, SupervisionGuide], Content]] = {
    "needs": _needs,
    "session": _session,
    "good": _good,
    "risks": _risks,
    "reflection": _reflection,
    "wellbeing": _wellbeing,
}


def _by_purpose(values: Values, profile: Profile) -> list[Section]:
    """One section for each group that something is brought under. A record stands once, under its first purpose."""
    groups: dict[str, list[Brought]] = {group.id: [] for group in profile.groups}
    for each in values.others:
        if each.purposes:
            groups[each.purposes[0].groups(profile.grouping)[0]].append(each)
    return [Section(group.name, tuple(_items(groups[group.id]))) for group in profile.groups if groups[group.id]]


def _items(brought: Iterable[Brought]) -> list[Item]:
    return [_item(each) for each in brought]


def _item(brought: Brought) -> Item:
    lines = [(part.label, part.text) for part in brought.parts]
    tags = " ".join(f"#{tag}" for tag in brought.tags)
    text = brought.theme
    if not text and len(lines) == 1:
        text = lines.pop()[1]
    if not text and not lines and tags:
        text, tags = tags, ""
    if tags:
        lines.append(("", tags))
    if brought.purposes:
        lines.append(("For", ", ".join(purpose.name for purpose in brought.purposes)))
    return Item(text or _unnamed(brought), tuple(lines), record=brought.record)


def _unnamed(brought: Brought) -> str:
    """What stands for a record whose owner shared it without a line of its own."""
    noun = brought.noun.capitalize()
    return noun if brought.parts else f"{noun}, without words for sharing"


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
