"""A person's own guidance beside the shipped: nothing shipped is lost, nothing replaced is offered."""

import contextlib
import json
import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from selfcare.errors import InvalidFile
from selfcare.guidance import own, reading
from selfcare.guidance.own import SECTIONS, Entry, Section
from selfcare.vault import canonical

FILES: dict[Section, str] = {
    "templates": "templates.toml",
    "tools": "tools.toml",
    "items": "checkins.toml",
    "cards": "cards.toml",
    "profiles": "supervision.toml",
    "cpd": "cpd.toml",
}


def card(name: str, replaces: str | None = None) -> Entry:
    table = {"id": name, "name": "C", "about": "A", "lines": ["L"], "source": "S"}
    return own.read_kept("cards", table | ({"replaces": replaces} if replaces else {}))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Section, dict[str, Any]]:
    """Any shipped entry under an id of one's own."""
    section = draw(st.sampled_from(SECTIONS))
    entry = draw(st.sampled_from(tomllib.loads(reading.shipped(FILES[section]).decode())[section]))
    return section, {**entry, "id": f"own-{entry['id']}"}


@given(tables())
def test_whatever_ships_could_be_a_persons_own_and_is_kept_as_it_was_written(given: tuple[Section, Any]) -> None:
    """As JSON without decimals, so that it can be sealed; what comes out of there is the same entry."""
    section, table = given
    (entry,) = own.read(tomli_w.dumps({section: [table]}), "own.toml")
    assert entry.table == table
    kept = json.loads(canonical.dump(dict(entry.table)))
    assert own.read_kept(section, kept) == entry


@given(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4, unique=True))
def test_the_shipped_entries_stay_first_and_in_their_order(sections: list[Section]) -> None:
    entries = []
    for section in sections:
        table = tomllib.loads(reading.shipped(FILES[section]).decode())[section][0]
        entries.append(own.read_kept(section, {**table, "id": "own-one"}))
    merged, shipped = own.merged(entries), own.SHIPPED
    for section in SECTIONS:
        found = list(merged.shelf(section).all)
        assert found == [*shipped.shelf(section).all, *(["own-one"] if section in sections else [])]


def test_what_is_replaced_is_known_but_offered_no_more() -> None:
    shelf = own.merged([card("own-a", "before-going-home"), card("own-b", "own-a")]).cards
    assert list(shelf.offered) == ["before-hard-meeting", "before-remote-session", "own-b"]
    assert set(shelf.all) == {*shelf.offered, "before-going-home", "own-a"}
    for name in ("before-going-home", "own-a", "own-b"):
        current = shelf.current(name)
        assert current is not None
        assert current.id == "own-b"


def test_entries_that_replace_each_other_end_somewhere() -> None:
    """Two sealed files can say so, as neither was checked against the other."""
    shelf = own.merged([card("own-a", "own-b"), card("own-b", "own-a")]).cards
    assert shelf.current("own-a") is not None
    assert shelf.current("own-none") is None


def test_of_two_own_entries_with_one_id_the_later_counts() -> None:
    later = own.read_kept("cards", {"id": "own-a", "name": "D", "about": "A", "lines": ["L"], "source": "S"})
    assert own.merged([card("own-a"), later]).cards.all["own-a"].name == "D"


def test_an_own_entry_stays_when_a_later_version_ships_its_id() -> None:
    """The answers are older than what ships."""
    assert own.merged([card("before-going-home")]).cards.all["before-going-home"].name == "C"


@pytest.mark.parametrize("content", ["", "x = 1", "[[topics]]\nid = 'a'", "tools = []"])
def test_a_file_must_have_an_entry(content: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        own.read(content, "own.toml")
    assert (
        "file: must have an entry under one of templates, tools, items, cards, profiles, cpd"
        in caught.value.message.splitlines()
    )


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_file_is_read_or_refused(content: bytes | str) -> None:
    with contextlib.suppress(InvalidFile):
        assert own.read(content, "own.toml")
