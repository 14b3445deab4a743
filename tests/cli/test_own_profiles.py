"""One's own page for supervision: other headings in another order, and nothing that was shared is lost on it."""

import re
from pathlib import Path

import pytest
from tests.conftest import Home

from selfcare.errors import InvalidFile
from selfcare.guidance import own
from selfcare.guidance.supervision import FEEDS
from selfcare.journal.finding import of_kind

PAGE = (Path(__file__).parents[2] / "docs" / "guidance.md").read_text("utf-8")
(EXAMPLE,) = [each for each in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if each.startswith("[[profiles]]")]


def without(feed: str) -> str:
    """The example without the section that has this feed."""
    return "".join(line for line in EXAMPLE.splitlines(keepends=True) if f'feed = "{feed}"' not in line)


def problems(content: str) -> list[str]:
    with pytest.raises(InvalidFile) as told:
        own.read(content, "own.toml")
    return told.value.message.splitlines()[1:]


@pytest.fixture
def team(home: Home) -> Home:
    """A home whose journal has the example, and one shared thing of each kind that a page brings."""
    assert home.run("guidance", "add", "-", stdin=EXAMPLE).code == 0
    told = [
        ("good", "Tea with the night team"),
        ("note", "A question about rotas"),
        ("reflect", "--answer", "what=Who decides on visits", "--purpose", "accountability"),
        ("trigger", "--kind", "other", "--situation", "Alone with a worry", "--next", "risk-to-share"),
    ]
    for words in told:
        assert home.run(*words).code == 0
    for record in home.run("list", "--json").object["records"]:
        assert home.run("share", record["handle"], "share").code == 0
    return home


def test_its_headings_are_the_pages_in_its_order(team: Home) -> None:
    page = team.run("supervision", "summary", "--profile", "own-team", "--json")
    assert page.code == 0, page.err
    headings = [each["heading"] for each in page.object["sections"]]
    assert headings[:5] == ["Please decide with me", "Risk to share", "What became of last time", "Proud of", "Today"]
    assert page.object["profile"] == "own-team"
    assert "Safe and fair work" in headings


def test_whatever_was_shared_stands_on_it_once(team: Home) -> None:
    page = team.run("supervision", "summary", "--profile", "own-team", "--format", "md").out
    for text in ("Tea with the night team", "A question about rotas", "Who decides on visits", "Alone with a worry"):
        assert page.count(text) == 1


def test_one_that_stands_in_for_the_usual_page_needs_no_name(home: Home) -> None:
    assert home.run("guidance", "add", "-", stdin=EXAMPLE + 'replaces = "4x4x4"\n').code == 0
    assert home.run("supervision", "summary", "--json").object["profile"] == "own-team"
    assert "4x4x4" not in home.run("guidance", "list", "profiles").out.split()


def test_it_is_listed_and_shown_whole(team: Home) -> None:
    (line,) = [each for each in team.run("guidance", "list", "profiles").out.splitlines() if "own-team" in each]
    assert line.endswith("your own")
    shown = team.run("guidance", "show", "own-team").out
    for words in ("The headings of the form", "Please decide with me", "How the work is for me", "Where we differ"):
        assert words in shown


def test_a_name_that_is_none_is_told_with_the_names_there_are(team: Home) -> None:
    answer = team.run("supervision", "summary", "--profile", "own-teem")
    assert answer.code == 2
    assert "4x4x4, clinical, case-management, proctor, line, own-team" in answer.err


@pytest.mark.parametrize("feed", [each for each in FEEDS if each not in ("session", "disagree", "notes")])
def test_a_page_that_would_lose_something_shared_is_refused_and_what_is_missing_is_named(feed: str) -> None:
    (problem,) = problems(without(feed))
    assert problem.startswith("profiles[1].sections: ")
    assert problem.endswith(f"missing: {feed}")


@pytest.mark.parametrize("feed", ["session", "disagree", "notes"])
def test_set_lines_and_room_to_write_may_be_left_out(feed: str) -> None:
    assert own.read(without(feed), "own.toml")


def test_nothing_stands_on_a_page_twice() -> None:
    twice = EXAMPLE.replace('feed = "learning"', 'feed = "support"')
    assert "profiles[1].sections[11].feed: is the same as in sections[10]: it would stand there twice" in problems(
        twice
    )


def test_a_group_that_no_purpose_stands_under_is_named_by_its_place_and_a_missing_one_by_its_name() -> None:
    told = problems(EXAMPLE.replace('id = "formative"', 'id = "larch"'))
    assert len(told) == 2
    assert told[0].startswith("profiles[1].groups[2].id: must be one of normative, ")
    assert told[1].endswith("missing: formative")
    assert "larch" not in " ".join(told)


def test_its_id_says_whose_it_is() -> None:
    assert problems(EXAMPLE.replace("own-team", "our-team")) == ["profiles[1].id: must begin with own-"]


PHONE = "07700 900123"


def test_a_heading_of_ones_own_is_checked_like_any_other_words(home: Home) -> None:
    """It is named by its number, since no message repeats what a person wrote."""
    content = EXAMPLE.replace("Please decide with me", f"Please ring {PHONE}")
    assert content != EXAMPLE
    assert home.run("guidance", "add", "-", stdin=content).code == 0
    summary = ("supervision", "summary", "--profile", "own-team", "--to", str(home.path / "page.md"))
    refused = home.run(*summary)
    assert refused.code == 22
    assert "phone (the heading of section 1)" in refused.err
    assert PHONE not in refused.err
    assert not (home.path / "page.md").exists()
    assert home.run(*summary, "--replace-all").code == 0
    page = (home.path / "page.md").read_text()
    assert "## Please ring \\[phone 1\\]" in page or "## Please ring [phone 1]" in page
    assert PHONE not in page


def test_a_check_in_item_of_ones_own_is_found_with_the_record_that_it_is_kept_in(home: Home) -> None:
    """So the answer is remembered, and the item can be left out like any other record."""
    item = """[[items]]
id = "own-calls"
name = "Calls with Sarah"
ask = "I was calm on the telephone"
low = "never"
high = "always"
area = "work"
source = "Own"
"""
    assert home.run("guidance", "add", "-", stdin=item).code == 0
    home.run("settings", "set", "summary_items", "own-calls")
    assert home.run("checkin", "--rate", "own-calls=4").code == 0
    refused = home.run("supervision", "summary", "--to", str(home.path / "page.md"))
    assert refused.code == 22, refused.err
    with home.open() as journal, journal.reading() as session:
        (kept,) = of_kind(session, "guidance")
    assert f"selfcare edit {kept.handle}" in refused.err


def test_the_headings_of_the_example_stand_as_they_are(team: Home) -> None:
    made = team.run("supervision", "summary", "--profile", "own-team", "--to", str(team.path / "page.md"))
    assert made.code == 0, made.err
