"""What a line means inside a session: apostrophes are letters, text stays as it was typed, names may be short."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.cli import lines
from selfcare.errors import Usage

GRAPHIC = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("note I can't sleep", ["note", "--", "I can't sleep"]),
        ("good the kids' tea, 'twas fun", ["good", "--", "the kids' tea, 'twas fun"]),
        ('note She said "go away" to me', ["note", "--", 'She said "go away" to me']),
        ("note two  spaces\nand a line", ["note", "--", "two  spaces\nand a line"]),
        ("note -felt low -- so low", ["note", "--", "-felt low -- so low"]),
        ("note --tag nights Long shift", ["note", "--tag", "nights", "--", "Long shift"]),
        ("note Long shift --tag nights", ["note", "--tag", "nights", "--", "Long shift"]),
        ('note Long --at "yesterday 22:30" shift', ["note", "--at", "yesterday 22:30", "--", "Long shift"]),
        ("note Long shift --json", ["note", "--json", "--", "Long shift"]),
        ("note tired --tag", ["note", "--", "tired --tag"]),
        ("note asked about --journal", ["note", "--", "asked about --journal"]),
        ("note", ["note"]),
        ("search can't sleep", ["search", "can't", "sleep"]),
        ('search "hard visit" handover', ["search", "hard visit", "handover"]),
        ("search 'I can't sleep' kids'", ["search", "I can't sleep", "kids'"]),
        (
            "reflect --answer what='A = B' --theme=\"two words\"",
            ["reflect", "--answer", "what=A = B", "--theme=two words"],
        ),
        (r"show C:\x", ["show", r"C:\x"]),
        ("che --short", ["checkin", "--short"]),
        ("N Long shift", ["note", "--", "Long shift"]),
        ("selfcare list -n 3", ["list", "-n", "3"]),
        ("  selfcare  ", []),
        ("today", []),
        ("today --json", ["--json"]),
        ("?", ["help-now"]),
        ("he", ["help-now"]),
        ("He", ["help-now"]),
        ("he --json", ["help-now", "--json"]),
        ("sho k7m2q", ["show", "k7m2q"]),
        ("sho kmqrs --history", ["show", "kmqrs", "--history"]),
        ("shar kmqrs theme", ["share", "kmqrs", "theme"]),
        ("su list", ["supervision", "list"]),
        ("too used walk-10 --helped 6", ["toolbox", "used", "walk-10", "--helped", "6"]),
        ("refl weather", ["reflect", "weather"]),
        ("refl own-debrief", ["reflect", "own-debrief"]),
        ("tren sleep load", ["trends", "sleep", "load"]),
        ('sea "hard visit"', ["search", "hard visit"]),
        ("sea handover", ["search", "handover"]),
        ("help", ["help"]),
        ("quit", ["quit"]),
        ("--help", ["--help"]),
        ("frobnicate x", ["frobnicate", "x"]),
    ],
)
def test_a_line_means(line: str, words: list[str]) -> None:
    assert lines.read(line) == words


@pytest.mark.parametrize(
    ("line", "may_be"),
    [
        ("it was a long day", True),
        ("Nobody answered, again", True),
        ("tired again", False),
        ("selfcare list --json", False),
        ("selfcare", False),
        ("note it was a long day", False),
        ("lsit --kind note", False),
        ("help with notes please", False),
        ("--help for this one", False),
        ("he said no again", True),
        ("He wants to go", True),
        ("not sleeping again", True),
        ("no one answered", True),
        ("go home early today", True),
        ("in the rain again", True),
        ("to be honest", True),
        ("Ed wants a break", True),
        ("sh k7m2q --history", False),
        ("too used walk-10", False),
        ("n Long shift again", False),
        ("? what to do", False),
    ],
)
def test_a_line_that_names_no_command_may_be_a_note(line: str, may_be: bool) -> None:
    assert lines.may_be_a_note(line) == may_be


def test_a_beginning_that_several_share_names_them() -> None:
    with pytest.raises(Usage) as told:
        lines.read("re secret words")
    assert "reflect, remove" in told.value.message
    assert "secret" not in told.value.message + told.value.hint


@pytest.mark.parametrize(
    "line", ["he said", "not sleeping again", "no sleep", "go home", "Ed wants a break", "in pieces"]
)
def test_a_sentence_that_begins_like_a_command_is_none(line: str) -> None:
    """A note that lost its first word would say the opposite."""
    with pytest.raises(Usage) as told:
        lines.read(line)
    assert "put `note` before it" in told.value.hint
    assert not set(line.split()[1:]) & set(told.value.hint.split())


@pytest.mark.parametrize("line", ["list --journal elsewhere", "--journal=elsewhere list", "today --journal x"])
def test_a_session_has_one_journal(line: str) -> None:
    with pytest.raises(Usage, match="one journal"):
        lines.read(line)


@pytest.mark.parametrize("line", ["note -", "good --tag - words", "reflect --answer what=-", "trigger --situation -"])
def test_nothing_can_be_piped_into_a_session(line: str) -> None:
    with pytest.raises(Usage, match="piped"):
        lines.read(line)


@given(st.text().filter(lambda text: text.strip() not in ("", "-") and "--" not in text))
def test_what_follows_note_is_kept_as_it_was_typed(text: str) -> None:
    assert lines.read(f"note {text}") == ["note", "--", text.strip()]


@given(st.lists(GRAPHIC))
def test_every_word_in_quotation_marks_is_one_word(texts: list[str]) -> None:
    phrases = [text.replace('"', "") + " x" for text in texts]
    assert lines.split(" ".join(f'"{phrase}"' for phrase in phrases)) == phrases


@given(st.text(st.characters(exclude_characters="\"'")))
def test_without_quotation_marks_a_line_is_its_words(text: str) -> None:
    assert lines.split(text) == text.split()


@given(st.text())
def test_any_line_is_words_or_a_plain_refusal(text: str) -> None:
    with suppress(Usage):
        assert all(isinstance(word, str) for word in lines.read(text))
