"""What an entry of a person's own guidance holds."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import model_validator

from selfcare.errors import InvalidFile
from selfcare.guidance import own as guidance
from selfcare.guidance.own import Section
from selfcare.journal.form import Change, Fields, NotOfForm, Words


def _reworded(value: Any, change: Change) -> Any:
    """An entry with what is to be read in it changed, however deep it stands; its ids and choices stay."""
    if isinstance(value, list):
        return [_reworded(each, change) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _all(each, change) if key in guidance.WORDS else _reworded(each, change) for key, each in value.items()
    }


def _all(words: Any, change: Change) -> Any:
    return [change(each) for each in words] if isinstance(words, list) else change(words)


class GuidanceFields(Fields):
    """One entry: its section, and its TOML table as JSON."""

    section: Section
    entry: Annotated[dict[str, Any], Words(_reworded)]

    @model_validator(mode="after")
    def _reads(self) -> Self:
        try:
            guidance.read_kept(self.section, self.entry)
        except InvalidFile as error:
            raise NotOfForm(error.message.splitlines()[1]) from None
        return self
