"""The name guard at work: no name gets into what is kept, and no id is changed by it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from tests.conftest import Home
from tests.journal.making import begun, note, seal

from selfcare.errors import InvalidFile
from selfcare.guidance import own as guidance
from selfcare.guidance import tools
from selfcare.guidance.reading import Table
from selfcare.identify.guarding import Guard, digest, guarded
from selfcare.identify.words import first_names
from selfcare.journal import envelope as envelopes
from selfcare.journal.drafts import keep_draft, latest_draft
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find, search
from selfcare.journal.form import Fields, Words, map_words
from selfcare.journal.guarding import put_in, searched
from selfcare.journal.journal import Journal
from selfcare.journal.kinds import KINDS
from selfcare.journal.people import add
from selfcare.journal.records import change, history, put
from selfcare.journal.takein import take_in

NAME, STANDS = "Sarah Okafor", "Larch"


def content_of(envelope: Envelope) -> str:
    return envelopes.dump(envelope).decode()


@pytest.fixture
def journal(home: Home) -> Any:
    with home.open() as journal:
        add(journal, NAME)
        yield journal


def test_a_record_is_kept_without_names(journal: Journal) -> None:
    kept = put(journal, note(f"{NAME} rang", theme="sarah, again", tags=("#Sarah", "okafor visit"), share="theme"))
    assert (kept.fields["text"], kept.theme, kept.tags) == ("Larch rang", "Larch, again", ("larch", "larch visit"))
    with journal.reading() as session:
        assert find(session, Filter()) == [kept]
        assert history(session, kept.id) == [kept]
        assert search(session, ["larch"], Filter()) == [kept]
        assert search(session, ["sarah"], Filter()) == []


def test_keeping_it_again_changes_nothing(journal: Journal) -> None:
    written = note(f"{NAME} rang")
    assert put(journal, written) == put(journal, written)
    with journal.reading() as session:
        assert len(history(session, written.id)) == 1


def test_a_change_is_guarded(journal: Journal) -> None:
    kept = put(journal, note("quiet"))
    changed = change(journal, kept.id, lambda now: envelopes.changed(now, fields={"text": "Okafor"}))
    assert changed.fields["text"] == STANDS


def test_what_was_sealed_is_guarded_when_it_is_taken_in(home: Home, journal: Journal) -> None:
    seal(home, note(f"sealed: {NAME}", tags=("sarah",)))
    assert take_in(journal).kept == 1
    with journal.reading() as session:
        (kept,) = find(session, Filter())
    assert (kept.fields["text"], kept.tags) == ("sealed: Larch", ("larch",))


def test_a_draft_is_guarded_in_its_record_and_in_its_answers(journal: Journal) -> None:
    content = {"template": "quick", "answers": {"what": f"{NAME} rang"}, "topics": ["risk"]}
    form = begun(
        envelopes.new("reflection", content, theme="Sarah"), what=f"{NAME} rang", more=["sarah", {"x": "Okafor"}]
    )
    keep_draft(journal, form)
    draft = latest_draft(journal, "reflection")
    assert draft is not None
    assert draft.envelope.fields["answers"] == {"what": "Larch rang"}
    assert draft.envelope.theme == STANDS
    assert draft.answers == {"what": "Larch rang", "more": ["Larch", {"x": "Larch"}]}


def test_an_answer_that_is_an_id_of_the_draft_stays(journal: Journal) -> None:
    """Somebody may be called as a choice is."""
    add(journal, "Zorblat")
    content = {"kind": "zorblat", "urge": ["zorblat"], "situation": "zorblat rang"}
    keep_draft(journal, begun(envelopes.new("trigger", content), **content))
    draft = latest_draft(journal, "trigger")
    assert draft is not None
    assert draft.answers == draft.envelope.fields == {**content, "situation": "Slate rang"}


def test_own_guidance_is_guarded_but_for_its_ids(journal: Journal) -> None:
    entry = {
        "id": "own-sarah", "name": "Sarah's walk", "minutes": 3, "about": "With Okafor", "source": "Sarah",
        "prompts": [{"key": "sarah", "ask": "What would Sarah say?", "hint": "Okafor"}],
    }  # fmt: skip
    kept = put(journal, envelopes.new("guidance", {"section": "templates", "entry": entry}))
    assert kept.fields["entry"] == {
        "id": "own-sarah", "name": "Larch's walk", "minutes": 3, "about": "With Larch", "source": "Larch",
        "prompts": [{"key": "sarah", "ask": "What would Larch say?", "hint": "Larch"}],
    }  # fmt: skip


def test_an_own_early_sign_is_guarded_in_a_check_in(journal: Journal) -> None:
    content = {
        "week": "2026-W40",
        "ratings": {},
        "facts": {"signs": ["words-return", "Sarah in my dreams"], "shifts": 3},
    }
    kept = put(journal, envelopes.new("checkin", content))
    assert kept.fields["facts"] == {"signs": ["words-return", "Larch in my dreams"], "shifts": 3}


def taken_in(home: Home, journal: Journal, *sealed: Envelope) -> list[Envelope]:
    for each in sealed:
        seal(home, each)
    assert take_in(journal).kept == len(sealed)
    with journal.reading() as session:
        return [each for each in find(session, Filter()) if each.id in {sent.id for sent in sealed}]


def test_a_name_in_an_id_that_was_taken_at_its_word_is_put_away(home: Home, journal: Journal) -> None:
    """A tool of one's own has its id from a name that was put away in the same way, so this finds it."""
    told = {"template": "sarah-form", "answers": {"sarah": f"{NAME} rang"}}
    (kept,) = taken_in(home, journal, envelopes.new("reflection", told))
    assert kept.fields == {"template": "larch-form", "answers": {"larch": "Larch rang"}}
    (kept,) = taken_in(home, journal, envelopes.new("tool_use", {"tool": "own-a-walk-with-sarah", "helped": 7}))
    assert kept.fields["tool"] == "own-a-walk-with-larch"
    week = {"week": "2026-W40", "ratings": {"own-sarah": 5, "energy": 6}, "facts": {}}
    (kept,) = taken_in(home, journal, envelopes.new("checkin", week))
    assert kept.fields["ratings"] == {"own-larch": 5, "energy": 6}
    (kept,) = taken_in(home, journal, envelopes.new("trigger", {"kind": "other", "helped": {"own-sarah": 3}}))
    assert kept.fields["helped"] == {"own-larch": 3}


def test_an_id_that_guidance_has_stays_whoever_is_called_so(home: Home, journal: Journal) -> None:
    entry = {
        "id": "own-sarah", "name": "A walk", "minutes": 3, "about": "A", "source": "S",
        "prompts": [{"key": "sarah", "ask": "What?"}],
    }  # fmt: skip
    put(journal, envelopes.new("guidance", {"section": "templates", "entry": entry}))
    add(journal, "Energy")
    add(journal, "Weather")
    told = envelopes.new("reflection", {"template": "own-sarah", "answers": {"sarah": "x"}})
    shipped = envelopes.new("reflection", {"template": "weather", "answers": {"weather": "x"}})
    week = envelopes.new("checkin", {"week": "2026-W40", "ratings": {"energy": 6}, "facts": {}})
    kept = {each.id: each.fields for each in taken_in(home, journal, told, shipped, week)}
    assert kept == {each.id: each.fields for each in (told, shipped, week)}


def test_names_are_kept_where_that_is_asked_for(journal: Journal) -> None:
    journal.names.keep = True
    assert put(journal, note(NAME)).fields["text"] == NAME
    keep_draft(journal, begun(note(NAME), text=NAME))
    draft = latest_draft(journal, "note")
    assert draft is not None
    assert draft.answers["text"] == NAME
    assert put_in(journal.names) == {}


def test_what_was_put_in_is_counted_once_for_each_record(journal: Journal) -> None:
    add(journal, "Tomasz")
    form = begun(envelopes.new("note", {"text": "Sarah and Okafor and Tomasz"}))
    keep_draft(journal, form)
    keep_draft(journal, form)
    put(journal, form.envelope)
    put(journal, note("Sarah"))
    assert put_in(journal.names) == {"Larch": 3, "Slate": 1}
    assert put_in(journal.names) == {}


def test_an_answer_and_the_record_that_it_makes_count_as_one(journal: Journal) -> None:
    form = begun(note("Sarah and Okafor rang"), text="Sarah and Okafor rang")
    keep_draft(journal, form)
    put(journal, form.envelope)
    assert put_in(journal.names) == {"Larch": 2}


def test_words_to_search_for_are_guarded_as_inside_a_sentence(journal: Journal) -> None:
    add(journal, "Grace")
    with journal.reading() as session:
        assert searched(session, ["sarah okafor", "Grace", "grace"]) == (
            ["Larch", "Slate", "grace"],
            {"Larch": 1, "Slate": 1},
        )


def everybody(names: frozenset[str]) -> Guard:
    key = bytes(32)
    return Guard(key, {digest(key, (each,)): frozenset({"Larch"}) for each in names}, frozenset({1}))


def ids_of(form: type[Fields], content: dict[str, Any]) -> Any:
    return map_words(form, content, lambda _: "")


TOLD = "It was about Sarah."
FULL: dict[str, tuple[dict[str, Any], int]] = {
    "note": ({"text": TOLD}, 1),
    "good": ({"text": TOLD}, 1),
    "reflection": (
        {
            "template": "sarah", "answers": {"sarah": TOLD, "b": TOLD}, "again": {"sarah": TOLD}, "topics": ["sarah"],
            "purposes": ["sarah"], "asked": [{"key": "sarah", "ask": TOLD}],
        },
        4,
    ),
    "trigger": (
        {
            "kind": "sarah", "situation": TOLD, "body": ["sarah"], "emotions": [TOLD, TOLD], "window": "sarah",
            "thought": TOLD, "urge": ["sarah"], "did": ["sarah"], "echo": TOLD, "helped": {"sarah": 3}, "next": "sarah",
            "early_sign": TOLD, "person": TOLD, "shared": ["sarah"], "before": 1, "after": 1,
        },
        7,
    ),
    "tool_choice": ({"tool": "sarah", "choice": "kept"}, 0),
    "tool_use": ({"tool": "sarah", "helped": 3, "before": 1, "after": 1}, 0),
    "guidance": (
        {
            "section": "sarah",
            "entry": {"id": "sarah", "name": TOLD, "lines": [TOLD, TOLD], "prompts": [{"key": "sarah", "ask": TOLD}]},
        },
        4,
    ),
    "checkin": (
        {
            "week": "sarah", "ratings": {"sarah": 1}, "facts": {"sarah": "sarah", "signs": [TOLD]}, "best": TOLD,
            "change": TOLD,
        },
        3,
    ),
    "plan_item": (
        {
            "what": TOLD, "verb": "sarah", "when": TOLD, "how_long": TOLD, "if_obstacle": TOLD, "then": TOLD,
            "tool": "sarah", "review": "sarah", "done_on": "sarah", "reviewed_on": "sarah", "worked": TOLD,
            "in_the_way": TOLD, "outcome": "sarah",
        },
        7,
    ),
    "session": (
        {
            "kind": "sarah", "held": "sarah", "missed": TOLD, "mode": "sarah", "minutes": 60, "role": TOLD, "people": 2,
            "copy_received": True, "useful": 5, "next": "sarah", "unsaid": TOLD,
        },
        3,
    ),
    "action": ({"what": TOLD, "owner": "sarah", "due": "sarah", "state": "sarah", "why": TOLD, "settled": "sarah"}, 2),
    "risk": (
        {
            "worry": TOLD, "about": TOLD, "want": "sarah", "record_current": True, "trigger": "sarah",
            "closed": "sarah", "told": TOLD, "recorded": TOLD,
        },
        4,
    ),
    "preparation": (
        {
            "priorities": [{"record": "sarah"}, {"words": TOLD}], "asks": [TOLD, TOLD], "decisions": TOLD,
            "question": TOLD, "wellbeing": TOLD, "learning": TOLD, "organisation": TOLD, "support": TOLD,
        },
        9,
    ),
    "cpd": (
        {
            "title": TOLD, "kind": "sarah", "minutes": 60, "participatory": True, "why": TOLD, "learned": TOLD,
            "effect": TOLD, "people_effect": TOLD, "peer": TOLD, "peer_learned": TOLD, "standard": "sarah",
            "evidence": TOLD, "made_from": "sarah",
        },
        8,
    ),
    "reading": ({"title": TOLD, "resource": "sarah", "minutes": 60, "done": "sarah"}, 1),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_record_is_guarded_and_no_id(kind: str) -> None:
    content, texts = FULL[kind]
    assert set(content) >= set(KINDS[kind].form.model_fields), "every field is tried"
    changed = map_words(KINDS[kind].form, content, lambda text: guarded(text, everybody(first_names())).text)
    assert str(changed).count("Larch") == texts
    assert str(changed).count("sarah") == str(content).count("sarah")
    assert TOLD not in str(changed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_whether_it_holds_words_or_an_id(kind: str) -> None:
    """A plain `str` would be neither."""
    for name, field in KINDS[kind].form.model_fields.items():
        assert not has_plain_text(field.rebuild_annotation()), name


def has_plain_text(form: Any) -> bool:
    if get_origin(form) is Annotated:
        inner, *marks = get_args(form)
        return inner is not str and not any(isinstance(mark, Words) for mark in marks) and has_plain_text(inner)
    if isinstance(form, type) and issubclass(form, Fields):
        return any(has_plain_text(field.rebuild_annotation()) for field in form.model_fields.values())
    return form is str or (get_origin(form) is not Literal and any(map(has_plain_text, get_args(form))))


def noting(read: set[str], real: Callable[..., Any]) -> Callable[..., Any]:
    def method(table: Table, field: str, *rest: Any, **more: Any) -> Any:
        read.add(field)
        return real(table, field, *rest, **more)

    return method


def test_the_words_of_own_guidance_are_those_that_its_readers_call_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    for method in ("text", "texts"):
        monkeypatch.setattr(Table, method, noting(read, getattr(Table, method)))
    inner: dict[str, Any] = {name: [{}] for name in ("choices", "fields")}
    nested = {key: [inner] for key in ("prompts", "counts", "forms", "standards", "sections", "groups")}
    for section in guidance.SECTIONS:
        with pytest.raises(InvalidFile):
            guidance.read_kept(section, nested)
    ids, days = {"answers", "kinds", "website"}, {"closes", "checked"}
    assert read - ids - days <= guidance.WORDS


def test_shipped_ids_are_never_touched_even_if_somebody_is_called_so(journal: Journal) -> None:
    tool = tools.load()[0].id
    for word in tool.split("-"):
        if len(word) > 2:
            add(journal, word)
    used = envelopes.new("tool_use", {"tool": tool, "helped": 3})
    assert put(journal, used).fields == used.fields
    again = replace(used, id=envelopes.new("note", {"text": "x"}).id, handle="")
    assert content_of(put(journal, again)).count(tool) == 1
