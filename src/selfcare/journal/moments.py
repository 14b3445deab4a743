"""Moments: one line written in seconds: a note, or something good."""

from collections.abc import Mapping
from typing import Any

from selfcare.journal.kind import Kind, Part, first_line


def _title(content: Mapping[str, Any]) -> str:
    return first_line(content["text"])


def _note_parts(content: Mapping[str, Any]) -> list[Part]:
    return [Part("Note", content["text"], "text")]


def _good_parts(content: Mapping[str, Any]) -> list[Part]:
    return [Part("Good", content["text"], "text")]


NOTE = Kind("note", "note", "moments.MomentFields", _title, _note_parts, _note_parts)
GOOD = Kind("good", "good moment", "moments.MomentFields", _title, _good_parts, _good_parts)
