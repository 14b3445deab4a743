"""What comes up in a summary: what was chosen for sharing, counted from when it was, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.reports.material import NOW, brought, held, later, material, note, record

from selfcare.journal.envelope import Envelope
from selfcare.journal.sharing import counts_from
from selfcare.reports.brought import Values
from selfcare.reports.outward import Brought


def themes(values: Values) -> list[str]:
    return sorted(each.theme for each in (*values.good, *values.risks, *values.others))


def test_private_records_are_a_number() -> None:
    values = brought(note("mine"), note("mine too"), note("ours", share="theme", theme="Handovers"))
    assert themes(values) == ["Handovers"]
    assert values.left_out == {"private": 2, "theme": 1, "earlier": 0}
    assert "mine" not in repr(material([[note("mine")]]).private)


def test_a_theme_gives_its_line_and_its_tags_and_none_of_its_text() -> None:
    (only,) = brought(note("the whole story", share="theme", theme="Handovers", tags=("ward", "ethics"))).others
    assert (only.theme, only.tags, only.parts) == ("Handovers", ("ward",), ())
    assert [purpose.id for purpose in only.purposes] == ["ethics"]


def test_a_purpose_comes_from_the_reflection_first_and_then_from_the_tags() -> None:
    fields = {"template": "quick", "answers": {"what": "x"}, "purposes": ["advocacy"]}
    (only,) = brought(record("reflection", fields, share="share", tags=("accountability",))).others
    assert [purpose.id for purpose in only.purposes] == ["advocacy", "accountability"]


def test_good_moments_risks_and_all_else_are_told_apart() -> None:
    values = brought(
        record("good", {"text": "a laugh"}, share="share"),
        record("good", {"text": "kept to myself"}),
        record("trigger", {"kind": "x", "next": "risk-to-share"}, share="theme", theme="A risk"),
        record("trigger", {"kind": "x", "next": "supervision"}, share="theme", theme="A theme"),
        record("trigger", {"kind": "x", "next": "risk-to-share"}, theme="A risk of my own"),
    )
    assert [part.text for each in values.good for part in each.parts] == ["a laugh"]
    assert [each.theme for each in values.risks] == ["A risk"]
    assert [each.theme for each in values.others] == ["A theme"]


# --- the period ---


def test_it_begins_with_the_last_session_held() -> None:
    old = note("x", days_ago=20, share="theme", theme="Before")
    new = note("x", days_ago=2, share="theme", theme="After")
    values = brought(old, new, held(days_ago=40), held(days_ago=10))
    assert themes(values) == ["After"]
    assert values.since == (NOW - timedelta(days=10)).date()
    assert values.left_out["earlier"] == 1


def test_without_a_session_held_it_covers_everything() -> None:
    missed = record("session", {"missed": "no cover"}, days_ago=3)
    values = brought(note("x", days_ago=900, share="theme", theme="Long ago"), missed)
    assert themes(values) == ["Long ago"]
    assert values.since is None


def test_what_was_shared_after_the_session_comes_up_however_old_it_is() -> None:
    """A record counts by the later of when it happened and when it became shareable."""
    old = note("x", days_ago=20, theme="An old worry")
    values = brought([old, later(old, days_ago=2, share="theme")], held(days_ago=10))
    assert themes(values) == ["An old worry"]


@pytest.mark.parametrize(
    ("levels", "counted_days_ago"),
    [
        (("theme",), 20),
        (("private", "theme"), 15),
        (("theme", "theme"), 20),  # a word corrected later does not bring it up again
        (("theme", "share"), 15),  # the text is new to others
        (("share", "theme"), 20),
        (("theme", "private", "theme"), 10),  # it was in no summary meanwhile
        (("private", "private", "share"), 10),
    ],
)
def test_a_record_counts_from_when_it_became_as_open_as_it_is(levels: tuple[str, ...], counted_days_ago: int) -> None:
    first = note("x", days_ago=20)
    versions = [later(first, days_ago=20 - 5 * number, share=level) for number, level in enumerate(levels)]
    assert counts_from(versions) == NOW - timedelta(days=counted_days_ago)


def test_a_record_never_counts_from_before_it_happened() -> None:
    written_ahead = later(note("x", days_ago=1, share="theme"), days_ago=5)
    assert counts_from([written_ahead]) == NOW - timedelta(days=1)


@pytest.mark.parametrize("logged_days_ago", [2, 1])
def test_the_whole_day_of_the_last_session_counts_again(logged_days_ago: int) -> None:
    """When on its day it ended nobody knows, whenever it was logged: better brought twice than lost."""
    session = held(days_ago=2, logged_days_ago=logged_days_ago)
    before = note("x", days_ago=2.1, share="theme", theme="That day, before it was logged")
    after = note("x", days_ago=1.9, share="theme", theme="That day, after it was logged")
    day_before = note("x", days_ago=3, share="theme", theme="The day before")
    values = brought(before, session, after, day_before)
    assert themes(values) == ["That day, after it was logged", "That day, before it was logged"]
    assert values.since == (NOW - timedelta(days=2)).date()


def test_of_what_is_left_out_as_earlier_the_person_can_be_told_the_names() -> None:
    old = replace(note("x", days_ago=20, share="theme"), handle="p3v8d")
    assert brought(old, note("x", days_ago=2, share="theme"), held(days_ago=10)).earlier == ("p3v8d",)


def test_since_a_day_wins_over_the_last_session() -> None:
    old = note("x", days_ago=20, share="theme", theme="Before")
    older = note("x", days_ago=40, share="theme", theme="Long before")
    values = brought(old, older, held(days_ago=10), since=(NOW - timedelta(days=20)).date())
    assert themes(values) == ["Before"]


def test_a_risk_stays_until_it_is_shared_no_more() -> None:
    risk = record("trigger", {"kind": "x", "next": "risk-to-share"}, days_ago=30, share="theme", theme="A risk")
    assert themes(brought(risk, held(days_ago=10))) == ["A risk"]
    assert themes(brought([risk, later(risk, days_ago=5, share="private")], held(days_ago=10))) == []


def test_private_records_are_counted_for_the_same_days() -> None:
    values = brought(note("x", days_ago=20), note("y", days_ago=2), held(days_ago=10))
    assert values.left_out["private"] == 1


# --- sessions ---


def test_the_next_session_is_the_soonest_that_lies_ahead() -> None:
    values = brought(
        held(days_ago=40, kind="line", next="2026-11-22"),  # moved by the one after it
        held(days_ago=10, kind="line", mode="video", next="2026-12-08"),
        held(days_ago=12, kind="clinical", next="2026-12-20"),
        held(days_ago=50, kind="peer", next="2026-11-01"),
    )
    assert (values.plan.kind, values.plan.mode, values.plan.day) == ("Line supervision", "Video", date(2026, 12, 8))


def test_words_in_a_session_that_guidance_does_not_know_stay_in_it() -> None:
    values = brought(held(days_ago=10, kind="with Larch", mode="in the car", next="2026-12-08"))
    assert (values.plan.kind, values.plan.mode) == ("", "")


def test_sessions_missed_since_the_last_one_held_are_counted() -> None:
    missed = [record("session", {"missed": "no cover"}, days_ago=days) for days in (30, 8, 4)]
    assert brought(*missed, held(days_ago=10)).missed == 2
    assert brought(*missed).missed == 3
    assert brought(held(days_ago=10)).missed == 0


# --- wellbeing ---


def weeks(*energy: int) -> list[Envelope]:
    return [
        record("checkin", {"week": f"2026-W{number}", "ratings": {"energy": value, "sleep": 6}, "facts": {}})
        for number, value in enumerate(energy, start=40)
    ]


@pytest.mark.parametrize(
    ("ratings", "standing"),
    [
        ((6, 6, 6, 6, 4), "less good than my usual ↓"),
        ((6, 6, 6, 6, 5), "about my usual →"),
        ((6, 6, 6, 6, 8), "better than my usual ↑"),
        ((6, 6, 6, 4), "no usual yet to compare with"),
    ],
)
def test_an_item_is_shown_in_words_against_the_persons_own_usual(ratings: tuple[int, ...], standing: str) -> None:
    (shown,) = brought(*weeks(*ratings), items=("energy",)).wellbeing
    assert (shown.name, shown.standing, shown.bars) == ("Energy", standing, ())


def test_no_item_is_shown_unless_the_setting_names_it() -> None:
    assert brought(*weeks(6, 6, 6, 6, 4)).wellbeing == ()


def test_a_week_of_leave_is_not_compared() -> None:
    leave = record("checkin", {"week": "2026-W45", "ratings": {"energy": 10}, "facts": {"marks": ["leave"]}})
    (shown,) = brought(*weeks(6, 6, 6, 6, 4), leave, items=("energy",), numbers=True).wellbeing
    assert shown.standing == "less good than my usual ↓"
    assert [bar.value for bar in shown.bars] == [None, None, None, 6, 6, 6, 6, 4]
    assert not any(bar.apart for bar in shown.bars)


def test_only_weeks_of_the_period_are_shown() -> None:
    assert brought(*weeks(6, 6, 6, 6, 4), held(days_ago=3), items=("energy",)).wellbeing == ()


def test_every_shared_record_is_in_exactly_one_place() -> None:
    records = [note(f"n{n}", days_ago=n, share="share", theme=f"t{n}") for n in range(1, 8)]
    values = brought(*records)
    everything: list[Brought] = [*values.good, *values.risks, *values.others]
    assert sorted(each.theme for each in everything) == [f"t{n}" for n in range(1, 8)]
