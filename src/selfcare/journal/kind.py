"""What a noun declares about its records: the form of its fields, its words for search, what of it may be shared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from selfcare import when
from selfcare.errors import NewerFormat, Usage

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Rating = Annotated[int, Field(ge=0, le=10)]
Text = Annotated[str, Field(min_length=1)]


class NotOfForm(ValueError):
    """Why a field's value is refused, in words of ours alone: a person may see them."""


def _a_day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in when.YEARS or day.isoformat() != text:
        raise NotOfForm(f"a day is written as 2026-11-21, from {when.YEARS[0]} to {when.YEARS[-1]}")
    return text


Day = Annotated[Text, AfterValidator(_a_day)]
"""A day of `when.YEARS`, written as 2026-11-21."""


class Fields(BaseModel):
    """The typed fields of one kind. Optional ones that are not answered are not kept at all."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


@dataclass(frozen=True)
class Part:
    """One labelled piece of a record, as a person reads it."""

    label: str
    text: str


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    title      one line that stands for the record in a list
    parts      what a person reads of it, in order
    shareable  what of it goes to others at share level `share`; its theme line and tags are not in here
    listed     whether `list` shows it unasked
    upcasters  from an older kind_version to the next, for the fields alone
    """

    name: str
    noun: str
    fields: type[Fields]
    title: Callable[[Mapping[str, Any]], str]
    parts: Callable[[Mapping[str, Any]], Iterable[Part]]
    shareable: Callable[[Mapping[str, Any]], Iterable[Part]]
    version: int = 1
    listed: bool = True
    upcasters: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)


def no_parts(_fields: Mapping[str, Any]) -> Iterable[Part]:
    """For kinds that never go to others."""
    return ()


def first_line(text: str) -> str:
    """The first line of `text` that has words."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def present(content: Mapping[str, Any], labels: Mapping[str, str]) -> list[Part]:
    """The parts of `content` that were answered, in the order of `labels` (key to label)."""
    return [Part(label, as_text(content[key])) for key, label in labels.items() if content.get(key) not in (None, "")]


def as_text(value: object) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {as_text(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(as_text, value))
    return str(value)


def validated(kind: Kind, content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` checked against the kind's form. Raises `Usage` naming the field, never what was typed."""
    try:
        return kind.fields.model_validate(dict(content)).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise Usage(
            f"The {kind.noun} could not be kept: {place}{': ' if place else ''}{_reason(first)}.",
            "Correct that answer and try again; nothing was changed.",
        ) from None


def _reason(problem: "ErrorDetails") -> str:
    """What a person is told: what pydantic says of the form, or we do; a library's own error may repeat the text."""
    if problem["type"] != "value_error":
        return problem["msg"].lower()
    ours = problem["ctx"]["error"]
    return str(ours) if isinstance(ours, NotOfForm) else "it has another form"


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
