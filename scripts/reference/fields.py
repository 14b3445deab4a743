"""What each kind of record holds, in words, from the JSON schema that pydantic makes of its model."""

from collections.abc import Iterator
from typing import Any

from selfcare.journal.kind import Kind
from selfcare.journal.kinds import KINDS

_PLAIN = {"string": "text", "integer": "whole number", "boolean": "true or false"}


def tables() -> Iterator[str]:
    """A table for each kind: the name of a field, what it holds, whether it is always there."""
    return map(_table, KINDS.values())


def _table(kind: Kind) -> str:
    schema = kind.form.model_json_schema()
    inner = schema.get("$defs", {})
    # What has no answer is not kept; an empty object or list is.
    never_kept = {name for name, form in schema["properties"].items() if form.get("default", "") is None}
    rows = (
        f"| `{name}` | {in_words(form, inner)} | {'no' if name in never_kept else 'yes'} |\n"
        for name, form in schema["properties"].items()
    )
    return f"\n**{kind.name}**: {kind.noun}\n\n| field | holds | always there |\n|---|---|---|\n{''.join(rows)}"


def in_words(form: dict[str, Any], inner: dict[str, Any]) -> str:
    """A form as a person says it, such as "list of text". `inner` holds the forms that others refer to."""
    if "$ref" in form:
        return in_words(inner[form["$ref"].rpartition("/")[2]], inner)
    if "anyOf" in form:
        return " or ".join(in_words(each, inner) for each in form["anyOf"] if each.get("type") != "null")
    if "enum" in form:
        return ", ".join(f"`{each}`" for each in form["enum"])
    if form.get("type") == "array":
        return f"list of {in_words(form['items'], inner)}"
    if form.get("type") == "object":
        return _object(form, inner)
    return _number(form) if form.get("type") == "integer" else _PLAIN.get(form.get("type", ""), "anything")


def _object(form: dict[str, Any], inner: dict[str, Any]) -> str:
    if "properties" in form:
        parts = (f"`{name}` ({in_words(each, inner)})" for name, each in form["properties"].items())
        return f"object with {', '.join(parts)}"
    by_id = form["additionalProperties"]
    return f"object, by id: {in_words(by_id if isinstance(by_id, dict) else {}, inner)}"


def _number(form: dict[str, Any]) -> str:
    return f"{form['minimum']} to {form['maximum']}" if "maximum" in form else _PLAIN["integer"]
