"""The page: its order, what stands where, and one whole summary read by eye."""

from pathlib import Path
from typing import Any

from tests.reports.material import NOW, brought, held, note, record

from selfcare.guidance import supervision
from selfcare.redaction.check import Known, redact
from selfcare.redaction.outgoing import Shareable
from selfcare.render.markdown import markdown
from selfcare.reports.brought import Values
from selfcare.reports.document import Document, Section
from selfcare.reports.summary import summary

GUIDE = supervision.load()
GOLDEN = Path(__file__).parent / "golden" / "summary.md"


def page(values: Values) -> Document:
    return summary(values, GUIDE.profiles[0], GUIDE)


def section(document: Document, beginning: str) -> Section:
    return next(each for each in document.sections if each.heading.startswith(beginning))


def texts(found: Section) -> list[str]:
    return [item.text for item in found.items]


def reflection(**parts: Any) -> Any:
    answers = {"what": "A long handover", "now_what": "Ask for a second pair of hands"}
    return record("reflection", {"template": "quick", "answers": answers}, **parts)


def test_what_the_practitioner_needs_stands_at_the_very_top() -> None:
    assert page(brought()).sections[0].heading == "What I need from you"
    assert page(brought()).sections[0].write_on


def test_there_is_room_to_disagree() -> None:
    assert section(page(brought()), "Where we see it differently").write_on


def test_two_sessions_missed_in_a_row_ask_for_protected_time() -> None:
    missed = [record("session", {"missed": "no cover"}, days_ago=days) for days in (9, 5)]
    needs = texts(page(brought(*missed)).sections[0])
    assert any("protected time" in text for text in needs)
    assert not texts(page(brought(missed[0])).sections[0])
    assert "no cover" not in repr(page(brought(*missed)))


def test_a_risk_is_named_at_the_top_and_told_in_its_own_section() -> None:
    document = page(brought(record("trigger", {"kind": "x", "next": "risk-to-share"}, share="theme", theme="A risk")))
    assert any("1 risk" in text for text in texts(document.sections[0]))
    assert texts(section(document, "Risk")) == ["A risk"]


def test_a_purpose_leads_to_its_heading_and_none_to_the_reflection_to_explore() -> None:
    document = page(
        brought(
            note("x", share="theme", theme="Records", tags=("documentation",)),
            note("x", share="theme", theme="Too much at once", tags=("emotional-support",)),
            note("x", share="theme", theme="Something else", tags=("ward",)),
        )
    )
    assert texts(section(document, "Management")) == ["Records"]
    assert texts(section(document, "Support: ")) == ["Too much at once"]
    assert texts(section(document, "A reflection")) == ["Something else"]


def test_a_plan_item_is_about_wellbeing_and_no_reflection_to_explore() -> None:
    document = page(brought(record("plan_item", {"what": "Swim", "verb": "maintain"}, share="share")))
    assert texts(section(document, "Wellbeing")) == ["Swim"]
    assert section(document, "Wellbeing").write_on == 0
    assert texts(section(document, "A reflection")) == []


def test_a_heading_with_nothing_under_it_is_left_out() -> None:
    headings = [each.heading for each in page(brought()).sections]
    assert not any(heading.startswith(("Management", "Development", "Mediation")) for heading in headings)


def test_tags_alone_are_shared_where_a_theme_has_no_line() -> None:
    (item,) = section(page(brought(note("the story", share="theme", tags=("nights", "ward")))), "A reflection").items
    assert (item.text, item.lines) == ("#nights #ward", ())


def test_a_theme_without_a_line_or_tags_is_still_there() -> None:
    (item,) = section(page(brought(note("the story", share="theme"))), "A reflection").items
    assert item.text == "Note, without words for sharing"


def test_a_shared_reflection_stands_under_its_theme_with_its_answers() -> None:
    document = page(brought(reflection(share="share", theme="Handovers", tags=("ward", "risk-management"))))
    (item,) = section(document, "Management").items
    assert item.text == "Handovers"
    assert item.lines == (
        ("What happened?", "A long handover"),
        ("What now?", "Ask for a second pair of hands"),
        ("", "#ward"),
        ("For", "Risk"),
    )


def test_a_fourth_good_moment_is_drawn_together_and_not_dropped() -> None:
    goods = [record("good", {"text": f"good {n}"}, days_ago=9 - n, share="share") for n in range(1, 6)]
    found = section(page(brought(*goods)), "Going well")
    assert texts(found) == ["good 1", "good 2", "good 3", "And also"]
    assert [text for _, text in found.items[-1].lines] == ["good 4", "good 5"]


def test_dates_of_the_session_are_not_taken_for_dates_of_birth() -> None:
    document = page(brought(since=NOW.date().replace(year=1987)))
    assert "1987" in section(document, "This session").about
    assert isinstance(redact(document, Known(NOW.date())), Shareable)


def test_our_own_words_are_no_identifiers() -> None:
    document = page(a_working_month())
    assert isinstance(redact(document, Known(NOW.date())), Shareable)


def test_the_footer_says_who_prepared_it_and_what_may_happen_to_it() -> None:
    footer = " ".join(page(brought(note("mine"), note("x", share="theme", theme="y"))).footer)
    assert "Prepared by the practitioner" in footer
    assert "filed by the employer" in footer
    assert "1 private record; the text of 1 record brought as a theme." in footer
    assert "Nothing was left out." in page(brought()).footer


def a_working_month() -> Values:
    weeks = [
        record("checkin", {"week": f"2026-W{40 + n}", "ratings": {"energy": value, "load": 6}, "facts": {}})
        for n, value in enumerate((7, 7, 6, 7, 4, 4), start=2)
    ]
    return brought(
        *weeks,
        held(days_ago=70, kind="line", mode="in-person", next="2026-10-20", useful=3, unsaid="I was too tired to say"),
        record("session", {"missed": "no cover for the team", "kind": "line"}, days_ago=32),
        record("session", {"missed": "my manager was ill", "kind": "line", "next": "2026-11-24"}, days_ago=18),
        record(
            "good", {"text": "She rang the GP herself, with me next to her saying nothing."}, days_ago=20, share="share"
        ),
        record("good", {"text": "A quiet cup of tea."}, days_ago=12, share="theme", theme="Being there without fixing"),
        record("good", {"text": "Mine alone."}, days_ago=11),
        reflection(days_ago=15, share="share", theme="Handovers on late shifts", tags=("learning-and-skills", "lates")),
        note("A long story.", days_ago=9, share="theme", theme="When is a risk mine to hold?", tags=("ethics",)),
        note("1. Rota *again*\n\n<b>Two lates</b> in a row", days_ago=6, share="share"),
        note("Nobody else's business.", days_ago=5),
        record(
            "trigger",
            {"kind": "Feeling alone with a risk", "situation": "A weekend without cover", "next": "risk-to-share"},
            days_ago=4,
            share="theme",
            theme="Weekends without anyone to ring",
            tags=("risk-management",),
        ),
        items=("energy", "load"),
    )


def test_what_the_working_month_has_to_say_worked_out_by_hand() -> None:
    document = page(a_working_month())
    this = section(document, "This session").about
    # 21 November less 70 days: the last session held. The 24th is what the last missed one set.
    assert "since 12 September 2026" in this
    assert "Planned for 24 November 2026" in this
    # Sessions were missed 32 and 18 days ago, after the one that was held.
    assert "Supervision missed since it was last held: 2" in texts(section(document, "Wellbeing"))
    # Energy 4 in the latest week; 7, 7, 6, 7, 4 before it, the middle of which is 7. Workload is 6 in every week.
    wellbeing = texts(section(document, "Wellbeing"))
    assert wellbeing[:2] == ["Energy: less good than my usual ↓", "Workload: about my usual →"]
    # Private: six check-ins, a good moment, a note. As a theme: a good moment, a note, a trigger.
    assert "8 private records; the text of 3 records brought as a theme." in " ".join(document.footer)


def test_a_whole_summary_reads_as_it_should() -> None:
    """The golden file was written and read by hand; a change in it is a change in what supervisors get."""
    made = redact(page(a_working_month()), Known(NOW.date()))
    assert isinstance(made, Shareable)
    assert markdown(made) == GOLDEN.read_text("utf-8")
