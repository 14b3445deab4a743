"""Reflections: the answers to a template's prompts, and the questions looked at again later."""

from collections.abc import Mapping
from typing import Any

from selfcare.guidance import templates
from selfcare.guidance.templates import Template
from selfcare.journal.kind import Kind, Part, first_line


def asked(template: Template) -> list[dict[str, str]] | None:
    """The questions to keep with the answers; none for a shipped template, whose wording never changes."""
    if template in templates.load().templates:
        return None
    return [{"key": each.key, "ask": each.ask} for each in template.prompts]


def _title(content: Mapping[str, Any]) -> str:
    answers = (first_line(part.text) for part in _answers(content))
    return next((line for line in answers if line), str(content["template"]))


def _answers(content: Mapping[str, Any]) -> list[Part]:
    known = [each for each in templates.load().templates if each.id == content["template"]]
    shipped = known[0].prompts if known else ()
    asks = {each["key"]: each["ask"] for each in content.get("asked") or ()}
    return _in_order("answers", asks or {each.key: each.ask for each in shipped}, content)


def _looked_again(content: Mapping[str, Any]) -> list[Part]:
    return _in_order("again", {each.key: each.ask for each in templates.load().look_again}, content)


def _in_order(field: str, asks: Mapping[str, str], content: Mapping[str, Any]) -> list[Part]:
    """The answers in `field` as they are asked; those to a question that is no longer asked come last, by key."""
    answers = content.get(field) or {}
    order = [*(key for key in asks if key in answers), *(key for key in answers if key not in asks)]
    return [Part(asks.get(key, key), answers[key], f"{field}.{key}") for key in order]


def _parts(content: Mapping[str, Any]) -> list[Part]:
    filed = [
        Part(label, ", ".join(content[key]))
        for key, label in (("topics", "Kind of work"), ("purposes", "For supervision"))
        if content.get(key)
    ]
    return [*_answers(content), *_looked_again(content), *filed]


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    return [*_answers(content), *_looked_again(content)]


REFLECTION = Kind("reflection", "reflection", "reflections.ReflectionFields", _title, _parts, _shareable)
