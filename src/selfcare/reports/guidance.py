"""Guidance as it is shown: what there is, and one entry whole, the person's own marked as theirs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from selfcare.guidance import cpd
from selfcare.guidance.cards import Card
from selfcare.guidance.checkins import CheckinItem
from selfcare.guidance.own import SECTIONS, Guide, Own, Section
from selfcare.guidance.supervision import Profile
from selfcare.guidance.templates import Template
from selfcare.guidance.tools import Tool
from selfcare.reports import document
from selfcare.reports.document import Document, Item

HEADINGS: Mapping[Section, str] = {
    "templates": "Templates (selfcare reflect ID)",
    "tools": "Tools (selfcare toolbox show ID)",
    "items": "Check-in items (selfcare checkin)",
    "cards": "Cards to read aloud (selfcare guidance show ID)",
    "profiles": "Pages for supervision (selfcare supervision summary --profile ID)",
    "cpd": "CPD, by regulator (selfcare cpd list --regulator ID)",
}


@dataclass(frozen=True)
class Shown:
    """An entry with its section, and what is the person's: whether it is their own, and whether they replaced it."""

    section: Section
    guide: Guide
    own: bool
    replaced: bool


def entries(known: Own) -> list[Shown]:
    """Every entry, by section."""
    return [
        Shown(section, each, own=each in shelf.own, replaced=each.id in shelf.replaced)
        for section in SECTIONS
        for shelf in [known.shelf(section)]
        for each in shelf.all.values()
    ]


def entry_object(shown: Shown) -> dict[str, Any]:
    """An entry as JSON, with all its fields."""
    content: dict[str, Any] = asdict(shown.guide)  # type: ignore[call-overload]
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in content.items()}
    return {"section": shown.section, "own": shown.own, "replaced": shown.replaced, **plain}


def list_document(found: Iterable[Shown]) -> Document:
    """One line for each entry that is offered, by section."""
    lines: dict[Section, list[Item]] = {}
    for each in found:
        if not each.replaced:
            lines.setdefault(each.section, []).append(Item(_line(each)))
    sections = tuple(document.Section(HEADINGS[section], tuple(items)) for section, items in lines.items())
    return Document("Guidance", (), sections, ("One of them, whole: selfcare guidance show ID",))


def _line(shown: Shown) -> str:
    marks = ["your own"] if shown.own else []
    return "  ".join([f"{shown.guide.id + ' ':<22}{shown.guide.name}", *marks])


def entry_document(shown: Shown) -> Document:
    """One entry, whole."""
    guide = shown.guide
    parts = [("From", guide.source)]
    if shown.own:
        parts.append(("Yours", f"in place of {guide.replaces}" if guide.replaces else "added by you"))
    if shown.replaced:
        parts.append(("Note", "an entry of your own stands in for it"))
    about = document.Section("", tuple(Item(f"{label}: {text}") for label, text in parts))
    return Document(f"{guide.name} ({guide.id})", (), (_BODIES[shown.section](guide), about))


def _template(template: Template) -> document.Section:
    items = tuple(Item(each.ask, tuple(_present(("", each.hint)))) for each in template.prompts)
    pick = f" Pick up to {template.pick}." if template.pick else ""
    return document.Section(f"Template, about {template.minutes} minutes", items, template.about + pick)


def _tool(tool: Tool) -> document.Section:
    lines = _present(
        ("For", ", ".join(tool.domains)),
        ("When", tool.when),
        ("Minutes", str(tool.minutes)),
        ("Where", ", ".join(tool.places)),
        ("Take care", tool.care),
    )
    return document.Section("Tool", (Item(tool.how, tuple(lines)),))


def _item(item: CheckinItem) -> document.Section:
    often = {"week": "each week", "month": "once a month"}[item.every]
    return document.Section(f"Check-in item, {often}", (Item(item.ask, (("0", item.low), ("10", item.high))),))


def _card(card: Card) -> document.Section:
    return document.Section("", tuple(Item(line) for line in card.lines), card.about)


def _profile(profile: Profile) -> document.Section:
    groups = tuple(("", group.name) for group in profile.groups)
    items = (Item(each.heading, groups if each.feed == "purposes" else ()) for each in profile.sections)
    return document.Section("Page for supervision, from the top down", tuple(items), profile.about)


def _cpd(profile: cpd.Profile) -> document.Section:
    items = (Item(form.heading, tuple(("", each.heading) for each in form.fields)) for form in profile.forms)
    return document.Section("CPD, the fields of the form in order", tuple(items), profile.about)


def _present(*lines: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, text) for label, text in lines if text]


_BODIES: Mapping[Section, Callable[[Any], document.Section]] = {
    "templates": _template,
    "tools": _tool,
    "items": _item,
    "cards": _card,
    "profiles": _profile,
    "cpd": _cpd,
}
