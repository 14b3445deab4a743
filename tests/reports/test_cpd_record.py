"""The CPD record: each regulator's form in its order, what is kept back, and what the screen says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.reports.material import NOW, record

from selfcare.guidance import cpd as guidance
from selfcare.guidance.cpd import Profile
from selfcare.insight.cpd import period
from selfcare.journal.envelope import Envelope
from selfcare.redaction.check import Known, redact
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.cpd import Standing, hours, record_document, record_table, so_far, standing_document, warning
from selfcare.reports.document import Document

TODAY = NOW.date()
WHOLE: dict[str, Any] = {
    "title": "Course on self-harm",
    "kind": "course",
    "minutes": 95,
    "participatory": True,
    "why": "Half of my work",
    "learned": "To ask first",
    "effect": "I ask at the first visit",
    "people_effect": "They are asked",
    "peer": "my senior",
    "peer_learned": "That I rush",
    "evidence": "A certificate",
}
PROFILES = {each.id: each for each in guidance.load().profiles}


def standing(profile: Profile | str, *records: Envelope, since: date | None = None) -> Standing:
    one = PROFILES[profile] if isinstance(profile, str) else profile
    found = period(one, TODAY)
    return Standing(one, found, since or found.first, TODAY, records)


def piece(share: str = "share", days_ago: float = 1, **fields: Any) -> Envelope:
    return record("cpd", {"title": "Reading", **fields}, share=share, days_ago=days_ago)


def on(document: Document, heading: str) -> list[tuple[tuple[str, str], ...]]:
    return [item.lines for section in document.sections if section.heading == heading for item in section.items]


def test_social_work_england_has_type_description_date_learning_impact_and_peer_in_that_order() -> None:
    (lines,) = on(record_document(standing("swe", piece(**WHOLE))), "CPD record")
    assert lines == (
        ("Type of CPD", "Course or training"),
        ("Short description", "Course on self-harm"),
        ("Why it is relevant", "Half of my work"),
        ("Date", "2026-11-20"),
        ("What I learnt", "To ask first"),
        ("Effect on my practice, now or expected", "I ask at the first visit"),
        ("Effect on people, now or expected", "They are asked"),
        ("Peer I discussed it with", "my senior"),
        ("What I learnt from discussing it with a peer", "That I rush"),
    )


def test_the_nmc_log_has_method_topic_dates_hours_code_and_evidence_in_that_order() -> None:
    document = record_document(standing("nmc", piece(**WHOLE, standard="preserve-safety")))
    (log,), (account,) = on(document, "CPD log"), on(document, "For a written account")
    assert log == (
        ("Method", "Course or training"),
        ("Topic", "Course on self-harm"),
        ("Link to my practice", "Half of my work"),
        ("Date", "2026-11-20"),
        ("Hours", "1.58"),
        ("Hours with others (participatory)", "1.58"),
        ("Part of the Code", "Preserve safety"),
        ("Evidence", "A certificate"),
    )
    assert [label for label, _ in account] == [each.heading for each in PROFILES["nmc"].forms[1].fields]


def test_hcpc_lists_everything_with_its_date_and_only_what_is_told_in_full() -> None:
    document = record_document(standing("hcpc", piece(days_ago=9), piece(**WHOLE)))
    assert on(document, "List of all activities")[0] == (("Date", "2026-11-12"), ("Activity", "Reading"))
    assert len(on(document, "List of all activities")) == 2
    assert len(on(document, "Activities in full")) == 1


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_the_table_has_every_field_of_the_forms_once_and_in_order(profile: Profile) -> None:
    (row,) = on(record_table(standing(profile, piece())), "No.")
    keys = dict.fromkeys(field.key for form in profile.forms for field in form.fields)
    headings = {field.key: field.heading for form in reversed(profile.forms) for field in reversed(form.fields)}
    assert [label for label, _ in row] == [headings[key] for key in keys]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_our_own_words_never_stop_an_export(profile: Profile) -> None:
    standards = [each.id for each in profile.standards] or [""]
    pieces = [piece(title="Something", kind=kind, standard=each) for kind in guidance.KINDS for each in standards]
    for made in (record_document, record_table):
        assert isinstance(redact(made(standing(profile, *pieces)), Known(TODAY)), Shareable)


def test_what_is_kept_back_is_in_no_export_and_counts_for_nothing() -> None:
    found = standing("swe", piece("private", title="Quernmore"), piece("theme", title="Quernmore"), piece())
    assert so_far(found) == "1 of 2 pieces, 0 of 1 with a peer reflection"
    for made in (record_document(found), record_table(found)):
        assert "Quernmore" not in repr(made)
        assert len(made.records()) == 1
    shown = [item.text for item in standing_document(found).sections[0].items]
    assert shown[:3] == [
        "So far: 1 of 2 pieces, 0 of 1 with a peer reflection.",
        "2 more are kept back.",
        "1 of them has no words on what you learnt yet.",
    ]


def test_a_piece_that_is_alone_is_not_one_of_several() -> None:
    shown = [item.text for item in standing_document(standing("swe", piece())).sections[0].items]
    assert "It has no words on what you learnt yet." in shown


def test_what_is_told_in_full_gets_no_remark() -> None:
    shown = repr(standing_document(standing("swe", piece(learned="To ask first"))))
    assert not any(words in shown for words in ("kept back", "no words on"))


def test_what_the_review_leaves_out_is_not_in_it() -> None:
    kept, left = piece(title="Kept"), piece(title="Left")
    for made in (record_document, record_table):
        assert made(standing("swe", kept, left), frozenset({left.id})).records() == (kept.id,)


def test_only_the_period_counts_even_where_more_is_shown() -> None:
    found = standing("swe", piece(days_ago=600), piece(), since=date(2020, 1, 1))
    assert so_far(found).startswith("1 of 2 pieces")
    assert len(found.for_others) == 2


def test_hours_are_said_and_never_made_up() -> None:
    assert [hours(minutes) for minutes in (0, 20, 60, 90, 95, 2099)] == ["0", "0.33", "1", "1.5", "1.58", "34.98"]
    assert so_far(standing("nmc", piece(minutes=90), piece(minutes=30, participatory=True))) == (
        "2 of 35 hours, 0.5 of 20 hours with others"
    )
    assert so_far(standing("bacp", piece(minutes=90))) == "1 piece, 1.5 hours"


def test_facts_older_than_a_year_are_said_to_be() -> None:
    old = replace(PROFILES["swe"], checked=date(2025, 11, 20))
    assert "Thu 20 Nov 2025" in warning(old, TODAY)
    assert warning(old, TODAY) in standing_document(standing(old)).footer
    assert warning(replace(old, checked=date(2025, 11, 21)), TODAY) == ""
    assert warning(PROFILES["general"], date(2199, 1, 1)) == ""


def test_a_gap_is_said_in_one_line_and_only_where_the_regulator_asks_about_it() -> None:
    assert "No piece is dated in the last 80 days." in repr(standing_document(standing("hcpc", piece(days_ago=80))))
    assert "No piece" not in repr(standing_document(standing("hcpc", piece(days_ago=74))))
    assert "No piece" not in repr(standing_document(standing("swe", piece(days_ago=80))))


@pytest.mark.parametrize(
    ("role", "nation", "profile", "note"),
    [
        ("social-worker", "england", "swe", None),
        ("social-worker", "", "swe", None),
        ("social-worker", "scotland", "general", "scotland"),
        ("social-worker", "wales", "general", "wales"),
        ("support-worker", "northern-ireland", "general", "northern-ireland"),
        ("support-worker", "england", "general", "england-support"),
        ("nurse", "scotland", "nmc", None),
        ("occupational-therapist", "wales", "hcpc", None),
        ("counsellor", "england", "bacp", None),
        ("nurse", "ireland", "general", None),
        ("other", "england", "general", None),
    ],
)
def test_the_regulator_comes_from_role_and_nation(role: str, nation: str, profile: str, note: str | None) -> None:
    found = guidance.note_for(role, nation)
    assert guidance.usual(role, nation) == profile
    assert (found.id if found else None) == note
