"""What a noun declares about its records: the form of its fields, its words for search, what of it may be shared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from selfcare.errors import NewerFormat, Usage

if TYPE_CHECKING:
    from selfcare.journal.form import Fields


@dataclass(frozen=True)
class Part:
    """One labelled piece of a record, as a person reads it.

    `key` is the field that it comes from, one inside another as `answers.what`; nobody reads it.
    """

    label: str
    text: str
    key: str = field(default="", compare=False)


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    form_at    where the form of its fields is declared: the module in `forms`, and the name in it
    title      one line that stands for the record in a list
    parts      what a person reads of it, in order
    shareable  what of it goes to others at share level `share`; its theme line and tags are not in here
    by_calendar  whether others count its records by the calendar: the date of its moment, not its day
    closed_on  the field with the day on which a record was closed; one that is open is never old
    lasting    whether a record says what holds until another says otherwise; such a one is never old
    upcasters  from an older kind_version to the next, for the fields alone
    """

    name: str
    noun: str
    form_at: str
    title: Callable[[Mapping[str, Any]], str]
    parts: Callable[[Mapping[str, Any]], Iterable[Part]]
    shareable: Callable[[Mapping[str, Any]], Iterable[Part]]
    version: int = 1
    by_calendar: bool = False
    closed_on: str = ""
    lasting: bool = False
    upcasters: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)

    @property
    def form(self) -> "type[Fields]":
        """The form of its fields. Whoever only reads records need not load it, nor pydantic."""
        module, _, name = self.form_at.partition(".")
        found: type[Fields] = getattr(import_module(f"selfcare.journal.forms.{module}"), name)
        return found


def no_parts(_fields: Mapping[str, Any]) -> Iterable[Part]:
    """For kinds that never go to others."""
    return ()


def first_line(text: str) -> str:
    """The first line of `text` that has words."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def present(content: Mapping[str, Any], labels: Mapping[str, str]) -> list[Part]:
    """The parts of `content` that were answered, in the order of `labels` (key to label)."""
    answered = {key: label for key, label in labels.items() if content.get(key) not in (None, "")}
    return [Part(label, as_text(content[key]), key) for key, label in answered.items()]


def as_text(value: object) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {as_text(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(as_text, value))
    return str(value)


def upcast(kind: Kind, version: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` of an older version in today's form; raises `NewerFormat` for a later one, `Usage` for rubbish."""
    if version > kind.version:
        raise NewerFormat(
            f"A {kind.noun} in this journal was written by a newer version of selfcare.",
            "Update selfcare, then try again.",
        )
    current = dict(content)
    try:
        for step in range(version, kind.version):
            current = kind.upcasters[step](current)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise Usage(
            f"A {kind.noun} does not have the form that its version says.",
            "Check the journal with: selfcare vault verify",
        ) from None
    return current
