"""A guidance file is read whole or refused with every problem; nothing else ever happens."""

import contextlib
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from selfcare.errors import InvalidFile
from selfcare.guidance import (
    about,
    cards,
    checkins,
    cpd,
    helplines,
    notices,
    pauses,
    plans,
    preparations,
    purposes,
    reading,
    resources,
    supervision,
    templates,
    tools,
    topics,
    triggers,
)

Reader = Callable[[bytes | str, str], object]
READERS: dict[str, Reader] = {
    "about.toml": about.read,
    "cards.toml": cards.read,
    "checkins.toml": checkins.read,
    "cpd.toml": cpd.read,
    "helplines.toml": helplines.read,
    "notices.toml": notices.read,
    "pauses.toml": pauses.read,
    "plans.toml": plans.read,
    "preparations.toml": preparations.read,
    "purposes.toml": purposes.read,
    "resources.toml": resources.read,
    "supervision.toml": supervision.read,
    "templates.toml": templates.read,
    "tools.toml": tools.read,
    "topics.toml": topics.read,
    "triggers.toml": triggers.read,
}
TOPIC = '[[topics]]\nid = "court"\nname = "Court"\nsource = "Own"\n'

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.one_of(
        words,
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False),
        st.booleans(),
        st.dates(date(1000, 1, 1)),
        st.datetimes(datetime(1000, 1, 1)),
        st.times(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=8,
)


def problems_of(read: Reader, content: bytes | str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        read(content, "own.toml")
    return caught.value.message.splitlines()


def read_or_refuse(read: Reader, content: bytes | str) -> None:
    with contextlib.suppress(InvalidFile):
        read(content, "own.toml")


def test_every_shipped_file_has_a_reader_and_every_reader_a_file() -> None:
    """But for the life of the demo, which nobody is asked about."""
    assert {path.name for path in reading.DATA.glob("*.toml")} - {"demo.toml"} == set(READERS)


@pytest.mark.parametrize("file", READERS)
def test_a_shipped_file_goes_through_the_same_reader_as_anyones(file: str) -> None:
    assert READERS[file](reading.shipped(file), file)


def test_all_problems_are_told_at_once_each_with_its_place() -> None:
    content = """
    [[tools]]
    id = "sip"
    name = "Water"
    how = "Drink."
    domains = ["physical"]
    when = "sometimes"
    minutes = 900
    places = ["moon"]
    basis = ["practice"]
    source = "Own"
    colour = "blue"

    [[tools]]
    id = "sip"
    """
    message, *problems = problems_of(tools.read, content)
    assert message == f"own.toml has {len(problems)} problems."
    assert "tools[1].minutes: must be a whole number from 0 to 480" in problems
    assert "tools[1].when: must be one of moment, between, after, weekly, longer" in problems
    assert "tools[1].colour: is not a field that belongs here" in problems
    assert "tools[2].id: is the same as in tools[1]" in problems
    assert {f"tools[2].{field}: is missing" for field in ("name", "how", "domains", "when", "minutes")} <= set(problems)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"court"', '"Court Day"', "topics[1].id: must be small letters, digits and single hyphens"),
        ('"Court"', "7", "topics[1].name: must be text in quotes"),
        ('"Court"', '""', "topics[1].name: must be 1 to 2000 characters, without control characters"),
        ('"Court"', r'"\u001b[31mCourt"', "topics[1].name: must be 1 to 2000 characters, without control characters"),
        ('source = "Own"', "", "topics[1].source: is missing"),
        ('"Own"', '"Own"\nreplaces = "court"', "topics[1].replaces: names an entry that is still in this file"),
        ("[[topics]]", "[[subjects]]", "subjects: is not a field that belongs here"),
        ("[[topics]]", "[topics]", "topics: must be a list"),
    ],
)
def test_one_slip_gives_one_problem(old: str, new: str, problem: str) -> None:
    found = problems_of(topics.read, TOPIC.replace(old, new))
    assert problem in found


@pytest.mark.parametrize("lines", ['"One"', "[]", '["One", 2]', '["One", ""]', '["a\\u0007"]'])
def test_a_card_has_lines_of_text(lines: str) -> None:
    card = f'[[cards]]\nid = "c"\nname = "C"\nabout = "Now"\nlines = {lines}\nsource = "Own"\n'
    assert [problem.partition(":")[0] for problem in problems_of(cards.read, card)[1:]] == ["cards[1].lines"]


def test_a_prompt_of_a_template_asks_for_words() -> None:
    """Whatever else could be asked has no place in a reflection."""
    prompt = '[[templates.prompts]]\nkey = "a"\nask = "A?"\nform = "rating"\n'
    head = '[[templates]]\nid = "t"\nname = "T"\nminutes = 2\nabout = "A"\nsource = "Own"\n'
    assert "templates[1].prompts[1].form: must be one of text, line" in problems_of(templates.read, head + prompt)


def test_a_reworded_entry_says_what_it_replaces() -> None:
    (topic,) = topics.read(TOPIC + 'replaces = "tribunal"\n', "own.toml")
    assert topic.replaces == "tribunal"


@pytest.mark.parametrize("content", [b"\xff\xfe", "[[topics", "a = 1\na = 2", "x = " + "[" * 5000, "x = " + "9" * 5000])
def test_what_is_not_toml_is_refused_plainly(content: bytes | str) -> None:
    (message,) = problems_of(topics.read, content)
    assert message.startswith("own.toml is not")


def test_a_broken_file_is_not_quoted_in_the_message() -> None:
    """What a person wrote may be private, even in a guidance file."""
    (message,) = problems_of(topics.read, 'larch = "a"\nlarch = "b"')
    assert "larch" not in message
    assert message == "own.toml is not valid TOML at the end."


def test_a_field_name_in_quotes_is_not_repeated() -> None:
    assert "(a field): is not a field that belongs here" in problems_of(topics.read, '"\\u001b[2J a name" = 1')


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    content = b"\xef\xbb\xbf" + TOPIC.replace("\n", "\r\n").encode()
    assert [topic.name for topic in topics.read(content, "own.toml")] == ["Court"]


def test_a_notice_may_only_name_what_its_measure_has() -> None:
    shipped = reading.shipped("notices.toml").decode()
    broken = shipped.replace("You ticked {count}", "You ticked {usual}")
    assert any("may hold only these in curly brackets: count" in line for line in problems_of(notices.read, broken))
    loose = shipped.replace("You ticked {count}", "You ticked {count} {")
    assert any(".text: may hold only" in line for line in problems_of(notices.read, loose))


@pytest.mark.fuzz
@given(st.sampled_from(sorted(READERS)), st.dictionaries(words, values, max_size=4))
def test_any_toml_is_read_or_refused(file: str, content: dict[str, Any]) -> None:
    read_or_refuse(READERS[file], tomli_w.dumps(content))


@pytest.mark.fuzz
@given(st.sampled_from(sorted(READERS)), st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_bytes_or_text_are_read_or_refused(file: str, content: bytes | str) -> None:
    read_or_refuse(READERS[file], content)


@pytest.mark.fuzz
@given(st.data())
def test_a_good_file_with_one_value_changed_is_read_or_refused(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(READERS)))
    content = tomllib.loads(reading.shipped(file).decode())
    noun = data.draw(st.sampled_from([key for key, value in content.items() if isinstance(value, list)]))
    entry = data.draw(st.sampled_from(content[noun]))
    entry[data.draw(st.sampled_from(sorted(entry)))] = data.draw(values)
    read_or_refuse(READERS[file], tomli_w.dumps(content))


ids = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)


@given(st.lists(st.tuples(ids, words, words), max_size=4))
def test_what_is_read_is_what_was_written(rows: list[tuple[str, str, str]]) -> None:
    """Whatever gets past the reader holds exactly the words of the file, in its order."""
    content = tomli_w.dumps({"topics": [{"id": id_, "name": name, "source": source} for id_, name, source in rows]})
    fit = all(_fit(name) and _fit(source) for _, name, source in rows) and len({row[0] for row in rows}) == len(rows)
    if fit:
        assert [(topic.id, topic.name, topic.source) for topic in topics.read(content, "own.toml")] == rows
    else:
        problems_of(topics.read, content)


def _fit(text: str) -> bool:
    """The rule of docs/content.md: not empty, and no control characters but the line end."""
    return bool(text.strip()) and not any(unicodedata.category(sign) == "Cc" for sign in text.replace("\n", ""))
