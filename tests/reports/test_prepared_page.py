"""The page of somebody who prepared: needs first, what is agreed, what is risky, and only what was chosen."""

from dataclasses import replace
from typing import Any

import pytest
from tests.reports.material import NOW, brought, held, later, note, record

from selfcare.guidance import supervision
from selfcare.journal.envelope import Envelope
from selfcare.reports.brought import Values, private_risks
from selfcare.reports.document import Document, Item, Section
from selfcare.reports.summary import summary

GUIDE = supervision.load()


def page(*records: Any, profile: int = 0) -> Document:
    return summary(brought(*records), GUIDE.profiles[profile], GUIDE)


def section(document: Document, beginning: str) -> Section:
    return next(each for each in document.sections if each.heading.startswith(beginning))


def texts(found: Section) -> list[str]:
    return [item.text for item in found.items]


def prepared(*, days_ago: float = 1, share: str = "share", **fields: Any) -> Envelope:
    return record("preparation", fields, days_ago=days_ago, share=share)


def action(what: str, *, days_ago: float = 2, share: str = "share", **fields: Any) -> Envelope:
    return record("action", {"what": what, "owner": "me", **fields}, days_ago=days_ago, share=share)


def risk(worry: str, *, days_ago: float = 2, share: str = "share", **fields: Any) -> Envelope:
    return record("risk", {"worry": worry, **fields}, days_ago=days_ago, share=share)


# --- what was written for the session ---


def test_what_is_asked_for_stands_at_the_very_top_above_all_that_we_say() -> None:
    missed = [record("session", {"missed": "no cover"}, days_ago=days) for days in (9, 5)]
    document = page(prepared(asks=["Cover", "Time"], decisions="May I stop?"), risk("No cover"), *missed)
    assert document.sections[0].heading == "What I need from you"
    beginnings = ["Cover", "Time", "A decision or permission: May I stop?", "To decide together: 1 risk", "My last two"]
    assert [text.startswith(words) for text, words in zip(texts(document.sections[0]), beginnings, strict=True)] == [
        True
    ] * 5


def test_more_asks_than_the_page_has_room_for_are_drawn_together_and_not_dropped() -> None:
    needs = section(page(prepared(asks=[f"ask {n}" for n in range(7)])), "What I need")
    assert texts(needs) == ["ask 0", "ask 1", "ask 2", "ask 3", "ask 4", "And also"]
    assert [text for _, text in needs.items[-1].lines] == ["ask 5", "ask 6"]


@pytest.mark.parametrize(
    ("field", "heading"),
    [
        ("question", "A reflection"),
        ("wellbeing", "Wellbeing"),
        ("learning", "Learning"),
        ("organisation", "What would help"),
        ("support", "Support I would like"),
    ],
)
@pytest.mark.parametrize("profile", range(5))
def test_each_answer_stands_first_under_its_heading_with_its_record(field: str, heading: str, profile: int) -> None:
    made = record("preparation", {field: "In my own words"}, share="share")
    other = note("x", share="theme", theme="Something else")
    missed = record("session", {"missed": "no cover"}, days_ago=5)
    if (profile, field) == (4, "organisation"):
        heading = "What I ask of"
    first = section(page(made, other, missed, profile=profile), heading).items[0]
    assert (first.text, first.record) == ("In my own words", made.id)


def test_what_was_asked_and_skipped_takes_no_room_on_the_page() -> None:
    headings = [each.heading for each in page(prepared(asks=["Cover"], learning="CBT")).sections]
    assert "Learning and CPD" in headings
    assert "Support I would like" not in headings
    assert "Support I would like" in [each.heading for each in page().sections]


def test_free_lines_are_there_where_nothing_is_written_yet() -> None:
    assert section(page(), "My three priorities").write_on == 3
    assert section(page(prepared(priorities=[{"words": "The rota"}])), "My three priorities").write_on == 2
    assert section(page(prepared(wellbeing="Tired")), "Wellbeing").write_on == 0


def test_only_the_preparation_for_the_next_session_is_on_the_page() -> None:
    """It is used by the session that is held after it, be it on the same day."""
    old = prepared(days_ago=10.1, asks=["the old ask"])
    session = held(days_ago=10)
    new = prepared(days_ago=3, asks=["the new ask"])
    assert texts(section(page(old, session), "What I need")) == []
    assert texts(section(page(old, session, new), "What I need")) == ["the new ask"]
    values = brought(old, session, new)
    assert (values.left_out["earlier"], values.earlier) == (0, ())


def test_an_earlier_page_can_be_made_again_by_its_day() -> None:
    old = prepared(days_ago=20, asks=["the old ask"])
    values = brought(old, held(days_ago=10), since=(NOW.date().replace(day=1)))
    assert values.prepared.asks == ("the old ask",)


@pytest.mark.parametrize("level", ["private", "theme"])
def test_a_preparation_below_level_share_gives_none_of_its_text(level: str) -> None:
    made = replace(prepared(asks=["my ask"], priorities=[{"words": "my rota"}]), share=level, theme="A theme")
    assert "my " not in repr(brought(made))
    assert ("A theme" in repr(brought(made))) == (level == "theme")


# --- priorities ---


def ranked(*records: Envelope, words: str = "") -> Envelope:
    chosen = [{"record": each.id} for each in records] + ([{"words": words}] if words else [])
    return prepared(priorities=chosen)


def test_priorities_stand_in_their_order_by_theme_or_the_first_line_of_what_is_shared() -> None:
    themed = note("the story", share="theme", theme="Handovers")
    told = note("Rota again\nand again", share="share")
    own = ranked(told, themed, words="The cover")
    found = section(page(themed, told, own), "My three priorities")
    assert [(item.text, item.record) for item in found.items] == [
        ("Rota again", told.id),
        ("Handovers", themed.id),
        ("The cover", own.id),
    ]


def words_on(document: Document) -> list[str]:
    """Every text and line of the page's items."""
    items = [item for each in document.sections for item in each.items]
    return [*(item.text for item in items), *(text for item in items for _, text in item.lines)]


def test_what_is_ranked_and_is_one_line_stands_on_the_page_once_with_its_tags_and_its_purpose() -> None:
    one = note("x", share="theme", theme="Handovers", tags=("ward",))
    two = note("Too much at once", share="share", tags=("emotional-support",))
    document = page(one, two, ranked(one, two))
    assert [words_on(document).count(text) for text in ("Handovers", "Too much at once")] == [1, 1]
    first, second = section(document, "My three priorities").items
    assert (first.text, first.lines) == ("Handovers", (("", "#ward"),))
    assert second.lines[-1][0] == "For"
    assert section(document, "A reflection").about == "Among my priorities."
    assert not any(each.heading.startswith("Support: ") for each in document.sections)


def test_what_is_ranked_and_says_more_is_told_in_its_section_under_its_place() -> None:
    answers = {"what": "A long handover", "so_what": "I stayed calm"}
    told = record("reflection", {"template": "quick", "answers": answers}, share="share", theme="Handovers")
    document = page(told, ranked(told, words="The rota"))
    assert [item.text for item in section(document, "My three priorities").items] == ["Handovers", "The rota"]
    (item,) = section(document, "A reflection").items
    assert item.text == "Reflection, my priority 1"
    assert [text for _, text in item.lines] == ["A long handover", "I stayed calm"]
    assert words_on(document).count("Handovers") == 1


def test_a_risk_that_is_ranked_is_still_told_among_the_risks() -> None:
    risk = record("risk", {"worry": "No one to ring"}, share="share")
    assert [item.text for item in section(page(risk, ranked(risk)), "Risk").items] == ["No one to ring"]


def test_a_priority_whose_record_is_private_now_is_counted_and_not_shown() -> None:
    now_private = note("mine alone", days_ago=20)
    values = brought(now_private, ranked(now_private, words="The cover"), held(days_ago=10))
    assert values.prepared.priorities == ("The cover",)
    assert values.left_out["private"] == 1
    assert "mine" not in repr(values)


def test_a_priority_whose_record_is_gone_is_passed_over() -> None:
    assert brought(ranked(note("never kept"))).prepared.priorities == ()


# --- actions ---


def items(document: Document) -> list[Item]:
    return list(section(document, "Actions from last time").items)


def test_an_action_is_told_with_who_how_far_why_and_when() -> None:
    told = items(
        page(
            action("Ask housing", owner="supervisor", due="2026-11-10"),
            action("Shadow an assessment", state="part", why="no cover"),
            action("Write it down", state="done", settled="2026-11-20"),
            action("Ring back", owner="other", due="2026-12-01"),
        )
    )
    assert {item.text: item.lines for item in told} == {
        "Ask housing": (("My supervisor", "open; was due 10 November"),),
        "Shadow an assessment": (("Me", "partly done: no cover"),),
        "Write it down": (("Me", "done"),),
        "Ring back": (("Someone else", "open; due 1 December"),),
    }


def test_what_the_supervisor_is_late_with_comes_first_and_what_is_settled_last() -> None:
    found = items(
        page(
            action("settled", days_ago=9, state="done", settled="2026-11-20"),
            action("mine and late", days_ago=8, due="2026-11-01"),
            action("theirs and late", days_ago=7, owner="supervisor", due="2026-11-10"),
        )
    )
    assert [item.text for item in found] == ["theirs and late", "mine and late", "settled"]


def test_an_action_stays_until_it_was_told_once_that_it_is_settled() -> None:
    session = held(days_ago=10)  # on 11 November
    still_open = action("open", days_ago=40)
    settled_since = action("settled since", days_ago=40, state="done", settled="2026-11-11")
    settled_before = action("settled before", days_ago=40, state="done", settled="2026-11-10")
    values = brought(still_open, settled_since, settled_before, session)
    assert [each.line for each in values.actions] == ["open", "settled since"]
    assert values.left_out["earlier"] == 0


@pytest.mark.parametrize(
    ("settled", "told"),
    [
        ((True,), []),
        ((True, True), []),  # changed in another way after the session
        ((False, True), ["ring"]),
        ((True, False, True), ["ring"]),  # it was open again at the session
    ],
)
def test_an_action_counts_as_settled_from_its_first_version_that_is(settled: tuple[bool, ...], told: list[str]) -> None:
    """The session is on 19 November, and for who works nights the 18th goes on until noon of that day."""
    done = action("ring", days_ago=3, state="done", settled="2026-11-18")
    still_open = replace(done, fields={"what": "ring", "owner": "me"})
    versions = [
        later(done if each else still_open, days_ago=3 - number, tags=(f"v{number}",))
        for number, each in enumerate(settled)
    ]
    assert [each.line for each in brought(versions, held(days_ago=2)).actions] == told


@pytest.mark.parametrize(("level", "shown"), [("private", []), ("theme", ["Our agreement"])])
def test_an_action_below_level_share_says_no_more_than_it_was_given(level: str, shown: list[str]) -> None:
    values = brought(replace(action("what was agreed", why="secret"), share=level, theme="Our agreement"))
    assert [each.line for each in values.actions] == shown
    assert "agreed" not in repr(values)
    assert values.left_out["private"] == (level == "private")


def test_a_day_long_past_is_not_taken_for_a_date_of_birth() -> None:
    (item,) = items(page(action("Old", due="2019-03-04")))
    assert item.lines == (("Me", "open; was due March 2019"),)


# --- risks ---


def test_a_risk_says_about_whom_what_is_wanted_and_whether_the_record_is_up_to_date() -> None:
    (item,) = section(
        page(risk("No cover", about="a person I visit", want="share", record_current=False)), "Risk"
    ).items
    assert item.text == "No cover"
    assert item.lines == (
        ("About", "a person I visit"),
        ("What I would like", "Share it with me"),
        ("Case record up to date", "not yet"),
    )


def test_a_risk_stays_until_it_is_closed_and_is_told_no_more_then() -> None:
    waiting = risk("No cover", days_ago=30)
    closed = {**waiting.fields, "closed": "2026-11-20", "told": "my manager", "recorded": "the case record"}
    assert [each.line for each in brought(waiting, held(days_ago=10)).risks] == ["No cover"]
    assert "No cover" not in repr(brought([waiting, later(waiting, days_ago=1, fields=closed)], held(days_ago=10)))


def trigger() -> Envelope:
    fields = {"kind": "overload", "situation": "A weekend alone", "next": "risk-to-share"}
    return record("trigger", fields, days_ago=3, share="share")


def test_a_marked_note_is_a_risk_until_one_that_is_closed_or_on_the_page_stands_for_it() -> None:
    def places(*others: Envelope) -> tuple[list[str], list[str]]:
        values: Values = brought(trigger(), *others)
        return [each.line for each in values.risks], [each.line for each in values.others]

    closed: dict[str, Any] = {"closed": "2026-11-20", "told": "x", "recorded": "y"}
    assert places() == (["A weekend alone"], [])
    assert places(risk("mine", share="private", trigger=trigger().id)) == (["A weekend alone"], [])
    assert places(risk("No cover", trigger=trigger().id)) == (["No cover"], ["A weekend alone"])
    assert places(risk("mine", share="private", trigger=trigger().id, **closed)) == ([], ["A weekend alone"])


def test_private_risks_are_counted_and_named_to_their_owner_alone() -> None:
    kept_back = replace(risk("mine", days_ago=90, share="private"), handle="p3v8d")
    assert private_risks([kept_back, risk("ours")], NOW.date()) == ("p3v8d",)
    assert brought(kept_back).left_out["private"] == 1


# --- learning ---


def test_shared_learning_stands_under_learning() -> None:
    piece = record("cpd", {"title": "A day on self-neglect", "learned": "much"}, share="share")
    document = page(piece, prepared(learning="CBT"))
    assert texts(section(document, "Learning")) == ["CBT", "A day on self-neglect"]
    assert "much" not in repr(document)
