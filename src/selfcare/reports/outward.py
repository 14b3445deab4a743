"""A record as others may see it: at level theme its line and tags, at level share the text that its kind gives."""

from dataclasses import dataclass, replace
from datetime import date

from selfcare.guidance import purposes
from selfcare.guidance.purposes import Purpose
from selfcare.guidance.triggers import choice_name
from selfcare.journal.actions import ACTION, OWNERS, STATES, due_day, is_open, is_overdue
from selfcare.journal.envelope import Envelope
from selfcare.journal.kind import Part, first_line
from selfcare.journal.kinds import kind_of
from selfcare.journal.risks import MARK
from selfcare.journal.triggers import LABELS, TRIGGER

_SAYING_IT_FIRST = ("risk", "plan_item")
"""Kinds whose first part says by itself what the record is."""
_A_YEAR = 365


@dataclass(frozen=True)
class Brought:
    """One record as others may see it. `parts` is empty at level theme; `tags` are those that name no purpose.

    A first part without a label says by itself what the record is.
    """

    record: str
    noun: str
    theme: str
    parts: tuple[Part, ...]
    tags: tuple[str, ...]
    purposes: tuple[Purpose, ...]

    @property
    def line(self) -> str:
        """One line that stands for it among others."""
        text = next((first_line(part.text) for part in self.parts), "")
        return self.theme or text or self.tags_in_words or self.unnamed

    @property
    def is_its_line(self) -> bool:
        """Whether that line, with its tags, is all of it."""
        return len(self.parts) + bool(self.theme) <= 1 and all(part.text == self.line for part in self.parts)

    @property
    def tags_in_words(self) -> str:
        """Its tags as they are written: "#nights #ward"."""
        return " ".join(f"#{tag}" for tag in self.tags)

    @property
    def unnamed(self) -> str:
        """What stands for it where its owner wrote no line for it."""
        noun = self.noun.capitalize()
        return noun if self.parts else f"{noun}, without words for sharing"


def brought(record: Envelope, today: date) -> Brought:
    """`record` as others see it, with the purposes that it was tagged with."""
    kind = kind_of(record)
    named = (*record.fields.get("purposes", ()), *record.tags)
    known = {purpose.id: purpose for purpose in purposes.load()}
    return Brought(
        record=record.id,
        noun=kind.noun,
        theme=record.theme,
        parts=_parts(record, today) if record.share == "share" else (),
        tags=tuple(tag for tag in record.tags if tag not in known),
        purposes=tuple(known[name] for name in dict.fromkeys(named) if name in known),
    )


def _parts(record: Envelope, today: date) -> tuple[Part, ...]:
    if record.kind == ACTION.name:
        return (Part("", record.fields["what"]), Part(OWNERS[record.fields["owner"]], _how_far(record, today)))
    parts = tuple(kind_of(record).shareable(record.fields))
    if record.kind == TRIGGER.name:
        return _situation_first(parts)
    if record.kind in _SAYING_IT_FIRST and parts:
        return (replace(parts[0], label=""), *(replace(part, label=_short(part.label)) for part in parts[1:]))
    return parts


def _short(label: str) -> str:
    """A label without the advice that goes with it: "About (role or pseudonym)" is "About"."""
    return label.partition(" (")[0]


def _situation_first(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What a hard moment was about says more than its kind. That it is a risk is said by where it stands."""
    situation = [Part("", part.text) for part in parts if part.label == LABELS["situation"]]
    marked = Part(LABELS["next"], choice_name("next", MARK))
    others = [part for part in parts if part.label != LABELS["situation"] and part != marked]
    if not situation and len(others) == 1:
        return (Part("", f"{others[0].label}: {others[0].text}"),)  # a number alone would say nothing
    return (*situation, *others)


def _how_far(action: Envelope, today: date) -> str:
    """How far an action came, why, and when an open one is due: "partly done: no cover; was due 3 November"."""
    content, day = action.fields, due_day(action)
    said = [STATES[content["state"]] if content.get("state") else "open", content.get("why", "")]
    words = ": ".join(filter(None, said))
    if day is None or not is_open(action):
        return words
    return f"{words}; {'was due' if is_overdue(action, today) else 'due'} {_due(day, today)}"


def _due(day: date, today: date) -> str:
    """The day in words; a long way off the month is enough, and nobody takes it for a date of birth."""
    return f"{day.day} {day:%B}" if abs((day - today).days) < _A_YEAR else f"{day:%B %Y}"
