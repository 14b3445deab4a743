"""The summary as JSON keeps to the schema in docs/."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from tests.conftest import Home
from tests.render import sheets

from selfcare.render.as_json import sections

SCHEMA = Path(__file__).parents[2] / "docs" / "summary.schema.json"


@pytest.fixture(scope="module")
def check() -> Callable[[Any], Any]:
    made: Callable[[Any], Any] = fastjsonschema.compile(json.loads(SCHEMA.read_text("utf-8")))
    return made


def test_what_the_command_shows_and_writes_keeps_to_it(home: Home, check: Callable[[Any], Any]) -> None:
    home.run("note", "The rota came in time", "--json")
    home.run("reflect", "quick", "--answer", "what=A hard call, well ended", "--share", "share")
    home.run("good", "Tea with the night team")
    shown = home.run("supervision", "summary", "--json").object
    check(shown)
    assert any(section["items"] for section in shown["sections"])
    home.run("supervision", "summary", "--to", "page.json")
    check(json.loads((home.path / "page.json").read_text("utf-8")))


def test_a_page_with_everything_on_it_keeps_to_it(check: Callable[[Any], Any]) -> None:
    check(around(sections(sheets.shareable(sheets.charted()))))


@pytest.mark.parametrize(
    "section",
    [{"heading": "H", "items": []}, {"heading": "H", "about": "", "items": ["text"]}, {"heading": "H", "more": 1}],
)
def test_another_form_is_refused(section: dict[str, Any], check: Callable[[Any], Any]) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check(around([section]))


def around(made: list[dict[str, Any]]) -> dict[str, Any]:
    period = {"since": None, "until": "2026-11-18"}
    return {
        "format": 1,
        "profile": "4x4x4",
        "period": period,
        "sections": made,
        "left_out": {"private": 2},
        "footer": ["x"],
    }
