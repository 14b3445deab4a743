"""`put`: the only way in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select
from tests.conftest import Home
from tests.journal.making import begun, note

from selfcare.errors import NewerFormat, Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal import moments
from selfcare.journal.bin import empty, remove
from selfcare.journal.drafts import count_drafts, keep_draft, latest_draft
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find, one, search
from selfcare.journal.form import Fields, Text
from selfcare.journal.forms import moments as moment_forms
from selfcare.journal.journal import Journal
from selfcare.journal.kind import Kind, Part
from selfcare.journal.kinds import KINDS
from selfcare.journal.records import change, history, put
from selfcare.journal.tables import Version
from selfcare.journal.verify import problems


def versions(journal: Journal) -> list[Version]:
    with journal.models() as session:
        return list(session.exec(select(Version).order_by(Version.saved_at, Version.id)).all())


def test_a_record_comes_back_as_it_was_written(home: Home) -> None:
    text = "  Long night.\r\n\tShe said \u201cno\u201d \u202e e\u0301 🧡 \n"
    with home.open() as journal:
        kept = put(journal, note(text, tags=("#Night",), share="theme", theme="holding on"))
    with home.open() as journal, journal.reading() as session:
        assert find(session, Filter()) == [kept]
        assert kept.fields == {"text": text}
        assert (kept.tags, kept.share, kept.theme) == (("night",), "theme", "holding on")


def test_the_same_record_twice_is_kept_once(home: Home) -> None:
    with home.open() as journal:
        record = note("once", tags=("a", "b"))
        assert put(journal, record) == put(journal, record) == put(journal, put(journal, record))
        assert len(versions(journal)) == 1
        with journal.reading() as session:
            assert len(find(session, Filter())) == 1


def test_each_change_is_a_version_that_names_the_one_before(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("one"))
        for text in ("two", "three"):
            kept = put(journal, envelopes.changed(kept, fields={"text": text}))
        found = versions(journal)
        by_parent = {version.parent: version for version in found}
        assert len(by_parent) == len(found) == 3
        chain = [by_parent[None]]
        while len(chain) < 3:
            chain.append(by_parent[chain[-1].id])
        texts = [envelopes.parse((version.envelope or "").encode()).fields["text"] for version in chain]
        assert texts == ["one", "two", "three"]
        with journal.reading() as session:
            assert [version.fields["text"] for version in history(session, kept.id)] == texts
            assert one(session, kept.handle).fields["text"] == "three"


def test_a_change_keeps_the_handle_whatever_the_envelope_says(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("one"))
        assert put(journal, replace(kept, handle="00000", theme="new")).handle == kept.handle


def test_search_finds_the_new_words_and_no_longer_the_old(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("heron", tags=("kingfisher",), theme="goldcrest"))
        put(journal, envelopes.changed(kept, fields={"text": "egret"}, tags=("dipper",), theme="wren"))
        with journal.reading() as session:
            found = {word: len(search(session, [word], Filter())) for word in ("egret", "dipper", "wren")}
            gone = {word: len(search(session, [word], Filter())) for word in ("heron", "kingfisher", "goldcrest")}
        assert found == dict.fromkeys(found, 1)
        assert gone == dict.fromkeys(gone, 0)


def test_keeping_a_record_finishes_its_draft_and_no_other(home: Home) -> None:
    with home.open() as journal:
        started, other = note("begun"), note("another")
        keep_draft(journal, begun(started))
        keep_draft(journal, begun(other))
        put(journal, envelopes.changed(started, fields={"text": "finished"}))
        assert latest_draft(journal, "note") == begun(other)
        assert count_drafts(journal) == 1


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("note", {}, "text"),
        ("note", {"text": ""}, "text"),
        ("note", {"text": 5551234}, "text"),
        ("note", {"text": "words", "secretfield": "canary"}, "secretfield"),
        ("tool_use", {"tool": "walk", "helped": 5551234}, "helped"),
        ("tool_use", {"tool": "walk", "helped": True}, "helped"),
        ("checkin", {"week": "2026-W47", "ratings": {"energy": "canary"}}, "ratings.energy"),
        ("plan_item", {"what": "swim", "verb": "canary"}, "verb"),
        ("session", {"unsaid": "canary"}, "kept: a session was either held or missed"),
    ],
)
def test_a_field_of_another_form_is_named_and_its_value_is_not(
    home: Home, kind: str, content: dict[str, Any], field: str
) -> None:
    with home.open() as journal:
        with pytest.raises(Usage) as refusal:
            put(journal, envelopes.new(kind, content))
        told = refusal.value.message + refusal.value.hint
        assert field in told
        assert "canary" not in told
        assert "5551234" not in told
        with journal.reading() as session:
            assert find(session, Filter()) == []
        assert versions(journal) == []


def test_text_that_cannot_be_kept_is_refused_at_the_door(home: Home) -> None:
    with home.open() as journal:
        record = replace(note("words"), theme="half \ud83d a character")
        with pytest.raises(Usage):
            put(journal, record)
        assert versions(journal) == []


def test_answers_that_were_skipped_are_not_kept(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, envelopes.new("tool_use", {"tool": "walk", "helped": None}))
        assert kept.fields == {"tool": "walk"}


def test_tags_that_are_not_tidy_are_made_so(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, replace(note("words"), tags=("B", "#a", "b")))
        assert kept.tags == ("a", "b")
        assert put(journal, replace(kept, tags=("B", "#a", "b"))) == kept
        assert len(versions(journal)) == 1


def test_a_kind_that_is_not_known_needs_a_newer_version(home: Home) -> None:
    with home.open() as journal, pytest.raises(NewerFormat):
        put(journal, envelopes.new("dream", {"text": "words"}))


def test_a_newer_form_of_a_known_kind_needs_a_newer_version(home: Home) -> None:
    with home.open() as journal, pytest.raises(NewerFormat):
        put(journal, envelopes.new("note", {"text": "words"}, kind_version=2))


class NewFields(Fields):
    """A note as a later version of selfcare might have it."""

    words: Text
    mood: Text


def _title(content: Mapping[str, Any]) -> str:
    return str(content["words"])


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return [Part("Note", content["words"])]


def _to_two(content: dict[str, Any]) -> dict[str, Any]:
    return {"line": content["text"]}


def _to_three(content: dict[str, Any]) -> dict[str, Any]:
    return {"words": content["line"], "mood": "unknown"}


NEWER_NOTE = Kind(
    "note", "note", "moments.NewFields", _title, _parts, _parts, version=3, upcasters={1: _to_two, 2: _to_three}
)


@pytest.fixture
def newer_program(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Undo it to have the older program back; what the tests write before is written by that one."""
    return monkeypatch


def become_newer(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(KINDS.loaded, "note", NEWER_NOTE)
    patch.setattr(moment_forms, "NewFields", NewFields, raising=False)


def test_what_an_older_version_wrote_is_read_in_todays_form(home: Home, newer_program: pytest.MonkeyPatch) -> None:
    """Rows, versions and drafts alike, without writing anything."""
    with home.open() as journal:
        kept = put(journal, note("first"))
        put(journal, envelopes.changed(kept, fields={"text": "second"}))
        keep_draft(journal, begun(note("third")))
    become_newer(newer_program)
    with home.open() as journal:
        with journal.reading() as session:
            record = one(session, kept.handle)
            assert (record.fields, record.kind_version) == ({"words": "second", "mood": "unknown"}, 3)
            assert [each.fields["words"] for each in history(session, kept.id)] == ["first", "second"]
            assert [each.id for each in search(session, ["second"], Filter())] == [kept.id]
        draft = latest_draft(journal, "note")
        assert draft is not None
        assert (draft.envelope.fields, draft.envelope.kind_version) == ({"words": "third", "mood": "unknown"}, 3)
        assert problems(journal) == []
        assert len(versions(journal)) == 2


def test_an_older_record_is_changed_in_todays_form(home: Home, newer_program: pytest.MonkeyPatch) -> None:
    with home.open() as journal:
        kept = put(journal, note("first"))
    become_newer(newer_program)
    with home.open() as journal:
        assert put(journal, kept).fields == {"words": "first", "mood": "unknown"}
        assert len(versions(journal)) == 1
        with journal.reading() as session:
            record = one(session, kept.handle)
        put(journal, envelopes.changed(record, fields={**record.fields, "mood": "calm"}))
        assert len(versions(journal)) == 2
    newer_program.undo()
    with home.open() as journal, journal.reading() as session, pytest.raises(NewerFormat):
        one(session, kept.handle)


def test_an_older_form_that_is_rubbish_is_refused(home: Home, newer_program: pytest.MonkeyPatch) -> None:
    become_newer(newer_program)
    with home.open() as journal, pytest.raises(Usage):
        put(journal, envelopes.new("note", {"other": "canary"}))


def test_every_kind_can_be_titled_and_carries_its_own_name() -> None:
    assert {name: kind.name for name, kind in KINDS.items()} == {name: name for name in KINDS}
    assert all(set(range(1, kind.version)) == set(kind.upcasters) for kind in KINDS.values())
    assert KINDS["note"] is moments.NOTE


def with_theme(record: Envelope) -> Envelope:
    return envelopes.changed(record, theme="a line")


def test_a_change_is_made_to_the_record_as_it_is_now(home: Home) -> None:
    """It was shown to a person minutes ago; meanwhile another window made it private."""
    with home.open() as journal:
        shown = put(journal, note("one", share="share"))
        with home.open() as other:
            put(other, envelopes.changed(shown, share="private"))
        kept = change(journal, shown.id, with_theme)
        assert (kept.share, kept.theme) == ("private", "a line")
        assert len(versions(journal)) == 3
        assert problems(journal) == []


def test_a_change_that_fails_changes_nothing(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("one"))
        with pytest.raises(Usage):
            change(journal, kept.id, lambda now: envelopes.changed(now, fields={}))
        with journal.reading() as session:
            assert one(session, kept.handle) == kept


def test_what_was_removed_or_erased_meanwhile_is_not_written_to(home: Home) -> None:
    with home.open() as journal:
        shown = put(journal, note("one"))
        attempts: list[Callable[[], Envelope]] = [
            lambda: change(journal, shown.id, with_theme),
            lambda: put(journal, with_theme(shown)),
        ]
        remove(journal, shown.handle)
        for attempt in attempts:
            with pytest.raises(Usage, match="in the bin"):
                attempt()
        empty(journal)
        for attempt in attempts:
            with pytest.raises(Usage, match="no such record"):
                attempt()
        with journal.reading() as session:
            assert find(session, Filter()) == find(session, Filter(in_bin=True)) == []


def test_a_record_that_never_was_cannot_be_changed(home: Home) -> None:
    with home.open() as journal, pytest.raises(Usage, match="no such record"):
        change(journal, note("one").id, with_theme)
