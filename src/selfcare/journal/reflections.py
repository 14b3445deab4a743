"""Reflections: the answers to a template's prompts, and the questions looked at again later."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from selfcare.guidance import templates
from selfcare.guidance.questions import Question
from selfcare.journal.kind import Fields, Kind, Part, Text, first_line


class ReflectionFields(Fields):
    """Answers by prompt key. `again` holds "look again" answers by question key; `topics` are kinds of work."""

    template: Text
    answers: dict[str, Text] = Field(default_factory=dict)
    again: dict[str, Text] | None = None
    topics: list[str] | None = None
    purposes: list[str] | None = None


def _title(content: Mapping[str, Any]) -> str:
    answers = (first_line(part.text) for part in _answers(content))
    return next((line for line in answers if line), str(content["template"]))


def _answers(content: Mapping[str, Any]) -> list[Part]:
    known = [each for each in templates.load().templates if each.id == content["template"]]
    return _in_order(known[0].prompts if known else (), content["answers"])


def _looked_again(content: Mapping[str, Any]) -> list[Part]:
    return _in_order(templates.load().look_again, content.get("again") or {})


def _in_order(questions: tuple[Question, ...], answers: Mapping[str, str]) -> list[Part]:
    """The answers in the order they are asked; those to a question that is no longer asked come last, by key."""
    asked = [Part(each.ask, answers[each.key]) for each in questions if each.key in answers]
    keys = {each.key for each in questions}
    return [*asked, *(Part(key, text) for key, text in answers.items() if key not in keys)]


def _parts(content: Mapping[str, Any]) -> list[Part]:
    filed = [
        Part(label, ", ".join(content[key]))
        for key, label in (("topics", "Kind of work"), ("purposes", "For supervision"))
        if content.get(key)
    ]
    return [*_answers(content), *_looked_again(content), *filed]


def _shareable(content: Mapping[str, Any]) -> list[Part]:
    return [*_answers(content), *_looked_again(content)]


REFLECTION = Kind("reflection", "reflection", ReflectionFields, _title, _parts, _shareable)
