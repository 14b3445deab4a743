"""The form of a record's fields: what each may hold, and which of them are a person's own words.

A form is a pydantic model, loaded when a record is checked or its words are looked for. Reading one needs none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from selfcare import when
from selfcare.errors import Usage
from selfcare.journal.kind import Kind

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Change = Callable[[str], str]


def _itself(value: Any, change: Change) -> Any:
    return change(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Mark:
    """Marks what is in a field. `mapped` gives a value of it with each piece of that changed."""

    mapped: Callable[[Any, Change], Any] = _itself


class Words(Mark):
    """Marks a field that holds a person's own words."""


class OfGuidance(Mark):
    """Marks an id of guidance, which may be the person's own: while locked, nobody can tell whether there is one."""


def words_but(shipped: Callable[[], Iterable[str]]) -> Words:
    """The mark of a field with the person's own words or, in their place, one of the ids that `shipped` gives."""
    return Words(lambda value, change: value if value in shipped() else _itself(value, change))


Rating = Annotated[int, Field(ge=0, le=10)]
Id = Annotated[str, Field(min_length=1)]
"""A name for machines: of a choice, a record. Nothing ever changes it."""
GuidanceId = Annotated[Id, OfGuidance()]
"""The id of a template, a tool, a check-in item or a question, shipped or the person's own."""
Text = Annotated[str, Field(min_length=1), Words()]
"""A person's own words. The name guard looks through them, and through nothing else of a record's fields."""


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


Day = Annotated[Id, AfterValidator(_a_day)]
"""A day of `when.YEARS`, written as 2026-11-21."""


class Fields(BaseModel):
    """The typed fields of one kind. Optional ones that are not answered are not kept at all."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True, defer_build=True)


def validated(kind: Kind, content: Mapping[str, Any]) -> dict[str, Any]:
    """`content` checked against the kind's form. Raises `Usage` naming the field, never what was typed."""
    try:
        return kind.form.model_validate(dict(content)).model_dump(mode="json", exclude_none=True)
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


def map_words(form: type[Fields], content: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """`content` with each of the person's own words changed, wherever `form` declares them; all else as it is."""
    return _map_fields(form, content, change, Words)


def map_guidance_ids(form: type[Fields], content: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """`content` with each id of guidance changed, wherever `form` declares one; all else as it is."""
    return _map_fields(form, content, change, OfGuidance)


def words_in(form: type[Fields], content: Mapping[str, Any]) -> list[str]:
    """Each of the person's own words in `content`, in order."""
    words: list[str] = []

    def look(text: str) -> str:
        words.append(text)
        return text

    map_words(form, content, look)
    return words


def closed_fields(form: type[Fields]) -> frozenset[str]:
    """The fields whose form itself says what they may hold: days, and choices that never grow."""
    return frozenset(name for name, field in form.model_fields.items() if _is_closed(field.rebuild_annotation()))


def _is_closed(form: Any) -> bool:
    origin, inner = get_origin(form), get_args(form)
    if origin is Annotated:
        return any(isinstance(mark, AfterValidator) for mark in inner[1:])
    return any(map(_is_closed, inner)) if origin in (Union, UnionType) else origin is Literal


def _map_fields(form: type[Fields], content: Mapping[str, Any], change: Change, marked: type[Mark]) -> dict[str, Any]:
    fields = form.model_fields
    return {
        key: _mapped(fields[key].rebuild_annotation(), value, change, marked) if key in fields else value
        for key, value in content.items()
    }


def _mapped(form: Any, value: Any, change: Change, marked: type[Mark]) -> Any:
    """`value` with what is marked changed; where it is not of this form, as an unfinished one's may be, as it is."""
    origin, inner = get_origin(form), get_args(form)
    if origin is Annotated:
        marks = [mark for mark in inner[1:] if isinstance(mark, marked)]
        return marks[0].mapped(value, change) if marks else _mapped(inner[0], value, change, marked)
    if origin in (Union, UnionType):
        return reduce(lambda changed, each: _mapped(each, changed, change, marked), inner, value)
    if origin is list and isinstance(value, list):
        return [_mapped(inner[0], each, change, marked) for each in value]
    if origin is dict and isinstance(value, Mapping):
        names, values = inner
        return {
            _mapped(names, key, change, marked): _mapped(values, each, change, marked) for key, each in value.items()
        }
    if isinstance(form, type) and issubclass(form, Fields) and isinstance(value, Mapping):
        return _map_fields(form, value, change, marked)
    return value
