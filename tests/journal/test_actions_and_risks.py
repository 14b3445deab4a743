"""Actions and risks in the journal: what is open, what stands for what, and what cannot be kept."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.conftest import Home

from selfcare.errors import Usage
from selfcare.journal import bin as bins
from selfcare.journal.actions import ACTION, all_actions, in_order, open_actions, with_state
from selfcare.journal.envelope import Envelope, new
from selfcare.journal.form import validated
from selfcare.journal.journal import Journal
from selfcare.journal.kind import Kind
from selfcare.journal.records import put
from selfcare.journal.risks import RISK, closed_risks, keep_closing, open_risks, standing_for, to_close

TODAY = date(2026, 3, 20)
TOLD = {"closed": "2026-03-01", "told": "Manager", "recorded": "Case record"}


@pytest.fixture
def journal(home: Home) -> Iterator[Journal]:
    with home.open() as journal:
        yield journal


def action(what: str, **others: Any) -> Envelope:
    return new("action", {"what": what, "owner": "me", **others})


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (ACTION, {"what": "call"}),
        (ACTION, {"what": "", "owner": "me"}),
        (ACTION, {"what": "call", "owner": "the heron"}),
        (ACTION, {"what": "call", "owner": "me", "due": "soon"}),
        (ACTION, {"what": "call", "owner": "me", "settled": "2026-03-01"}),
        (ACTION, {"what": "call", "owner": "me", "state": "done"}),
        (RISK, {}),
        (RISK, {"worry": "x", "want": "the heron"}),
        (RISK, {"worry": "x", "closed": "2026-03-01"}),
        (RISK, {"worry": "x", **TOLD, "told": " "}),
        (RISK, {"worry": "x", "closed": "2026-03-01", "told": "Manager"}),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_repeated(kind: Kind, content: dict[str, Any]) -> None:
    with pytest.raises(Usage) as refusal:
        validated(kind, content)
    assert "heron" not in refusal.value.message + refusal.value.hint


def test_an_action_is_open_until_it_is_settled_however_far_it_is(journal: Journal) -> None:
    put(journal, action("begun", state="part", why="waiting"))
    put(journal, action("over", state="not-done", settled="2026-03-01"))
    with journal.reading() as session:
        assert [each.fields["what"] for each in open_actions(session)] == ["begun"]


def test_all_actions_are_there_whether_settled_or_not(journal: Journal) -> None:
    put(journal, action("a"))
    put(journal, action("b", state="done", settled="2026-03-01"))
    with journal.reading() as session:
        assert sorted(each.fields["what"] for each in all_actions(session)) == ["a", "b"]


def test_what_the_supervisor_is_late_with_comes_first_then_by_day() -> None:
    actions = [
        action("no day"),
        action("mine, late", due="2026-03-01"),
        action("theirs, today", owner="supervisor", due="2026-03-20"),
        action("theirs, late", owner="supervisor", due="2026-03-19"),
        action("theirs, settled", owner="supervisor", due="2026-03-02", state="done", settled="2026-03-05"),
    ]
    assert [each.fields["what"] for each in in_order(actions, TODAY)] == [
        "theirs, late",
        "mine, late",
        "theirs, settled",
        "theirs, today",
        "no day",
    ]


def test_a_new_state_takes_the_place_of_the_last_one_with_its_reason() -> None:
    before = {"what": "call", "owner": "me", "state": "part", "why": "waiting"}
    assert with_state(before, "done", settled=TODAY) == {
        "what": "call",
        "owner": "me",
        "state": "done",
        "settled": "2026-03-20",
    }


def test_a_supervisor_reads_what_who_and_how_far_in_words() -> None:
    content = {"what": "call", "owner": "supervisor", "state": "not-done", "settled": "2026-03-01"}
    assert [(part.label, part.text) for part in ACTION.shareable(content)] == [
        ("What", "call"),
        ("Who", "My supervisor"),
        ("How far", "not done"),
    ]


def open_ids(journal: Journal) -> list[str]:
    with journal.reading() as session:
        return [each.id for each in open_risks(session)]


def test_a_risk_is_open_until_it_is_closed(journal: Journal) -> None:
    risk = put(journal, new("risk", {"worry": "no reply"}))
    assert open_ids(journal) == [risk.id]
    put(journal, new("risk", {"worry": "another", **TOLD}))
    assert open_ids(journal) == [risk.id]


def test_a_marked_trigger_note_is_a_risk_until_a_closed_one_stands_for_it(journal: Journal) -> None:
    note = put(journal, new("trigger", {"kind": "other", "next": "risk-to-share"}))
    put(journal, new("trigger", {"kind": "other", "next": "rest"}))
    assert open_ids(journal) == [note.id]
    begun = put(journal, new("risk", {"worry": "the note", "trigger": note.id, "told": "Manager"}))
    assert open_ids(journal) == [note.id]
    closed = put(journal, new("risk", {"worry": "the note", "trigger": note.id, **TOLD}))
    assert open_ids(journal) == []
    with journal.reading() as session:
        assert [each.id for each in closed_risks(session)] == [closed.id]
        assert getattr(standing_for(session, note), "id", "") in (begun.id, closed.id)
    bins.remove(journal, closed.handle)
    assert open_ids(journal) == [note.id]


def test_who_was_told_and_where_it_is_recorded_are_not_for_others() -> None:
    content = {"worry": "no reply", "want": "escalate", "record_current": False, **TOLD}
    assert [(part.label, part.text) for part in RISK.shareable(content)] == [
        ("What worries me", "no reply"),
        ("What I would like", "Take it further"),
        ("Case record up to date", "not yet"),
    ]


def test_two_windows_close_the_risk_of_one_trigger_note_once(journal: Journal) -> None:
    note = put(journal, new("trigger", {"kind": "other", "next": "risk-to-share"}))
    with journal.reading() as session:
        begun = [to_close(session, note.id) for _window in range(2)]
    assert begun[0].id != begun[1].id
    first = keep_closing(journal, note.id, {"told": "Manager"})
    second = keep_closing(journal, note.id, {"recorded": "Case record"})
    assert first.id == second.id
    closed = keep_closing(journal, note.id, {"closed": "2026-03-01"})
    assert closed.fields == {"worry": f"The trigger note {note.handle}", "trigger": note.id, **TOLD}
    with pytest.raises(Usage, match="closed already"):
        keep_closing(journal, note.id, {**TOLD, "told": "Somebody else"})
    with journal.reading() as session:
        assert closed_risks(session) == [closed]


def test_a_risk_that_was_closed_meanwhile_stays_as_it_was_closed(journal: Journal) -> None:
    risk = put(journal, new("risk", {"worry": "no reply"}))
    keep_closing(journal, risk.id, TOLD)
    with pytest.raises(Usage, match="closed already"):
        keep_closing(journal, risk.id, {**TOLD, "told": "Somebody else"})
