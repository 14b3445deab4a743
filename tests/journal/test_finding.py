"""Finding records: by filter, by words, by their short names."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Home
from tests.journal.making import note

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.bin import remove
from selfcare.journal.finding import Filter, find, listed_kinds, of_kind, one, search
from selfcare.journal.journal import Journal
from selfcare.journal.records import put
from selfcare.journal.session import Session

ONE_JOURNAL = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def texts(session: Session, wanted: Filter) -> list[str]:
    return [str(each.fields["text"]) for each in find(session, wanted)]


def found(session: Session, *phrases: str, wanted: Filter | None = None) -> list[str]:
    return [str(each.fields["text"]) for each in search(session, phrases, wanted or Filter())]


@contextmanager
def kept(home: Home, *lines: str) -> Iterator[Session]:
    with home.open() as journal:
        for number, line in enumerate(lines):
            put(journal, note(line, at=noon(1 + number)))
        with journal.reading() as session:
            yield session


def fill(journal: Journal) -> None:
    put(journal, note("two", at=noon(2), tags=("night", "risk")))
    put(journal, note("one", at=noon(1), tags=("night",)))
    put(journal, envelopes.new("good", {"text": "three"}, at=noon(3)))
    put(journal, envelopes.new("tool_choice", {"tool": "walk", "choice": "kept"}, at=noon(4)))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(kinds=("note", "good")), ["three", "two", "one"]),
        (Filter(kinds=("note",)), ["two", "one"]),
        (Filter(kinds=("note", "good"), since=date(2026, 11, 2)), ["three", "two"]),
        (Filter(kinds=("note", "good"), until=date(2026, 11, 2)), ["two", "one"]),
        (Filter(since=date(2026, 11, 2), until=date(2026, 11, 2)), ["two"]),
        (Filter(tags=("night",)), ["two", "one"]),
        (Filter(tags=("night", "risk")), ["two"]),
        (Filter(tags=("nigh",)), []),
        (Filter(kinds=("note", "good"), most=2), ["three", "two"]),
        (Filter(kinds=("note",), in_bin=True), []),
    ],
)
def test_all_conditions_hold_and_the_latest_comes_first(home: Home, wanted: Filter, expected: list[str]) -> None:
    with home.open() as journal:
        fill(journal)
        with journal.reading() as session:
            assert texts(session, wanted) == expected


def test_of_two_at_the_same_moment_the_one_kept_later_comes_first(home: Home) -> None:
    with home.open() as journal:
        for text in ("first", "second"):
            put(journal, note(text, at=noon(1)))
        with journal.reading() as session:
            assert texts(session, Filter()) == ["second", "first"]
            assert [each.fields["text"] for each in of_kind(session, "note")] == ["first", "second"]


def test_choices_of_tools_are_not_listed_unasked() -> None:
    assert "tool_choice" not in listed_kinds()
    assert {"note", "good", "reflection", "trigger"} <= set(listed_kinds())


def test_a_filter_narrows_a_search(home: Home) -> None:
    with kept(home, "handover one", "handover two", "handover three") as session:
        wanted = Filter(since=date(2026, 11, 2), most=1)
        assert found(session, "handover", wanted=wanted) == ["handover three"]


def test_many_records_and_their_tags_come_back_whole(home: Home) -> None:
    """More than one batch of rows."""
    with home.open() as journal:
        for number in range(503):
            put(journal, note(f"heron {number}", tags=(f"t{number}",)))
        with journal.reading() as session:
            everything = find(session, Filter())
            assert search(session, ["heron"], Filter()) == everything
    assert {(each.fields["text"], each.tags) for each in everything} == {(f"heron {n}", (f"t{n}",)) for n in range(503)}


def test_search_takes_beginnings_and_phrases_and_needs_them_all(home: Home) -> None:
    with kept(home, "A hard visit, then handover", "visit was hard", "nothing") as session:
        both = ["visit was hard", "A hard visit, then handover"]
        assert found(session, "vis") == both
        assert found(session, "hard", "visit") == both
        assert found(session, "hard visit") == ["A hard visit, then handover"]
        assert found(session, "hard vis") == ["A hard visit, then handover"]
        assert found(session, "visit hard") == []
        assert found(session, "hard", "nothing") == []
        assert found(session, "isit") == []


def test_case_accents_and_punctuation_do_not_matter(home: Home) -> None:
    with kept(home, "Café, Siân’s naïve ZEBRA") as session:
        for words in ("cafe", "CAFÉ", "sian", "naive", "zebra", "cafe\u0301", "café -- siân"):
            assert len(found(session, words)) == 1, words


@pytest.mark.parametrize(
    "words",
    [
        "hard AND visit",
        "hard OR other",
        "NOT hard",
        "NEAR(hard visit)",
        "words: hard",
        "hard*",
        "^hard",
        '"hard visit"',
        'say "hard" twice',
        "hard + visit",
        "{words}: hard",
        "' OR 1=1 --",
    ],
)
def test_operators_and_quotes_are_text(home: Home, words: str) -> None:
    """Each finds the line that holds these very words, and not the one that it would find as an operator."""
    with kept(home, f"({words})", "hard visit other") as session:
        assert found(session, words)[-1:] == [f"({words})"]
        if any(word in words for word in ("AND", "OR", "NOT", "NEAR", "words", "say", "1=1")):
            assert found(session, words) == [f"({words})"]


@pytest.mark.parametrize("words", ["", " ", "-", '"', "***", "🧡", "()"])
def test_with_no_word_in_it_a_search_is_refused(home: Home, words: str) -> None:
    with kept(home, "a line") as session:
        with pytest.raises(Usage, match="no word"):
            found(session, words)
        with pytest.raises(Usage, match="no word"):
            found(session)
        assert found(session, words, "line") == ["a line"]


ANYTHING = st.text(st.characters() | st.sampled_from('"*()\0^:-+{}\ud800 ')) | st.text(
    st.sampled_from(list("\"* 'ab\0\ud83d")), max_size=8
)


@pytest.fixture(scope="module")
def full_journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    from selfcare.journal import migrations
    from selfcare.vault import recovery
    from selfcare.vault.kdf import CHEAP_FOR_TESTS
    from selfcare.vault.vault import Vault

    folder: Path = tmp_path_factory.mktemp("found") / "journal"
    vault = Vault.create(folder, "one for all", recovery.new_root(), cost=CHEAP_FOR_TESTS, prepare=migrations.prepare)
    with Journal(vault) as journal:
        fill(journal)
        yield journal


@ONE_JOURNAL
@given(st.lists(ANYTHING, max_size=3), st.lists(ANYTHING, max_size=2))
def test_whatever_is_searched_for_the_worst_answer_is_a_plain_refusal(
    full_journal: Journal, phrases: list[str], tags: list[str]
) -> None:
    with full_journal.reading() as session:
        try:
            search(session, phrases, Filter(tags=tuple(tags)))
        except Usage as refusal:
            assert refusal.hint  # noqa: PT017 (no error at all is as good)


@ONE_JOURNAL
@given(ANYTHING)
def test_whatever_is_typed_as_a_name_the_worst_answer_is_a_plain_refusal(full_journal: Journal, words: str) -> None:
    with full_journal.reading() as session, pytest.raises(Usage):
        one(session, words)


@ONE_JOURNAL
@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1))
def test_a_line_with_words_in_it_is_found_by_the_whole_of_itself(full_journal: Journal, line: str) -> None:
    record = put(full_journal, note(line))
    with full_journal.reading() as session:
        try:
            ids = [each.id for each in search(session, [line], Filter())]
        except Usage:
            assert not any(character.isalnum() for character in line)
            return
    assert record.id in ids or not any(character.isascii() and character.isalnum() for character in line)


def test_a_name_that_is_nearly_right_gets_the_nearest_one(home: Home) -> None:
    with home.open() as journal:
        record = put(journal, note("words"))
        slip = record.handle[:4] + ("x" if record.handle[4] != "x" else "z")
        with journal.reading() as session, pytest.raises(Usage) as refusal:
            one(session, slip)
        assert record.handle in refusal.value.hint
        remove(journal, record.handle)
        with journal.reading() as session:
            with pytest.raises(Usage) as refusal:
                one(session, record.handle)
            assert record.handle not in refusal.value.hint
            assert one(session, record.handle, in_bin=True).id == record.id


def test_a_word_that_is_no_slip_of_a_handle_names_nobodys_record(home: Home) -> None:
    with home.open() as journal:
        handle = put(journal, note("words")).handle
        with journal.reading() as session:
            for typed in (handle[:3] + ("xx" if "x" not in handle[3:] else "zz"), handle[:4], handle[::-1] + "0"):
                with pytest.raises(Usage) as refusal:
                    one(session, typed)
                assert handle not in refusal.value.hint
