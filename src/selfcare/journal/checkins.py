"""Weekly check-ins: ratings, facts, early signs, the best moment and one thing to change."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from selfcare import when
from selfcare.guidance import checkins as guidance
from selfcare.guidance.checkins import PLAN, SIGNS
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Kind, Part, present
from selfcare.journal.session import Session
from selfcare.settings import works_nights
from selfcare.when import Week

MARKS = "marks"
"""The fact that holds what made a week unusual."""
NIGHTS = "nights"
NONE: Set[str] = frozenset()
_LABELS = {PLAN: "It happened", SIGNS: "Early signs"}


def _title(content: Mapping[str, Any]) -> str:
    count = len(content["ratings"])
    return f"{content['week']}, {count} rating{'' if count == 1 else 's'}"


def _words(content: Mapping[str, Any]) -> list[Part]:
    return present(content, {"best": "Best moment", "change": "One thing to change"})


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return [
        Part("Week", content["week"]),
        *rating_parts(content["ratings"]),
        *fact_parts(content["facts"]),
        *_words(content),
    ]


def rating_parts(ratings: Mapping[str, int]) -> list[Part]:
    """The ratings as a person reads them, in the order in which they are asked."""
    names = {item.id: item.name for item in guidance.load().items}
    return [Part(names.get(item, item), f"{ratings[item]} of 10") for item in in_order(ratings, names)]


def in_order(answered: Iterable[str], asked: Iterable[str]) -> list[str]:
    """The keys that were answered in the order in which they are asked; those that are asked no more come last."""
    order = list(asked)
    return sorted(answered, key=lambda key: (order.index(key) if key in order else len(order), key))


def fact_parts(facts: Mapping[str, Any], plan: Mapping[str, str] | None = None) -> list[Part]:
    """The facts as a person reads them: the question, and the answer in words. `plan` names its items by handle."""
    asked = {each.key: each for each in guidance.load().facts}
    signs = {each.id: each.text for each in guidance.load().signs}
    parts = []
    for key in in_order(facts, asked):
        question = asked.get(key)
        named = {SIGNS: signs, PLAN: plan or {}}
        names = named.get(key) or {each.id: each.name for each in (question.choices if question else ())}
        words = facts[key] if isinstance(facts[key], list) else [facts[key]]
        label = _LABELS.get(key) or (question.ask if question else key)
        parts.append(Part(label, ", ".join(names.get(word, str(word)) for word in words), f"facts.{key}"))
    return parts


def merged(earlier_first: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Several check-ins of one week as one; a later answer wins."""
    result: dict[str, Any] = {"ratings": {}, "facts": {}}
    for content in earlier_first:
        result |= {key: value for key, value in content.items() if key not in ("ratings", "facts")}
        result["ratings"] |= content.get("ratings", {})
        result["facts"] |= content.get("facts", {})
    return result


@dataclass(frozen=True)
class CheckedWeek:
    """All that was checked in for one week, and the day on which its first check-in was written.

    `ordinary` holds the marks that are no reason to set a week of this person aside.
    """

    week: Week
    content: Mapping[str, Any]
    written_on: date
    ordinary: Set[str] = NONE

    @property
    def late(self) -> bool:
        """Whether it was written more than 7 days after the week's end; it counts all the same."""
        return when.is_late(self.week, self.written_on)

    @property
    def set_aside(self) -> bool:
        """Whether it is marked as leave, sick leave or nights, and that is not ordinary for this person."""
        return not self._marks <= self.ordinary

    @property
    def counts_all_the_same(self) -> bool:
        """Whether it is marked, and not set aside."""
        return bool(self._marks) and not self.set_aside

    @property
    def _marks(self) -> Set[str]:
        return set(self.content["facts"].get(MARKS, ()))


def ordinary_marks(session: Session) -> Set[str]:
    """The marks that set no week aside: nights, for somebody whose day begins at noon, since most weeks have them."""
    from selfcare.journal.journal import stored_setting

    return frozenset({NIGHTS}) if works_nights(stored_setting(session, "day_starts_at")) else NONE


def by_week(records: Iterable[Envelope], ordinary: Set[str] = NONE) -> dict[Week, CheckedWeek]:
    """Check-ins by their week, the earliest week first; what was changed last wins. `ordinary`: marks, see there."""
    grouped: dict[Week, list[Envelope]] = {}
    for each in sorted(records, key=lambda record: (record.changed_at, record.id)):
        grouped.setdefault(Week.parse(each.fields["week"]), []).append(each)
    return {week: _checked(week, grouped[week], ordinary) for week in sorted(grouped)}


def _checked(week: Week, records: list[Envelope], ordinary: Set[str]) -> CheckedWeek:
    first = min(records, key=lambda record: record.written_at)
    written_on = when.local(first.written_at, first.zone).date()
    return CheckedWeek(week, merged(each.fields for each in records), written_on, ordinary)


CHECKIN = Kind("checkin", "check-in", "checkins.CheckinFields", _title, _parts, _words)
